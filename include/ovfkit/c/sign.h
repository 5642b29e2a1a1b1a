// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_SIGN_H
#define OVFKIT_C_SIGN_H

/// \file
/// Signing manifests and trust flags, and changing packages where they lie. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>
#include <ovfkit/c/verify.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Who signs a manifest, and how. Threads: any number at once. since 0.1.0
typedef struct ovfkit_signer ovfkit_signer;

/// How a package was changed. Threads: any number at once. since 0.1.0
typedef struct ovfkit_change ovfkit_change;

/// Digests of manifests and signatures. since 0.1.0
enum {
    OVFKIT_DIGEST_NONE = 0,    ///< no digest
    OVFKIT_DIGEST_SHA1 = 1,    ///< refused by most readers
    OVFKIT_DIGEST_SHA256 = 2,  ///< what every reader takes
    OVFKIT_DIGEST_SHA512 = 3   ///< longer; not every reader takes it
};

/// Answers the signature of `size` bytes: writes it to `signature`, where there is room for `*signature_size` bytes,
/// and its size to `*signature_size`. RSA PKCS #1 v1.5, or DER of ECDSA, with the digest of the signer. 0 is success,
/// all else a failure. since 0.1.0
typedef int32_t (*ovfkit_sign_callback)(void* user, const void* bytes, size_t size, void* signature,
                                        size_t* signature_size);

/// A signer with its private key at hand, in PEM; `passphrase` may be NULL. `certificates` is a PEM text, the signer's
/// own first. Fails with OVFKIT_MALFORMED, OVFKIT_PERMISSION for a wrong passphrase, OVFKIT_UNSUPPORTED for a kind of
/// key, and OVFKIT_INVALID_ARGUMENT when the key does not belong to the certificate. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_signer_create(const char* key, size_t key_size, const char* passphrase,
                                              const char* certificates, size_t certificates_size, int32_t digest,
                                              ovfkit_signer** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// A signer whose key is elsewhere, such as in hardware. What it signs is verified before it is used. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_signer_create_with(ovfkit_sign_callback callback, void* user, const char* certificates,
                                                   size_t certificates_size, int32_t digest, ovfkit_signer** out,
                                                   ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a signer. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_signer_free(ovfkit_signer* signer) OVFKIT_NOEXCEPT;

/// What `ovfkit_sign_package` does beside signing; to be added up. since 0.1.0
enum {
    OVFKIT_SIGN_MAKE_MANIFEST = 1,  ///< makes the manifest first, from the files as they are
    OVFKIT_SIGN_UNCHECKED = 2       ///< signs the manifest whatever the files are
};

/// Signs the manifest of the package at `path`: puts the `.cert` file into it (DSP0243 1.1.1, 5.1). `flags` is a sum of
/// OVFKIT_SIGN_... numbers. With `output` the signed archive goes there and the package stays as it is; NULL: it is
/// changed where it lies. `verify` says how files are compared before; `out` may be NULL.
///
/// Fails with OVFKIT_NOT_FOUND when there is no manifest, with OVFKIT_INVALID_ARGUMENT when a file is not what the
/// manifest says, and as writing fails; nothing is changed then. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_sign_package(const char* path, const ovfkit_signer* signer, int32_t flags,
                                             const char* output, const ovfkit_verify_options* verify,
                                             ovfkit_change** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What a change of a package may do; to be added up. since 0.1.0
enum {
    OVFKIT_CHANGE_REMOVE_SIGNATURE = 1,  ///< removes a signature that the change makes worthless
    OVFKIT_CHANGE_ACCEPT_MISMATCH = 2    ///< also when the manifest did not fit the descriptor before
};

/// Gives the package at `path` the descriptor `descriptor`, such as an edited one, and its manifest the new digest; in
/// an archive in place if it fits. `flags` is a sum of OVFKIT_CHANGE_... numbers; `output` and `out` as above. Whatever
/// interrupts it, there is the old package or the new one.
///
/// Fails with OVFKIT_INVALID_ARGUMENT when the manifest cannot be read or was wrong already, and with
/// OVFKIT_UNSUPPORTED for an OVA inside gzip. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_change_package(const char* path, const ovfkit_descriptor* descriptor, int32_t flags,
                                               const char* output, ovfkit_change** out,
                                               ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees what was told about a change. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_change_free(ovfkit_change* change) OVFKIT_NOEXCEPT;

/// `unchanged`, `in-place`, `rewritten` or `files`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_change_kind(const ovfkit_change* change) OVFKIT_NOEXCEPT;

