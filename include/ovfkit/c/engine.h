// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_ENGINE_H
#define OVFKIT_C_ENGINE_H

/// \file
/// The XML of VMs and clusters in the REST API of the oVirt engine, and asking a live engine. See ovfkit.h for how
/// things are used.

#include <ovfkit/c/attest.h>
#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>
#include <ovfkit/c/facts.h>
#include <ovfkit/c/import.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A document of the REST API: VMs and templates, clusters, or hosts, and what they say about trust. Threads: any
/// number at once. since 0.1.0
typedef struct ovfkit_resources ovfkit_resources;

/// A live engine, and whom a connection to it believes. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_engine ovfkit_engine;

/// Which flag a cluster gets that has none. since 0.1.0
enum {
    OVFKIT_SPELLING_MERGED = 0,  ///< `trusted_service`, which engines read
    OVFKIT_SPELLING_DRAFT = 1    ///< `trusted_cluster_flag`
};

/// Reads the XML of a `vm`, `template`, `cluster` or `host`, or of a list of them. `name` is what findings call it, and
/// may be NULL. A flag of a VM that is not clear counts as true, and one of a cluster as false; both are findings.
/// Fails with OVFKIT_MALFORMED, OVFKIT_NOT_A_DESCRIPTOR for another document, for a `fault` with the engine's reason,
/// OVFKIT_UNSUPPORTED for an encoding that is not known, and OVFKIT_LIMIT_EXCEEDED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_resources_parse(const char* xml, size_t size, const char* name,
                                                const ovfkit_limits* limits, ovfkit_resources** out,
                                                ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees resources. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_resources_free(ovfkit_resources* resources) OVFKIT_NOEXCEPT;

/// 1 when the document is a list; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_resources_is_list(const ovfkit_resources* resources) OVFKIT_NOEXCEPT;

/// What was found while it was read, or in the answers of an engine. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_resources_diagnostics(const ovfkit_resources* resources) OVFKIT_NOEXCEPT;

/// What `ovfkit resource read` and `ovfkit resource ask` print, as OVFKIT_FORMAT_TEXT or OVFKIT_FORMAT_JSON.
/// since 0.1.0
OVFKIT_API ovfkit_status ovfkit_resources_render(const ovfkit_resources* resources, int32_t format,
                                                 ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many VMs and templates there are. since 0.1.0
OVFKIT_API size_t ovfkit_resources_vm_count(const ovfkit_resources* resources) OVFKIT_NOEXCEPT;

/// The id of VM `index`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_vm_id(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// Its name; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_vm_name(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// `vm` or `template`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_vm_kind(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// The id of the cluster that it is in; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_vm_cluster_id(const ovfkit_resources* resources,
                                                        size_t index) OVFKIT_NOEXCEPT;

/// The name of the cluster that it is in; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_vm_cluster_name(const ovfkit_resources* resources,
                                                          size_t index) OVFKIT_NOEXCEPT;

/// Its `trusted_host_flag`, an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_resources_vm_trusted_host(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// What VM `index` says, as facts that can be decided upon: a handle of its own. Nobody has signed them. Fails with
/// OVFKIT_INVALID_ARGUMENT if there is no such VM. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_resources_vm_facts(const ovfkit_resources* resources, size_t index,
                                                   ovfkit_vm_facts** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many clusters there are. since 0.1.0
OVFKIT_API size_t ovfkit_resources_cluster_count(const ovfkit_resources* resources) OVFKIT_NOEXCEPT;

/// The id of cluster `index`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_cluster_id(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// Its name; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_cluster_name(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// Its `trusted_cluster_flag`, an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_resources_cluster_trusted_cluster_flag(const ovfkit_resources* resources,
                                                                 size_t index) OVFKIT_NOEXCEPT;

/// Its `trusted_service`, an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_resources_cluster_trusted_service(const ovfkit_resources* resources,
                                                            size_t index) OVFKIT_NOEXCEPT;

/// What its flags say together, an OVFKIT_CLUSTER_... number: trusted only if nothing contradicts it, and unknown when
/// nothing is said or there is no such cluster. since 0.1.0
OVFKIT_API int32_t ovfkit_resources_cluster_trust(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// How many hosts there are. since 0.1.0
OVFKIT_API size_t ovfkit_resources_host_count(const ovfkit_resources* resources) OVFKIT_NOEXCEPT;

/// The id of host `index`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_host_id(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// Its name; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_host_name(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// What attestation knows it by, usually its host name; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_host_address(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// The id of its cluster; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_host_cluster_id(const ovfkit_resources* resources,
                                                          size_t index) OVFKIT_NOEXCEPT;

