// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/package/sign.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include "change_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace {

/// Room for a signature; an RSA key of 65536 bits needs half of it.
constexpr std::size_t most_signature_bytes = 16U << 10U;

/// A digest that something is signed with.
Result<crypto::DigestAlgorithm> signing_digest(std::int32_t number) {
    const auto digest = digest_of(number);
    if (!digest) return digest.error();
    if (!*digest) return bad_argument("a signature needs a digest");
    return **digest;
}

Result<crypto::SigningKey> key_of(const char* key, std::size_t size, const char* passphrase) {
    const auto pem = bytes_of(key, size, "key");
    if (!pem) return pem.error();
    return crypto::SigningKey::read(*pem, passphrase ? passphrase : "");
}

Result<std::unique_ptr<ovfkit_signer>> handle_of(Result<package::Signer> signer) {
    if (!signer) return signer.error();
    return std::unique_ptr<ovfkit_signer>(new ovfkit_signer{*std::move(signer)});
}

/// What the callback of a program answers.
std::function<Result<std::string>(std::string_view)> asking(ovfkit_sign_callback callback, void* user) {
    return [callback, user](std::string_view bytes) -> Result<std::string> {
        std::string signature(most_signature_bytes, '\0');
        std::size_t size = signature.size();
        const std::int32_t failed = callback(user, bytes.data(), bytes.size(), signature.data(), &size);
        if (failed != 0 || size == 0 || size > signature.size())
            return Error{ErrorCode::io, "the callback that signs made no signature", {}, {}};
        signature.resize(size);
        return signature;
    };
}

}  // namespace

ovfkit_status ovfkit_signer_create(const char* key, std::size_t key_size, const char* passphrase,
                                   const char* certificates, std::size_t certificates_size, std::int32_t digest,
                                   ovfkit_signer** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_signer>> {
        const auto algorithm = signing_digest(digest);
        if (!algorithm) return algorithm.error();
        const auto pem = bytes_of(certificates, certificates_size, "certificates");
        if (!pem) return pem.error();
        auto signing = key_of(key, key_size, passphrase);
        if (!signing) return signing.error();
        return handle_of(package::make_signer(*std::move(signing), *pem, *algorithm));
    });
}

ovfkit_status ovfkit_signer_create_with(ovfkit_sign_callback callback, void* user, const char* certificates,
                                        std::size_t certificates_size, std::int32_t digest, ovfkit_signer** out,
                                        ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_signer>> {
        if (!callback) return missing("callback");
        const auto algorithm = signing_digest(digest);
        if (!algorithm) return algorithm.error();
        const auto pem = bytes_of(certificates, certificates_size, "certificates");
        if (!pem) return pem.error();
        return handle_of(package::make_signer(asking(callback, user), *pem, *algorithm));
    });
}

void ovfkit_signer_free(ovfkit_signer* signer) noexcept { delete signer; }

ovfkit_status ovfkit_sign_package(const char* path, const ovfkit_signer* signer, std::int32_t flags, const char* output,
                                  const ovfkit_verify_options* verify, ovfkit_change** out,
                                  ovfkit_error** error) noexcept {
    if (out) *out = nullptr;
    return guarded(error, [&](Diagnostics& found) -> Result<void> {
        if (!signer) return missing("signer");
        const auto wanted = flags_of(flags, OVFKIT_SIGN_MAKE_MANIFEST | OVFKIT_SIGN_UNCHECKED);
        if (!wanted) return wanted.error();
        package::SignOptions how;
        how.verify = verify_options_of(verify).verify;
        how.make_manifest = (*wanted & OVFKIT_SIGN_MAKE_MANIFEST) != 0;
        how.check_files = (*wanted & OVFKIT_SIGN_UNCHECKED) == 0;
        auto editor =
            editor_of(path, output ? std::optional(path_of(output)) : std::nullopt, how.verify.open.limits, found);
        if (!editor) return editor.error();
        auto report = package::sign(*editor, signer->signer, how, found);
        if (!report) return report.error();
        if (out) *out = new ovfkit_change{std::move(report->edit), {std::move(found)}};
        return {};
    });
}

ovfkit_status ovfkit_descriptor_sign_trust(const ovfkit_descriptor* descriptor, const char* key, std::size_t key_size,
                                           const char* passphrase, const char* certificates,
                                           std::size_t certificates_size, std::int32_t digest, ovfkit_descriptor** out,
                                           ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_descriptor>> {
        if (!descriptor) return missing("descriptor");
        const auto algorithm = signing_digest(digest);
        if (!algorithm) return algorithm.error();
        const auto pem = bytes_of(certificates, certificates_size, "certificates");
        if (!pem) return pem.error();
        const auto signing = key_of(key, key_size, passphrase);
        if (!signing) return signing.error();
        auto bytes = trust::sign_trust(descriptor->descriptor, *signing, *pem, *algorithm);
        if (!bytes) return bytes.error();
        return reread(*std::move(bytes), *descriptor);
    });
}

ovfkit_status ovfkit_descriptor_remove_trust_signature(const ovfkit_descriptor* descriptor, ovfkit_descriptor** out,
                                                       ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_descriptor>> {
        if (!descriptor) return missing("descriptor");
        auto bytes = trust::remove_trust_signature(descriptor->descriptor);
        if (!bytes) return bytes.error();
        return reread(*std::move(bytes), *descriptor);
    });
}

ovfkit_status ovfkit_descriptor_verify_trust(const ovfkit_descriptor* descriptor, const ovfkit_verify_options* options,
                                             std::int32_t* state, ovfkit_error** error) noexcept {
    if (state) *state = OVFKIT_SIGNED_TRUST_ABSENT;
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!descriptor) return missing("descriptor");
        if (!state) return missing("state");
        const auto how = verify_options_of(options).verify;
        const auto verified = trust::verify_trust(descriptor->descriptor, how.anchors, {how.time, how.allow_sha1});
        *state = static_cast<std::int32_t>(verified.state);
        return {};
    });
}
