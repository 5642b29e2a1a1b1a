// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <ovfkit/io/stream.hpp>
#include <ovfkit/manifest/manifest.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/text/line_index.hpp>

#include "validate/findings.hpp"
#include "validate/subject.hpp"

namespace ovfkit::validate {

/// A File with what holds it in the package.
struct PackageFile {
    const model::File* file = nullptr;
    std::size_t place = 0;  ///< in References
    std::string name;       ///< of the member it means, decoded and with the descriptor's folder; of chunks the front
    std::vector<const package::Member*> parts;  ///< in order; empty when they are not there
    bool chunked = false;                       ///< `parts` are chunks
};

/// What the checks of a package look at. Of several File elements with one reference the first counts.
class PackageSubject {
public:
    PackageSubject(const package::Package& package, const Subject& subject);
    PackageSubject(const PackageSubject&) = delete;
    PackageSubject& operator=(const PackageSubject&) = delete;

    const package::Package& package;
    const Subject& subject;
    std::string folder;  ///< the descriptor's, with its `/`
    std::vector<PackageFile> files;
    std::unordered_map<const package::Member*, const PackageFile*> user_of;
    std::optional<manifest::Manifest> manifest;  ///< what could be read of it
    std::string manifest_bytes;

    [[nodiscard]] bool is_archive() const {
        return package.form() == package::Form::archive || package.form() == package::Form::compressed_archive;
    }
    /// Whether a member is the descriptor, or its manifest or certificate.
    [[nodiscard]] bool has_role(const package::Member& member) const {
        return &member == &package.descriptor_member() || &member == package.manifest_member() ||
               &member == package.certificate_member();
    }
    /// The first `most` bytes of a member, or of what a file means; empty when they cannot be read, and when too many
    /// were asked for of a package that has to be read from its beginning each time.
    [[nodiscard]] std::optional<std::string> begin_of(const package::Member& member, std::size_t most) const;
    [[nodiscard]] std::optional<std::string> begin_of(const model::File& file, std::size_t most) const;
    /// The last `most` bytes of a member that can be read in place.
    [[nodiscard]] std::optional<std::string> end_of(const package::Member& member, std::size_t most) const;

private:
    void resolve_files();
    void read_manifest();
    [[nodiscard]] bool may_read() const;

    mutable std::size_t readings_ = 0;
};

/// Where the checks of a package say what they found: at a place of the descriptor, of the manifest, or at a member.
class PackageFindings {
public:
    PackageFindings(const PackageSubject& of, const Profile& profile, Diagnostics& diagnostics)
        : of_(of),
          profile_(profile),
          diagnostics_(diagnostics),
          in_descriptor_(of.subject, profile, diagnostics),
          lines_(of.manifest_bytes) {}

    [[nodiscard]] Findings& in_descriptor() { return in_descriptor_; }
    void at_member(const Rule& rule, std::string message, const package::Member& member, std::string hint = {});
    void at_package(const Rule& rule, std::string message);
    void at_line(const Rule& rule, std::string message, const manifest::Entry& entry, std::string hint = {});

private:
    void put(const Rule& rule, std::string message, Location where, std::string hint);

    const PackageSubject& of_;
    const Profile& profile_;
    Diagnostics& diagnostics_;
    Findings in_descriptor_;
    text::LineIndex lines_;
};

/// The name of a file as a manifest could spell it, free of the differences in spelling.
[[nodiscard]] std::string listing_key(std::string_view name);

void check_archive(const PackageSubject& of, PackageFindings& findings);        ///< form and order
void check_roles(const PackageSubject& of, PackageFindings& findings);          ///< descriptor, manifest, certificate
void check_members(const PackageSubject& of, PackageFindings& findings);        ///< names, and who uses them
void check_listing(const PackageSubject& of, PackageFindings& findings);        ///< what the manifest lists, and how
void check_chunks(const PackageSubject& of, PackageFindings& findings);         ///< names of chunks, compression
void check_message_texts(const PackageSubject& of, PackageFindings& findings);  ///< files with messages
void check_disk_images(const PackageSubject& of, PackageFindings& findings);    ///< files of disks

}  // namespace ovfkit::validate
