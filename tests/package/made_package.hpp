// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/folder.hpp>
#include <ovfkit/io/gzip.hpp>
#include <ovfkit/io/tar.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/package/verify.hpp>

#include "support/command.hpp"

namespace ovfkit::package {

/// A file of a package as a test wants it.
struct MadeFile {
    std::string name;
    std::string bytes;
};
using MadeFiles = std::vector<MadeFile>;

/// Where bytes are kept.
class KeptOutput : public io::Output {
public:
    [[nodiscard]] Result<void> write(std::string_view more) override {
        bytes += more;
        return {};
    }
    std::string bytes;
};

/// A descriptor that references `hrefs`; each is an attribute list beyond `ovf:id`, such as `ovf:href="a"`.
inline std::string descriptor_of(const std::vector<std::string>& files) {
    std::string text =
        "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
        "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\">\n  <References>\n";
    for (std::size_t i = 0; i < files.size(); ++i)
        text += "    <File ovf:id=\"f" + std::to_string(i) + "\" " + files[i] + "/>\n";
    text +=
        "  </References>\n  <VirtualSystem ovf:id=\"vm\">\n    <Info>a machine</Info>\n    <Name>vm</Name>\n"
        "  </VirtualSystem>\n</Envelope>\n";
    return text;
}

/// `ovf:href` and `ovf:size` of a file.
inline std::string reference(const MadeFile& file) {
    return "ovf:href=\"" + file.name + "\" ovf:size=\"" + std::to_string(file.bytes.size()) + "\"";
}

inline std::string manifest_line(const MadeFile& file,
                                 crypto::DigestAlgorithm algorithm = crypto::DigestAlgorithm::sha256) {
    return std::string(crypto::to_string(algorithm)) + "(" + file.name +
           ")= " + crypto::digest_hex(algorithm, file.bytes) + "\n";
}

inline std::string manifest_of(const MadeFiles& files) {
    std::string text;
    for (const MadeFile& file : files) text += manifest_line(file);
    return text;
}

/// A package as it should be: descriptor `vm.ovf`, manifest, and two disks.
inline MadeFiles good_package() {
    const MadeFile one{"one.vmdk", std::string(70'000, '1')};
    const MadeFile two{"two.vmdk", std::string(1'500, '2')};
    const MadeFile descriptor{"vm.ovf", descriptor_of({reference(one), reference(two)})};
    return {descriptor, {"vm.mf", manifest_of({descriptor, one, two})}, one, two};
}

inline MadeFile& file_of(MadeFiles& files, std::string_view name) {
    return *std::find_if(files.begin(), files.end(), [&](const MadeFile& file) { return file.name == name; });
}
inline void remove_file(MadeFiles& files, std::string_view name) {
    files.erase(std::remove_if(files.begin(), files.end(), [&](const MadeFile& f) { return f.name == name; }),
                files.end());
}

inline std::string archive_of(const MadeFiles& files) {
    KeptOutput out;
    io::TarWriter tar(out);
    for (const MadeFile& file : files) {
        EXPECT_TRUE(tar.begin(file.name, file.bytes.size())) << file.name;
        EXPECT_TRUE(tar.write(file.bytes));
    }
    EXPECT_TRUE(tar.finish());
    return std::move(out.bytes);
}

inline std::string gzip_of(std::string_view bytes) {
    KeptOutput out;
    io::GzipWriter gzip(out);
    EXPECT_TRUE(gzip.write(bytes));
    EXPECT_TRUE(gzip.finish());
    return std::move(out.bytes);
}

/// Every way in which a package can come.
enum class Way { directory, bare, archive, compressed, pipe, compressed_pipe };
inline constexpr Way all_ways[] = {Way::directory,  Way::bare, Way::archive,
                                   Way::compressed, Way::pipe, Way::compressed_pipe};
inline std::string name_of(Way way) {
    constexpr const char* names[] = {"Directory", "Bare", "Archive", "Compressed", "Pipe", "CompressedPipe"};
    return names[static_cast<int>(way)];
}

/// Input in pieces that cannot be sought in.
class Piped : public io::Input {
public:
    explicit Piped(std::string bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        const std::size_t got = std::min({size, std::size_t{1000}, bytes_.size() - at_});
        bytes_.copy(to, got, at_);
        at_ += got;
        return got;
    }

private:
    std::string bytes_;
    std::size_t at_ = 0;
};

/// What a verification of a package gave.
struct Verified {
    std::vector<std::string> states;
    std::vector<std::pair<std::string, std::string>> files;  ///< name and state, sorted
    std::vector<std::string> rules;                          ///< slugs of the findings, sorted
    std::optional<crypto::SignatureVerdict> signature;
    std::optional<Error> error;
    std::optional<Severity> worst;

    [[nodiscard]] std::string state_of(const std::string& name) const {
        for (const auto& [file, state] : files)
            if (file == name) return state;
        return "absent";
    }
    [[nodiscard]] bool found(std::string_view rule) const {
        return std::find(rules.begin(), rules.end(), rule) != rules.end();
    }
};

inline Verified summary(const Result<Verification>& verification, const Diagnostics& diagnostics) {
    Verified all;
    for (const Diagnostic& finding : diagnostics) all.rules.emplace_back(finding.rule);
    std::sort(all.rules.begin(), all.rules.end());
    all.worst = diagnostics.worst();
    if (!verification) {
        all.error = verification.error();
        return all;
    }
    for (const PackageState state : verification->states) all.states.emplace_back(to_string(state));
    for (const FileVerdict& file : verification->files)
        all.files.emplace_back(file.name, std::string(to_string(file.state)));
    std::sort(all.files.begin(), all.files.end());
    all.signature = verification->signature;
    return all;
}

inline Verified verify_stream_of(std::string bytes, const VerifyOptions& options = {}) {
    Diagnostics diagnostics;
    Piped pipe(std::move(bytes));
    auto streamed = verify_stream(pipe, "pipe", options, diagnostics);
    return summary(streamed ? Result<Verification>(streamed->verification) : Result<Verification>(streamed.error()),
                   diagnostics);
}

inline Verified verify_path(const std::string& path, const VerifyOptions& options = {}) {
    Diagnostics diagnostics;
    OpenOptions open = options.open;
    open.check_descriptor = false;
    const auto package = Package::open(path, diagnostics, open);
    return summary(package ? verify(*package, options, diagnostics) : Result<Verification>(package.error()),
                   diagnostics);
}

/// Writes the files into a folder and gives its path.
inline std::string put_files(const test::TemporaryFolder& scratch, const MadeFiles& files) {
    const std::string path = scratch / "package";
    auto folder = io::Folder::create(path).value();
    for (const MadeFile& file : files) {
        auto out = folder.create_file(file.name).value();
        EXPECT_TRUE(out->write(file.bytes));
        EXPECT_TRUE(folder.finish_file(*out));
    }
    return path;
}

/// Verifies the files as a package that comes in that way. The first file is the descriptor.
inline Verified verify_as(Way way, const MadeFiles& files, const VerifyOptions& options = {}) {
    const test::TemporaryFolder scratch;
    switch (way) {
        case Way::directory: return verify_path(put_files(scratch, files), options);
        case Way::bare: return verify_path(put_files(scratch, files) + "/" + files.front().name, options);
        case Way::archive: return verify_path(scratch.put("x.ova", archive_of(files)), options);
        case Way::compressed: return verify_path(scratch.put("x.ova.gz", gzip_of(archive_of(files))), options);
        case Way::pipe: return verify_stream_of(archive_of(files), options);
        case Way::compressed_pipe: break;
    }
    return verify_stream_of(gzip_of(archive_of(files)), options);
}

}  // namespace ovfkit::package
