// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_ATTEST_H
#define OVFKIT_C_ATTEST_H

/// \file
/// Which hosts can be trusted, as an attestation server says. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/// An attestation server, and whom a connection to it believes. Threads: one that sets, or any number that read. since
/// 0.1.0
typedef struct ovfkit_attestation ovfkit_attestation;

/// What was said about hosts, one answer for each that was asked for, in that order. Threads: any number at once. since
/// 0.1.0
typedef struct ovfkit_host_answers ovfkit_host_answers;

/// Of candidate hosts, those on which a VM may start, and why the others are left out. Threads: any number at once.
/// since 0.1.0
typedef struct ovfkit_host_choice ovfkit_host_choice;

/// How long answers count. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_cache_options ovfkit_cache_options;

/// What is known about hosts, asked for all at once and as rarely as possible. Threads: any number at once. since 0.1.0
typedef struct ovfkit_trust_cache ovfkit_trust_cache;

/// What is known about a host. Only OVFKIT_LEVEL_TRUSTED ever counts as trusted. since 0.1.0
enum {
    OVFKIT_LEVEL_UNTRUSTED = 0,     ///< measured, and not what it should be
    OVFKIT_LEVEL_TRUSTED = 1,       ///< measured, and what it should be
    OVFKIT_LEVEL_UNKNOWN = 2,       ///< the server does not know the host
    OVFKIT_LEVEL_TIMEOUT = 3,       ///< the host did not answer the server in time
    OVFKIT_LEVEL_PENDING = 4,       ///< the server has not finished
    OVFKIT_LEVEL_UNRECOGNIZED = 5,  ///< a word that is none of these
    OVFKIT_LEVEL_NO_ANSWER = 6      ///< the server said nothing about the host, or nothing at all
};

/// Which path a server has its PollHosts under. since 0.1.0
enum {
    OVFKIT_POLL_CURRENT = 0,  ///< as OpenAttestation 1.5 and newer
    OVFKIT_POLL_LEGACY = 1,   ///< as older ones
    OVFKIT_POLL_EITHER = 2    ///< the current path, and after a 404 the legacy one
};

/// 0 ends a request that waits. since 0.1.0
typedef int32_t (*ovfkit_continue_callback)(void* user);

/// Asks about `count` hosts, and gives each answer to `ovfkit_host_answers_add`. 0 when that went well; anything else,
/// and nobody has an answer. Called from whichever thread needs the answer. since 0.1.0
typedef int32_t (*ovfkit_ask_callback)(void* user, const char* const* hosts, size_t count,
                                       ovfkit_host_answers* answers);

/// The time in nanoseconds by any clock that does not go back. since 0.1.0
typedef int64_t (*ovfkit_clock_callback)(void* user);

/// The server at `url`, `https://HOST:8443`. Nothing is asked yet. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_attestation_create(const char* url, ovfkit_attestation** out,
                                                   ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a server. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_attestation_free(ovfkit_attestation* server) OVFKIT_NOEXCEPT;

/// PEM certificates of the authorities, or of the server itself, that count; no others do. Required. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_attestation_set_authorities(ovfkit_attestation* server, const char* pem, size_t size,
                                                            ovfkit_error** error) OVFKIT_NOEXCEPT;

