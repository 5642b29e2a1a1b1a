// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/crypto/xml_signature.hpp>
#include <ovfkit/manifest/certificate_file.hpp>
#include <ovfkit/package/signer.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include <memory>

#include "rooms.hpp"
#include "signing.hpp"

/// Keys, signatures of bytes and of XML, and the file that a package has its signature in.
namespace ovfkit::python {
namespace in_crypto {

using namespace crypto;

SignatureOptions options_of(py::handle time, bool allow_sha1) {
    SignatureOptions options;
    MomentSeconds::from(options.time, time);
    options.allow_sha1 = allow_sha1;
    return options;
}

py::object verify_signature(py::handle bytes, py::handle signature, py::handle anchors, py::handle time,
                            bool allow_sha1) {
    const std::string text = bytes_from_python(bytes);
    const auto made = from_python<DetachedSignature>(signature);
    const TrustAnchors believed = anchors_from_python(anchors);
    const SignatureOptions options = options_of(time, allow_sha1);
    return to_python(unlocked([&] { return crypto::verify_signature(text, made, believed, options); }));
}

py::bytes sign_element(py::handle element, const SigningKey& key, py::handle certificates, py::handle digest) {
    const std::string text = bytes_from_python(element);
    const std::string pem = bytes_from_python(certificates);
    const auto with = from_python<DigestAlgorithm>(digest);
    return value_of(unlocked([&] { return crypto::sign_element(text, key, pem, with); }));
}

py::tuple verify_element(py::handle element, py::handle anchors, py::handle time, bool allow_sha1, py::handle limits) {
    const std::string text = bytes_from_python(element);
    const TrustAnchors believed = anchors_from_python(anchors);
    const SignatureOptions options = options_of(time, allow_sha1);
    const auto most = from_python<Limits>(limits);
    const ElementVerdict verdict = unlocked([&] { return crypto::verify_element(text, believed, options, most); });
    return py::make_tuple(to_python(verdict.signature), py::bytes(verdict.content));
}

py::object parse_certificate_file(py::handle bytes, py::handle name, py::handle diagnostics) {
    const std::string text = bytes_from_python(bytes);
    const auto called = from_python<std::string>(name);
    return to_python(with_findings(
        diagnostics, [&](Diagnostics& found) { return manifest::parse_certificate_file(text, called, found); }));
}

py::bytes make_certificate_file(py::handle signer, py::handle name, py::handle manifest) {
    const CallScope scope;
    const auto who = from_python<package::Signer>(signer);
    const auto called = from_python<std::string>(name);
    const std::string text = bytes_from_python(manifest);
    return value_of(unlocked([&] { return package::make_certificate_file(who, called, text); }));
}

void add_key(py::module_& m) {
    py::class_<SigningKey>(m, "SigningKey")
        .def_static(
            "read",
            [](py::handle pem, py::handle passphrase) {
                return value_of(SigningKey::read(bytes_from_python(pem), bytes_from_python(passphrase)));
            },
            py::arg("pem"), py::arg("passphrase"))
        .def(
            "sign",
            [](const SigningKey& self, py::handle digest, py::handle bytes) {
                return py::bytes(value_of(self.sign(from_python<DigestAlgorithm>(digest), bytes_from_python(bytes))));
            },
            py::arg("digest"), py::arg("bytes"))
        .def(
            "matches", [](const SigningKey& self, py::handle pem) { return self.matches(bytes_from_python(pem)); },
            py::arg("pem"));
}

}  // namespace in_crypto

void add_crypto(py::module_& m) {
    using namespace in_crypto;
    Struct<DetachedSignature>("signing", "DetachedSignature")
        OVFKIT_FIELDS(DetachedSignature, digest, certificates, cms)
            .as<Bytes>("signature", &DetachedSignature::signature);
    Struct<manifest::CertificateFile>("signing", "CertificateFile")
        OVFKIT_FIELDS(manifest::CertificateFile, manifest_name, algorithm, signature_at, certificates, cms, cms_at)
            .as<Bytes>("signature", &manifest::CertificateFile::signature);
    add_key(m);
    m.def("verify_signature", verify_signature, py::arg("bytes"), py::arg("signature"), py::arg("anchors"),
          py::arg("time"), py::arg("allow_sha1"));
    m.def(
        "never_accepted_because",
        [](py::handle verdict) {
            return to_python(crypto::never_accepted_because(from_python<SignatureVerdict>(verdict)));
        },
        py::arg("verdict"));
    m.def("sign_element", sign_element, py::arg("element"), py::arg("key"), py::arg("certificates"), py::arg("digest"));
    m.def("verify_element", verify_element, py::arg("element"), py::arg("anchors"), py::arg("time"),
          py::arg("allow_sha1"), py::arg("limits"));
    m.def("parse_certificate_file", parse_certificate_file, py::arg("bytes"), py::arg("name"), py::arg("diagnostics"));
    m.def(
        "write_certificate_file",
        [](py::handle file) {
            return py::bytes(value_of(manifest::write_certificate_file(from_python<manifest::CertificateFile>(file))));
        },
        py::arg("file"));
    m.def("make_certificate_file", make_certificate_file, py::arg("signer"), py::arg("name"), py::arg("manifest"));
    m.def(
        "trust_findings",
        [](py::handle signature, const descriptor::Descriptor& source) {
            Diagnostics found;
            trust::report(from_python<trust::TrustSignature>(signature), source, found);
            return to_python(found.all());
        },
        py::arg("signature"), py::arg("source"));
}

}  // namespace ovfkit::python
