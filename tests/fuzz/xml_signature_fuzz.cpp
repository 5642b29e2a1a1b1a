// SPDX-License-Identifier: Apache-2.0
// Elements and descriptors that claim to be signed. The key behind the one anchor is gone, so that nothing but what it
// signed once can be accepted.
#include <ovfkit/crypto/xml_signature.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/law.hpp"

namespace {

namespace crypto = ovfkit::crypto;
namespace trust = ovfkit::trust;
using State = crypto::SignatureState;

constexpr const char* certificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBizCCATGgAwIBAgIURoy9tnqo3vTzfi0Sp/RjFY2RjUMwCgYIKoZIzj0EAwIw\n"
    "GzEZMBcGA1UEAwwQa2VwdCBmb3IgZnV6emluZzAeFw0yNjExMjUwNDQ4MTdaFw0z\n"
    "NjExMjIwNDQ4MTdaMBsxGTAXBgNVBAMMEGtlcHQgZm9yIGZ1enppbmcwWTATBgcq\n"
    "hkjOPQIBBggqhkjOPQMBBwNCAAT7xWb73/XEkg+SQjPL8rGLDp/6UnIJ60eutWVv\n"
    "JINNkr21WJg8+lRXryPc6c8bwCGWXkdQ6IRngUTDPqj2jX8co1MwUTAdBgNVHQ4E\n"
    "FgQUT15Sf+Larcb6xoSauuT9tLRuhm0wHwYDVR0jBBgwFoAUT15Sf+Larcb6xoSa\n"
    "uuT9tLRuhm0wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiA1GjFa\n"
    "rbrGSb3t4ywicIBYo29mR7SqrwbShEXETpRwnwIhALuNKUBVqx54RDZPiH7QnUa+\n"
    "nxYZmgA7qYFR1h0TmMD7\n"
    "-----END CERTIFICATE-----\n";

constexpr std::string_view signed_content =
    "<ovfkit:TrustStatement xmlns:ovfkit=\"urn:ovfkit:trust-statement:1\" Id=\"ovfkit-trust-statement\">\n"
    "<ovfkit:Entity depth=\"0\" identifier=\"a\" kind=\"vm\" name=\"\" trusted-cluster=\"true\" "
    "trusted-host=\"unsaid\">\n"
    "<ovfkit:Flag place=\"entity\" spelling=\"TrustedService\" value=\"true\"></ovfkit:Flag>\n"
    "</ovfkit:Entity>\n"
    "<ovfkit:Mark depth=\"0\" name=\"Envelope\" namespace=\"http://schemas.dmtf.org/ovf/envelope/1\" parent=\"\" "
    "text=\"\"></ovfkit:Mark>\n"
    "<ovfkit:Mark depth=\"1\" name=\"VirtualSystem\" namespace=\"http://schemas.dmtf.org/ovf/envelope/1\" "
    "parent=\"Envelope\" text=\" {http://schemas.dmtf.org/ovf/envelope/1}id=&quot;a&quot;\"></ovfkit:Mark>\n"
    "<ovfkit:Mark depth=\"2\" name=\"TrustedService\" namespace=\"http://schemas.dmtf.org/ovf/envelope/1\" "
    "parent=\"VirtualSystem\" text=\">true\"></ovfkit:Mark>\n"
    "</ovfkit:TrustStatement>";

const crypto::TrustAnchors& anchors() {
    static const crypto::TrustAnchors made = crypto::TrustAnchors().with(certificate).value();
    return made;
}

crypto::SignatureOptions at_a_time_of_the_certificate() {
    crypto::SignatureOptions options;
    options.time = 1'800'000'000;
    return options;
}

void check_states(const crypto::SignatureVerdict& verdict) {
    require(std::is_sorted(verdict.states.begin(), verdict.states.end()), "states stand there in order");
    const int trusted = (verdict.has(State::trusted) ? 1 : 0) + (verdict.has(State::untrusted) ? 1 : 0) +
                        (verdict.has(State::no_anchors) ? 1 : 0);
    require(trusted == 1, "a signature is trusted or not");
    require(verdict.has(State::valid) || verdict.has(State::invalid) || verdict.has(State::unreadable),
            "a signature is valid, invalid or unreadable");
    require(!verdict.accepted || (verdict.has(State::valid) && verdict.has(State::trusted)),
            "only the good is accepted");
    for (const std::string& detail : verdict.details)
        require(ovfkit::printable(detail, 5000) == detail, "texts are printable");
}

void check_element(std::string_view element) {
    ovfkit::Limits limits;
    limits.max_bytes = 1U << 16U;
    const auto verdict = crypto::verify_element(element, anchors(), at_a_time_of_the_certificate(), limits);
    check_states(verdict.signature);
    require(verdict.content.empty() != verdict.signature.has(State::valid), "what is valid has a content");
    require(!verdict.signature.accepted || verdict.content == signed_content, "nobody can sign anything else");
    check_states(crypto::verify_element(element, {}, {}, limits).signature);
}

void check_descriptor(std::string_view bytes) {
    ovfkit::Diagnostics diagnostics(50);
    ovfkit::descriptor::ReadOptions options;
    options.limits.max_bytes = 1U << 16U;
    const auto descriptor = ovfkit::descriptor::Descriptor::parse(std::string(bytes), diagnostics, options);
    if (!descriptor) return;
    const auto signature = trust::verify_trust(*descriptor, anchors(), at_a_time_of_the_certificate());
    trust::report(signature, *descriptor, diagnostics);
    require((signature.state == trust::SignedTrust::absent) != trust::has_trust_signature(*descriptor),
            "a statement is there or not");
    if (signature.state != trust::SignedTrust::accepted) return;
    require(signature.signature.accepted && signature.details.empty(), "only the good is accepted");
    ovfkit::Diagnostics ignored(0);
    const auto evidence = trust::collect(descriptor->envelope(), descriptor->dialect().name, ignored);
    require(evidence.entities.size() == 1 && evidence.entities.front().id == "a" &&
                evidence.entities.front().requires_trust(),
            "what is accepted is what was signed");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check_element(bytes);
    check_descriptor(bytes);
    return 0;
}
