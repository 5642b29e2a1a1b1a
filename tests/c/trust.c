// SPDX-License-Identifier: Apache-2.0

// Nothing that the C ABI does makes an answer about trust milder than it was.
//
//     trust PACKAGE DESCRIPTOR
//
// PACKAGE is one from the descriptor of which the trust flags were taken, which its manifest tells. DESCRIPTOR is that
// descriptor by itself, beside that manifest.

#include "expect.h"

static ovfkit_error* error = NULL;

/// What becomes of it where nobody is trusted, and nothing that needs trust may go.
static int32_t outcome_of(const ovfkit_descriptor* descriptor) {
    ovfkit_import_options* options = NULL;
    ovfkit_decision* decision = NULL;
    EXPECT_OK(ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNKNOWN, &options, &error));
    EXPECT_OK(ovfkit_import_options_set_action(options, OVFKIT_ACTION_REFUSE, &error));
    EXPECT_OK(ovfkit_decide_import(descriptor, options, &decision, &error));
    const int32_t outcome = ovfkit_decision_outcome(decision);
    ovfkit_decision_free(decision);
    ovfkit_import_options_free(options);
    return outcome;
}

/// The flags say nothing, and that is not believed.
static void is_doubted(const ovfkit_descriptor* descriptor) {
    int32_t may = -1;
    EXPECT(ovfkit_entity_requires_trust(descriptor, 0) == 0);
    EXPECT_OK(ovfkit_entity_may_require_trust(descriptor, 0, &may, &error));
    EXPECT(may == 1);
    EXPECT(outcome_of(descriptor) == OVFKIT_OUTCOME_REFUSE);
}

/// What its package does not stand for does not become credible by being changed.
static void doubts_survive_changes(const ovfkit_descriptor* doubted) {
    ovfkit_descriptor* made = NULL;
    ovfkit_descriptor* again = NULL;
    ovfkit_edits* edits = ovfkit_edits_create();
    is_doubted(doubted);
    EXPECT_OK(ovfkit_descriptor_edit(doubted, edits, &made, &error));
    is_doubted(made);
    EXPECT_OK(ovfkit_edits_set_name(edits, "another", &error));
    EXPECT_OK(ovfkit_descriptor_edit(made, edits, &again, &error));
    is_doubted(again);
    ovfkit_descriptor_free(made);
    ovfkit_descriptor_free(again);
    EXPECT_OK(ovfkit_descriptor_fix(doubted, NULL, 0, NULL, &made, &error));
    is_doubted(made);
    ovfkit_descriptor_free(made);
    EXPECT_OK(ovfkit_descriptor_remove_trust_signature(doubted, &made, &error));
    is_doubted(made);
    ovfkit_descriptor_free(made);
    ovfkit_edits_free(edits);
}

static void a_package_that_was_tampered_with(const char* path) {
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_package* package = NULL;
    ovfkit_verification* verification = NULL;
    EXPECT_OK(ovfkit_descriptor_open(path, NULL, &descriptor, &error));
    doubts_survive_changes(descriptor);
    ovfkit_descriptor_free(descriptor);
    EXPECT_OK(ovfkit_package_open(path, NULL, &package, &error));
    EXPECT_OK(ovfkit_package_descriptor(package, &descriptor, &error));
    doubts_survive_changes(descriptor);
    ovfkit_descriptor_free(descriptor);
    ovfkit_package_free(package);
    EXPECT_OK(ovfkit_verify_path(path, NULL, &verification, &error));
    EXPECT_OK(ovfkit_verification_descriptor(verification, &descriptor, &error));
    doubts_survive_changes(descriptor);
    ovfkit_descriptor_free(descriptor);
    ovfkit_verification_free(verification);
}

static void a_descriptor_beside_its_manifest(const char* path) {
    ovfkit_descriptor* descriptor = NULL;
    EXPECT_OK(ovfkit_descriptor_open(path, NULL, &descriptor, &error));
    doubts_survive_changes(descriptor);
    ovfkit_descriptor_free(descriptor);
}

