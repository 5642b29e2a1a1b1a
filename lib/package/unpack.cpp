// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/package/unpack.hpp>

#include <optional>
#include <utility>

#include <ovfkit/io/folder.hpp>

#include "package/evidence.hpp"
#include "package/hashing.hpp"
#include "package/judge.hpp"
#include "package/member_names.hpp"
#include "package/scan.hpp"
#include "package/sink.hpp"
#include "package/state.hpp"

namespace ovfkit::package {
namespace {

/// A new folder that is gone again unless it was kept.
class NewFolder {
public:
    explicit NewFolder(io::Folder folder) : folder_(std::move(folder)) {}
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;
    ~NewFolder() {
        if (!kept_) folder_.discard();
    }

    [[nodiscard]] io::Folder& folder() { return folder_; }
    [[nodiscard]] Result<void> keep() {
        auto settled = folder_.settle();
        kept_ = settled.has_value();
        return settled;
    }

private:
    io::Folder folder_;
    bool kept_ = false;
};

/// Why the package is not written, if it is not.
Result<void> insist(const Diagnostics& findings, const Verification& verification) {
    for (const Diagnostic& finding : findings)
        if (finding.severity == Severity::error)
            return Error{ErrorCode::malformed, "the package was not unpacked: " + finding.message, finding.where,
                         finding.rule};
    // What is missing was said when the package was opened.
    for (const FileVerdict& file : verification.files)
        if (file.state == FileState::missing)
            return Error{
                ErrorCode::malformed, "the package was not unpacked: " + quoted(file.name) + " is not in it", {}, {}};
    if (verification.has(PackageState::files_failed) || verification.has(PackageState::manifest_unreadable))
        return Error{ErrorCode::malformed, "the package was not unpacked: it does not verify", {}, {}};
    return {};
}

/// Whoever put a link, a second file of one name or a name like `../x` into an archive meant no good, or made it badly.
Result<void> refuse(const std::vector<std::string>& refused, const UnpackOptions& options) {
    if (refused.empty() || !options.insist) return {};
    return Error{ErrorCode::invalid_argument,
                 "the package was not unpacked: " + quoted(refused.front()) +
                     " is a link or device, has a name that is not safe or not its own, or rivals a file that counts",
                 {},
                 {}};
}

/// Writes the files of an archive as they come.
class FolderTap : public ScanTap {
public:
    explicit FolderTap(io::Folder& folder) : folder_(folder) {}

    [[nodiscard]] Result<io::Output*> begin(const std::string& name) override {
        if (auto added = names_.add(name); !added) return added.error();
        auto file = folder_.create_file(name);
        if (!file) return file.error();
        file_ = *std::move(file);
        return file_.get();
    }
    [[nodiscard]] Result<void> end() override {
        const auto file = std::move(file_);
        return folder_.finish_file(*file);
    }

private:
    io::Folder& folder_;
    MemberNames names_;
    std::unique_ptr<io::Output> file_;
};

/// The unpacking of a package whose files can be read in any order.
class Unpacking {
public:
    Unpacking(const Package& source, const UnpackOptions& options, Diagnostics& findings)
        : source_(source), options_(options), findings_(findings) {}

