// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_VERIFY_H
#define OVFKIT_C_VERIFY_H

/// \file
/// Whether a package is what its manifest and its signature say. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How packages are verified. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_verify_options ovfkit_verify_options;

/// What was found out about a package, its files and its signatures. Threads: any number at once. since 0.1.0
typedef struct ovfkit_verification ovfkit_verification;

/// The defaults: no anchors, time 0, SHA-1 does not count; NULL when there is no memory. since 0.1.0
OVFKIT_API ovfkit_verify_options* ovfkit_verify_options_create(void) OVFKIT_NOEXCEPT;

/// Frees options. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_verify_options_free(ovfkit_verify_options* options) OVFKIT_NOEXCEPT;

/// Trusts the certificates of a PEM text, besides those before. Fails with OVFKIT_MALFORMED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verify_options_add_anchors(ovfkit_verify_options* options, const char* pem, size_t size,
                                                           ovfkit_error** error) OVFKIT_NOEXCEPT;

/// When certificates must be in force, in seconds since 1970. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verify_options_set_time(ovfkit_verify_options* options, int64_t time,
                                                        ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Switches of verifying: what 1 means, and what they are at first. since 0.1.0
enum {
    OVFKIT_VERIFY_REQUIRE_SIGNATURE = 0,  ///< 1: an absent or rejected signature is an error; 0
    OVFKIT_VERIFY_ALLOW_SHA1 = 1,         ///< 1: SHA-1 alone counts as verification; 0
    OVFKIT_VERIFY_INSIST = 2              ///< 1: `ovfkit_package_unpack` leaves nothing when verification fails; 1
};

/// Sets a switch, an OVFKIT_VERIFY_... number, to 0 or 1. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verify_options_set_switch(ovfkit_verify_options* options, int32_t which, int32_t on,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Files hashed at once, where the package can be read at any offset; 0: as many as there are cores. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verify_options_set_threads(ovfkit_verify_options* options, size_t threads,
                                                           ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Copies the limits of the descriptor; NULL: the default ones. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verify_options_set_limits(ovfkit_verify_options* options, const ovfkit_limits* limits,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Calls `callback` while files are read; NULL: nobody. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verify_options_set_progress(ovfkit_verify_options* options,
                                                            ovfkit_progress_callback callback, void* user,
                                                            ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Reads every file of the package at `path` (a directory, a descriptor, an OVA, also inside gzip or from a pipe) once
/// and compares it with the manifest, both ways; verifies the certificate, and the signed statement about trust in the
/// descriptor if there is one (DSP0243 1.1.1, 5.1). What was found does not make it fail. Fails as
/// `ovfkit_descriptor_open` does, and with OVFKIT_CANCELLED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verify_path(const char* path, const ovfkit_verify_options* options,
                                            ovfkit_verification** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a verification. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_verification_free(ovfkit_verification* verification) OVFKIT_NOEXCEPT;

/// How many things are to be said about the package as a whole; at least one. since 0.1.0
OVFKIT_API size_t ovfkit_verification_state_count(const ovfkit_verification* verification) OVFKIT_NOEXCEPT;

/// State `index`: `no-manifest`, `manifest-unreadable`, `files-verified`, `files-failed`, `files-unverified`,
/// `descriptor-unverified`, `unsigned`, `signature-accepted` or `signature-rejected`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_state(const ovfkit_verification* verification,
                                                   size_t index) OVFKIT_NOEXCEPT;

/// 1 when that state is among them; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_verification_has_state(const ovfkit_verification* verification,
                                                 const char* state) OVFKIT_NOEXCEPT;

/// How many files are there or are named. since 0.1.0
OVFKIT_API size_t ovfkit_verification_file_count(const ovfkit_verification* verification) OVFKIT_NOEXCEPT;

/// The name of file `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_file_name(const ovfkit_verification* verification,
                                                       size_t index) OVFKIT_NOEXCEPT;

/// What is known about it: `verified`, `weak`, `mismatch`, `missing`, `unlisted`, `contradictory`, `unknown-algorithm`,
/// `unreadable` or `refused`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_file_state(const ovfkit_verification* verification,
                                                        size_t index) OVFKIT_NOEXCEPT;

/// Its size in bytes. since 0.1.0
OVFKIT_API uint64_t ovfkit_verification_file_size(const ovfkit_verification* verification,
                                                  size_t index) OVFKIT_NOEXCEPT;

/// Of a mismatch the digest that the manifest says, in hexadecimal; else empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_file_expected(const ovfkit_verification* verification,
                                                           size_t index) OVFKIT_NOEXCEPT;

/// Of a mismatch the digest that the file has; else empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_file_actual(const ovfkit_verification* verification,
                                                         size_t index) OVFKIT_NOEXCEPT;

/// How many things are to be said about the signature of the manifest; 0 without one. since 0.1.0
OVFKIT_API size_t ovfkit_verification_signature_state_count(const ovfkit_verification* verification) OVFKIT_NOEXCEPT;

/// State `index` of the signature: `valid`, `invalid`, `unreadable`, `weak-digest`, `expired`, `untrusted`, `trusted`,
/// `no-anchors`, ... Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_signature_state(const ovfkit_verification* verification,
                                                             size_t index) OVFKIT_NOEXCEPT;

/// The subject of the signer's certificate (RFC 2253), escaped; empty without one. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_signer(const ovfkit_verification* verification) OVFKIT_NOEXCEPT;

/// What became of the signed statement about trust in the descriptor: `absent`, `altered`, `rejected` or `accepted`.
/// Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_trust_signature(const ovfkit_verification* verification) OVFKIT_NOEXCEPT;

/// Everything that is not verified, and all other findings. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_verification_diagnostics(const ovfkit_verification* verification)
    OVFKIT_NOEXCEPT;

/// What `ovfkit verify` prints, as OVFKIT_FORMAT_TEXT or OVFKIT_FORMAT_JSON. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verification_render(const ovfkit_verification* verification, int32_t format,
                                                    ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many certificates the chain of the signature has, the signer's first; 0 without one. since 0.1.0
OVFKIT_API size_t ovfkit_verification_certificate_count(const ovfkit_verification* verification) OVFKIT_NOEXCEPT;

/// The subject of certificate `index` (RFC 2253), escaped. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_certificate_subject(const ovfkit_verification* verification,
                                                                 size_t index) OVFKIT_NOEXCEPT;

/// Its issuer (RFC 2253), escaped. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_certificate_issuer(const ovfkit_verification* verification,
                                                                size_t index) OVFKIT_NOEXCEPT;

/// Its serial number in hexadecimal. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_certificate_serial(const ovfkit_verification* verification,
                                                                size_t index) OVFKIT_NOEXCEPT;

/// Its fingerprint, SHA-256 in hexadecimal. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_verification_certificate_sha256(const ovfkit_verification* verification,
                                                                size_t index) OVFKIT_NOEXCEPT;

/// From when to when it is in force, in seconds since 1970. Answers 1 when there is such a certificate, else 0 and
/// changes nothing. Either pointer may be NULL. since 0.1.0
OVFKIT_API int32_t ovfkit_verification_certificate_times(const ovfkit_verification* verification, size_t index,
                                                         int64_t* not_before, int64_t* not_after) OVFKIT_NOEXCEPT;

/// The descriptor of the package that was verified, as `ovfkit_package_descriptor` gives it: a handle of its own. Of a
/// stream, which is read once, it is had here. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verification_descriptor(const ovfkit_verification* verification,
                                                        ovfkit_descriptor** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
