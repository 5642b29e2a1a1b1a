// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <ovfkit/task/verify.hpp>

#include "guard.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace {

const package::Verification* verification_of(const ovfkit_verification* handle) noexcept {
    return handle ? &handle->verified.verification : nullptr;
}

const package::FileVerdict* verdict(const ovfkit_verification* handle, std::size_t index) noexcept {
    return handle ? at(handle->verified.verification.files, index) : nullptr;
}

const crypto::SignatureVerdict* signature_of(const ovfkit_verification* handle) noexcept {
    return handle && handle->verified.verification.signature ? &*handle->verified.verification.signature : nullptr;
}

const crypto::CertificateFacts* certificate(const ovfkit_verification* handle, std::size_t index) noexcept {
    const auto* signature = signature_of(handle);
    return signature ? at(signature->chain, index) : nullptr;
}

/// What the manifest says of the descriptor: that the package was made with another one, does not say clearly with
/// which, or with what digest it stands for this one.
void judge_descriptor(const report::Verified& verified, ovfkit_descriptor& descriptor) {
    using package::FileState;
    const std::string& name = verified.package.descriptor_member().name;
    for (const package::FileVerdict& one : verified.verification.files) {
        if (one.name != name) continue;
        if (one.state == FileState::mismatch || one.state == FileState::contradictory ||
            one.state == FileState::refused || one.state == FileState::unreadable)
            descriptor.disowned = true;
        for (const crypto::DigestAlgorithm used : one.algorithms)
            descriptor.manifest_digest = std::max(descriptor.manifest_digest, {used});
    }
    if (descriptor.disowned) descriptor.manifest_digest.reset();
}

}  // namespace

ovfkit_verify_options* ovfkit_verify_options_create(void) noexcept { return created<ovfkit_verify_options>(); }

void ovfkit_verify_options_free(ovfkit_verify_options* options) noexcept { delete options; }

ovfkit_status ovfkit_verify_options_add_anchors(ovfkit_verify_options* options, const char* pem, std::size_t size,
                                                ovfkit_error** error) noexcept {
    return changing(options, error,
                    [&](ovfkit_verify_options& to) { return add_anchors(to.verify.anchors, pem, size); });
}

ovfkit_status ovfkit_verify_options_set_time(ovfkit_verify_options* options, std::int64_t time,
                                             ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_verify_options& to) -> Result<void> {
        to.verify.time = time;
        return {};
    });
}

ovfkit_status ovfkit_verify_options_set_switch(ovfkit_verify_options* options, std::int32_t which, std::int32_t on,
                                               ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_verify_options& to) -> Result<void> {
        const auto value = switch_of(on);
        if (!value) return value.error();
        switch (which) {
            case OVFKIT_VERIFY_REQUIRE_SIGNATURE: to.verify.require_signature = *value; break;
            case OVFKIT_VERIFY_ALLOW_SHA1: to.verify.allow_sha1 = *value; break;
            case OVFKIT_VERIFY_INSIST: to.insist = *value; break;
            default: return unknown_number("OVFKIT_VERIFY_ number", which);
        }
        return {};
    });
}

ovfkit_status ovfkit_verify_options_set_threads(ovfkit_verify_options* options, std::size_t threads,
                                                ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_verify_options& to) -> Result<void> {
        to.verify.threads = std::min<std::size_t>(threads, 256);
        return {};
    });
}

ovfkit_status ovfkit_verify_options_set_limits(ovfkit_verify_options* options, const ovfkit_limits* limits,
                                               ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_verify_options& to) -> Result<void> {
        to.verify.open.limits = limits_of(limits);
        return {};
    });
}

ovfkit_status ovfkit_verify_options_set_progress(ovfkit_verify_options* options, ovfkit_progress_callback callback,
                                                 void* user, ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_verify_options& to) -> Result<void> {
        to.verify.progress = progress_of(callback, user);
        return {};
    });
}

ovfkit_status ovfkit_verify_path(const char* path, const ovfkit_verify_options* options, ovfkit_verification** out,
                                 ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_verification>> {
        if (!path) return missing("path");
        const auto how = verify_options_of(options);
        found = Diagnostics(how.verify.open.limits.max_diagnostics);
        auto verified = task::verify_path(path_of(path), how.verify, found);
        if (!verified) return verified.error();
        return std::unique_ptr<ovfkit_verification>(new ovfkit_verification{*std::move(verified), {std::move(found)}});
    });
}

void ovfkit_verification_free(ovfkit_verification* verification) noexcept { delete verification; }

std::size_t ovfkit_verification_state_count(const ovfkit_verification* verification) noexcept {
    return about(verification_of(verification), std::size_t{0}, [](auto& v) { return v.states.size(); });
}

ovfkit_string ovfkit_verification_state(const ovfkit_verification* verification, std::size_t index) noexcept {
    const auto* known = verification_of(verification);
    return text_about(known ? at(known->states, index) : nullptr,
                      [](auto& state) { return package::to_string(state); });
}