/// An OVFKIT_POLL_... number; OVFKIT_POLL_EITHER at first. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_attestation_set_path(ovfkit_attestation* server, int32_t path,
                                                     ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Milliseconds to connect, and for one attempt as a whole; from 1 to 3600000. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_attestation_set_timeouts(ovfkit_attestation* server, uint32_t connect, uint32_t whole,
                                                         ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How often a request is sent at most, from 1 to 100. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_attestation_set_attempts(ovfkit_attestation* server, uint32_t attempts,
                                                         ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Asked about ten times a second while a request waits; NULL: nobody. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_attestation_set_continue(ovfkit_attestation* server, ovfkit_continue_callback callback,
                                                         void* user, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Asks the server about `count` hosts in one request over HTTPS; blocks. What goes wrong with the server is no
/// failure: then no host is trusted, and `ovfkit_host_answers_failure` says why. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_attestation_poll(const ovfkit_attestation* server, const char* const* hosts,
                                                 size_t count, ovfkit_host_answers** out,
                                                 ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What a PollHosts reply that came in another way says about hosts. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_host_answers_parse(const char* json, size_t size, const char* const* hosts,
                                                   size_t count, ovfkit_host_answers** out,
                                                   ovfkit_error** error) OVFKIT_NOEXCEPT;

/// In an `ovfkit_ask_callback`: what is known about a host: the level in the server's own word, and the time of the
/// measurement as the server wrote it, which may be NULL. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_host_answers_add(ovfkit_host_answers* answers, const char* host, const char* level,
                                                 const char* validated_at, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees answers. NULL does nothing; those that a callback was given are not freed. since 0.1.0
OVFKIT_API void ovfkit_host_answers_free(ovfkit_host_answers* answers) OVFKIT_NOEXCEPT;

/// How many there are. since 0.1.0
OVFKIT_API size_t ovfkit_host_answers_count(const ovfkit_host_answers* answers) OVFKIT_NOEXCEPT;

/// Why nobody answered; empty when somebody did. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_answers_failure(const ovfkit_host_answers* answers) OVFKIT_NOEXCEPT;

/// The host of answer `index`, as it was asked for. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_answers_host(const ovfkit_host_answers* answers, size_t index) OVFKIT_NOEXCEPT;

/// Its level, an OVFKIT_LEVEL_... number; OVFKIT_LEVEL_NO_ANSWER if there is no such answer. since 0.1.0
OVFKIT_API int32_t ovfkit_host_answers_level(const ovfkit_host_answers* answers, size_t index) OVFKIT_NOEXCEPT;

/// The level in the server's own word; may be empty. Not escaped. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_answers_word(const ovfkit_host_answers* answers, size_t index) OVFKIT_NOEXCEPT;

/// The time of the measurement as the server wrote it; may be empty. Not escaped. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_answers_validated_at(const ovfkit_host_answers* answers,
                                                          size_t index) OVFKIT_NOEXCEPT;

/// Why there is no answer, or what was odd about it, one sentence; else empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_answers_detail(const ovfkit_host_answers* answers, size_t index) OVFKIT_NOEXCEPT;

/// What was odd about a reply. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_host_answers_diagnostics(const ovfkit_host_answers* answers)
    OVFKIT_NOEXCEPT;

/// What `ovfkit attest` prints, as OVFKIT_FORMAT_TEXT or OVFKIT_FORMAT_JSON. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_host_answers_render(const ovfkit_host_answers* answers, int32_t format,
                                                    ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What a cluster with these hosts is worth that calls itself `claimed`, an OVFKIT_CLUSTER_... number: a trusted one of
/// which no host is trusted is not, and one of which nobody said anything is unknown. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_host_answers_cluster_trust(const ovfkit_host_answers* answers, int32_t claimed,
                                                           int32_t* trust, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// On which of the hosts a VM may start: with `needs_trust` 1 on those that are trusted only, with 0 on all. since
/// 0.1.0
OVFKIT_API ovfkit_status ovfkit_choose_hosts(const ovfkit_host_answers* answers, int32_t needs_trust,
                                             ovfkit_host_choice** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a choice. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_host_choice_free(ovfkit_host_choice* choice) OVFKIT_NOEXCEPT;

/// How many hosts may be used. since 0.1.0
OVFKIT_API size_t ovfkit_host_choice_count(const ovfkit_host_choice* choice) OVFKIT_NOEXCEPT;

/// Host `index` of these. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_choice_host(const ovfkit_host_choice* choice, size_t index) OVFKIT_NOEXCEPT;

/// How many hosts were left out. since 0.1.0
OVFKIT_API size_t ovfkit_host_choice_left_out_count(const ovfkit_host_choice* choice) OVFKIT_NOEXCEPT;

/// Host `index` of these. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_choice_left_out_host(const ovfkit_host_choice* choice,
                                                          size_t index) OVFKIT_NOEXCEPT;

/// Why it was left out, one sentence. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_host_choice_left_out_reason(const ovfkit_host_choice* choice,
                                                            size_t index) OVFKIT_NOEXCEPT;

/// The defaults: answers count five minutes, a failed question is repeated after ten seconds, nothing stale is given;
/// NULL when there is no memory. since 0.1.0
OVFKIT_API ovfkit_cache_options* ovfkit_cache_options_create(void) OVFKIT_NOEXCEPT;

/// Frees options. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_cache_options_free(ovfkit_cache_options* options) OVFKIT_NOEXCEPT;

/// For how many milliseconds an answer counts, nobody asks again after a failure, and an answer that has ended may
/// still be given to those who take a stale one. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_cache_options_set_times(ovfkit_cache_options* options, uint32_t validity,
                                                        uint32_t retry_after, uint32_t max_stale,
                                                        ovfkit_error** error) OVFKIT_NOEXCEPT;

