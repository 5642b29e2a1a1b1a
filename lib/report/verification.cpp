// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/verification.hpp>

#include <ovfkit/text/units.hpp>

#include "report/diagnostics_json.hpp"
#include "report/package_view.hpp"

namespace ovfkit::report {
namespace {

using package::FileState;
using package::PackageState;

bool is_there(const package::FileVerdict& file) {
    return file.state != FileState::missing && file.state != FileState::refused;
}

std::string digests_of(const package::FileVerdict& file) {
    std::string list;
    for (const auto algorithm : file.algorithms)
        list += (list.empty() ? "" : " and ") + std::string(to_string(algorithm));
    return list;
}

std::string sentence(const package::FileVerdict& file) {
    switch (file.state) {
        case FileState::verified: return "verified by " + digests_of(file);
        case FileState::weak: return "not verified: " + digests_of(file) + " alone does not count";
        case FileState::mismatch: return "not what the manifest says";
        case FileState::missing: return "not there";
        case FileState::unlisted: return "not verified: nothing says what its digest is";
        case FileState::contradictory: return "not verified: the manifest contradicts itself";
        case FileState::unknown_algorithm: return "not verified: no digest of a known kind";
        case FileState::unreadable: return "not verified: it could not be read to its end";
        case FileState::refused: return "refused: no plain file of its own";
    }
    return {};
}

std::string_view sentence(PackageState state) {
    switch (state) {
        case PackageState::no_manifest: return "there is no manifest: nothing was verified";
        case PackageState::manifest_unreadable: return "the manifest could not be read in full";
        case PackageState::files_verified: return "every file is what the manifest says";
        case PackageState::files_failed: return "a file is not what the manifest says, not there, or refused";
        case PackageState::files_unverified: return "there are files that were not verified";
        case PackageState::descriptor_unverified: return "the descriptor was not verified";
        case PackageState::unsigned_: return "nobody signed the package";
        case PackageState::signature_accepted: return "the manifest is signed by somebody who is trusted";
        case PackageState::signature_rejected: return "the signature of the manifest does not count";
    }
    return {};
}

std::string states_of(const crypto::SignatureVerdict& signature) {
    std::string list;
    for (const auto state : signature.states) join(list, std::string(to_string(state)));
    return list;
}

void write_signature(Sheet& sheet, const std::string& head, const crypto::SignatureVerdict& signature) {
    sheet.head(head);
    sheet.row("states", states_of(signature));
    for (const std::string& detail : signature.details) sheet.row("because", detail);
    const char* label = "signer";
    for (const crypto::CertificateFacts& facts : signature.chain) {
        sheet.row(label, facts.subject + ", " + facts.key);
        label = "issuer";
    }
}

std::string_view sentence(trust::SignedTrust state) {
    switch (state) {
        case trust::SignedTrust::absent: return "nobody signed what the descriptor says about trust";
        case trust::SignedTrust::altered: return "the descriptor says something else about trust than what was signed";
        case trust::SignedTrust::rejected: return "the signature over what is said about trust does not count";
        case trust::SignedTrust::accepted: return "what is said about trust is signed by somebody who is trusted";
    }
    return {};
}

std::string_view weight(trust::SignedTrust state) {
    switch (state) {
        case trust::SignedTrust::absent: return "open";
        case trust::SignedTrust::accepted: return "good";
        default: return "bad";
    }
}

/// Good, bad, or left open: whoever reads one word of a line reads the right one.
std::string_view weight(PackageState state) {
    switch (state) {
        case PackageState::files_verified:
        case PackageState::signature_accepted: return "good";
        case PackageState::manifest_unreadable:
        case PackageState::files_failed:
        case PackageState::signature_rejected: return "bad";
        default: return "open";
    }
}

Json json_of(const crypto::CertificateFacts& facts) {
    return {{"subject", json_text(facts.subject)}, {"issuer", json_text(facts.issuer)},
            {"serial", json_text(facts.serial)},   {"sha256", json_text(facts.sha256)},
            {"not_before", facts.not_before},      {"not_after", facts.not_after},
            {"key", json_text(facts.key)},         {"self_signed", facts.self_signed}};
}

Json json_of(const package::FileVerdict& file) {
    Json algorithms = Json::array();
    for (const auto algorithm : file.algorithms) algorithms.push_back(to_string(algorithm));
    return {{"name", json_text(file.name)},
            {"state", to_string(file.state)},
            {"size", !is_there(file) ? Json(nullptr) : Json(file.size)},
            {"algorithms", std::move(algorithms)},
            {"expected", json_text_or_null(file.expected)},
            {"actual", json_text_or_null(file.actual)}};
}

Json json_of(const crypto::SignatureVerdict& signature) {
    Json states = Json::array();
    for (const auto state : signature.states) states.push_back(to_string(state));
    Json chain = Json::array();
    for (const auto& facts : signature.chain) chain.push_back(json_of(facts));
    Json details = Json::array();
    for (const std::string& detail : signature.details) details.push_back(json_text(detail));
    return {{"accepted", signature.accepted},
            {"states", std::move(states)},
            {"digest", signature.digest ? Json(to_string(*signature.digest)) : Json(nullptr)},
            {"chain", std::move(chain)},
            {"details", std::move(details)}};
}

}  // namespace

std::string as_text(const Verified& verified, const TextOptions& options) {
    const package::Verification& verification = verified.verification;
    Sheet sheet(options.color);
    write_package(sheet, verified.package);
    for (const package::FileVerdict& file : verification.files) {
        std::string line = shown(file.name);
        if (is_there(file)) join(line, text::human_bytes(file.size));
        join(line, file.state == FileState::verified ? sentence(file) : sheet.paint().bold(sentence(file)));
        sheet.row("file", line);
    }
    if (verification.signature) write_signature(sheet, "Signature of the manifest", *verification.signature);
    if (verified.trust.state != trust::SignedTrust::absent)
        write_signature(sheet, "Signature of the trust flags", verified.trust.signature);
    sheet.head("Verdict");
    for (const PackageState state : verification.states)
        sheet.row(weight(state), std::string(to_string(state)) + ": " + std::string(sentence(state)));
    const trust::SignedTrust signed_trust = verified.trust.state;
    sheet.row(weight(signed_trust),
              "trust-" + std::string(to_string(signed_trust)) + ": " + std::string(sentence(signed_trust)));
    return sheet.take();
}

std::string as_json(const Verified& verified, const Diagnostics& diagnostics) {
    const package::Verification& verification = verified.verification;
    Json states = Json::array();
    for (const PackageState state : verification.states) states.push_back(to_string(state));
    Json files = Json::array();
    for (const package::FileVerdict& file : verification.files) files.push_back(json_of(file));
    const bool is_signed = verified.trust.state != trust::SignedTrust::absent;
    const Json document = {{"states", std::move(states)},
                           {"package", json_of(verified.package, false)},
                           {"files", std::move(files)},
                           {"signature", verification.signature ? json_of(*verification.signature) : Json(nullptr)},
                           {"trust_signature",
                            {{"state", to_string(verified.trust.state)},
                             {"signature", is_signed ? json_of(verified.trust.signature) : Json(nullptr)}}},
                           {"diagnostics", json_of(diagnostics)}};
    return on_lines(document);
}

}  // namespace ovfkit::report
