// SPDX-License-Identifier: Apache-2.0

// What an engine does with imports: it has packages in streams and VMs as resources, decides, and keeps the decisions.
//
//     engine SOURCE FOLDER TIME
//
// SOURCE is a package in a directory; what is made stands in FOLDER afterwards.

#include "stream.h"

static ovfkit_error* error = NULL;
static const char* folder;
static int64_t now;

/// A path in the folder; valid until the fourth call from then on.
static const char* in_folder(const char* name) {
    static char paths[4][4096];
    static int next = 0;
    next = (next + 1) % 4;
    EXPECT(snprintf(paths[next], sizeof paths[next], "%s/%s", folder, name) < (int)sizeof paths[next]);
    return paths[next];
}

static void write_text(const char* name, const char* data, size_t size) {
    FILE* file = fopen(in_folder(name), "wb");
    EXPECT(file != NULL);
    EXPECT(fwrite(data, 1, size, file) == size);
    EXPECT(fclose(file) == 0);
}

/// How many lines a file has; 0 when it is not there.
static int lines_of(const char* name) {
    FILE* file = fopen(in_folder(name), "rb");
    int lines = 0;
    int c;
    if (file == NULL) return 0;
    while ((c = getc(file)) != EOF) lines += c == '\n';
    fclose(file);
    return lines;
}

static const char demanding[] =
    "version = 1\nrecord = \"required\"\n\n[[rule]]\nname = \"lab\"\ncluster = \"lab\"\naction = \"warn\"\n";

