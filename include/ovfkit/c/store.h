// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_STORE_H
#define OVFKIT_C_STORE_H

/// \file
/// The record of decisions, in SQLite or PostgreSQL. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/import.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A database of decisions. Threads: one at a time. since 0.1.0
typedef struct ovfkit_store ovfkit_store;

/// How a store is opened. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_store_options ovfkit_store_options;

/// Entries of a store, one for each entity of each decision, oldest first. Threads: any number at once. since 0.1.0
typedef struct ovfkit_history ovfkit_history;

/// The defaults: the database is made when it is not there, and other writers are waited for ten seconds; NULL when
/// there is no memory. since 0.1.0
OVFKIT_API ovfkit_store_options* ovfkit_store_options_create(void) OVFKIT_NOEXCEPT;

/// Frees options. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_store_options_free(ovfkit_store_options* options) OVFKIT_NOEXCEPT;

/// 1: what is not there is OVFKIT_NOT_FOUND, and is not made. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_options_set_must_exist(ovfkit_store_options* options, int32_t on,
                                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// For how many milliseconds another writer is waited for. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_options_set_patience(ovfkit_store_options* options, uint32_t milliseconds,
                                                           ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The password for a PostgreSQL database, in the place of one in the URL; NULL: none. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_options_set_password(ovfkit_store_options* options, const char* password,
                                                           ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Opens the store at `where`: `postgresql://...`, else the path of a SQLite file. Tables of an older version are
/// brought up to date. Fails with OVFKIT_UNSUPPORTED for tables of a newer version and for a file that is another
/// database, OVFKIT_PERMISSION, OVFKIT_NOT_FOUND, OVFKIT_NO_SPACE and OVFKIT_IO. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_open(const char* where, const ovfkit_store_options* options, ovfkit_store** out,
                                           ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Closes a store. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_store_free(ovfkit_store* store) OVFKIT_NOEXCEPT;

/// Keeps a decision with all that belongs to it, whole or not at all, on disk when this returns; `*number` becomes that
/// of the decision, and may be NULL. Other arguments as in `ovfkit_decision_audit_record`. Fails with
/// OVFKIT_INVALID_ARGUMENT, OVFKIT_NO_SPACE and OVFKIT_IO, and nothing of it is kept then. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_record(ovfkit_store* store, const ovfkit_decision* decision, int64_t time,
                                             const char* file, const char* sha256, int64_t* number,
                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Keeps that a cluster was trusted or not (an OVFKIT_CLUSTER_... number) at a time of RFC 3339. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_observe(ovfkit_store* store, const char* cluster, int32_t trust, const char* time,
                                              ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Entries that fit everything that is given, where NULL fits all: id or name of the VM, name of the cluster, and a
/// time of RFC 3339 from which on and one until which; those of at most the `last` newest decisions, 0 for all.
/// Oldest first. Fails with OVFKIT_INVALID_ARGUMENT for a time that is none, and with OVFKIT_IO. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_history(ovfkit_store* store, const char* vm, const char* cluster,
                                              const char* since, const char* until, uint64_t last, ovfkit_history** out,
                                              ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a history. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_history_free(ovfkit_history* history) OVFKIT_NOEXCEPT;

/// How many entries there are. since 0.1.0
OVFKIT_API size_t ovfkit_history_count(const ovfkit_history* history) OVFKIT_NOEXCEPT;

/// The number of the decision of entry `index`; entities that were decided together share it. 0 if there is no such
/// entry. since 0.1.0
OVFKIT_API int64_t ovfkit_history_decision(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// The time, RFC 3339 in UTC. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_time(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// What was judged. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_file(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// The cluster. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_cluster(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// The id of the entity as the file has it; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_entity_id(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// Its name; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_entity_name(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// What was decided, an OVFKIT_OUTCOME_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_history_outcome(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// Who took responsibility; empty if nobody did. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_acknowledged_by(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// What `ovfkit history` prints, as OVFKIT_FORMAT_TEXT, OVFKIT_FORMAT_JSON or OVFKIT_FORMAT_CSV. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_history_render(const ovfkit_history* history, int32_t format, ovfkit_owned_string* out,
                                               ovfkit_error** error) OVFKIT_NOEXCEPT;

/// From when to when clusters were seen to be what they were, in the same forms; `name` NULL: of all. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_render_clusters(ovfkit_store* store, const char* name, int32_t format,
                                                      ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The digest of the bytes that were judged, SHA-256 in hexadecimal. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_sha256(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// What the cluster was at that time, an OVFKIT_CLUSTER_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_history_cluster_trust(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// Where that was learnt, such as `stated` or `inventory clusters.toml`; empty when it was not kept. Borrowed.
/// since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_cluster_source(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// The policy file that was asked, as it was called; empty without one. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_policy_file(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// The digest of its bytes; empty without one, or when it was not kept. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_policy_sha256(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// 1 when the entry is about a package without entities: what there is to say about one is empty then; else 0.
/// since 0.1.0
OVFKIT_API int32_t ovfkit_history_without_entities(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// `vm` or `template`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_entity_kind(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// What became of the import as a whole, an OVFKIT_OUTCOME_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_history_decision_outcome(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// 1 when the entity was allowed because somebody took responsibility; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_history_acknowledged(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// Why somebody took responsibility; empty if nobody did. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_acknowledged_why(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// Whether it had to run on a trusted host, as the file said: an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_history_trusted_host(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// Whether it came from a trusted cluster, as the file said: an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_history_trusted_cluster(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// Whether it had to run on a trusted host after the import: an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_history_trusted_host_after(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// Whether it counted as coming from a trusted cluster after the import: an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_history_trusted_cluster_after(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// The rule of the policy that decided, and its place; empty without a policy. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_decided_by(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// How many reasons entry `index` has. since 0.1.0
OVFKIT_API size_t ovfkit_history_reason_count(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// The sentence of reason `reason`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_reason(const ovfkit_history* history, size_t index,
                                               size_t reason) OVFKIT_NOEXCEPT;

/// How many flags the entity had. since 0.1.0
OVFKIT_API size_t ovfkit_history_flag_count(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// Flag `flag`: spelling, value and place, such as `TrustedService=true (entity)`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_history_flag(const ovfkit_history* history, size_t index, size_t flag) OVFKIT_NOEXCEPT;

/// How many audit events were raised. since 0.1.0
OVFKIT_API size_t ovfkit_history_event_count(const ovfkit_history* history, size_t index) OVFKIT_NOEXCEPT;

/// The number of event `event`; 0 if there is no such event. since 0.1.0
OVFKIT_API int32_t ovfkit_history_event(const ovfkit_history* history, size_t index, size_t event) OVFKIT_NOEXCEPT;

/// Periods in which clusters were what they were, oldest first. Threads: any number at once. since 0.1.0
typedef struct ovfkit_periods ovfkit_periods;

/// From when to when the cluster of that name, or all for NULL, was seen to be what it was. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_clusters(ovfkit_store* store, const char* name, ovfkit_periods** out,
                                               ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees periods. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_periods_free(ovfkit_periods* periods) OVFKIT_NOEXCEPT;

/// How many periods there are. since 0.1.0
OVFKIT_API size_t ovfkit_periods_count(const ovfkit_periods* periods) OVFKIT_NOEXCEPT;

/// The name of the cluster of period `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_periods_cluster(const ovfkit_periods* periods, size_t index) OVFKIT_NOEXCEPT;

/// What it was, an OVFKIT_CLUSTER_... number; unknown if there is no such period. since 0.1.0
OVFKIT_API int32_t ovfkit_periods_trust(const ovfkit_periods* periods, size_t index) OVFKIT_NOEXCEPT;

/// When it was first seen to be that, RFC 3339 in UTC. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_periods_first_seen(const ovfkit_periods* periods, size_t index) OVFKIT_NOEXCEPT;

/// When it was last seen to be that, RFC 3339 in UTC. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_periods_last_seen(const ovfkit_periods* periods, size_t index) OVFKIT_NOEXCEPT;

/// The version of the tables of a store; `*version` becomes 0 when somebody has removed them. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_schema_version(ovfkit_store* store, int32_t* version,
                                                     ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Whether `where` is something that `ovfkit_store_open` takes: the URL of a PostgreSQL database, or a path. Fails with
/// OVFKIT_INVALID_ARGUMENT for what was meant for a database and is no such URL; the message never holds the text.
/// since 0.1.0
OVFKIT_API ovfkit_status ovfkit_store_check_place(const char* where, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// 1 when `where` is a URL with a password in it, which others could read on a command line or in a log; else 0.
/// since 0.1.0
OVFKIT_API int32_t ovfkit_store_holds_password(const char* where) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
