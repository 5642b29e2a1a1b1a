// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_FACTS_H
#define OVFKIT_C_FACTS_H

/// \file
/// What is known about one VM or template, from wherever an engine has it. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/import.h>
#include <ovfkit/c/policy.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Facts about one VM or template, to be decided upon like what a descriptor says. Threads: one that sets, or any
/// number that read. since 0.1.0
typedef struct ovfkit_vm_facts ovfkit_vm_facts;

/// A VM of that name of which nothing else is known: no flag, no signature, no package. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_vm_facts_create(const char* name, ovfkit_vm_facts** out,
                                                ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees facts. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_vm_facts_free(ovfkit_vm_facts* facts) OVFKIT_NOEXCEPT;

/// Its id; NULL: none. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_vm_facts_set_id(ovfkit_vm_facts* facts, const char* id,
                                                ovfkit_error** error) OVFKIT_NOEXCEPT;

/// 1: it is a template; 0: a VM. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_vm_facts_set_template(ovfkit_vm_facts* facts, int32_t on,
                                                      ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Whether it must run on a trusted host, an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_vm_facts_set_trusted_host(ovfkit_vm_facts* facts, int32_t fact,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Whether it comes from a trusted cluster, an OVFKIT_FACT_... number. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_vm_facts_set_trusted_cluster(ovfkit_vm_facts* facts, int32_t fact,
                                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What became of the signed statement of its flags, an OVFKIT_SIGNED_TRUST_... number. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_vm_facts_set_signed_trust(ovfkit_vm_facts* facts, int32_t state,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What that signature is made of: its digest, an OVFKIT_DIGEST_... number, or OVFKIT_DIGEST_SHA1 when that is the
/// digest of one in its chain; and the bits of the shortest RSA key and of the shortest key on an elliptic curve there,
/// 0 for none. Both 0: its keys are unknown, and too weak for a policy that asks. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_vm_facts_set_strength(ovfkit_vm_facts* facts, int32_t digest, uint32_t rsa_bits,
                                                      uint32_t ec_bits, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// With which digest the manifest of its package stands for the descriptor, an OVFKIT_DIGEST_... number. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_vm_facts_set_manifest_digest(ovfkit_vm_facts* facts, int32_t digest,
                                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// 1: its package does not stand for the descriptor. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_vm_facts_set_disowned(ovfkit_vm_facts* facts, int32_t on,
                                                      ovfkit_error** error) OVFKIT_NOEXCEPT;

/// 1 when it requires trust, or counts as if it did because that it does not is not believed. 1 for NULL; else 0.
/// since 0.1.0
OVFKIT_API int32_t ovfkit_vm_facts_may_require_trust(const ovfkit_vm_facts* facts) OVFKIT_NOEXCEPT;

/// Judges the facts as `ovfkit_decide_import` judges a descriptor. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_decide_facts(const ovfkit_vm_facts* facts, const ovfkit_import_options* options,
                                             ovfkit_decision** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How the rules of the policy in `options`, which has to have one, look at the facts: `ovfkit policy explain`.
/// since 0.1.0
OVFKIT_API ovfkit_status ovfkit_explain_facts(const ovfkit_vm_facts* facts, const ovfkit_import_options* options,
                                              ovfkit_explanation** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