/// Decides by a policy that requires a record, with every way in which there is none.
static void record(const ovfkit_descriptor* descriptor) {
    ovfkit_policy* policy = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_record_options* places = NULL;
    ovfkit_decision* decision = NULL;
    ovfkit_decision* kept = NULL;
    ovfkit_store* store = NULL;
    ovfkit_history* history = NULL;
    ovfkit_owned_string sha256 = {NULL, 0};
    EXPECT_OK(ovfkit_policy_parse(demanding, strlen(demanding), "policy.toml", &policy, &error));
    write_text("policy.toml", demanding, strlen(demanding));
    EXPECT(ovfkit_policy_record_required(policy) == 1 && ovfkit_policy_sha256(policy).size == 64);
    EXPECT_OK(ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNTRUSTED, &options, &error));
    EXPECT_OK(ovfkit_import_options_set_policy(options, policy, &error));
    EXPECT_OK(ovfkit_import_options_set_cluster_source(options, "stated", &error));
    EXPECT_OK(ovfkit_decide_import(descriptor, options, &decision, &error));
    EXPECT(ovfkit_decision_outcome(decision) == OVFKIT_OUTCOME_WARN);
    EXPECT(ovfkit_decision_record_required(decision) == 1);
    EXPECT(ovfkit_decision_record_required(NULL) == 1);
    EXPECT(ovfkit_decision_record_state(decision) == OVFKIT_RECORD_NOT_MADE);
    EXPECT(says(ovfkit_decision_cluster(decision), "lab") && says(ovfkit_decision_cluster_source(decision), "stated"));
    EXPECT(says(ovfkit_decision_policy_file(decision), "policy.toml"));
    EXPECT(says(ovfkit_decision_policy_sha256(decision), ovfkit_policy_sha256(policy).data));
    EXPECT(ovfkit_decision_entity_flag_count(decision, 0) > 0);
    EXPECT(ovfkit_decision_entity_flag_value(decision, 0, 0) == 1);
    EXPECT(says(ovfkit_decision_entity_flag_place(decision, 0, 0), "trust-section"));

    EXPECT_OK(ovfkit_decide_and_record(descriptor, options, NULL, &kept, &error));
    EXPECT(ovfkit_decision_outcome(kept) == OVFKIT_OUTCOME_REFUSE);
    EXPECT(ovfkit_decision_record_state(kept) == OVFKIT_RECORD_FAILED);
    EXPECT(ovfkit_decision_record_failure(kept).size != 0);
    ovfkit_decision_free(kept);

    EXPECT_OK(ovfkit_record_options_create(now, "packed.ova", &places, &error));
    EXPECT_OK(ovfkit_decision_record(decision, places, &kept, &error));
    EXPECT(ovfkit_decision_outcome(kept) == OVFKIT_OUTCOME_REFUSE);
    ovfkit_decision_free(kept);

    EXPECT_OK(ovfkit_record_options_set_audit_log(places, in_folder("audit.log"), &error));
    EXPECT_OK(ovfkit_store_open(in_folder("record.db"), NULL, &store, &error));
    EXPECT_OK(ovfkit_record_options_set_store(places, store, &error));
    EXPECT_OK(ovfkit_decide_and_record(descriptor, options, places, &kept, &error));
    EXPECT(ovfkit_decision_outcome(kept) == OVFKIT_OUTCOME_WARN);
    EXPECT(ovfkit_decision_record_state(kept) == OVFKIT_RECORD_KEPT);
    EXPECT(ovfkit_decision_record_failure(kept).size == 0 && lines_of("audit.log") == 1);
    ovfkit_decision_free(kept);

    // The log cannot be written to: the store gets the last word.
    EXPECT_OK(ovfkit_record_options_set_audit_log(places, in_folder("streamed.ova"), &error));
    EXPECT_OK(ovfkit_decision_record(decision, places, &kept, &error));
    EXPECT(ovfkit_decision_outcome(kept) == OVFKIT_OUTCOME_REFUSE);
    EXPECT(ovfkit_decision_entity_outcome(kept, 0) == OVFKIT_OUTCOME_REFUSE);
    ovfkit_decision_free(kept);
    EXPECT_OK(ovfkit_store_history(store, NULL, NULL, NULL, NULL, 0, &history, &error));
    EXPECT(ovfkit_history_count(history) == 3);
    EXPECT(ovfkit_history_outcome(history, 1) == OVFKIT_OUTCOME_WARN);
    EXPECT(ovfkit_history_outcome(history, 2) == OVFKIT_OUTCOME_REFUSE);
    EXPECT(ovfkit_history_decision_outcome(history, 2) == OVFKIT_OUTCOME_REFUSE);
    EXPECT_OK(ovfkit_descriptor_sha256(descriptor, &sha256, &error));
    EXPECT(says(ovfkit_history_sha256(history, 0), sha256.data));
    EXPECT(says(ovfkit_history_cluster_source(history, 0), "stated"));
    EXPECT(says(ovfkit_history_policy_sha256(history, 0), ovfkit_policy_sha256(policy).data));
    EXPECT(ovfkit_history_cluster_trust(history, 0) == OVFKIT_CLUSTER_UNTRUSTED);
    EXPECT(ovfkit_history_event_count(history, 0) == 1 && ovfkit_history_event(history, 0, 0) == 10003);
    EXPECT(ovfkit_history_event(history, 0, 1) == 0 && ovfkit_history_reason_count(history, 0) > 0);
    EXPECT(ovfkit_history_flag_count(history, 0) > 0 && ovfkit_history_flag(history, 0, 0).size != 0);
    EXPECT(ovfkit_history_acknowledged(history, 0) == 0 && ovfkit_history_without_entities(history, 0) == 0);
    ovfkit_history_free(history);
    ovfkit_owned_string_free(&sha256);
    ovfkit_record_options_free(places);
    ovfkit_store_free(store);
    ovfkit_decision_free(decision);
    ovfkit_import_options_free(options);
    ovfkit_policy_free(policy);
}

