// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_ACTIVATION_H
#define OVFKIT_C_ACTIVATION_H

/// \file
/// Hosts that come up, and what an engine that starts does about them. See ovfkit.h for how things are used.

#include <ovfkit/c/attest.h>
#include <ovfkit/c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What became of hosts, in the order in which they were given. Threads: any number at once. since 0.1.0
typedef struct ovfkit_host_states ovfkit_host_states;

/// Which events were raised lately. Threads: one at a time. since 0.1.0
typedef struct ovfkit_event_throttle ovfkit_event_throttle;

/// Told about each change of a host as soon as it is known: `states` has that one host, and is borrowed for the call.
/// since 0.1.0
typedef void (*ovfkit_host_callback)(void* user, const ovfkit_host_states* states);

/// `ovfkit_trust_cache_activate` with everything that there is to say about it. `cluster_trust` is an
/// OVFKIT_CLUSTER_... number. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_trust_cache_activate_host(ovfkit_trust_cache* cache, const char* host,
                                                          int32_t cluster_trust, ovfkit_host_states** out,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Attests `count` hosts of trusted clusters when an engine starts: all are uninitialized first; then `first_stage`
/// hosts are asked for, and the rest in batches of `second_stage`; 0 for either: the engine's own 10 and 20. Who is
/// trusted is up. What goes wrong with one batch does not stop the others. `ask` is asked, and `callback`, which may be
/// NULL, told by the thread that called; `user` goes to both. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_start_engine(const char* const* hosts, size_t count, size_t first_stage,
                                             size_t second_stage, ovfkit_ask_callback ask,
                                             ovfkit_host_callback callback, void* user, ovfkit_host_states** out,
                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees states. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_host_states_free(ovfkit_host_states* states) OVFKIT_NOEXCEPT;

/// How many hosts there are. since 0.1.0
OVFKIT_API size_t ovfkit_host_states_count(const ovfkit_host_states* states) OVFKIT_NOEXCEPT;

/// The name of host `index`, as it was given. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_states_host(const ovfkit_host_states* states, size_t index) OVFKIT_NOEXCEPT;

/// 1 when it may work; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_host_states_up(const ovfkit_host_states* states, size_t index) OVFKIT_NOEXCEPT;

/// 0 when it may work, else the engine's number of the reason why not: 12 for UNTRUSTED, 13 for UNINITIALIZED; 13 if
/// there is no such host. since 0.1.0
OVFKIT_API int32_t ovfkit_host_states_reason(const ovfkit_host_states* states, size_t index) OVFKIT_NOEXCEPT;

/// What attestation said about it, an OVFKIT_LEVEL_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_host_states_level(const ovfkit_host_states* states, size_t index) OVFKIT_NOEXCEPT;

/// Why there is no answer about it, one sentence; else empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_states_detail(const ovfkit_host_states* states, size_t index) OVFKIT_NOEXCEPT;

/// The number of the event that is to be raised, 10000 for VDS_UNTRUSTED; 0: none. since 0.1.0
OVFKIT_API int32_t ovfkit_host_states_event_id(const ovfkit_host_states* states, size_t index) OVFKIT_NOEXCEPT;

/// Its sentence; empty: none. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_states_event_message(const ovfkit_host_states* states,
                                                          size_t index) OVFKIT_NOEXCEPT;

/// How many hosts there are of which nothing was said, each once, to be asked for again. since 0.1.0
OVFKIT_API size_t ovfkit_host_states_unanswered_count(const ovfkit_host_states* states) OVFKIT_NOEXCEPT;

/// Host `index` of these. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_states_unanswered(const ovfkit_host_states* states, size_t index) OVFKIT_NOEXCEPT;

/// Lets each kind of event about each host, VM or template through once in `milliseconds`; the engine's own is 60000.
/// Of one thread at a time. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_event_throttle_create(uint32_t milliseconds, ovfkit_event_throttle** out,
                                                      ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a throttle. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_event_throttle_free(ovfkit_event_throttle* throttle) OVFKIT_NOEXCEPT;

/// `*admitted` becomes 1 when event `id` about the host, VM or template of that name is to be raised at `now`, in
/// nanoseconds by any clock that does not go back; it counts then. Else 0. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_event_throttle_admit(ovfkit_event_throttle* throttle, int32_t id, const char* subject,
                                                     int64_t now, int32_t* admitted,
                                                     ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Whether a cluster may be made or called what it is to be (an OVFKIT_CLUSTER_... number): not trusted without an
/// attestation server, whose URL may be NULL or empty. Fails with OVFKIT_INVALID_ARGUMENT and the engine's own code in
/// the message. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_check_cluster(const char* cluster, int32_t cluster_trust, const char* server,
                                              ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
