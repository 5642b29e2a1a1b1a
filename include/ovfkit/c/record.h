// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_RECORD_H
#define OVFKIT_C_RECORD_H

/// \file
/// Keeping decisions, so that nothing is allowed of which nobody can look up later that it was. See ovfkit.h for how
/// things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>
#include <ovfkit/c/import.h>
#include <ovfkit/c/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What is kept of a decision, and where. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_record_options ovfkit_record_options;

/// What became of the record of a decision. since 0.1.0
enum {
    OVFKIT_RECORD_NOT_MADE = 0,  ///< nobody has kept the decision, and that is right unless a record is required
    OVFKIT_RECORD_KEPT = 1,      ///< it is kept in every place that was named
    OVFKIT_RECORD_FAILED = 2     ///< it is not; the outcome is what the policy makes of that
};

/// Options for a decision that was made at `time`, in seconds since 1970, about what the record calls `file`. No place
/// is named yet. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_record_options_create(int64_t time, const char* file, ovfkit_record_options** out,
                                                      ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees options; the store stays. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_record_options_free(ovfkit_record_options* options) OVFKIT_NOEXCEPT;

/// The SHA-256 of what was judged, in 64 hexadecimal digits. NULL: that of the bytes of the descriptor or resource that
/// the decision was made about, as it is at first. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_record_options_set_sha256(ovfkit_record_options* options, const char* sha256,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// A file that gets the record as one more line of JSON, flushed to disk; writers take turns. What begins with
/// something else than a record is not written to, which is a record that failed, and so is one for the null device,
/// which keeps nothing. NULL: none. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_record_options_set_audit_log(ovfkit_record_options* options, const char* path,
                                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// A store that gets the record; NULL: none. It is not copied: it has to live, and is used, as long as the options are,
/// which belong to the thread of the store then. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_record_options_set_store(ovfkit_record_options* options, ovfkit_store* store,
                                                         ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Keeps `decision` in every place that the options name, and makes the decision that is valid then: the same if it is
/// kept everywhere; else refused, and nothing lands, unless the policy says otherwise, and the places that had kept it
/// are told. With a policy that requires a record (`ovfkit_decision_record_required`) no place at all is a record that
/// failed. That is no failure of this call: `ovfkit_decision_record_state` says it. Fails with OVFKIT_INVALID_ARGUMENT
/// for NULL. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_decision_record(const ovfkit_decision* decision, const ovfkit_record_options* options,
                                                ovfkit_decision** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// `ovfkit_decide_import` and `ovfkit_decision_record` in one: what `ovfkit check-import` does. `record` may be NULL,
/// which is no place. Whoever lands an import by its outcome keeps to the policy, about the record as well. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_decide_and_record(const ovfkit_descriptor* descriptor,
                                                  const ovfkit_import_options* options,
                                                  const ovfkit_record_options* record, ovfkit_decision** out,
                                                  ovfkit_error** error) OVFKIT_NOEXCEPT;

/// 1 when the policy that the decision was made by requires a record: an outcome of `ovfkit_decide_import` that is to
/// allow or to warn is worth nothing then until it is recorded. 1 for NULL; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_record_required(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// What became of the record, an OVFKIT_RECORD_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_record_state(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// Why it could not be kept, one sentence; empty when it could, or nobody tried. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_record_failure(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// 1 when `policy` requires a record. 1 for NULL; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_policy_record_required(const ovfkit_policy* policy) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