/// A VM that is in the engine already, and is to go to another cluster.
static void move_vm(void) {
    static const char xml[] =
        "<vm id=\"7\"><name>web</name><cluster id=\"1\"/><trusted_host_flag>true</trusted_host_flag></vm>";
    static const char clusters[] =
        "<clusters><cluster id=\"1\"><name>safe</name><trusted_service>true</trusted_service></cluster>"
        "<cluster id=\"2\"><name>lab</name><trusted_service>false</trusted_service></cluster></clusters>";
    ovfkit_resources* vms = NULL;
    ovfkit_resources* known = NULL;
    ovfkit_vm_facts* facts = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_decision* decision = NULL;
    ovfkit_record_options* places = NULL;
    ovfkit_decision* kept = NULL;
    ovfkit_owned_string text = {NULL, 0};
    size_t i;
    EXPECT_OK(ovfkit_resources_parse(xml, strlen(xml), "vm.xml", NULL, &vms, &error));
    EXPECT(ovfkit_resources_vm_count(vms) == 1 && ovfkit_resources_cluster_count(vms) == 0);
    EXPECT(ovfkit_resources_is_list(vms) == 0 && says(ovfkit_resources_vm_cluster_id(vms, 0), "1"));
    EXPECT(ovfkit_resources_vm_trusted_host(vms, 0) == OVFKIT_FACT_TRUE);
    EXPECT_OK(ovfkit_resources_parse(clusters, strlen(clusters), NULL, NULL, &known, &error));
    EXPECT(ovfkit_resources_is_list(known) == 1 && ovfkit_resources_cluster_count(known) == 2);
    EXPECT_OK(ovfkit_resources_vm_facts(vms, 0, &facts, &error));
    EXPECT_STATUS(ovfkit_resources_vm_facts(vms, 1, &(ovfkit_vm_facts*){NULL}, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT(ovfkit_vm_facts_may_require_trust(facts) == 1);
    for (i = 0; i < 2; ++i) {
        EXPECT_OK(ovfkit_import_options_create(ovfkit_resources_cluster_name(known, i).data,
                                               ovfkit_resources_cluster_trust(known, i), &options, &error));
        EXPECT_OK(ovfkit_decide_facts(facts, options, &decision, &error));
        EXPECT(ovfkit_decision_outcome(decision) == (i == 0 ? OVFKIT_OUTCOME_ALLOW : OVFKIT_OUTCOME_WARN));
        EXPECT(says(ovfkit_decision_entity_id(decision, 0), "7"));
        EXPECT(says(ovfkit_decision_entity_flag_spelling(decision, 0, 0), "trusted_host_flag"));
        ovfkit_import_options_free(options);
        if (i == 0) ovfkit_decision_free(decision);
    }
    EXPECT_OK(ovfkit_record_options_create(now, "vm.xml", &places, &error));
    EXPECT_OK(ovfkit_record_options_set_audit_log(places, in_folder("moves.log"), &error));
    EXPECT_OK(ovfkit_decision_record(decision, places, &kept, &error));
    EXPECT(ovfkit_decision_record_state(kept) == OVFKIT_RECORD_KEPT && lines_of("moves.log") == 1);
    ovfkit_decision_free(kept);
    ovfkit_record_options_free(places);
    ovfkit_decision_free(decision);
    EXPECT_OK(ovfkit_resource_set_trusted_host(xml, strlen(xml), OVFKIT_FACT_FALSE, NULL, &text, &error));
    EXPECT(strstr(text.data, "<trusted_host_flag>false</trusted_host_flag>") != NULL);
    ovfkit_owned_string_free(&text);
    EXPECT_STATUS(ovfkit_resource_set_trusted_cluster(xml, strlen(xml), OVFKIT_FACT_TRUE, OVFKIT_SPELLING_MERGED, NULL,
                                                      &text, &error),
                  OVFKIT_INVALID_ARGUMENT);
    ovfkit_vm_facts_free(facts);
    ovfkit_resources_free(known);
    ovfkit_resources_free(vms);
}

/// Facts that nobody has signed, by a policy that asks for it.
static void facts(void) {
    static const char rules[] =
        "version = 1\n[[rule]]\nname = \"signed\"\ncluster = \"*\"\nrequire-signed-trust = true\naction = \"allow\"\n";
    ovfkit_vm_facts* some = NULL;
    ovfkit_policy* policy = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_decision* decision = NULL;
    ovfkit_explanation* explanation = NULL;
    int32_t state;
    EXPECT_OK(ovfkit_policy_parse(rules, strlen(rules), "signed.toml", &policy, &error));
    EXPECT(ovfkit_policy_record_required(policy) == 0);
    EXPECT_OK(ovfkit_vm_facts_create("web", &some, &error));
    EXPECT_OK(ovfkit_vm_facts_set_template(some, 1, &error));
    EXPECT_OK(ovfkit_import_options_create("lab", OVFKIT_CLUSTER_TRUSTED, &options, &error));
    EXPECT_OK(ovfkit_import_options_set_policy(options, policy, &error));
    for (state = OVFKIT_SIGNED_TRUST_ABSENT; state <= OVFKIT_SIGNED_TRUST_ACCEPTED; ++state) {
        EXPECT_OK(ovfkit_vm_facts_set_signed_trust(some, state, &error));
        EXPECT_OK(ovfkit_vm_facts_set_strength(some, OVFKIT_DIGEST_SHA256, 4096, 0, &error));
        EXPECT_OK(ovfkit_decide_facts(some, options, &decision, &error));
        EXPECT(ovfkit_decision_outcome(decision) ==
               (state == OVFKIT_SIGNED_TRUST_ACCEPTED ? OVFKIT_OUTCOME_ALLOW : OVFKIT_OUTCOME_REFUSE));
        EXPECT(says(ovfkit_decision_entity_kind(decision, 0), "template"));
        ovfkit_decision_free(decision);
    }
    EXPECT_STATUS(ovfkit_vm_facts_set_signed_trust(some, state, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT_OK(ovfkit_vm_facts_set_strength(some, OVFKIT_DIGEST_SHA256, 1024, 0, &error));
    EXPECT_OK(ovfkit_explain_facts(some, options, &explanation, &error));
    EXPECT(ovfkit_explanation_outcome(explanation) == OVFKIT_OUTCOME_REFUSE);
    ovfkit_explanation_free(explanation);
    EXPECT_OK(ovfkit_vm_facts_set_disowned(some, 1, &error));
    EXPECT(ovfkit_vm_facts_may_require_trust(some) == 1);
    ovfkit_import_options_free(options);
    ovfkit_policy_free(policy);
    ovfkit_vm_facts_free(some);
}

/// What a guest is told.
static void environment(void) {
    ovfkit_environment* made = ovfkit_environment_create();
    ovfkit_environment* read = NULL;
    ovfkit_validation* validation = NULL;
    ovfkit_owned_string text = {NULL, 0};
    int32_t minutes = 1;
    EXPECT(ovfkit_environment_time_zone(made, &minutes) == 0 && minutes == 1);
    EXPECT_OK(ovfkit_environment_set_id(made, "web", &error));
    EXPECT_OK(ovfkit_environment_set_platform(made, OVFKIT_PLATFORM_KIND, "oVirt", &error));
    EXPECT_OK(ovfkit_environment_set_platform(made, OVFKIT_PLATFORM_VERSION, "4.5", &error));
    EXPECT_OK(ovfkit_environment_set_platform(made, OVFKIT_PLATFORM_VENDOR, "oVirt", &error));
    EXPECT_OK(ovfkit_environment_set_platform(made, OVFKIT_PLATFORM_LOCALE, "de", &error));
    EXPECT_STATUS(ovfkit_environment_set_platform(made, 4, "x", &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT_OK(ovfkit_environment_set_time_zone(made, 60, &error));
    EXPECT_STATUS(ovfkit_environment_set_time_zone(made, 1441, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT_OK(ovfkit_environment_add_property(made, "org.example.name", "<\xc3\x84nne>", &error));
    EXPECT_OK(ovfkit_environment_add_entity(made, "database", &error));
    EXPECT_OK(ovfkit_environment_add_entity_property(made, 0, "org.example.port", "5432", &error));
    EXPECT_STATUS(ovfkit_environment_add_entity_property(made, 1, "a", "b", &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT_OK(ovfkit_environment_write(made, &text, &error));
    write_text("ovf-env.xml", text.data, text.size);
    EXPECT_OK(ovfkit_environment_parse(text.data, text.size, NULL, NULL, &read, &error));
    ovfkit_owned_string_free(&text);
    EXPECT(says(ovfkit_environment_id(read), "web"));
    EXPECT(says(ovfkit_environment_platform(read, OVFKIT_PLATFORM_LOCALE), "de"));
    EXPECT(ovfkit_environment_time_zone(read, &minutes) == 1 && minutes == 60);
    EXPECT(ovfkit_environment_property_count(read) == 1);
    EXPECT(says(ovfkit_environment_property_value(read, 0), "<\xc3\x84nne>"));
    EXPECT(says(ovfkit_environment_entity_id(read, 0), "database"));
    EXPECT(says(ovfkit_environment_entity_property_key(read, 0, 0), "org.example.port"));
    EXPECT(ovfkit_environment_entity_property_count(read, 1) == 0);
    EXPECT_OK(ovfkit_validate_path(in_folder("ovf-env.xml"), NULL, &validation, &error));
    EXPECT(ovfkit_validation_worst(validation) < OVFKIT_SEVERITY_ERROR);
    ovfkit_validation_free(validation);
    EXPECT_OK(ovfkit_environment_add_property(made, "a", "\x01", &error));
    EXPECT_STATUS(ovfkit_environment_write(made, &text, &error), OVFKIT_INVALID_ARGUMENT);
    ovfkit_environment_free(read);
    ovfkit_environment_free(made);
}

struct start {
    int questions;
    int told;
};

static int32_t ask(void* user, const char* const* hosts, size_t count, ovfkit_host_answers* answers) {
    struct start* start = (struct start*)user;
    size_t i;
    ++start->questions;
    EXPECT(count <= 2);
    for (i = 0; i < count; ++i)
        if (strcmp(hosts[i], "silent") != 0)
            EXPECT_OK(ovfkit_host_answers_add(answers, hosts[i], strcmp(hosts[i], "bad") == 0 ? "untrusted" : "trusted",
                                              NULL, &error));
    return 0;
}

static void told(void* user, const ovfkit_host_states* states) {
    EXPECT(ovfkit_host_states_count(states) == 1 && ovfkit_host_states_host(states, 0).size != 0);
    ++((struct start*)user)->told;
}

/// An engine that starts: first nobody works, then whoever is trusted.
static void start(void) {
    static const char* const hosts[] = {"good", "bad", "silent"};
    struct start seen = {0, 0};
    ovfkit_host_states* states = NULL;
    ovfkit_event_throttle* throttle = NULL;
    int32_t admitted = -1;
    EXPECT_OK(ovfkit_start_engine(hosts, 3, 1, 2, ask, told, &seen, &states, &error));
    EXPECT(seen.questions == 2 && seen.told >= 5);
    EXPECT(ovfkit_host_states_count(states) == 3);
    EXPECT(ovfkit_host_states_up(states, 0) == 1 && ovfkit_host_states_reason(states, 0) == 0);
    EXPECT(ovfkit_host_states_up(states, 1) == 0 && ovfkit_host_states_reason(states, 1) == 12);
    EXPECT(ovfkit_host_states_event_id(states, 1) == 10000 && ovfkit_host_states_event_message(states, 1).size != 0);
    EXPECT(ovfkit_host_states_level(states, 1) == OVFKIT_LEVEL_UNTRUSTED);
    EXPECT(ovfkit_host_states_reason(states, 2) == 13 && ovfkit_host_states_reason(states, 3) == 13);
    EXPECT(ovfkit_host_states_unanswered_count(states) == 1);
    EXPECT(says(ovfkit_host_states_unanswered(states, 0), "silent"));
    ovfkit_host_states_free(states);
    EXPECT_OK(ovfkit_event_throttle_create(1000, &throttle, &error));
    EXPECT_OK(ovfkit_event_throttle_admit(throttle, 10000, "bad", 0, &admitted, &error));
    EXPECT(admitted == 1);
    EXPECT_OK(ovfkit_event_throttle_admit(throttle, 10000, "BAD.", 999999999, &admitted, &error));
    EXPECT(admitted == 0);
    EXPECT_OK(ovfkit_event_throttle_admit(throttle, 10000, "bad", 1000000000, &admitted, &error));
    EXPECT(admitted == 1);
    ovfkit_event_throttle_free(throttle);
    EXPECT_OK(ovfkit_check_cluster("lab", OVFKIT_CLUSTER_UNTRUSTED, NULL, &error));
    EXPECT_OK(ovfkit_check_cluster("lab", OVFKIT_CLUSTER_TRUSTED, "https://attest.example", &error));
    EXPECT_STATUS(ovfkit_check_cluster("lab", OVFKIT_CLUSTER_TRUSTED, " ", &error), OVFKIT_INVALID_ARGUMENT);
}

static int32_t stop(void* user, const char* what, uint64_t done, uint64_t total) {
    (void)what, (void)done, (void)total;
    ++*(int*)user;
    return 0;
}

/// Changes an archive into another one, which can be stopped.
static void change(const ovfkit_descriptor* descriptor) {
    int calls = 0;
    ovfkit_change_options* options = ovfkit_change_options_create();
    ovfkit_edits* edits = ovfkit_edits_create();
    ovfkit_limits* limits = ovfkit_limits_create();
    ovfkit_descriptor* changed = NULL;
    ovfkit_change* made = NULL;
    EXPECT_OK(ovfkit_edits_set_name(edits, "another name, which is longer than the first one", &error));
    EXPECT_OK(ovfkit_descriptor_edit(descriptor, edits, &changed, &error));
    EXPECT_STATUS(ovfkit_change_options_set_flags(options, 4, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT_OK(ovfkit_change_options_set_output(options, in_folder("changed.ova"), &error));
    EXPECT_OK(ovfkit_change_options_set_progress(options, stop, &calls, &error));
    EXPECT_STATUS(ovfkit_change_package_with(in_folder("packed.ova"), changed, options, &made, &error),
                  OVFKIT_CANCELLED);
    EXPECT(calls > 0 && made == NULL && fopen(in_folder("changed.ova"), "rb") == NULL);
    EXPECT_OK(ovfkit_change_options_set_progress(options, NULL, NULL, &error));
    EXPECT_OK(ovfkit_limits_set(limits, OVFKIT_LIMIT_BYTES, 100, &error));
    EXPECT_OK(ovfkit_change_options_set_limits(options, limits, &error));
    EXPECT_STATUS(ovfkit_change_package_with(in_folder("packed.ova"), changed, options, &made, &error),
                  OVFKIT_LIMIT_EXCEEDED);
    EXPECT_OK(ovfkit_change_options_set_limits(options, NULL, &error));
    EXPECT_OK(ovfkit_change_package_with(in_folder("packed.ova"), changed, options, &made, &error));
    EXPECT(ovfkit_change_manifest_updated(made) == 1 && ovfkit_change_descriptor_unlisted(made) == 0);
    ovfkit_change_free(made);
    EXPECT_OK(ovfkit_renew_manifest(in_folder("changed.ova"), OVFKIT_DIGEST_SHA512, NULL, &made, &error));
    EXPECT(ovfkit_change_signature_removed(made) == 0 && ovfkit_change_bytes_written(made) > 0);
    ovfkit_change_free(made);
    EXPECT_STATUS(ovfkit_renew_manifest(in_folder("changed.ova"), OVFKIT_DIGEST_NONE, NULL, &made, &error),
                  OVFKIT_INVALID_ARGUMENT);
    ovfkit_limits_free(limits);
    ovfkit_descriptor_free(changed);
    ovfkit_edits_free(edits);
    ovfkit_change_options_free(options);
}

/// Mends what has one right answer, and accepts the rest.
static void mend(void) {
    static const char wrong[] = "no/such-rule";
    static const char* const rules[] = {wrong};
    static const char xml[] =
        "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
        "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\">\n<References/>\n<VirtualSystem ovf:id=\"a\">\n"
        "<Info/>\n<Name>a</Name>\n<OperatingSystemSection ovf:id=\"1\"></OperatingSystemSection>\n"
        "</VirtualSystem>\n</Envelope>\n";
    ovfkit_descriptor* read = NULL;
    ovfkit_descriptor* mended = NULL;
    ovfkit_validate_options* options = ovfkit_validate_options_create();
    ovfkit_validation* validation = NULL;
    ovfkit_owned_string text = {NULL, 0};
    size_t found;
    size_t index = 9999;
    EXPECT(ovfkit_fixable_count() > 3 && ovfkit_fixable_rule(0).size != 0);
    EXPECT(ovfkit_rule_find(ovfkit_fixable_rule(0).data, &index) == 1);
    EXPECT(says(ovfkit_rule_slug(index), ovfkit_fixable_rule(0).data) && ovfkit_rule_find(wrong, &index) == 0);
    EXPECT_OK(ovfkit_descriptor_parse(xml, strlen(xml), "wrong.ovf", NULL, &read, &error));
    EXPECT_STATUS(ovfkit_descriptor_fix(read, rules, 1, NULL, &mended, &error), OVFKIT_NOT_FOUND);
    EXPECT_OK(ovfkit_descriptor_fix(read, NULL, 0, NULL, &mended, &error));
    EXPECT(ovfkit_descriptor_mended_count(mended) > 0 && ovfkit_descriptor_mended_count(read) == 0);
    EXPECT(ovfkit_descriptor_mended_line(mended, 0) > 1 && ovfkit_descriptor_mended_what(mended, 0).size != 0);
    EXPECT(ovfkit_rule_find(ovfkit_descriptor_mended_rule(mended, 0).data, &index) == 1);
    ovfkit_descriptor_free(mended);
    EXPECT_OK(ovfkit_descriptor_write(read, in_folder("wrong.ovf"), 1, &error));
    ovfkit_descriptor_free(read);
    EXPECT_OK(ovfkit_validate_options_set_profile(options, "dmtf-1.1", &error));
    EXPECT_OK(ovfkit_validate_path(in_folder("wrong.ovf"), options, &validation, &error));
    found = ovfkit_diagnostics_count(ovfkit_validation_file_diagnostics(validation, 0));
    EXPECT(found > 0);
    EXPECT_OK(ovfkit_diagnostics_render(ovfkit_validation_file_diagnostics(validation, 0), xml, strlen(xml),
                                        in_folder("wrong.ovf"), &text, &error));
    EXPECT(strstr(text.data, "OperatingSystemSection") != NULL);
    ovfkit_owned_string_free(&text);
    EXPECT_OK(ovfkit_validation_baseline(validation, &text, &error));
    ovfkit_validation_free(validation);
    EXPECT_STATUS(ovfkit_validate_options_set_baseline(options, "x", 1, "bad", &error), OVFKIT_MALFORMED);
    EXPECT_OK(ovfkit_validate_options_set_baseline(options, text.data, text.size, NULL, &error));
    ovfkit_owned_string_free(&text);
    EXPECT_OK(ovfkit_validate_path(in_folder("wrong.ovf"), options, &validation, &error));
    EXPECT(ovfkit_diagnostics_count(ovfkit_validation_file_diagnostics(validation, 0)) == 0);
    EXPECT(ovfkit_validation_file_suppressed(validation, 0) == found);
    ovfkit_validation_free(validation);
    ovfkit_validate_options_free(options);
}

int main(int argc, char** argv) {
    struct memory memory;
    ovfkit_descriptor* descriptor;
    if (argc != 4) return 64;
    folder = argv[2];
    now = atol(argv[3]);
    memory = packed(argv[1], in_folder("packed.ova"), in_folder("streamed.ova"));
    descriptor = streamed(&memory);
    record(descriptor);
    move_vm();
    facts();
    environment();
    start();
    change(descriptor);
    mend();
    disowned(&memory);
    ovfkit_descriptor_free(descriptor);
    free(memory.data);
    EXPECT_OK(ovfkit_store_check_place("record.db", &error));
    EXPECT_STATUS(ovfkit_store_check_place("mysql://host/record", &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT(ovfkit_store_holds_password("postgresql://me:secret@host/record") == 1);
    EXPECT(ovfkit_store_holds_password("record.db") == 0);
    puts("done");
    return 0;
}
