// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_IMPORT_H
#define OVFKIT_C_IMPORT_H

/// \file
/// Whether a VM or template may be imported into a cluster, which is what the trust flags are for. See ovfkit.h for how
/// things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The cluster that an import goes to, how it is judged, and who takes responsibility. Threads: one that sets, or any
/// number that read. since 0.1.0
typedef struct ovfkit_import_options ovfkit_import_options;

/// What becomes of an import, with everything it was decided on. Threads: any number at once. since 0.1.0
typedef struct ovfkit_decision ovfkit_decision;

/// A policy file that was read; see policy.h. Threads: any number at once. since 0.1.0
typedef struct ovfkit_policy ovfkit_policy;

/// What is known of a cluster; one that is unknown counts as untrusted. since 0.1.0
enum {
    OVFKIT_CLUSTER_TRUSTED = 0,    ///< its hosts are attested
    OVFKIT_CLUSTER_UNTRUSTED = 1,  ///< they are not
    OVFKIT_CLUSTER_UNKNOWN = 2     ///< nobody knows; counts as untrusted
};

/// What to do about something that requires trust and goes where there is none. since 0.1.0
enum {
    OVFKIT_ACTION_WARN = 0,   ///< it is allowed with a warning
    OVFKIT_ACTION_ALLOW = 1,  ///< it is allowed
    OVFKIT_ACTION_REFUSE = 2  ///< it is refused
};

/// What the flags are after the import: what the file says, or what the cluster is. since 0.1.0
enum {
    OVFKIT_LANDING_KEEP = 0,         ///< what the file says
    OVFKIT_LANDING_FROM_CLUSTER = 1  ///< what the cluster is; an unknown one changes nothing
};

/// What becomes of an import. What cannot be asked (NULL, an index that is not there) is refused. since 0.1.0
enum {
    OVFKIT_OUTCOME_ALLOW = 0,  ///< it may be imported
    OVFKIT_OUTCOME_WARN = 1,   ///< it may, and somebody should know what it means
    OVFKIT_OUTCOME_REFUSE = 2  ///< it may not
};

/// Options for one target cluster; `trust` is an OVFKIT_CLUSTER_... number. At first: warn, keep, nobody acknowledges.
/// since 0.1.0
OVFKIT_API ovfkit_status ovfkit_import_options_create(const char* cluster, int32_t trust, ovfkit_import_options** out,
                                                      ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees options. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_import_options_free(ovfkit_import_options* options) OVFKIT_NOEXCEPT;

/// An OVFKIT_ACTION_... number. Does not count with a policy. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_import_options_set_action(ovfkit_import_options* options, int32_t action,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// An OVFKIT_LANDING_... number. Does not count with a policy. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_import_options_set_landing(ovfkit_import_options* options, int32_t landing,
                                                           ovfkit_error** error) OVFKIT_NOEXCEPT;