    Result<Verification> run(io::Folder& folder) {
        auto evidence = evidence_of(source_);
        if (!evidence) return evidence.error();
        evidence_ = *std::move(evidence);
        listing_ = read_listing(evidence_, findings_);
        std::uint64_t total = 0;
        for (const Member& member : source_.members()) total += member.size;
        meter_.emplace(options_.verify.progress, total);
        FolderSink sink(folder);
        HashingSink hashing(&sink, [this](const std::string& name) {
            return listing_ ? listing_->algorithms(name) : std::vector<crypto::DigestAlgorithm>();
        });
        for (const Member& member : source_.members())
            if (auto copied = copy(member, hashing); !copied) return copied.error();
        for (std::size_t i = 0; i < hashing.files().size(); ++i) {
            const Member& member = source_.members()[i];
            if (&member == source_.manifest_member() || &member == source_.certificate_member()) continue;
            evidence_.files.push_back(std::move(hashing.files()[i]));
            evidence_.files.back().offset = member.offset;
        }
        return judge(evidence_, listing_, options_.verify, findings_);
    }

private:
    Result<void> copy(const Member& member, Sink& sink) {
        auto input = source_.read(member);
        if (!input) return input.error();
        Splitter splitter(sink, {{member.name, member.size}});
        const auto write = [&](std::string_view bytes) { return splitter.write(bytes); };
        if (auto passed = read_pieces(**input, member.name, *meter_, write); !passed) return passed;
        return meter_->end(member.name) ? splitter.finish() : Result<void>(cancelled_error());
    }

    const Package& source_;
    const UnpackOptions& options_;
    Diagnostics& findings_;
    std::optional<Meter> meter_;
    Evidence evidence_;
    std::optional<Listing> listing_;
};

/// One pass over an archive that cannot be read twice.
Result<Scan> unpack_scan(io::Input& input, const std::string& name, io::Folder& folder, const UnpackOptions& options,
                         Diagnostics& diagnostics) {
    FolderTap tap(folder);
    return scan(input, name, options.verify, Passing::hashed, diagnostics, &tap);
}

Result<Unpacked> finish(NewFolder& folder, Result<Verification> verification, const Diagnostics& findings,
                        const Package& source, const UnpackOptions& options, Diagnostics& diagnostics) {
    diagnostics.append(findings);
    if (!verification) return verification.error();
    if (options.insist)
        if (auto insisted = insist(findings, *verification); !insisted) return insisted.error();
    if (auto kept = folder.keep(); !kept) return kept.error();
    return Unpacked{source, *std::move(verification)};
}

}  // namespace

Result<Unpacked> unpack(const Package& source, const std::string& path, const UnpackOptions& options,
                        Diagnostics& diagnostics) {
    if (auto refused = refuse(source.refused(), options); !refused) return refused.error();
    MemberNames names;
    for (const Member& member : source.members())
        if (auto added = names.add(member.name); !added) return added.error();
    auto made = io::Folder::prepare(path);
    if (!made) return made.error();
    NewFolder folder(*std::move(made));
    const PackageAccess::State& state = PackageAccess::state(source);
    Diagnostics findings;  // of the verification
    if (state.store->seekable()) {
        auto verification = Unpacking(source, options, findings).run(folder.folder());
        return finish(folder, std::move(verification), findings, source, options, diagnostics);
    }
    auto whole = state.store->whole();
    if (!whole) return whole.error();
    Diagnostics again;  // what the headers say was reported when the package was opened
    auto scanned = unpack_scan(**whole, state.name, folder.folder(), options, again);
    if (!scanned) return scanned.error();
    scanned->evidence.missing = missing_of(source);
    Verification verification = judge_scan(*scanned, options.verify, findings);
    return finish(folder, std::move(verification), findings, source, options, diagnostics);
}

Result<Unpacked> unpack_stream(io::Input& input, const std::string& name, const std::string& path,
                               const UnpackOptions& options, Diagnostics& diagnostics) {
    auto made = io::Folder::prepare(path);
    if (!made) return made.error();
    NewFolder folder(*std::move(made));
    auto scanned = unpack_scan(input, name, folder.folder(), options, diagnostics);
    if (!scanned) return scanned.error();
    if (auto refused = refuse(scanned->evidence.refused, options); !refused) return refused.error();
    auto package = package_of(*scanned, options.verify.open, diagnostics);
    if (!package) return package.error();
    scanned->evidence.missing = missing_of(*package);
    Diagnostics findings;
    Verification verification = judge_scan(*scanned, options.verify, findings);
    return finish(folder, std::move(verification), findings, *package, options, diagnostics);
}

}  // namespace ovfkit::package