/// The engine's word for its state, such as `up`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_resources_host_status(const ovfkit_resources* resources, size_t index) OVFKIT_NOEXCEPT;

/// `xml`, a single `vm` or `template`, with its `trusted_host_flag` as the OVFKIT_FACT_... number says; no other byte
/// changes. Fails as `ovfkit_resources_parse`, with OVFKIT_UNSUPPORTED for a list, and with OVFKIT_INVALID_ARGUMENT for
/// another resource. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_resource_set_trusted_host(const char* xml, size_t size, int32_t fact,
                                                          const ovfkit_limits* limits, ovfkit_owned_string* out,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The same of a single `cluster`: every flag that is there changes, so that they agree; when there is none, the one of
/// `spelling` (an OVFKIT_SPELLING_... number) is made. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_resource_set_trusted_cluster(const char* xml, size_t size, int32_t fact,
                                                             int32_t spelling, const ovfkit_limits* limits,
                                                             ovfkit_owned_string* out,
                                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The XML of the VM or template that entity `entity` of `descriptor` asks an engine to create in the cluster of that
/// name, which may be NULL: what `ovfkit resource vm` prints. Its flag is true when the entity requires trust, or when
/// that it does not is not believed. Fails with OVFKIT_INVALID_ARGUMENT if there is no such entity. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_requested_vm(const ovfkit_descriptor* descriptor, size_t entity,
                                                        const char* cluster, ovfkit_owned_string* out,
                                                        ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The XML of a cluster of that name that is right for everything in `descriptor`; `spelling` is an
/// OVFKIT_SPELLING_... number. What `ovfkit resource cluster` prints. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_requested_cluster(const ovfkit_descriptor* descriptor, const char* name,
                                                             int32_t spelling, ovfkit_owned_string* out,
                                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The engine at `url`, such as `https://engine.example/ovirt-engine`. Nothing is asked yet. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_engine_create(const char* url, ovfkit_engine** out,
                                              ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees an engine. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_engine_free(ovfkit_engine* engine) OVFKIT_NOEXCEPT;

/// PEM certificates of the authorities, or of the engine itself, that count; no others do. Required. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_engine_set_authorities(ovfkit_engine* engine, const char* pem, size_t size,
                                                       ovfkit_error** error) OVFKIT_NOEXCEPT;

/// An OAuth access token of the engine's single sign-on; takes the place of a user. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_engine_set_token(ovfkit_engine* engine, const char* token,
                                                 ovfkit_error** error) OVFKIT_NOEXCEPT;

/// A user with its profile, such as `admin@internal`, and the password, which are exchanged for a token before the
/// first question; take the place of a token. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_engine_set_user(ovfkit_engine* engine, const char* user, const char* password,
                                                ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Milliseconds to connect, and for one attempt as a whole; from 1 to 3600000. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_engine_set_timeouts(ovfkit_engine* engine, uint32_t connect, uint32_t whole,
                                                    ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How often a request is sent at most, from 1 to 100. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_engine_set_attempts(ovfkit_engine* engine, uint32_t attempts,
                                                    ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Asked about ten times a second while a request waits; NULL: nobody. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_engine_set_continue(ovfkit_engine* engine, ovfkit_continue_callback callback,
                                                    void* user, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Asks the engine for the cluster of exactly that name, and for its hosts unless `with_hosts` is 0; over HTTPS,
/// blocks. Fails with OVFKIT_NOT_FOUND when there is none, OVFKIT_INVALID_ARGUMENT when several are called so and
/// differ, and for credentials that are none, OVFKIT_PERMISSION when the engine refuses them or cannot be believed,
/// OVFKIT_MALFORMED and OVFKIT_NOT_A_DESCRIPTOR for other answers, OVFKIT_IO and OVFKIT_CANCELLED. No failure is an
/// answer: of the cluster nothing is known then. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_engine_ask(const ovfkit_engine* engine, const char* cluster, int32_t with_hosts,
                                           ovfkit_resources** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
