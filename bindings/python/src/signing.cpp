// SPDX-License-Identifier: Apache-2.0
#include "signing.hpp"

#include <ovfkit/package/edit.hpp>
#include <ovfkit/package/sign.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include "rooms.hpp"

namespace ovfkit::python {
namespace in_signing {

using namespace crypto;
using package::Signer;

void describe() {
    describe_enum("signing", "SignatureState", SignatureState::no_anchors);
    describe_enum<KeyKind>("signing", "KeyKind",
                           {{KeyKind::rsa, "rsa"}, {KeyKind::ec, "ec"}, {KeyKind::other, "other"}});
    describe_enum("signing", "EditKind", package::EditKind::files);
    Struct<CertificateFacts>("signing", "CertificateFacts")
        OVFKIT_FIELDS(CertificateFacts, subject, issuer, serial, sha256, key, key_kind, key_bits, self_signed)
            .as<MomentSeconds>("not_before", &CertificateFacts::not_before)
            .as<MomentSeconds>("not_after", &CertificateFacts::not_after);
    Struct<SignatureVerdict>("signing", "SignatureVerdict")
        OVFKIT_FIELDS(SignatureVerdict, states, chain, digest, details, accepted);
    Struct<trust::TrustSignature>("signing", "TrustSignature")
        OVFKIT_FIELDS(trust::TrustSignature, state, signature, details, at, strength);
    Struct<Signer>("signing", "Signer") OVFKIT_FIELDS(Signer, certificates, digest, sign);
    Struct<package::EditReport>("signing", "EditReport")
        OVFKIT_FIELDS(package::EditReport, kind, bytes_written, changed, manifest_updated, descriptor_unlisted,
                      signature_invalidated, signature_removed);
    Struct<package::SignReport>("signing", "SignReport")
        OVFKIT_FIELDS(package::SignReport, edit, manifest_made, was_signed, manifest_name, certificate_name);
}

/// Signs with a Python callable.
struct Sign {
    Callback callback;
    Result<std::string> operator()(std::string_view bytes) const {
        std::string signature;
        const bool ran =
            callback.run([&] { Bytes::from(signature, callback.callable()(py::bytes(bytes.data(), bytes.size()))); });
        if (ran) return signature;
        Error error;
        error.message = "the function that signs raised an exception";
        return error;
    }
};

py::bytes sign_bytes(py::handle pem, py::handle passphrase, py::handle digest, py::handle bytes) {
    const SigningKey key = value_of(SigningKey::read(bytes_from_python(pem), bytes_from_python(passphrase)));
    return value_of(key.sign(from_python<DigestAlgorithm>(digest), bytes_from_python(bytes)));
}

py::bytes sign_trust(const descriptor::Descriptor& source, py::handle key, py::handle passphrase,
                     py::handle certificates, py::handle digest) {
    const SigningKey signs = value_of(SigningKey::read(bytes_from_python(key), bytes_from_python(passphrase)));
    const std::string pem = bytes_from_python(certificates);
    const auto with = from_python<DigestAlgorithm>(digest);
    return value_of(unlocked([&] { return trust::sign_trust(source, signs, pem, with); }));
}

py::object verify_trust(const descriptor::Descriptor& source, py::handle anchors, py::handle time, bool allow_sha1) {
    const TrustAnchors believed = anchors_from_python(anchors);
    SignatureOptions options;
    MomentSeconds::from(options.time, time);
    options.allow_sha1 = allow_sha1;
    return to_python(unlocked([&] { return trust::verify_trust(source, believed, options); }));
}

}  // namespace in_signing

crypto::TrustAnchors anchors_from_python(py::handle pem) {
    const std::string text = bytes_from_python(pem);
    return text.empty() ? crypto::TrustAnchors() : value_of(crypto::TrustAnchors().with(text));
}

py::object Convert<SignFunction>::to(const SignFunction& value) {
    const in_signing::Sign* sign = value.target<in_signing::Sign>();
    return sign ? py::reinterpret_borrow<py::object>(sign->callback.callable()) : py::object(py::none());
}

void Convert<SignFunction>::from(SignFunction& value, py::handle object) {
    value = object.is_none() ? SignFunction() : SignFunction(in_signing::Sign{Callback(object)});
}

void add_signing(py::module_& m) {
    using namespace in_signing;
    describe();
    m.def(
        "certificate_facts",
        [](py::handle pem) { return to_python(value_of(certificate_facts(bytes_from_python(pem)))); }, py::arg("pem"));
    m.def(
        "certificate_blocks",
        [](py::handle pem) { return to_python(package::certificate_blocks(bytes_from_python(pem))); }, py::arg("pem"));
    m.def("sign_bytes", sign_bytes, py::arg("pem"), py::arg("passphrase"), py::arg("digest"), py::arg("bytes"));
    m.def("sign_trust", sign_trust, py::arg("source"), py::arg("key"), py::arg("passphrase"), py::arg("certificates"),
          py::arg("digest"));
    m.def("verify_trust", verify_trust, py::arg("source"), py::arg("anchors"), py::arg("time"), py::arg("allow_sha1"));
    m.def("has_trust_signature", &trust::has_trust_signature, py::arg("source"));
    m.def(
        "remove_trust_signature",
        [](const descriptor::Descriptor& source) { return py::bytes(value_of(trust::remove_trust_signature(source))); },
        py::arg("source"));
}

}  // namespace ovfkit::python