/// What a policy that wants long keys thinks of an accepted signature.
static int32_t outcome_with_keys(int32_t digest, uint32_t rsa_bits, uint32_t ec_bits) {
    static const char rules[] =
        "version = 1\n[otherwise]\naction = \"refuse\"\n"
        "[[rule]]\nname = \"strong\"\nsignature = \"accepted\"\nrsa-bits = 3072\naction = \"allow\"\n";
    ovfkit_policy* policy = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_vm_facts* facts = NULL;
    ovfkit_decision* decision = NULL;
    EXPECT_OK(ovfkit_policy_parse(rules, sizeof rules - 1, "rules.toml", &policy, &error));
    EXPECT_OK(ovfkit_import_options_create("lab", OVFKIT_CLUSTER_TRUSTED, &options, &error));
    EXPECT_OK(ovfkit_import_options_set_policy(options, policy, &error));
    EXPECT_OK(ovfkit_vm_facts_create("vm", &facts, &error));
    EXPECT_OK(ovfkit_vm_facts_set_signed_trust(facts, OVFKIT_SIGNED_TRUST_ACCEPTED, &error));
    EXPECT_OK(ovfkit_vm_facts_set_strength(facts, digest, rsa_bits, ec_bits, &error));
    EXPECT_OK(ovfkit_decide_facts(facts, options, &decision, &error));
    const int32_t outcome = ovfkit_decision_outcome(decision);
    ovfkit_decision_free(decision);
    ovfkit_vm_facts_free(facts);
    ovfkit_import_options_free(options);
    ovfkit_policy_free(policy);
    return outcome;
}

static void keys_that_nobody_knows(void) {
    EXPECT(outcome_with_keys(OVFKIT_DIGEST_SHA256, 4096, 0) == OVFKIT_OUTCOME_ALLOW);
    EXPECT(outcome_with_keys(OVFKIT_DIGEST_SHA256, 0, 384) == OVFKIT_OUTCOME_ALLOW);
    EXPECT(outcome_with_keys(OVFKIT_DIGEST_SHA256, 2048, 0) == OVFKIT_OUTCOME_REFUSE);
    EXPECT(outcome_with_keys(OVFKIT_DIGEST_SHA256, 0, 0) == OVFKIT_OUTCOME_REFUSE);
    EXPECT(outcome_with_keys(OVFKIT_DIGEST_NONE, 0, 0) == OVFKIT_OUTCOME_REFUSE);
}

/// Who asks about nothing, because a call failed and nobody looked, gets the strict answer.
static void nothing_is_not_trusted(const char* path) {
    ovfkit_descriptor* descriptor = NULL;
    EXPECT_OK(ovfkit_descriptor_open(path, NULL, &descriptor, &error));
    EXPECT(ovfkit_entity_requires_trust(NULL, 0) == 1);
    EXPECT(ovfkit_entity_requires_trust(descriptor, ovfkit_descriptor_entity_count(descriptor)) == 1);
    ovfkit_descriptor_free(descriptor);
    EXPECT(ovfkit_validation_worst(NULL) == OVFKIT_SEVERITY_ERROR);
    EXPECT(ovfkit_decision_outcome(NULL) == OVFKIT_OUTCOME_REFUSE);
    EXPECT(ovfkit_decision_entity_outcome(NULL, 0) == OVFKIT_OUTCOME_REFUSE);
    EXPECT(ovfkit_explanation_outcome(NULL) == OVFKIT_OUTCOME_REFUSE);
    EXPECT(ovfkit_policy_results_outcome(NULL, 0) == OVFKIT_OUTCOME_REFUSE);
    EXPECT(ovfkit_policy_results_passed(NULL, 0) == 0);
    EXPECT(ovfkit_decision_record_required(NULL) == 1);
    EXPECT(ovfkit_policy_record_required(NULL) == 1);
    EXPECT(ovfkit_vm_facts_may_require_trust(NULL) == 1);
    EXPECT(ovfkit_decision_cluster_trust(NULL) == OVFKIT_CLUSTER_UNKNOWN);
    EXPECT(ovfkit_inventory_trust(NULL, 0) == OVFKIT_CLUSTER_UNKNOWN);
    EXPECT(ovfkit_resources_cluster_trust(NULL, 0) == OVFKIT_CLUSTER_UNKNOWN);
    EXPECT(ovfkit_host_answers_level(NULL, 0) == OVFKIT_LEVEL_NO_ANSWER);
    EXPECT(ovfkit_host_states_up(NULL, 0) == 0);
}

static void names_are_not_cut_at_a_nul(const char* inventory_text) {
    ovfkit_inventory* inventory = NULL;
    EXPECT_STATUS(ovfkit_inventory_parse(inventory_text, strlen(inventory_text), "clusters.toml", &inventory, &error),
                  OVFKIT_MALFORMED);
    EXPECT(inventory == NULL);
}

int main(int count, char** arguments) {
    EXPECT(count == 3);
    a_package_that_was_tampered_with(arguments[1]);
    a_descriptor_beside_its_manifest(arguments[2]);
    keys_that_nobody_knows();
    nothing_is_not_trusted(arguments[1]);
    names_are_not_cut_at_a_nul("[[cluster]]\nname = \"lab\\u0000x\"\ntrusted = true\n");
    names_are_not_cut_at_a_nul("[[cluster]]\nname = \"lab\"\ntrusted = true\nhosts = [\"host\\u0000x\"]\n");
    puts("done");
    return 0;
}