/// 1: that no trust is required is believed only if somebody signed it whom the anchors trust. Does not count with a
/// policy. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_import_options_set_require_signed_trust(ovfkit_import_options* options, int32_t on,
                                                                        ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Judges by the rules of a policy; NULL: by action and landing. The policy is copied. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_import_options_set_policy(ovfkit_import_options* options, const ovfkit_policy* policy,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Where the trust of the cluster was learnt, for the record: `stated`, `inventory clusters.toml`, `engine
/// https://...`; NULL: nobody says. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_import_options_set_cluster_source(ovfkit_import_options* options, const char* source,
                                                                  ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Who takes responsibility for the import as it is, and why; both NULL: nobody. It counts when both texts hold more
/// than blanks. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_import_options_acknowledge(ovfkit_import_options* options, const char* who,
                                                           const char* why, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Trusts the certificates of a PEM text, besides those before. Fails with OVFKIT_MALFORMED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_import_options_add_anchors(ovfkit_import_options* options, const char* pem, size_t size,
                                                           ovfkit_error** error) OVFKIT_NOEXCEPT;

/// When certificates must be in force, in seconds since 1970. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_import_options_set_time(ovfkit_import_options* options, int64_t time,
                                                        ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Judges the import of everything in `descriptor`. An entity that requires trust and would land in a cluster that is
/// not trusted, or of which nobody knows, is allowed, warned about or refused; all others are allowed. Whatever is
/// unclear counts as requiring trust. With a policy that requires a record the outcome is worth nothing until the
/// decision is recorded: see record.h. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_decide_import(const ovfkit_descriptor* descriptor, const ovfkit_import_options* options,
                                              ovfkit_decision** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a decision. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_decision_free(ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// The strictest outcome of all entities, an OVFKIT_OUTCOME_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_outcome(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// 1 when at least one entity is allowed because somebody takes responsibility; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_acknowledged(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// How many reasons there are, of all entities, each once. since 0.1.0
OVFKIT_API size_t ovfkit_decision_reason_count(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// The code of reason `index`, such as `trust/untrusted-target`; never changes between versions. Borrowed.
/// since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_reason_code(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// Its severity; OVFKIT_SEVERITY_NONE if there is no such reason. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_reason_severity(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// One sentence for people. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_reason_message(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// How many audit events are to be raised. since 0.1.0
OVFKIT_API size_t ovfkit_decision_event_count(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// The number that the oVirt engine gives event `index`, such as 10003; 0 if there is no such event. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_event_id(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// Its name in the engine. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_event_name(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// Its severity. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_event_severity(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// Its sentence. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_event_message(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// How many variables event `index` has. since 0.1.0
OVFKIT_API size_t ovfkit_decision_event_variable_count(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// The name of variable `variable` of event `index`, such as `VmName`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_event_variable_name(const ovfkit_decision* decision, size_t index,
                                                             size_t variable) OVFKIT_NOEXCEPT;

/// Its value as the file has it: not escaped. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_event_variable_value(const ovfkit_decision* decision, size_t index,
                                                              size_t variable) OVFKIT_NOEXCEPT;

/// How many entities were judged. since 0.1.0
OVFKIT_API size_t ovfkit_decision_entity_count(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// The id of entity `index`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_entity_id(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// Its name; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_entity_name(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// `vm` or `template`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_entity_kind(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// What becomes of it, an OVFKIT_OUTCOME_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_outcome(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// 1 when it is allowed because somebody takes responsibility; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_acknowledged(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// The rule of the policy that decided, and its place; empty without a policy. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_entity_decided_by(const ovfkit_decision* decision,
                                                           size_t index) OVFKIT_NOEXCEPT;

/// Whether it must run on a trusted host after the import, an OVFKIT_FACT_... number; what the file says when it is
/// refused. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_trusted_host_after(const ovfkit_decision* decision,
                                                             size_t index) OVFKIT_NOEXCEPT;

/// Whether it counts as coming from a trusted cluster after the import, in the same way. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_trusted_cluster_after(const ovfkit_decision* decision,
                                                                size_t index) OVFKIT_NOEXCEPT;

/// How many reasons entity `index` has. since 0.1.0
OVFKIT_API size_t ovfkit_decision_entity_reason_count(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// The code of reason `reason` of entity `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_entity_reason_code(const ovfkit_decision* decision, size_t index,
                                                            size_t reason) OVFKIT_NOEXCEPT;

/// Its sentence. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_entity_reason_message(const ovfkit_decision* decision, size_t index,
                                                               size_t reason) OVFKIT_NOEXCEPT;

/// What was found about flags and signatures while the evidence was gathered. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_decision_diagnostics(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// What `ovfkit check-import` prints, as OVFKIT_FORMAT_TEXT or OVFKIT_FORMAT_JSON. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_decision_render(const ovfkit_decision* decision, int32_t format,
                                                ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Makes the decision that `decision` is when it could not be recorded, which `why` says (an error of the record, or
/// NULL): refused, and nothing lands, unless the policy that it was made by says otherwise. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_decision_not_recorded(const ovfkit_decision* decision, const ovfkit_error* why,
                                                      ovfkit_decision** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The record of the decision for an audit log: one line of JSON without its end. `time` is in seconds since 1970,
/// `file` what was judged, `sha256` its digest in 64 hexadecimal digits; NULL: that of the bytes of the descriptor or
/// resource that was judged. Fails with OVFKIT_INVALID_ARGUMENT. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_decision_audit_record(const ovfkit_decision* decision, int64_t time, const char* file,
                                                      const char* sha256, ovfkit_owned_string* out,
                                                      ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Adds that record, and a line end, to the file at `path`, and flushes it to disk. Writers take turns; nothing of a
/// record stays when it cannot be written whole. Fails as `ovfkit_decision_audit_record`, and with OVFKIT_PERMISSION,
/// OVFKIT_NOT_FOUND, OVFKIT_NO_SPACE and OVFKIT_IO. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_decision_append_audit_record(const ovfkit_decision* decision, int64_t time,
                                                             const char* file, const char* sha256, const char* path,
                                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The cluster that the import goes to. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_cluster(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// What it was taken for, an OVFKIT_CLUSTER_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_cluster_trust(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// Where that was learnt, as the options had it; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_cluster_source(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// The policy that was asked, as it was called; empty without one. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_policy_file(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// The digest of its bytes, SHA-256 in hexadecimal; empty without one. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_policy_sha256(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// The rule that decided about a package without entities, and its place; else empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_decided_by(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// What became of the signed statement about trust: `absent`, `altered`, `rejected` or `accepted`; empty when nobody
/// looked. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_signed_trust(const ovfkit_decision* decision) OVFKIT_NOEXCEPT;

/// Whether entity `index` must run on a trusted host, as the file says: an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_trusted_host(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// Whether it comes from a trusted cluster, as the file says: an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_trusted_cluster(const ovfkit_decision* decision,
                                                          size_t index) OVFKIT_NOEXCEPT;

/// The severity of reason `reason` of entity `index`; OVFKIT_SEVERITY_NONE if there is no such reason. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_reason_severity(const ovfkit_decision* decision, size_t index,
                                                          size_t reason) OVFKIT_NOEXCEPT;

/// How many audit events are to be raised about entity `index`. since 0.1.0
OVFKIT_API size_t ovfkit_decision_entity_event_count(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// The number of event `event` of entity `index`; 0 if there is no such event. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_event_id(const ovfkit_decision* decision, size_t index,
                                                   size_t event) OVFKIT_NOEXCEPT;

/// How many trust flags were seen that count for entity `index`. since 0.1.0
OVFKIT_API size_t ovfkit_decision_entity_flag_count(const ovfkit_decision* decision, size_t index) OVFKIT_NOEXCEPT;

/// The name of flag `flag` of entity `index`, such as `TrustedService`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_entity_flag_spelling(const ovfkit_decision* decision, size_t index,
                                                              size_t flag) OVFKIT_NOEXCEPT;

/// 1 when it says true, or nothing that is a boolean, which counts as true; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_flag_value(const ovfkit_decision* decision, size_t index,
                                                     size_t flag) OVFKIT_NOEXCEPT;

/// 1 when its text is a boolean; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_decision_entity_flag_readable(const ovfkit_decision* decision, size_t index,
                                                        size_t flag) OVFKIT_NOEXCEPT;

/// Where it stands: `entity`, `trust-section`, `collection`, `document` or `misplaced`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_decision_entity_flag_place(const ovfkit_decision* decision, size_t index,
                                                           size_t flag) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
