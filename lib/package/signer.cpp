// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/package/signer.hpp>

#include <utility>

#include <ovfkit/manifest/certificate_file.hpp>

namespace ovfkit::package {

std::vector<std::string> certificate_blocks(std::string_view pem) {
    constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
    constexpr std::string_view end = "-----END CERTIFICATE-----";
    std::vector<std::string> blocks;
    for (std::size_t at = pem.find(begin); at != std::string_view::npos; at = pem.find(begin, at)) {
        const std::size_t last = pem.find(end, at);
        if (last == std::string_view::npos) break;
        blocks.emplace_back(pem.substr(at, last + end.size() - at));
        at = last;
    }
    return blocks;
}

Result<Signer> make_signer(std::function<Result<std::string>(std::string_view bytes)> sign,
                           std::string_view certificates, crypto::DigestAlgorithm digest) {
    Signer signer{certificate_blocks(certificates), digest, std::move(sign)};
    if (signer.certificates.empty()) return Error{ErrorCode::malformed, "there is no certificate in the text", {}, {}};
    return signer;
}

Result<Signer> make_signer(crypto::SigningKey key, std::string_view certificates, crypto::DigestAlgorithm digest) {
    const auto sign = [key, digest](std::string_view bytes) { return key.sign(digest, bytes); };
    auto signer = make_signer(sign, certificates, digest);
    if (signer && !key.matches(signer->certificates.front()))
        return Error{ErrorCode::invalid_argument, "the key does not belong to the first certificate", {}, {}};
    return signer;
}

Result<std::string> make_certificate_file(const Signer& signer, std::string_view manifest_name,
                                          std::string_view manifest) {
    auto signature = signer.sign(manifest);
    if (!signature) return signature.error();
    const crypto::DetachedSignature detached{signer.digest, *signature, signer.certificates, {}};
    const auto verdict = crypto::verify_signature(manifest, detached, {}, {});
    if (!verdict.has(crypto::SignatureState::valid) || verdict.has(crypto::SignatureState::mislabelled_algorithm))
        return Error{ErrorCode::invalid_argument,
                     "what was signed is not the manifest, or not with the key of the first certificate and " +
                         std::string(crypto::to_string(signer.digest)),
                     {},
                     {}};
    if (const std::string why = crypto::never_accepted_because(verdict); !why.empty())
        return Error{ErrorCode::invalid_argument, "nobody would accept the signature, because " + why, {}, {}};
    manifest::CertificateFile file;
    file.manifest_name = manifest_name;
    file.algorithm = crypto::to_string(signer.digest);
    file.signature = *std::move(signature);
    file.certificates = signer.certificates;
    return manifest::write_certificate_file(file);
}

}  // namespace ovfkit::package
