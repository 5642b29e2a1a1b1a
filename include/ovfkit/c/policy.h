// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_POLICY_H
#define OVFKIT_C_POLICY_H

/// \file
/// Policy files and inventories, both TOML. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>
#include <ovfkit/c/import.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a rule of a policy thought of an entity, rule by rule. Threads: any number at once. since 0.1.0
typedef struct ovfkit_explanation ovfkit_explanation;

/// What came of the cases of a policy's test. Threads: any number at once. since 0.1.0
typedef struct ovfkit_policy_results ovfkit_policy_results;

/// The clusters that somebody keeps in a file. Threads: any number at once. since 0.1.0
typedef struct ovfkit_inventory ovfkit_inventory;

/// Reads a policy: rules of which the first that fits an entity decides about it. `source` is what findings call the
/// file. Fails with OVFKIT_MALFORMED, and all findings with their places in the error, when there is a syntax error, an
/// unknown key, a wrong type or an unknown word. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_policy_parse(const char* toml, size_t size, const char* source, ovfkit_policy** out,
                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a policy. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_policy_free(ovfkit_policy* policy) OVFKIT_NOEXCEPT;

/// Warnings, such as rules that can never decide. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_policy_diagnostics(const ovfkit_policy* policy) OVFKIT_NOEXCEPT;

/// How many rules it has. since 0.1.0
OVFKIT_API size_t ovfkit_policy_rule_count(const ovfkit_policy* policy) OVFKIT_NOEXCEPT;

/// The name of rule `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_policy_rule_name(const ovfkit_policy* policy, size_t index) OVFKIT_NOEXCEPT;

/// Its line in the file, counted from 1. since 0.1.0
OVFKIT_API uint64_t ovfkit_policy_rule_line(const ovfkit_policy* policy, size_t index) OVFKIT_NOEXCEPT;

/// How the rules of the policy in `options`, which has to have one, look at entity `entity` of `descriptor` as
/// `ovfkit_decide_import` would, in their order and behind them `otherwise`. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_explain_import(const ovfkit_descriptor* descriptor,
                                               const ovfkit_import_options* options, size_t entity,
                                               ovfkit_explanation** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees an explanation. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_explanation_free(ovfkit_explanation* explanation) OVFKIT_NOEXCEPT;

/// How many rules looked. since 0.1.0
OVFKIT_API size_t ovfkit_explanation_count(const ovfkit_explanation* explanation) OVFKIT_NOEXCEPT;

/// The name of rule `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_explanation_rule(const ovfkit_explanation* explanation, size_t index) OVFKIT_NOEXCEPT;

/// Its line in the file; 0 when unknown. since 0.1.0
OVFKIT_API uint64_t ovfkit_explanation_line(const ovfkit_explanation* explanation, size_t index) OVFKIT_NOEXCEPT;

/// 1 for the rule that decides; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_explanation_fits(const ovfkit_explanation* explanation, size_t index) OVFKIT_NOEXCEPT;

/// The first condition that does not hold, or `decides`, or `not reached`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_explanation_because(const ovfkit_explanation* explanation,
                                                    size_t index) OVFKIT_NOEXCEPT;

/// Decides each case of a table (TOML) by `policy`. Fails as `ovfkit_policy_parse` for a table that cannot be read.
/// since 0.1.0
OVFKIT_API ovfkit_status ovfkit_policy_test(const ovfkit_policy* policy, const char* cases, size_t size,
                                            const char* source, ovfkit_policy_results** out,
                                            ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees results. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_policy_results_free(ovfkit_policy_results* results) OVFKIT_NOEXCEPT;

/// How many cases there are. since 0.1.0
OVFKIT_API size_t ovfkit_policy_results_count(const ovfkit_policy_results* results) OVFKIT_NOEXCEPT;

/// The name of case `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_policy_results_name(const ovfkit_policy_results* results, size_t index) OVFKIT_NOEXCEPT;

/// 1 when outcome and rule are the expected ones; else 0. since 0.1.0
OVFKIT_API int32_t ovfkit_policy_results_passed(const ovfkit_policy_results* results, size_t index) OVFKIT_NOEXCEPT;

/// What was decided, an OVFKIT_OUTCOME_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_policy_results_outcome(const ovfkit_policy_results* results, size_t index) OVFKIT_NOEXCEPT;

/// The name of the rule that decided, or `otherwise`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_policy_results_rule(const ovfkit_policy_results* results, size_t index) OVFKIT_NOEXCEPT;

/// Reads an inventory. Fails as `ovfkit_policy_parse`: half an inventory is none; and with OVFKIT_MALFORMED for a name
/// with a NUL in it. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_inventory_parse(const char* toml, size_t size, const char* source,
                                                ovfkit_inventory** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees an inventory. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_inventory_free(ovfkit_inventory* inventory) OVFKIT_NOEXCEPT;

/// How many clusters it has, in the order of the file. since 0.1.0
OVFKIT_API size_t ovfkit_inventory_count(const ovfkit_inventory* inventory) OVFKIT_NOEXCEPT;

/// The name of cluster `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_inventory_name(const ovfkit_inventory* inventory, size_t index) OVFKIT_NOEXCEPT;

/// Whether it is trusted, an OVFKIT_CLUSTER_... number; unknown if there is no such cluster. since 0.1.0
OVFKIT_API int32_t ovfkit_inventory_trust(const ovfkit_inventory* inventory, size_t index) OVFKIT_NOEXCEPT;

/// How many hosts it has. since 0.1.0
OVFKIT_API size_t ovfkit_inventory_host_count(const ovfkit_inventory* inventory, size_t index) OVFKIT_NOEXCEPT;

/// The name of its host `host`, as an attestation server knows it. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_inventory_host(const ovfkit_inventory* inventory, size_t index,
                                               size_t host) OVFKIT_NOEXCEPT;

/// What is decided about the entity, an OVFKIT_OUTCOME_... number. since 0.1.0
OVFKIT_API int32_t ovfkit_explanation_outcome(const ovfkit_explanation* explanation) OVFKIT_NOEXCEPT;

/// What `ovfkit policy explain` prints, as OVFKIT_FORMAT_TEXT or OVFKIT_FORMAT_JSON. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_explanation_render(const ovfkit_explanation* explanation, int32_t format,
                                                   ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What `ovfkit policy test` prints, as OVFKIT_FORMAT_TEXT, OVFKIT_FORMAT_JSON or OVFKIT_FORMAT_JUNIT. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_policy_results_render(const ovfkit_policy_results* results, int32_t format,
                                                      ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Finds the cluster of that name, letter by letter. Answers 1 and sets `*index` when it is listed, else 0 and changes
/// nothing. since 0.1.0
OVFKIT_API int32_t ovfkit_inventory_find(const ovfkit_inventory* inventory, const char* name,
                                         size_t* index) OVFKIT_NOEXCEPT;

/// The digest of the bytes of the policy, SHA-256 in hexadecimal. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_policy_sha256(const ovfkit_policy* policy) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