std::int32_t ovfkit_verification_has_state(const ovfkit_verification* verification, const char* state) noexcept {
    const auto* known = verification_of(verification);
    if (!known || !state) return 0;
    const auto is_it = [&](package::PackageState one) { return package::to_string(one) == state; };
    return std::any_of(known->states.begin(), known->states.end(), is_it) ? 1 : 0;
}

std::size_t ovfkit_verification_file_count(const ovfkit_verification* verification) noexcept {
    return about(verification_of(verification), std::size_t{0}, [](auto& v) { return v.files.size(); });
}

ovfkit_string ovfkit_verification_file_name(const ovfkit_verification* verification, std::size_t index) noexcept {
    return text_about(verdict(verification, index), [](auto& file) { return std::string_view(file.name); });
}

ovfkit_string ovfkit_verification_file_state(const ovfkit_verification* verification, std::size_t index) noexcept {
    return text_about(verdict(verification, index), [](auto& file) { return package::to_string(file.state); });
}

std::uint64_t ovfkit_verification_file_size(const ovfkit_verification* verification, std::size_t index) noexcept {
    return about(verdict(verification, index), std::uint64_t{0}, [](auto& file) { return file.size; });
}

ovfkit_string ovfkit_verification_file_expected(const ovfkit_verification* verification, std::size_t index) noexcept {
    return text_about(verdict(verification, index), [](auto& file) { return std::string_view(file.expected); });
}

ovfkit_string ovfkit_verification_file_actual(const ovfkit_verification* verification, std::size_t index) noexcept {
    return text_about(verdict(verification, index), [](auto& file) { return std::string_view(file.actual); });
}

std::size_t ovfkit_verification_signature_state_count(const ovfkit_verification* verification) noexcept {
    return about(signature_of(verification), std::size_t{0}, [](auto& s) { return s.states.size(); });
}

ovfkit_string ovfkit_verification_signature_state(const ovfkit_verification* verification, std::size_t index) noexcept {
    const auto* signature = signature_of(verification);
    return text_about(signature ? at(signature->states, index) : nullptr,
                      [](auto& state) { return crypto::to_string(state); });
}

ovfkit_string ovfkit_verification_signer(const ovfkit_verification* verification) noexcept {
    const auto* signature = signature_of(verification);
    return text_about(signature ? at(signature->chain, 0) : nullptr,
                      [](auto& certificate) { return std::string_view(certificate.subject); });
}

ovfkit_string ovfkit_verification_trust_signature(const ovfkit_verification* verification) noexcept {
    return text_about(verification, [](auto& v) { return trust::to_string(v.verified.trust.state); });
}

const ovfkit_diagnostics* ovfkit_verification_diagnostics(const ovfkit_verification* verification) noexcept {
    return verification ? &verification->diagnostics : nullptr;
}

ovfkit_status ovfkit_verification_render(const ovfkit_verification* verification, std::int32_t format,
                                         ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!verification) return missing("verification");
        if (format == OVFKIT_FORMAT_JSON)
            return report::as_json(verification->verified, verification->diagnostics.list);
        if (format == OVFKIT_FORMAT_TEXT) return report::as_text(verification->verified);
        return unknown_number("format of this report", format);
    });
}

std::size_t ovfkit_verification_certificate_count(const ovfkit_verification* verification) noexcept {
    return about(signature_of(verification), std::size_t{0}, [](auto& s) { return s.chain.size(); });
}

ovfkit_string ovfkit_verification_certificate_subject(const ovfkit_verification* verification,
                                                      std::size_t index) noexcept {
    return text_about(certificate(verification, index), [](auto& one) { return std::string_view(one.subject); });
}

ovfkit_string ovfkit_verification_certificate_issuer(const ovfkit_verification* verification,
                                                     std::size_t index) noexcept {
    return text_about(certificate(verification, index), [](auto& one) { return std::string_view(one.issuer); });
}

ovfkit_string ovfkit_verification_certificate_serial(const ovfkit_verification* verification,
                                                     std::size_t index) noexcept {
    return text_about(certificate(verification, index), [](auto& one) { return std::string_view(one.serial); });
}

ovfkit_string ovfkit_verification_certificate_sha256(const ovfkit_verification* verification,
                                                     std::size_t index) noexcept {
    return text_about(certificate(verification, index), [](auto& one) { return std::string_view(one.sha256); });
}

std::int32_t ovfkit_verification_certificate_times(const ovfkit_verification* verification, std::size_t index,
                                                   std::int64_t* not_before, std::int64_t* not_after) noexcept {
    const crypto::CertificateFacts* one = certificate(verification, index);
    if (!one) return 0;
    if (not_before) *not_before = one->not_before;
    if (not_after) *not_after = one->not_after;
    return 1;
}

ovfkit_status ovfkit_verification_descriptor(const ovfkit_verification* verification, ovfkit_descriptor** out,
                                             ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_descriptor>> {
        if (!verification) return missing("verification");
        const report::Verified& verified = verification->verified;
        auto made = make_descriptor(verified.package.descriptor(), verified.package, verification->diagnostics.list);
        judge_descriptor(verified, *made);
        return made;
    });
}