/// Bytes written to the package. since 0.1.0
OVFKIT_API uint64_t ovfkit_change_bytes_written(const ovfkit_change* change) OVFKIT_NOEXCEPT;

/// How many files have other bytes now, are new, or were removed. since 0.1.0
OVFKIT_API size_t ovfkit_change_file_count(const ovfkit_change* change) OVFKIT_NOEXCEPT;

/// The name of such a file. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_change_file(const ovfkit_change* change, size_t index) OVFKIT_NOEXCEPT;

/// 1 when a signature is there that is over an older manifest; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_change_signature_invalidated(const ovfkit_change* change) OVFKIT_NOEXCEPT;

/// What was found. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_change_diagnostics(const ovfkit_change* change) OVFKIT_NOEXCEPT;

/// Makes a descriptor of `descriptor` with a signed statement about its trust flags and ids in it; no other byte
/// changes. Sign before the manifest is made. Keys as in `ovfkit_signer_create`. Fails also with
/// OVFKIT_INVALID_ARGUMENT when there is no entity or two share an id. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_sign_trust(const ovfkit_descriptor* descriptor, const char* key,
                                                      size_t key_size, const char* passphrase, const char* certificates,
                                                      size_t certificates_size, int32_t digest, ovfkit_descriptor** out,
                                                      ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Makes a descriptor of `descriptor` without any signed statement about trust. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_remove_trust_signature(const ovfkit_descriptor* descriptor,
                                                                  ovfkit_descriptor** out,
                                                                  ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What a signed statement of the trust flags is worth. since 0.1.0
enum {
    OVFKIT_SIGNED_TRUST_ABSENT = 0,    ///< there is none
    OVFKIT_SIGNED_TRUST_ALTERED = 1,   ///< the descriptor says something else than what was signed
    OVFKIT_SIGNED_TRUST_REJECTED = 2,  ///< the signature is broken, or of nobody that one trusts
    OVFKIT_SIGNED_TRUST_ACCEPTED = 3   ///< somebody that one trusts signed exactly what the descriptor says
};

/// What becomes of the signed statement in `descriptor`, by the anchors and the time of `options`: `*state` becomes an
/// OVFKIT_SIGNED_TRUST_... number. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_verify_trust(const ovfkit_descriptor* descriptor,
                                                        const ovfkit_verify_options* options, int32_t* state,
                                                        ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How a package is changed. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_change_options ovfkit_change_options;

/// The defaults: in place, default limits, nobody is told; NULL when there is no memory. since 0.1.0
OVFKIT_API ovfkit_change_options* ovfkit_change_options_create(void) OVFKIT_NOEXCEPT;

/// Frees options. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_change_options_free(ovfkit_change_options* options) OVFKIT_NOEXCEPT;

/// A sum of OVFKIT_CHANGE_... numbers; 0 at first. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_change_options_set_flags(ovfkit_change_options* options, int32_t flags,
                                                         ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Where the changed archive goes; NULL: it takes the place of the old one. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_change_options_set_output(ovfkit_change_options* options, const char* path,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Copies the limits of the descriptor that is there; NULL: the default ones. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_change_options_set_limits(ovfkit_change_options* options, const ovfkit_limits* limits,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Calls `callback` while an archive is rewritten; NULL: nobody. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_change_options_set_progress(ovfkit_change_options* options,
                                                            ovfkit_progress_callback callback, void* user,
                                                            ovfkit_error** error) OVFKIT_NOEXCEPT;

/// `ovfkit_change_package` with options, which may be NULL. Fails also with OVFKIT_CANCELLED; the package is the old
/// one then, whole. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_change_package_with(const char* path, const ovfkit_descriptor* descriptor,
                                                    const ovfkit_change_options* options, ovfkit_change** out,
                                                    ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Gives the package at `path` a new manifest of its files as they are (an OVFKIT_DIGEST_... number), whatever an old
/// one says; a signature is removed, because it would be over the old one. `options` as above, where the flags have no
/// meaning. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_renew_manifest(const char* path, int32_t digest, const ovfkit_change_options* options,
                                               ovfkit_change** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// 1 when there was a signature that the change has removed; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_change_signature_removed(const ovfkit_change* change) OVFKIT_NOEXCEPT;

/// 1 when the manifest has got the digest of the new descriptor; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_change_manifest_updated(const ovfkit_change* change) OVFKIT_NOEXCEPT;

/// 1 when there is a manifest which does not say what the descriptor's digest is; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_change_descriptor_unlisted(const ovfkit_change* change) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
