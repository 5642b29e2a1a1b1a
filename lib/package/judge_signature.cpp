// SPDX-License-Identifier: Apache-2.0
#include "package/judge_signature.hpp"

#include <ovfkit/package/rules.hpp>

#include "base/ascii.hpp"
#include "package/roles.hpp"

namespace ovfkit::package {
namespace {

Location in_package(const std::string& package) {
    Location where;
    where.source = package;
    return where;
}

/// `SHA256`, also as `SHA-256` or `SHA2-256`, in any letter case.
std::optional<crypto::DigestAlgorithm> named_digest(const std::string& word) {
    manifest::Entry entry;
    entry.algorithm = word;
    return entry.known_algorithm();
}

std::string joined(const std::vector<crypto::SignatureState>& states) {
    std::string list;
    for (const crypto::SignatureState state : states)
        list += (list.empty() ? "" : ", ") + std::string(crypto::to_string(state));
    return list;
}

/// Whether `.cert` speaks of the manifest that is there; one that holds only a CMS signature names none.
bool names_manifest(const manifest::CertificateFile& file, const std::string& manifest_name) {
    if (file.manifest_name.empty()) return true;
    return file.manifest_name == manifest_name.substr(folder_of(manifest_name).size());
}

SignatureJudgement reject(Diagnostics& diagnostics, const Rule& rule, std::string message, const Evidence& evidence) {
    diagnostics.report(rule, std::move(message), in_package(evidence.package));
    return {{PackageState::signature_rejected}, std::nullopt};
}

SignatureJudgement absent(const Evidence& evidence, const VerifyOptions& options, Diagnostics& diagnostics) {
    Diagnostic& finding = diagnostics.report(rule::signature_absent, "the package has no certificate: it is not signed",
                                             in_package(evidence.package));
    if (options.require_signature) finding.severity = Severity::error;
    return {{PackageState::unsigned_}, std::nullopt};
}

}  // namespace

SignatureJudgement judge_signature(const Evidence& evidence, const VerifyOptions& options, Diagnostics& diagnostics) {
    if (!evidence.certificate_name) return absent(evidence, options, diagnostics);
    if (!evidence.manifest_name)
        return reject(diagnostics, rule::signature_without_manifest,
                      quoted(*evidence.certificate_name) + " signs a manifest that is not there", evidence);
    Diagnostics about_the_file;
    const auto file = manifest::parse_certificate_file(
        evidence.certificate_bytes, evidence.package + "/" + *evidence.certificate_name, about_the_file);
    diagnostics.append(about_the_file);
    if (file && about_the_file.worst() == Severity::error)
        return reject(diagnostics, rule::signature_rejected,
                      "the signature does not count: " + quoted(*evidence.certificate_name) + " is not in order",
                      evidence);
    if (!file) return reject(diagnostics, rule::signature_rejected, file.error().message, evidence);
    if (!names_manifest(*file, *evidence.manifest_name))
        return reject(diagnostics, rule::signature_names_other,
                      quoted(*evidence.certificate_name) + " signs " + quoted(file->manifest_name) + ", not " +
                          quoted(*evidence.manifest_name),
                      evidence);
    const crypto::DetachedSignature signature{named_digest(file->algorithm), file->signature, file->certificates,
                                              file->cms};
    auto verdict = crypto::verify_signature(evidence.manifest_bytes, signature, options.anchors,
                                            {options.time, options.allow_sha1});
    if (verdict.accepted) return {{PackageState::signature_accepted}, std::move(verdict)};
    // Whom to trust is the caller's word. Without one a signature that is valid otherwise is not held against the
    // package.
    const bool only_unknown = verdict.has(crypto::SignatureState::valid) && options.anchors.size() == 0;
    std::string why;
    for (const std::string& detail : verdict.details) why += (why.empty() ? ": " : "; ") + detail;
    Diagnostic& finding = diagnostics.report(rule::signature_rejected,
                                             "the signature does not count (" + joined(verdict.states) + ")" + why,
                                             in_package(evidence.package));
    if (only_unknown && !options.require_signature) finding.severity = Severity::warning;
    return {{PackageState::signature_rejected}, std::move(verdict)};
}

}  // namespace ovfkit::package
