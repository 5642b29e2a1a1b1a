// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_EDIT_H
#define OVFKIT_C_EDIT_H

/// \file
/// Changing values of a descriptor, and no other byte of it. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What is to be changed; nothing at first. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_edits ovfkit_edits;

/// Edits that change nothing yet; NULL when there is no memory. since 0.1.0
OVFKIT_API ovfkit_edits* ovfkit_edits_create(void) OVFKIT_NOEXCEPT;

/// Frees edits. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_edits_free(ovfkit_edits* edits) OVFKIT_NOEXCEPT;

/// The entity that is meant, by its id or else its name; NULL or empty: the only one, and for trust all. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_edits_set_entity(ovfkit_edits* edits, const char* id_or_name,
                                                 ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The name of the entity; not empty. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_edits_set_name(ovfkit_edits* edits, const char* name,
                                               ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Virtual CPUs in all, from 1 to 65535. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_edits_set_cpus(ovfkit_edits* edits, uint64_t cpus,
                                               ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The size of the memory in bytes, from 1 to 2^63 - 1. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_edits_set_memory_bytes(ovfkit_edits* edits, uint64_t bytes,
                                                       ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Whether it must run on a trusted host: an OVFKIT_FACT_... number, where OVFKIT_FACT_ABSENT takes the flags away.
/// since 0.1.0
OVFKIT_API ovfkit_status ovfkit_edits_set_trusted_host(ovfkit_edits* edits, int32_t fact,
                                                       ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Whether it comes from a trusted cluster, in the same way. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_edits_set_trusted_cluster(ovfkit_edits* edits, int32_t fact,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Makes a descriptor of `descriptor` with the edits made. Nothing but the bytes of the values changes. A fact about
/// trust is set wherever it is stated, in every spelling. The new descriptor does not belong to a package any more;
/// when its package disowned the old one, it counts as disowned as well.
///
/// Fails with OVFKIT_INVALID_ARGUMENT when an edit cannot be made so that the descriptor agrees with itself: no such
/// entity, several that could be meant, no Item for CPUs, a name that XML cannot hold. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_edit(const ovfkit_descriptor* descriptor, const ovfkit_edits* edits,
                                                ovfkit_descriptor** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many things a person should know about the edit that made `descriptor`; 0 if none did. since 0.1.0
OVFKIT_API size_t ovfkit_descriptor_remark_count(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// Remark `index`: one sentence, such as what was left alone. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_remark(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// 1 when the edit that made `descriptor` made a signature over its trust flags worthless; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_descriptor_lost_trust_signature(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