/// A cache that asks `ask`; `user` goes to both callbacks, which must stay good as long as the cache. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_trust_cache_create(ovfkit_ask_callback ask, ovfkit_clock_callback clock, void* user,
                                                   const ovfkit_cache_options* options, ovfkit_trust_cache** out,
                                                   ovfkit_error** error) OVFKIT_NOEXCEPT;

/// A cache that asks a server, of which it keeps a copy. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_trust_cache_create_for(const ovfkit_attestation* server, ovfkit_clock_callback clock,
                                                       void* user, const ovfkit_cache_options* options,
                                                       ovfkit_trust_cache** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a cache that no thread uses any more. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_trust_cache_free(ovfkit_trust_cache* cache) OVFKIT_NOEXCEPT;

/// What is known about `count` hosts, asking for all known ones in one request if need be. With `take_stale` 1 an old
/// answer is taken while somebody else is asking. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_trust_cache_answers(ovfkit_trust_cache* cache, const char* const* hosts, size_t count,
                                                    int32_t take_stale, ovfkit_host_answers** out,
                                                    ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Adds hosts to what the next question asks for. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_trust_cache_know(ovfkit_trust_cache* cache, const char* const* hosts, size_t count,
                                                 ovfkit_error** error) OVFKIT_NOEXCEPT;

/// A host that is no longer there. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_trust_cache_forget(ovfkit_trust_cache* cache, const char* host,
                                                   ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Lets every answer end now. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_trust_cache_expire(ovfkit_trust_cache* cache, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What a cache of attestations counts. since 0.1.0
enum {
    OVFKIT_STATISTIC_REQUESTS = 0,  ///< questions sent
    OVFKIT_STATISTIC_FAILURES = 1,  ///< of these, those that brought no answer at all
    OVFKIT_STATISTIC_HITS = 2,      ///< answers given from memory
    OVFKIT_STATISTIC_WAITS = 3,     ///< callers that waited for a question of somebody else
    OVFKIT_STATISTIC_STALE = 4      ///< answers given from memory after their end
};

/// How often something happened so far, by an OVFKIT_STATISTIC_... number; 0 for every other number. since 0.1.0
OVFKIT_API uint64_t ovfkit_trust_cache_statistic(const ovfkit_trust_cache* cache, int32_t which) OVFKIT_NOEXCEPT;

/// Whether `host`, which comes up in a cluster of that trust (an OVFKIT_CLUSTER_... number), may work: `*reason`
/// becomes 0 when it may, else the engine's number of the reason, 12 for UNTRUSTED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_trust_cache_activate(ovfkit_trust_cache* cache, const char* host, int32_t cluster_trust,
                                                     int32_t* reason, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many hosts are remembered at most; those beyond are never asked for. 100000 at first. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_cache_options_set_max_hosts(ovfkit_cache_options* options, size_t hosts,
                                                            ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
