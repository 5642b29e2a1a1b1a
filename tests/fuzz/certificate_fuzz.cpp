// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/manifest/certificate_file.hpp>
#include <ovfkit/manifest/manifest.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/law.hpp"

namespace {

namespace crypto = ovfkit::crypto;
namespace manifest = ovfkit::manifest;

void require_printable(std::string_view text) { require(ovfkit::printable(text, 5000) == text, "texts are printable"); }

void check_findings(const ovfkit::Diagnostics& diagnostics, std::size_t size) {
    for (const ovfkit::Diagnostic& d : diagnostics) {
        require_printable(d.message);
        require(d.where.span.begin <= d.where.span.end && d.where.span.end <= size, "places are inside the file");
        require(d.rule == "certificate/too-large" || (d.where.line >= 1 && d.where.column >= 1),
                "a finding has a place");
    }
}

void check_write(manifest::CertificateFile file) {
    manifest::Entry entry;
    entry.algorithm = file.algorithm;
    if (const auto known = entry.known_algorithm()) file.algorithm = to_string(*known);
    const auto written = manifest::write_certificate_file(file);
    const bool whole = (!file.signature.empty() || !file.cms.empty()) &&
                       (!file.certificates.empty() || !file.cms.empty()) &&
                       (file.signature.empty() || entry.known_algorithm());
    require(written.has_value() == whole, "what was read whole can be written");
    if (!written) return;
    ovfkit::Diagnostics diagnostics;
    const auto again = manifest::parse_certificate_file(*written, "again", diagnostics);
    require(again && again->manifest_name == file.manifest_name && again->algorithm == file.algorithm &&
                again->signature == file.signature && again->certificates == file.certificates &&
                again->cms == file.cms,
            "read of write is what was written");
}

void check_verdict(const crypto::SignatureVerdict& verdict) {
    using State = crypto::SignatureState;
    require(std::is_sorted(verdict.states.begin(), verdict.states.end()) &&
                std::adjacent_find(verdict.states.begin(), verdict.states.end()) == verdict.states.end(),
            "states stand there once, in order");
    const int fits = (verdict.has(State::valid) ? 1 : 0) + (verdict.has(State::invalid) ? 1 : 0);
    require(fits == 1 || (fits == 0 && verdict.has(State::unreadable)), "a signature is valid, invalid or unreadable");
    const int trust = (verdict.has(State::trusted) ? 1 : 0) + (verdict.has(State::untrusted) ? 1 : 0) +
                      (verdict.has(State::no_anchors) ? 1 : 0);
    require(trust == 1, "a signature is trusted or not");
    require(!verdict.accepted || (verdict.has(State::valid) && verdict.has(State::trusted)),
            "only the good is accepted");
    for (const std::string& detail : verdict.details) require_printable(detail);
    for (const crypto::CertificateFacts& facts : verdict.chain) {
        require_printable(facts.subject);
        require_printable(facts.issuer);
        require_printable(facts.key);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    manifest::CertificateFileLimits limits;
    limits.max_bytes = 1U << 16U;
    limits.max_certificates = 6;
    ovfkit::Diagnostics diagnostics(50);
    const auto file = manifest::parse_certificate_file(bytes, "fuzz", diagnostics, limits);
    check_findings(diagnostics, size);
    if (!file) {
        require(diagnostics.has(file.error().rule) || diagnostics.dropped() != 0, "a refusal is a finding, too");
        return 0;
    }
    check_write(*file);

    crypto::DetachedSignature signature;
    manifest::Entry entry;
    entry.algorithm = file->algorithm;
    signature.digest = entry.known_algorithm();
    signature.signature = file->signature;
    signature.certificates = file->certificates;
    signature.cms = file->cms;
    // The kept corpus was made over these bytes, in 2026.
    constexpr std::string_view signed_text = "SHA256(a.ovf)= 00\n";
    crypto::SignatureOptions options;
    options.time = 1'800'000'000;
    check_verdict(crypto::verify_signature(signed_text, signature, {}, options));
    if (file->certificates.empty()) return 0;
    // The last certificate as an anchor: a root, or the signer itself.
    const auto anchors = crypto::TrustAnchors().with(file->certificates.back());
    if (anchors) check_verdict(crypto::verify_signature(signed_text, signature, *anchors, options));
    signature.signature.clear();
    if (anchors && !signature.cms.empty())
        check_verdict(crypto::verify_signature(signed_text, signature, *anchors, options));
    return 0;
}
