// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_TESTS_C_LIVE_H
#define OVFKIT_TESTS_C_LIVE_H

#include "expect.h"

/// One handle of each type.
struct live {
    ovfkit_attestation* attestation;
    ovfkit_cache_options* cache_options;
    ovfkit_change* change;
    ovfkit_change_options* change_options;
    ovfkit_conversion* conversion;
    ovfkit_convert_options* convert_options;
    ovfkit_decision* decision;
    ovfkit_descriptor* descriptor;
    const ovfkit_diagnostics* diagnostics;
    ovfkit_edits* edits;
    ovfkit_engine* engine;
    ovfkit_environment* environment;
    ovfkit_error* error;
    ovfkit_event_throttle* event_throttle;
    ovfkit_explanation* explanation;
    ovfkit_history* history;
    ovfkit_host_answers* host_answers;
    ovfkit_host_choice* host_choice;
    ovfkit_host_states* host_states;
    ovfkit_import_options* import_options;
    ovfkit_inventory* inventory;
    ovfkit_limits* limits;
    ovfkit_pack_options* pack_options;
    ovfkit_package* package;
    ovfkit_packed* packed;
    ovfkit_periods* periods;
    ovfkit_policy* policy;
    ovfkit_policy_results* policy_results;
    ovfkit_record_options* record_options;
    ovfkit_resources* resources;
    ovfkit_signer* signer;
    ovfkit_store* store;
    ovfkit_store_options* store_options;
    ovfkit_stream* stream;
    ovfkit_trust_cache* trust_cache;
    ovfkit_validate_options* validate_options;
    ovfkit_validation* validation;
    ovfkit_verification* verification;
    ovfkit_verify_options* verify_options;
    ovfkit_vm_facts* vm_facts;
};

/// The calls of one function.
struct hostile_call {
    const char* name;
    void (*run)(struct live* live);
};

/// All of them; the last has no name. Made by make_hostile.py.
extern const struct hostile_call hostile_calls[];

/// Two names, of hosts or rules or files.
extern const char* const live_names[];

/// A callback of each type, called `live_` and the name of the type.
int32_t live_sign(void* user, const void* bytes, size_t size, void* signature, size_t* signature_size);
int32_t live_ask(void* user, const char* const* hosts, size_t count, ovfkit_host_answers* answers);
int64_t live_clock(void* user);
int32_t live_progress(void* user, const char* what, uint64_t done, uint64_t total);
int32_t live_continue(void* user);
int64_t live_read(void* user, void* buffer, size_t size);
int32_t live_write(void* user, const void* bytes, size_t size);
void live_host(void* user, const ovfkit_host_states* states);

/// A borrowed text is never NULL, and ends in a NUL.
void check_string(ovfkit_string text);
/// Any status that there is.
void check_status(ovfkit_status status);
/// What NULL in the place of a handle is answered with.
void check_refused(ovfkit_status status);

#endif
