// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ovfkit/io/new_file.hpp>
#include <ovfkit/package/build.hpp>

#include "package/hashing.hpp"
#include "package/judge.hpp"
#include "package/plan.hpp"
#include "package/sink.hpp"

namespace ovfkit::package {

/// One making of a package: `prepare`, then `write`.
class Packing {
public:
    Packing(const Package& source, const PackOptions& options, Diagnostics& diagnostics)
        : source_(source), options_(options), diagnostics_(diagnostics) {}

    /// Where the new package goes.
    struct Shape {
        std::string path;          ///< to find out that it is one of the files to be packed; may be empty
        bool archive = true;       ///< names and sizes have to fit into one
        bool can_go_back = false;  ///< digests may come after what they stand before
    };
    /// Plans, and reads beforehand what has to be known before anything is written.
    [[nodiscard]] Result<void> prepare(Shape shape);
    /// Writes everything but the end of an archive. `back` is the file behind `sink` if one can go back in it.
    [[nodiscard]] Result<void> write(Sink& sink, io::NewFile* back);

    [[nodiscard]] Packed take_packed() { return std::move(packed_); }

private:
    /// A member of which only the size was known when its turn came.
    struct Reserved {
        std::string name;
        std::size_t member = 0;  // of `packed_`
        std::uint64_t at = 0;    // of its data
        std::uint64_t size = 0;
    };

    [[nodiscard]] bool has_manifest() const { return options_.keep_manifest || options_.digest; }
    [[nodiscard]] bool has_certificate() const {
        return options_.keep_manifest ? kept_certificate_.has_value() : options_.signer.has_value();
    }
    [[nodiscard]] bool manifest_comes_first() const {
        return has_manifest() && shape_.archive && options_.manifest_place == ManifestPlace::after_descriptor;
    }
    [[nodiscard]] WantedDigests wanted() const;
    [[nodiscard]] Result<void> refuse_own_input() const;
    [[nodiscard]] Result<void> read_kept();
    [[nodiscard]] Result<void> read_old();
    [[nodiscard]] bool is_there(const std::string& listed) const;
    [[nodiscard]] Result<void> compare_with_old(const HashedFile& file) const;
    [[nodiscard]] Result<void> compare_with_old(const std::vector<HashedFile>& files) const;
    [[nodiscard]] Result<void> check_names() const;
    [[nodiscard]] Result<void> rehearse(Payload& payload);
    [[nodiscard]] Result<void> pour(const Payload& payload, io::Output& to);
    [[nodiscard]] Result<void> write_payloads(HashingSink& hashing);
    /// What the manifest says of these files; without digests one of the same size.
    [[nodiscard]] Result<std::string> manifest_of(const std::vector<HashedFile>& files, bool with_digests) const;
    [[nodiscard]] std::vector<HashedFile> expected_files() const;
    [[nodiscard]] Result<void> compare_with_kept(const std::vector<HashedFile>& files) const;
    [[nodiscard]] Result<void> put(Sink& sink, const std::string& name, std::string_view bytes);
    [[nodiscard]] Result<void> put_manifest(Sink& sink, const std::vector<HashedFile>& files);
    [[nodiscard]] Result<void> reserve(Sink& sink);
    [[nodiscard]] Result<Reserved> reserve_one(Sink& sink, const std::string& name, std::uint64_t size);
    [[nodiscard]] Result<void> fill(io::NewFile& back, const std::vector<HashedFile>& files);
    [[nodiscard]] Result<void> fill_one(io::NewFile& back, const Reserved& place, std::string bytes);

    const Package& source_;
    const PackOptions& options_;
    Diagnostics& diagnostics_;
    Shape shape_;
    Plan plan_;
    std::optional<Meter> meter_;
    std::string descriptor_;
    std::string kept_manifest_;
    std::optional<std::string> kept_certificate_;
    std::optional<Listing> kept_listing_;
    /// Of the source, when the new package gets a manifest of its own.
    std::optional<Listing> old_listing_;
    std::map<std::string, std::string>
        unchanged_;  // members that are files of the source as they are: their names there
    std::optional<Reserved> manifest_place_;
    std::optional<Reserved> certificate_place_;
    Packed packed_;
};

}  // namespace ovfkit::package
