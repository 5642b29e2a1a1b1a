// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_VALIDATE_H
#define OVFKIT_C_VALIDATE_H

/// \file
/// Whether descriptors and packages are right. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How files are validated. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_validate_options ovfkit_validate_options;

/// What was found in files. Threads: any number at once. since 0.1.0
typedef struct ovfkit_validation ovfkit_validation;

/// How many profiles come with the library: which findings count, and how much, for whom. since 0.1.0
OVFKIT_API size_t ovfkit_profile_count(void) OVFKIT_NOEXCEPT;

/// The name of profile `index`, such as `ovirt`. Lives as long as the program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_profile_name(size_t index) OVFKIT_NOEXCEPT;

/// What it is for, in one sentence. Lives as long as the program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_profile_purpose(size_t index) OVFKIT_NOEXCEPT;

/// The defaults: profile `interop`, digests compared, no anchors, time 0; NULL when there is no memory. since 0.1.0
OVFKIT_API ovfkit_validate_options* ovfkit_validate_options_create(void) OVFKIT_NOEXCEPT;

/// Frees options. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_validate_options_free(ovfkit_validate_options* options) OVFKIT_NOEXCEPT;

/// Takes a profile of the library. Fails with OVFKIT_NOT_FOUND. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_options_set_profile(ovfkit_validate_options* options, const char* name,
                                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Takes a profile from the text of a profile file, which reports call `name`. Fails with OVFKIT_MALFORMED, and the
/// place, at the first line that means nothing or names no rule. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_options_set_profile_text(ovfkit_validate_options* options, const char* text,
                                                                  size_t size, const char* name,
                                                                  ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Leaves out the rules of a pattern such as `property/*`. What is about integrity is never left out. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_options_suppress(ovfkit_validate_options* options, const char* pattern,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Trusts the certificates of a PEM text, besides those before. Fails with OVFKIT_MALFORMED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_options_add_anchors(ovfkit_validate_options* options, const char* pem,
                                                             size_t size, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// When certificates must be in force, in seconds since 1970. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_options_set_time(ovfkit_validate_options* options, int64_t time,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Switches of validating: what 1 means, and what they are at first. since 0.1.0
enum {
    OVFKIT_VALIDATE_DESCRIPTOR_ONLY = 0,  ///< 1: the files that a descriptor names are not looked for; 0
    OVFKIT_VALIDATE_DIGESTS = 1,          ///< 1: every file is read and compared with the manifest; 1
    OVFKIT_VALIDATE_ALLOW_SHA1 = 2        ///< 1: SHA-1 alone counts as verification; 0
};

/// Sets a switch, an OVFKIT_VALIDATE_... number, to 0 or 1. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_options_set_switch(ovfkit_validate_options* options, int32_t which, int32_t on,
                                                            ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Copies the limits; NULL: the default ones. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_options_set_limits(ovfkit_validate_options* options,
                                                            const ovfkit_limits* limits,
                                                            ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Calls `callback` before each file, with its path, the number of those that are done, and of all; NULL: nobody.
/// since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_options_set_progress(ovfkit_validate_options* options,
                                                              ovfkit_progress_callback callback, void* user,
                                                              ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Validates `count` descriptors, packages or OVF environments. A file that cannot be read is a finding and no failure.
/// Fails with OVFKIT_CANCELLED, and with OVFKIT_INVALID_ARGUMENT when a path is NULL. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate(const char* const* paths, size_t count, const ovfkit_validate_options* options,
                                         ovfkit_validation** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The same for one file. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_path(const char* path, const ovfkit_validate_options* options,
                                              ovfkit_validation** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a validation. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_validation_free(ovfkit_validation* validation) OVFKIT_NOEXCEPT;

/// How many files there are, in the order they were given. since 0.1.0
OVFKIT_API size_t ovfkit_validation_file_count(const ovfkit_validation* validation) OVFKIT_NOEXCEPT;

/// The path of file `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_validation_file_name(const ovfkit_validation* validation, size_t index) OVFKIT_NOEXCEPT;

/// 1 when it could be looked into; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_validation_file_readable(const ovfkit_validation* validation, size_t index) OVFKIT_NOEXCEPT;

/// How many findings about it were suppressed. since 0.1.0
OVFKIT_API uint64_t ovfkit_validation_file_suppressed(const ovfkit_validation* validation,
                                                      size_t index) OVFKIT_NOEXCEPT;

/// What was found in it, judged by the profile and sorted by place; NULL if there is no such file. Borrowed. since
/// 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_validation_file_diagnostics(const ovfkit_validation* validation,
                                                                        size_t index) OVFKIT_NOEXCEPT;

/// The greatest severity in all files; an unreadable one is an error, and NULL is as well. OVFKIT_SEVERITY_NONE when
/// all is well. since 0.1.0
OVFKIT_API int32_t ovfkit_validation_worst(const ovfkit_validation* validation) OVFKIT_NOEXCEPT;

/// What `ovfkit validate --format` prints, in any OVFKIT_FORMAT_... form. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validation_render(const ovfkit_validation* validation, int32_t format,
                                                  ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Leaves out the findings that a baseline accepts, the text of which `ovfkit_validation_baseline` or
/// `ovfkit validate --write-baseline` made; `name` is what an error calls it. NULL: no baseline. Fails with
/// OVFKIT_MALFORMED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validate_options_set_baseline(ovfkit_validate_options* options, const char* text,
                                                              size_t size, const char* name,
                                                              ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The text of a baseline that accepts everything that was found and can be accepted. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_validation_baseline(const ovfkit_validation* validation, ovfkit_owned_string* out,
                                                    ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
