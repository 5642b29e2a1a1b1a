// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_CONVERT_H
#define OVFKIT_C_CONVERT_H

/// \file
/// Writing a descriptor fresh in another dialect. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What to convert into. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_convert_options ovfkit_convert_options;

/// The documents that a conversion made, and what was lost. Threads: one that sets, or any number that read. since
/// 0.1.0
typedef struct ovfkit_conversion ovfkit_conversion;

/// Dialects that can be written. since 0.1.0
enum {
    OVFKIT_TARGET_OVF_1_1 = 0,   ///< DMTF 1.0 to 1.1.1
    OVFKIT_TARGET_OVF_2_0 = 1,   ///< DMTF 2.0 and 2.1
    OVFKIT_TARGET_OVIRT = 2,     ///< configuration OVF of the oVirt engine
    OVFKIT_TARGET_OVIRT_OVA = 3  ///< descriptor inside an OVA of the oVirt engine
};

/// What the entity becomes: what it is, a VM, or a template. since 0.1.0
enum {
    OVFKIT_KIND_SAME = 0,     ///< what it is
    OVFKIT_KIND_VM = 1,       ///< a VM
    OVFKIT_KIND_TEMPLATE = 2  ///< a template
};

/// Which names of the trust flags are written into an oVirt dialect. since 0.1.0
enum {
    OVFKIT_TRUST_NAMES_BOTH = 0,       ///< the name that the engine reads beside the documented ones
    OVFKIT_TRUST_NAMES_ENGINE = 1,     ///< `TrustedService` for the cluster
    OVFKIT_TRUST_NAMES_DOCUMENTED = 2  ///< `TrustedHostFlag` and `trusted_cluster_flag`
};

/// Options for one target, an OVFKIT_TARGET_... number. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_convert_options_create(int32_t target, ovfkit_convert_options** out,
                                                       ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees options. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_convert_options_free(ovfkit_convert_options* options) OVFKIT_NOEXCEPT;

/// Only the entity of this id, or, if none has it, of this name; NULL or empty: all. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_convert_options_set_entity(ovfkit_convert_options* options, const char* id_or_name,
                                                           ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What the entity becomes, an OVFKIT_KIND_... number. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_convert_options_set_kind(ovfkit_convert_options* options, int32_t kind,
                                                         ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Names of the trust flags in oVirt dialects, an OVFKIT_TRUST_NAMES_... number. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_convert_options_set_trust_names(ovfkit_convert_options* options, int32_t names,
                                                                ovfkit_error** error) OVFKIT_NOEXCEPT;

/// 1: in standard dialects, those have to refuse the file who do not understand the trust section. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_convert_options_set_require_trust(ovfkit_convert_options* options, int32_t on,
                                                                  ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The time of the export, in seconds since 1970; without it that of the source is kept. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_convert_options_set_time(ovfkit_convert_options* options, int64_t time,
                                                         ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Converts. One document, except that the oVirt dialects get one for each virtual system. The trust flags of the
/// source are in every document. Fails with OVFKIT_NOT_FOUND when no entity is called as wanted,
/// OVFKIT_INVALID_ARGUMENT when several are, and OVFKIT_UNSUPPORTED when the source has no virtual system. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_convert(const ovfkit_descriptor* descriptor, const ovfkit_convert_options* options,
                                        ovfkit_conversion** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a conversion. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_conversion_free(ovfkit_conversion* conversion) OVFKIT_NOEXCEPT;

/// How many documents there are. since 0.1.0
OVFKIT_API size_t ovfkit_conversion_count(const ovfkit_conversion* conversion) OVFKIT_NOEXCEPT;

/// The id of the entity in document `index`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_conversion_id(const ovfkit_conversion* conversion, size_t index) OVFKIT_NOEXCEPT;

/// Its name; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_conversion_name(const ovfkit_conversion* conversion, size_t index) OVFKIT_NOEXCEPT;

/// The bytes of document `index`, in UTF-8. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_conversion_bytes(const ovfkit_conversion* conversion, size_t index) OVFKIT_NOEXCEPT;

/// Writes document `index` to the file at `path`, whole or not at all, in place of what is there; reports name it from
/// now on. Fails with OVFKIT_NOT_FOUND, OVFKIT_PERMISSION, OVFKIT_NO_SPACE and OVFKIT_IO. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_conversion_write(ovfkit_conversion* conversion, size_t index, const char* path,
                                                 ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many values of document `index` could not be carried as they are. since 0.1.0
OVFKIT_API size_t ovfkit_conversion_loss_count(const ovfkit_conversion* conversion, size_t index) OVFKIT_NOEXCEPT;

/// How value `loss` fared: `dropped`, `weakened` or `renamed`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_conversion_loss_kind(const ovfkit_conversion* conversion, size_t index,
                                                     size_t loss) OVFKIT_NOEXCEPT;

/// Its path in the source, such as `/Envelope/VirtualSystem/EulaSection`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_conversion_loss_path(const ovfkit_conversion* conversion, size_t index,
                                                     size_t loss) OVFKIT_NOEXCEPT;

/// What is lost and why, one sentence. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_conversion_loss_message(const ovfkit_conversion* conversion, size_t index,
                                                        size_t loss) OVFKIT_NOEXCEPT;

/// Its line in the source, counted from 1; 0 when unknown. since 0.1.0
OVFKIT_API uint64_t ovfkit_conversion_loss_line(const ovfkit_conversion* conversion, size_t index,
                                                size_t loss) OVFKIT_NOEXCEPT;

/// What `ovfkit convert` prints: the files that were written (`-` for one that was not) and the losses, as
/// OVFKIT_FORMAT_TEXT or OVFKIT_FORMAT_JSON. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_conversion_render(const ovfkit_conversion* conversion, int32_t format,
                                                  ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
