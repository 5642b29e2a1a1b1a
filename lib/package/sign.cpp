// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/package/sign.hpp>

#include <set>
#include <utility>

#include <ovfkit/manifest/manifest.hpp>

#include "package/check_references.hpp"
#include "package/hashing.hpp"
#include "package/roles.hpp"

namespace ovfkit::package {
namespace {

constexpr std::uint64_t most_signed_bytes = 64U << 20U;

/// What is said of a signature that is about to be replaced concerns nobody.
void pass_on(const Diagnostics& from, Diagnostics& to) {
    for (const Diagnostic& finding : from)
        if (finding.rule.substr(0, 10) != "signature/") to.add(finding);
}

Result<void> check_files(const Package& package, const VerifyOptions& options, Diagnostics& diagnostics) {
    Diagnostics found;
    const auto verification = verify(package, options, found);
    pass_on(found, diagnostics);
    if (!verification) return verification.error();
    if (verification->has(PackageState::files_verified)) return {};
    return Error{ErrorCode::invalid_argument,
                 "the manifest was not signed: the files of the package are not what it says, or not all in it",
                 {},
                 {}};
}

Result<void> check_complete(const Package& package, Diagnostics& diagnostics) {
    Diagnostics found;
    check_references(package, found);
    diagnostics.append(found);
    if (found.worst() != Severity::error) return {};
    return Error{ErrorCode::invalid_argument,
                 "no manifest was made: the files of the package are not what the descriptor says",
                 {},
                 {}};
}

Result<std::string> hashed(const Package& package, const Member& member, crypto::DigestAlgorithm digest, Meter& meter) {
    auto input = package.read(member);
    if (!input) return input.error();
    HashedFile file{member.name, member.size, {}, {}, true};
    hash(**input, {digest}, meter, file);
    if (meter.cancelled()) return cancelled_error();
    if (!file.readable) return Error{ErrorCode::io, quoted(member.name) + " could not be read to its end", {}, {}};
    return file.digests.front().second;
}

/// Manifest and certificate, and whatever else of their kind: a manifest says nothing of itself.
std::vector<const Member*> files_to_list(const Package& package) {
    std::vector<const Member*> files{&package.descriptor_member()};
    for (const Member& member : package.members())
        if (&member != files.front() && &member != package.manifest_member() && &member != package.certificate_member())
            files.push_back(&member);
    return files;
}

}  // namespace

Result<std::string> make_manifest(const Package& package, crypto::DigestAlgorithm digest,
                                  const ProgressCallback& progress) {
    const std::string_view folder = folder_of(package.descriptor_member().name);
    const auto files = files_to_list(package);
    std::uint64_t total = 0;
    std::set<std::string> names;
    for (const Member* file : files) {
        total += file->size;
        if (file->name.compare(0, folder.size(), folder) != 0)
            return Error{
                ErrorCode::unsupported, quoted(file->name) + " lies outside of the descriptor's folder", {}, {}};
        if (!names.insert(file->name).second)
            return Error{ErrorCode::unsupported, "two files are called " + quoted(file->name), {}, {}};
    }
    Meter meter(progress, total);
    manifest::Manifest made;
    for (const Member* file : files) {
        auto value = hashed(package, *file, digest, meter);
        if (!value) return value.error();
        made.entries.push_back(
            {file->name.substr(folder.size()), std::string(crypto::to_string(digest)), *std::move(value), {}});
    }
    auto bytes = manifest::write(made);
    if (!bytes) return Error{ErrorCode::unsupported, bytes.error().message, {}, {}};
    return bytes;
}

Result<SignReport> sign(Editor& editor, const Signer& signer, const SignOptions& options, Diagnostics& diagnostics) {
    const Package& package = editor.package();
    const Member* old = package.manifest_member();
    if (old == nullptr && !options.make_manifest)
        return Error{ErrorCode::not_found, "the package has no manifest that could be signed", {}, {}};
    SignReport report;
    FileChanges changes;
    changes.progress = options.verify.progress;
    std::string manifest;
    if (options.make_manifest) {
        // A manifest of what is there would hide what is not.
        if (options.check_files)
            if (auto checked = check_complete(package, diagnostics); !checked) return checked.error();
        auto made = make_manifest(package, options.manifest_digest, options.verify.progress);
        if (!made) return made.error();
        changes.manifest = manifest = *std::move(made);
        report.manifest_made = true;
    } else {
        if (options.check_files)
            if (auto checked = check_files(package, options.verify, diagnostics); !checked) return checked.error();
        auto input = package.read(*old);
        if (!input) return input.error();
        auto bytes = io::read_all(**input, most_signed_bytes, old->name);
        if (!bytes) return bytes.error();
        manifest = *std::move(bytes);
    }
    const std::string& descriptor = package.descriptor_member().name;
    const std::string beside = std::string(folder_of(descriptor)) + std::string(base_name(descriptor));
    report.manifest_name = old ? old->name : beside + ".mf";
    report.was_signed = package.certificate_member() != nullptr;
    report.certificate_name = report.was_signed ? package.certificate_member()->name : beside + ".cert";
    auto certificate = make_certificate_file(
        signer, std::string_view(report.manifest_name).substr(folder_of(report.manifest_name).size()), manifest);
    if (!certificate) return certificate.error();
    changes.certificate = *std::move(certificate);
    auto edit = editor.replace(changes);
    if (!edit) return edit.error();
    report.edit = *std::move(edit);
    return report;
}

}  // namespace ovfkit::package
