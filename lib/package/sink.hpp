// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/folder.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/io/tar.hpp>

#include "package/hashing.hpp"

// Where the files of a new package go, one after the other.

namespace ovfkit::package {

/// The files of a package that is being made.
class Sink {
public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;

    /// Begins a file; the one before it was ended.
    [[nodiscard]] virtual Result<void> begin(const std::string& name, std::uint64_t size) = 0;
    [[nodiscard]] virtual Result<void> write(std::string_view bytes) = 0;
    [[nodiscard]] virtual Result<void> end() = 0;

    /// Where the data of the file that was begun last stands in the archive; empty when it is none.
    [[nodiscard]] virtual std::optional<std::uint64_t> offset() const { return std::nullopt; }
};

/// A whole small file.
[[nodiscard]] Result<void> put_file(Sink& sink, const std::string& name, std::string_view bytes);

/// Writes an archive.
class TarSink : public Sink {
public:
    explicit TarSink(io::Output& output) : writer_(output) {}

    [[nodiscard]] Result<void> begin(const std::string& name, std::uint64_t size) override;
    [[nodiscard]] Result<void> write(std::string_view bytes) override { return writer_.write(bytes); }
    [[nodiscard]] Result<void> end() override { return {}; }
    [[nodiscard]] std::optional<std::uint64_t> offset() const override { return offset_; }

    [[nodiscard]] Result<void> finish() { return writer_.finish(); }
    [[nodiscard]] std::uint64_t size() const { return writer_.position(); }

private:
    io::TarWriter writer_;
    std::optional<std::uint64_t> offset_;
};

/// Writes into a folder.
class FolderSink : public Sink {
public:
    explicit FolderSink(io::Folder& folder) : folder_(folder) {}

    [[nodiscard]] Result<void> begin(const std::string& name, std::uint64_t size) override;
    [[nodiscard]] Result<void> write(std::string_view bytes) override { return file_->write(bytes); }
    [[nodiscard]] Result<void> end() override;

private:
    io::Folder& folder_;
    std::unique_ptr<io::Output> file_;
};

/// Says which digests of a file are wanted.
using WantedDigests = std::function<std::vector<crypto::DigestAlgorithm>(const std::string& name)>;

/// Hashes what it passes on.
class HashingSink : public Sink {
public:
    /// `to` may be null: then the files are only hashed.
    HashingSink(Sink* to, WantedDigests wanted) : to_(to), wanted_(std::move(wanted)) {}

    [[nodiscard]] Result<void> begin(const std::string& name, std::uint64_t size) override;
    [[nodiscard]] Result<void> write(std::string_view bytes) override;
    /// Fails with `unsupported` when the system's cryptographic policy forbids a digest.
    [[nodiscard]] Result<void> end() override;

    /// The files that were ended, in their order.
    [[nodiscard]] std::vector<HashedFile>& files() { return files_; }

private:
    Sink* to_;
    WantedDigests wanted_;
    std::vector<HashedFile> files_;
    std::vector<crypto::Digest> digests_;
    std::vector<crypto::DigestAlgorithm> algorithms_;
    HashedFile file_;
};

/// One file of the new package.
struct NewMember {
    std::string name;
    std::uint64_t size = 0;
};

/// Cuts what is written to it into files. Fails with `io` when there is more or less than they hold: then the source
/// has changed.
class Splitter : public io::Output {
public:
    Splitter(Sink& sink, std::vector<NewMember> members) : sink_(sink), members_(std::move(members)) {}

    [[nodiscard]] Result<void> write(std::string_view bytes) override;
    [[nodiscard]] Result<void> finish();

private:
    [[nodiscard]] Result<void> begin_next();

    Sink& sink_;
    std::vector<NewMember> members_;
    std::size_t next_ = 0;
    bool open_ = false;
    std::uint64_t left_ = 0;
};

}  // namespace ovfkit::package
