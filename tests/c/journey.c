// SPDX-License-Identifier: Apache-2.0

// The whole journey of an appliance through the C ABI, as an engine would make it.
//
//     journey SOURCE FOLDER KEY CERTIFICATE TIME
//
// SOURCE is a package in a directory; what is made stands in FOLDER afterwards, and what is reported is printed.

#include "expect.h"

static ovfkit_error* error = NULL;
static const char* folder;
static const char* key_pem;
static const char* certificate_pem;
static int64_t now;

/// A path in the folder; valid until the fourth call from then on.
static const char* in_folder(const char* name) {
    static char paths[4][4096];
    static int next = 0;
    next = (next + 1) % 4;
    EXPECT(snprintf(paths[next], sizeof paths[next], "%s/%s", folder, name) < (int)sizeof paths[next]);
    return paths[next];
}

/// All of a text file; the caller frees it.
static char* read_file(const char* path) {
    char* text = (char*)calloc(1, 1U << 20);
    FILE* file = fopen(path, "rb");
    EXPECT(text != NULL && file != NULL);
    EXPECT(fread(text, 1, (1U << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

static void write_text(const char* name, const char* data, size_t size) {
    FILE* file = fopen(in_folder(name), "wb");
    EXPECT(file != NULL);
    EXPECT(fwrite(data, 1, size, file) == size);
    EXPECT(fclose(file) == 0);
}

static void write_report(const char* name, ovfkit_owned_string* text) {
    EXPECT(text->data[text->size] == '\0');
    write_text(name, text->data, text->size);
    ovfkit_owned_string_free(text);
    EXPECT(text->data == NULL && text->size == 0);
}

struct progress {
    int calls;
    int stop;
    uint64_t done;
};

static int32_t on_progress(void* user, const char* what, uint64_t done, uint64_t total) {
    struct progress* seen = (struct progress*)user;
    EXPECT(what != NULL);
    EXPECT(done >= seen->done);
    EXPECT(total == UINT64_MAX || done <= total);
    seen->done = done;
    ++seen->calls;
    return !seen->stop;
}

/// Reads the descriptor of the source, and gives it another name and the trust flag.
static ovfkit_descriptor* edited(const char* source) {
    ovfkit_descriptor* read = NULL;
    ovfkit_descriptor* made = NULL;
    ovfkit_edits* edits = ovfkit_edits_create();
    uint64_t cpus = 0;
    uint64_t memory = 0;
    EXPECT_OK(ovfkit_descriptor_open(source, NULL, &read, &error));
    EXPECT(ovfkit_descriptor_entity_count(read) == 1);
    EXPECT(ovfkit_entity_requires_trust(read, 0) == 1);
    EXPECT(ovfkit_entity_trusted_cluster(read, 0) == OVFKIT_FACT_TRUE);
    EXPECT(says(ovfkit_entity_kind(read, 0), "vm"));
    EXPECT(edits != NULL);
    EXPECT_OK(ovfkit_edits_set_name(edits, "journey", &error));
    EXPECT_OK(ovfkit_edits_set_cpus(edits, 6, &error));
    EXPECT_OK(ovfkit_edits_set_memory_bytes(edits, (uint64_t)3 << 30, &error));
    EXPECT_OK(ovfkit_edits_set_trusted_host(edits, OVFKIT_FACT_TRUE, &error));
    EXPECT_OK(ovfkit_edits_set_trusted_cluster(edits, OVFKIT_FACT_ABSENT, &error));
    EXPECT_OK(ovfkit_descriptor_edit(read, edits, &made, &error));
    EXPECT(says(ovfkit_entity_name(made, 0), "journey"));
    EXPECT(ovfkit_entity_cpus(made, 0, &cpus) == 1 && cpus == 6);
    EXPECT(ovfkit_entity_memory_bytes(made, 0, &memory) == 1 && memory == (uint64_t)3 << 30);
    EXPECT(ovfkit_entity_trusted_host(made, 0) == OVFKIT_FACT_TRUE);
    EXPECT(ovfkit_entity_trusted_cluster(made, 0) == OVFKIT_FACT_ABSENT);
    EXPECT(ovfkit_entity_requires_trust(made, 0) == 1);
    EXPECT(!says(ovfkit_entity_name(read, 0), "journey"));

    EXPECT_OK(ovfkit_edits_set_entity(edits, "nobody", &error));
    ovfkit_descriptor* none = made;
    EXPECT_STATUS(ovfkit_descriptor_edit(read, edits, &none, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT(none == NULL);
    ovfkit_edits_free(edits);
    ovfkit_descriptor_free(read);
    return made;
}

/// Signs the trust flags; a flag that is flipped afterwards is seen.
static ovfkit_descriptor* signed_trust(const ovfkit_descriptor* descriptor) {
    ovfkit_descriptor* made = NULL;
    ovfkit_descriptor* flipped = NULL;
    ovfkit_edits* edits = ovfkit_edits_create();
    ovfkit_verify_options* options = ovfkit_verify_options_create();
    int32_t state = -1;
    EXPECT_OK(ovfkit_descriptor_sign_trust(descriptor, key_pem, strlen(key_pem), NULL, certificate_pem,
                                           strlen(certificate_pem), OVFKIT_DIGEST_SHA256, &made, &error));
    EXPECT_OK(ovfkit_verify_options_add_anchors(options, certificate_pem, strlen(certificate_pem), &error));
    EXPECT_OK(ovfkit_verify_options_set_time(options, now, &error));
    EXPECT_OK(ovfkit_descriptor_verify_trust(made, options, &state, &error));
    EXPECT(state == OVFKIT_SIGNED_TRUST_ACCEPTED);
    EXPECT_OK(ovfkit_edits_set_trusted_host(edits, OVFKIT_FACT_FALSE, &error));
    EXPECT_OK(ovfkit_descriptor_edit(made, edits, &flipped, &error));
    EXPECT(ovfkit_descriptor_lost_trust_signature(flipped) == 1);
    EXPECT_OK(ovfkit_descriptor_verify_trust(flipped, options, &state, &error));
    EXPECT(state == OVFKIT_SIGNED_TRUST_ALTERED);
    ovfkit_descriptor_free(flipped);
    EXPECT_OK(ovfkit_descriptor_remove_trust_signature(made, &flipped, &error));
    EXPECT_OK(ovfkit_descriptor_verify_trust(flipped, NULL, &state, &error));
    EXPECT(state == OVFKIT_SIGNED_TRUST_ABSENT);
    EXPECT(ovfkit_descriptor_bytes(flipped).size == ovfkit_descriptor_bytes(descriptor).size);
    ovfkit_descriptor_free(flipped);
    ovfkit_verify_options_free(options);
    ovfkit_edits_free(edits);
    return made;
}

/// Makes a signed archive of a package, once it is not cancelled any more.
static void pack(const char* source, const char* archive) {
    struct progress seen = {0, 1, 0};
    ovfkit_package* package = NULL;
    ovfkit_packed* packed = NULL;
    ovfkit_signer* signer = NULL;
    ovfkit_pack_options* options = ovfkit_pack_options_create();
    EXPECT_OK(ovfkit_package_open(source, NULL, &package, &error));
    EXPECT(says(ovfkit_package_form(package), "directory"));
    EXPECT_OK(ovfkit_signer_create(key_pem, strlen(key_pem), NULL, certificate_pem, strlen(certificate_pem),
                                   OVFKIT_DIGEST_SHA256, &signer, &error));
    EXPECT_OK(ovfkit_pack_options_set_signer(options, signer, &error));
    ovfkit_signer_free(signer);  // the options have their own
    EXPECT_OK(ovfkit_pack_options_set_progress(options, on_progress, &seen, &error));
    EXPECT_STATUS(ovfkit_package_pack_archive(package, archive, options, NULL, &error), OVFKIT_CANCELLED);
    EXPECT(fopen(archive, "rb") == NULL);
    EXPECT(seen.calls > 0);
    seen.stop = 0;
    seen.done = 0;
    EXPECT_OK(ovfkit_package_pack_archive(package, archive, options, &packed, &error));
    EXPECT(ovfkit_packed_member_count(packed) >= 4);
    EXPECT(ovfkit_packed_bytes(packed) % 512 == 0);
    EXPECT(ovfkit_diagnostics_worst(ovfkit_packed_diagnostics(packed)) < OVFKIT_SEVERITY_ERROR);
    ovfkit_packed_free(packed);
    EXPECT_OK(ovfkit_pack_options_set_switch(options, OVFKIT_PACK_KEEP_EXISTING, 1, &error));
    EXPECT_STATUS(ovfkit_package_pack_archive(package, archive, options, NULL, &error), OVFKIT_ALREADY_EXISTS);
    ovfkit_pack_options_free(options);
    ovfkit_package_free(package);
}

/// Verifies the archive, with and without somebody to trust.
static void verify(const char* archive) {
    ovfkit_verification* verification = NULL;
    ovfkit_owned_string text = {NULL, 0};
    ovfkit_verify_options* options = ovfkit_verify_options_create();
    size_t i;
    EXPECT_OK(ovfkit_verify_options_set_time(options, now, &error));
    EXPECT_OK(ovfkit_verify_path(archive, options, &verification, &error));
    EXPECT(ovfkit_verification_has_state(verification, "files-verified") == 1);
    EXPECT(ovfkit_verification_has_state(verification, "signature-rejected") == 1);
    ovfkit_verification_free(verification);
    EXPECT_OK(ovfkit_verify_options_add_anchors(options, certificate_pem, strlen(certificate_pem), &error));
    EXPECT_OK(ovfkit_verify_path(archive, options, &verification, &error));
    EXPECT(ovfkit_verification_has_state(verification, "signature-accepted") == 1);
    EXPECT(says(ovfkit_verification_trust_signature(verification), "accepted"));
    for (i = 0; i < ovfkit_verification_file_count(verification); ++i)
        printf("%s: %s\n", ovfkit_verification_file_name(verification, i).data,
               ovfkit_verification_file_state(verification, i).data);
    EXPECT_OK(ovfkit_verification_render(verification, OVFKIT_FORMAT_JSON, &text, &error));
    write_report("verify.json", &text);
    ovfkit_verification_free(verification);
    ovfkit_verify_options_free(options);
}

/// Reads each file of the archive to its end, unpacks it, and meets what is in the way.
static void unpack(const char* archive) {
    ovfkit_package* package = NULL;
    ovfkit_verification* verification = NULL;
    size_t i;
    EXPECT_OK(ovfkit_package_open(archive, NULL, &package, &error));
    EXPECT(says(ovfkit_package_form(package), "archive"));
    EXPECT(ovfkit_package_refused_count(package) == 0);
    for (i = 0; i < ovfkit_package_member_count(package); ++i) {
        ovfkit_stream* stream = NULL;
        uint64_t total = 0;
        uint64_t offset = 1;
        size_t got = 1;
        char buffer[1000];
        EXPECT(ovfkit_package_member_offset(package, i, &offset) == 1 && offset % 512 == 0);
        EXPECT_OK(ovfkit_package_read(package, i, &stream, &error));
        while (got != 0) {
            EXPECT_OK(ovfkit_stream_read(stream, buffer, sizeof buffer, &got, &error));
            total += got;
        }
        EXPECT(total == ovfkit_package_member_size(package, i));
        ovfkit_stream_free(stream);
    }
    EXPECT_STATUS(ovfkit_package_read(package, i, &(ovfkit_stream*){NULL}, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT_OK(ovfkit_package_unpack(package, in_folder("unpacked"), NULL, &verification, &error));
    EXPECT(ovfkit_verification_has_state(verification, "files-verified") == 1);
    ovfkit_verification_free(verification);
    EXPECT_STATUS(ovfkit_package_unpack(package, in_folder("unpacked"), NULL, NULL, &error), OVFKIT_ALREADY_EXISTS);
    ovfkit_package_free(package);
}

static ovfkit_decision* decide(const ovfkit_descriptor* descriptor, ovfkit_import_options* options) {
    ovfkit_decision* decision = NULL;
    EXPECT_OK(ovfkit_decide_import(descriptor, options, &decision, &error));
    return decision;
}

/// The alert, the acknowledgement and the record.
static void import(const char* archive) {
    static const char sha256[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_decision* decision = NULL;
    ovfkit_owned_string text = {NULL, 0};
    EXPECT_OK(ovfkit_descriptor_open(archive, NULL, &descriptor, &error));
    EXPECT_OK(ovfkit_descriptor_inspect(descriptor, OVFKIT_FORMAT_JSON, &text, &error));
    write_report("inspect.json", &text);
    EXPECT_OK(ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNTRUSTED, &options, &error));
    decision = decide(descriptor, options);
    EXPECT(ovfkit_decision_outcome(decision) == OVFKIT_OUTCOME_WARN);
    EXPECT(ovfkit_decision_event_count(decision) == 1 && ovfkit_decision_event_id(decision, 0) == 10003);
    EXPECT(says(ovfkit_decision_event_variable_name(decision, 0, 0), "VmName"));
    EXPECT(says(ovfkit_decision_event_variable_value(decision, 0, 0), "journey"));
    EXPECT(ovfkit_decision_entity_outcome(decision, 0) == OVFKIT_OUTCOME_WARN);
    EXPECT(ovfkit_decision_entity_outcome(decision, 1) == OVFKIT_OUTCOME_REFUSE);
    printf("%s\n", ovfkit_decision_reason_message(decision, 0).data);
    EXPECT_OK(ovfkit_decision_render(decision, OVFKIT_FORMAT_JSON, &text, &error));
    write_report("import.json", &text);
    ovfkit_decision_free(decision);

    EXPECT_OK(ovfkit_import_options_set_action(options, OVFKIT_ACTION_REFUSE, &error));
    decision = decide(descriptor, options);
    EXPECT(ovfkit_decision_outcome(decision) == OVFKIT_OUTCOME_REFUSE);
    ovfkit_decision_free(decision);
    EXPECT_OK(ovfkit_import_options_acknowledge(options, "admin", "moved with its owner's word", &error));
    decision = decide(descriptor, options);
    EXPECT(ovfkit_decision_outcome(decision) == OVFKIT_OUTCOME_ALLOW);
    EXPECT(ovfkit_decision_acknowledged(decision) == 1 && ovfkit_decision_entity_acknowledged(decision, 0) == 1);
    EXPECT_OK(ovfkit_decision_audit_record(decision, now, archive, sha256, &text, &error));
    EXPECT(strstr(text.data, "moved with its owner's word") != NULL);
    ovfkit_owned_string_free(&text);
    EXPECT_OK(ovfkit_decision_append_audit_record(decision, now, archive, sha256, in_folder("audit.log"), &error));
    EXPECT_STATUS(ovfkit_decision_audit_record(decision, now, archive, "short", &text, &error),
                  OVFKIT_INVALID_ARGUMENT);
    EXPECT(text.data == NULL && text.size == 0);
    ovfkit_decision_free(decision);
    ovfkit_import_options_free(options);
    ovfkit_descriptor_free(descriptor);
}

/// The same by the rules of a file, and what is kept of it.
static void decide_by_policy(const char* archive) {
    static const char rules[] =
        "version = 1\n\n[[rule]]\nname = \"production\"\ncluster = \"prod-*\"\naction = \"refuse\"\n\n"
        "[[rule]]\nname = \"lab\"\ncluster = \"lab\"\naction = \"warn\"\n";
    static const char cases[] =
        "version = 1\n[[case]]\nname = \"good\"\ncluster = \"lab\"\nexpect = \"warn\"\n"
        "[[case]]\nname = \"bad\"\ncluster = \"prod-1\"\nexpect = \"allow\"\n";
    static const char wrong[] = "version = 1\n\n[[rule]]\nclusters = \"x\"\n";
    static const char sha256[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_policy* policy = NULL;
    ovfkit_policy_results* results = NULL;
    ovfkit_explanation* explanation = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_decision* decision = NULL;
    ovfkit_decision* lost = NULL;
    ovfkit_store* store = NULL;
    ovfkit_history* history = NULL;
    ovfkit_owned_string text = {NULL, 0};
    int64_t number = 0;
    EXPECT(ovfkit_policy_parse(wrong, strlen(wrong), "wrong.toml", &policy, &error) == OVFKIT_MALFORMED);
    EXPECT(policy == NULL);
    EXPECT(ovfkit_diagnostics_line(ovfkit_error_diagnostics(error), 0) != 0);
    ovfkit_error_free(error);
    error = NULL;
    EXPECT_OK(ovfkit_policy_parse(rules, strlen(rules), "policy.toml", &policy, &error));
    EXPECT(ovfkit_policy_rule_count(policy) == 2);
    EXPECT(says(ovfkit_policy_rule_name(policy, 1), "lab") && ovfkit_policy_rule_line(policy, 1) == 8);
    EXPECT_OK(ovfkit_policy_test(policy, cases, strlen(cases), "cases.toml", &results, &error));
    EXPECT(ovfkit_policy_results_count(results) == 2);
    EXPECT(ovfkit_policy_results_passed(results, 0) == 1 && ovfkit_policy_results_passed(results, 1) == 0);
    EXPECT(says(ovfkit_policy_results_rule(results, 1), "production"));
    ovfkit_policy_results_free(results);

    EXPECT_OK(ovfkit_descriptor_open(archive, NULL, &descriptor, &error));
    EXPECT_OK(ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNTRUSTED, &options, &error));
    EXPECT_STATUS(ovfkit_explain_import(descriptor, options, 0, &explanation, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT_OK(ovfkit_import_options_set_policy(options, policy, &error));
    ovfkit_policy_free(policy);  // the options have their own
    EXPECT_OK(ovfkit_explain_import(descriptor, options, 0, &explanation, &error));
    EXPECT(ovfkit_explanation_fits(explanation, 0) == 0 && ovfkit_explanation_fits(explanation, 1) == 1);
    EXPECT(says(ovfkit_explanation_because(explanation, 1), "decides"));
    ovfkit_explanation_free(explanation);
    decision = decide(descriptor, options);
    EXPECT(ovfkit_decision_outcome(decision) == OVFKIT_OUTCOME_WARN);
    EXPECT(strstr(ovfkit_decision_entity_decided_by(decision, 0).data, "policy.toml:8") != NULL);
    write_text("policy.toml", rules, strlen(rules));
    EXPECT_OK(ovfkit_decision_render(decision, OVFKIT_FORMAT_JSON, &text, &error));
    write_report("policy.json", &text);
    EXPECT_OK(ovfkit_decision_not_recorded(decision, NULL, &lost, &error));
    EXPECT(ovfkit_decision_outcome(lost) == OVFKIT_OUTCOME_REFUSE);
    ovfkit_decision_free(lost);

    EXPECT_OK(ovfkit_store_open(in_folder("record.db"), NULL, &store, &error));
    EXPECT_OK(ovfkit_store_record(store, decision, now, "journey.ova", sha256, &number, &error));
    EXPECT(number > 0);
    EXPECT_OK(ovfkit_store_observe(store, "prod-1", OVFKIT_CLUSTER_TRUSTED, "2040-01-01T00:00:00Z", &error));
    EXPECT_OK(ovfkit_store_history(store, NULL, "lab", NULL, NULL, 0, &history, &error));
    EXPECT(ovfkit_history_count(history) == 1 && ovfkit_history_decision(history, 0) == number);
    EXPECT(says(ovfkit_history_entity_name(history, 0), "journey"));
    EXPECT(ovfkit_history_outcome(history, 0) == OVFKIT_OUTCOME_WARN);
    EXPECT_OK(ovfkit_history_render(history, OVFKIT_FORMAT_JSON, &text, &error));
    write_report("history.json", &text);
    ovfkit_history_free(history);
    EXPECT_OK(ovfkit_store_render_clusters(store, "prod-1", OVFKIT_FORMAT_CSV, &text, &error));
    EXPECT(strstr(text.data, "prod-1") != NULL);
    ovfkit_owned_string_free(&text);
    ovfkit_store_free(store);
    ovfkit_decision_free(decision);
    ovfkit_import_options_free(options);
    ovfkit_descriptor_free(descriptor);
}

struct pool {
    int asked;
    int64_t time;
};

/// One host is trusted, one is said to be and not to be, and of the third nothing is said.
static int32_t ask(void* user, const char* const* hosts, size_t count, ovfkit_host_answers* answers) {
    struct pool* pool = (struct pool*)user;
    size_t i;
    ++pool->asked;
    for (i = 0; i < count; ++i) {
        if (strcmp(hosts[i], "silent") == 0) continue;
        EXPECT_OK(ovfkit_host_answers_add(answers, hosts[i], "trusted", NULL, &error));
        if (strcmp(hosts[i], "both") == 0)
            EXPECT_OK(ovfkit_host_answers_add(answers, hosts[i], "untrusted", NULL, &error));
    }
    EXPECT_OK(ovfkit_host_answers_add(answers, "nobody-asked", "trusted", NULL, &error));
    return pool->asked == 3;  // the third question fails
}

static int64_t time_of(void* user) { return ((struct pool*)user)->time; }

/// Asks for hosts as an engine does: all at once, and not again until answers have ended.
static void attest(void) {
    static const char* const hosts[] = {"good", "both", "silent"};
    static const char reply[] = "{\"hosts\":[{\"host_name\":\"good\",\"trust_lvl\":\"trusted\",\"vtime\":\"then\"}]}";
    struct pool pool = {0, 0};
    ovfkit_cache_options* options = ovfkit_cache_options_create();
    ovfkit_trust_cache* cache = NULL;
    ovfkit_host_answers* answers = NULL;
    ovfkit_host_choice* choice = NULL;
    int32_t number = -1;
    EXPECT_OK(ovfkit_cache_options_set_times(options, 1000, 1000, 0, &error));
    EXPECT_OK(ovfkit_trust_cache_create(ask, time_of, &pool, options, &cache, &error));
    ovfkit_cache_options_free(options);
    EXPECT_OK(ovfkit_trust_cache_know(cache, hosts, 3, &error));
    EXPECT_OK(ovfkit_trust_cache_answers(cache, hosts, 3, 0, &answers, &error));
    EXPECT(pool.asked == 1 && ovfkit_host_answers_count(answers) == 3);
    EXPECT(ovfkit_host_answers_level(answers, 0) == OVFKIT_LEVEL_TRUSTED);
    EXPECT(ovfkit_host_answers_level(answers, 1) == OVFKIT_LEVEL_UNTRUSTED);
    EXPECT(ovfkit_host_answers_level(answers, 2) == OVFKIT_LEVEL_NO_ANSWER);
    EXPECT_OK(ovfkit_choose_hosts(answers, 1, &choice, &error));
    EXPECT(ovfkit_host_choice_count(choice) == 1 && says(ovfkit_host_choice_host(choice, 0), "good"));
    EXPECT(ovfkit_host_choice_left_out_count(choice) == 2);
    EXPECT(ovfkit_host_choice_left_out_reason(choice, 1).size != 0);
    ovfkit_host_choice_free(choice);
    EXPECT_OK(ovfkit_host_answers_cluster_trust(answers, OVFKIT_CLUSTER_TRUSTED, &number, &error));
    EXPECT(number == OVFKIT_CLUSTER_TRUSTED);
    ovfkit_host_answers_free(answers);
    EXPECT_OK(ovfkit_trust_cache_activate(cache, "good", OVFKIT_CLUSTER_TRUSTED, &number, &error));
    EXPECT(number == 0 && pool.asked == 1);
    EXPECT_OK(ovfkit_trust_cache_activate(cache, "both", OVFKIT_CLUSTER_TRUSTED, &number, &error));
    EXPECT(number == 12);
    EXPECT(ovfkit_trust_cache_statistic(cache, OVFKIT_STATISTIC_REQUESTS) == 1);
    pool.time = 2000000000;
    EXPECT_OK(ovfkit_trust_cache_answers(cache, hosts, 1, 0, &answers, &error));
    EXPECT(pool.asked == 2);
    ovfkit_host_answers_free(answers);
    EXPECT_OK(ovfkit_trust_cache_expire(cache, &error));
    EXPECT_OK(ovfkit_trust_cache_answers(cache, hosts, 1, 0, &answers, &error));
    EXPECT(pool.asked == 3 && ovfkit_host_answers_level(answers, 0) == OVFKIT_LEVEL_NO_ANSWER);
    ovfkit_host_answers_free(answers);
    ovfkit_trust_cache_free(cache);

    EXPECT_OK(ovfkit_host_answers_parse(reply, strlen(reply), hosts, 2, &answers, &error));
    EXPECT(ovfkit_host_answers_level(answers, 0) == OVFKIT_LEVEL_TRUSTED);
    EXPECT(says(ovfkit_host_answers_validated_at(answers, 0), "then"));
    EXPECT(ovfkit_host_answers_level(answers, 1) == OVFKIT_LEVEL_NO_ANSWER);
    ovfkit_host_answers_free(answers);
}

/// Into the dialect of an engine, with what is lost on the way.
static void convert(const char* archive) {
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_convert_options* options = NULL;
    ovfkit_conversion* conversion = NULL;
    ovfkit_owned_string text = {NULL, 0};
    size_t i;
    EXPECT_OK(ovfkit_descriptor_open(archive, NULL, &descriptor, &error));
    EXPECT_OK(ovfkit_convert_options_create(OVFKIT_TARGET_OVIRT, &options, &error));
    EXPECT_OK(ovfkit_convert_options_set_time(options, now, &error));
    EXPECT_OK(ovfkit_convert(descriptor, options, &conversion, &error));
    EXPECT(ovfkit_conversion_count(conversion) == 1);
    EXPECT(strstr(ovfkit_conversion_bytes(conversion, 0).data, "TrustedHostFlag") != NULL);
    for (i = 0; i < ovfkit_conversion_loss_count(conversion, 0); ++i)
        printf("%s: %s\n", ovfkit_conversion_loss_kind(conversion, 0, i).data,
               ovfkit_conversion_loss_path(conversion, 0, i).data);
    EXPECT_OK(ovfkit_conversion_write(conversion, 0, in_folder("converted.ovf"), &error));
    EXPECT_OK(ovfkit_conversion_render(conversion, OVFKIT_FORMAT_JSON, &text, &error));
    write_report("convert.json", &text);
    ovfkit_conversion_free(conversion);
    ovfkit_convert_options_free(options);
    ovfkit_descriptor_free(descriptor);
}

/// What an importer would mind, in all forms of the report.
static void validate(const char* archive) {
    const char* paths[2];
    ovfkit_validation* validation = NULL;
    ovfkit_owned_string text = {NULL, 0};
    ovfkit_validate_options* options = ovfkit_validate_options_create();
    int32_t format;
    EXPECT_OK(ovfkit_validate_options_set_time(options, now, &error));
    EXPECT_OK(ovfkit_validate_options_set_profile(options, "ovirt", &error));
    EXPECT_STATUS(ovfkit_validate_options_set_profile(options, "nothing", &error), OVFKIT_NOT_FOUND);
    EXPECT_STATUS(ovfkit_validate_options_suppress(options, "no/such-rule", &error), OVFKIT_NOT_FOUND);
    paths[0] = archive;
    paths[1] = in_folder("is-not-there.ovf");
    EXPECT_OK(ovfkit_validate(paths, 2, options, &validation, &error));
    EXPECT(ovfkit_validation_file_count(validation) == 2);
    EXPECT(ovfkit_validation_file_readable(validation, 0) == 1);
    EXPECT(ovfkit_validation_file_readable(validation, 1) == 0);
    EXPECT(ovfkit_validation_worst(validation) == OVFKIT_SEVERITY_ERROR);
    EXPECT(ovfkit_diagnostics_count(ovfkit_validation_file_diagnostics(validation, 1)) == 1);
    for (format = OVFKIT_FORMAT_TEXT; format <= OVFKIT_FORMAT_HTML; ++format) {
        EXPECT_OK(ovfkit_validation_render(validation, format, &text, &error));
        EXPECT(text.size > 0);
        ovfkit_owned_string_free(&text);
    }
    EXPECT_STATUS(ovfkit_validation_render(validation, format, &text, &error), OVFKIT_INVALID_ARGUMENT);
    ovfkit_validation_free(validation);
    EXPECT_OK(ovfkit_validate_path(archive, options, &validation, &error));
    EXPECT_OK(ovfkit_validation_render(validation, OVFKIT_FORMAT_JSON, &text, &error));
    write_report("validate.json", &text);
    ovfkit_validation_free(validation);
    ovfkit_validate_options_free(options);
}

/// A broken file: the error has the findings with their places.
static void broken(void) {
    static const char bytes[] = "<Envelope>\n  <Broken";
    const ovfkit_diagnostics* found;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_limits* limits = ovfkit_limits_create();
    EXPECT(ovfkit_descriptor_parse(bytes, strlen(bytes), "broken.ovf", NULL, &descriptor, &error) == OVFKIT_MALFORMED);
    EXPECT(descriptor == NULL);
    found = ovfkit_error_diagnostics(error);
    EXPECT(ovfkit_diagnostics_count(found) == 1);
    EXPECT(ovfkit_diagnostics_severity(found, 0) == OVFKIT_SEVERITY_ERROR);
    EXPECT(ovfkit_diagnostics_line(found, 0) == 2);
    EXPECT(says(ovfkit_diagnostics_source(found, 0), "broken.ovf"));
    EXPECT(says(ovfkit_diagnostics_rule(found, 0), ovfkit_error_rule(error).data));
    ovfkit_error_free(error);
    error = NULL;
    EXPECT_OK(ovfkit_limits_set(limits, OVFKIT_LIMIT_BYTES, 4, &error));
    EXPECT_STATUS(ovfkit_descriptor_parse(bytes, strlen(bytes), NULL, limits, &descriptor, &error),
                  OVFKIT_LIMIT_EXCEEDED);
    EXPECT_STATUS(ovfkit_limits_set(limits, 99, 4, &error), OVFKIT_INVALID_ARGUMENT);
    ovfkit_limits_free(limits);
    EXPECT_STATUS(ovfkit_descriptor_open(in_folder("is-not-there"), NULL, &descriptor, &error), OVFKIT_NOT_FOUND);
    EXPECT_STATUS(ovfkit_descriptor_open("-", NULL, &descriptor, &error), OVFKIT_NOT_FOUND);
}

int main(int argc, char** argv) {
    char* key;
    char* certificate;
    char archive[4096];
    ovfkit_descriptor* changed;
    ovfkit_descriptor* trusted;
    ovfkit_change* change = NULL;
    if (argc != 6) return 64;
    folder = argv[2];
    key_pem = key = read_file(argv[3]);
    certificate_pem = certificate = read_file(argv[4]);
    now = atol(argv[5]);
    strcpy(archive, in_folder("journey.ova"));

    EXPECT(says(ovfkit_status_name(OVFKIT_ALREADY_EXISTS), "already_exists") && ovfkit_abi_version() == 0);
    EXPECT(says(ovfkit_status_name(-7), "unknown"));
    changed = edited(argv[1]);
    trusted = signed_trust(changed);
    EXPECT_OK(ovfkit_change_package(argv[1], trusted, 0, NULL, &change, &error));
    EXPECT(says(ovfkit_change_kind(change), "files"));
    EXPECT(ovfkit_change_file_count(change) == 2);
    ovfkit_change_free(change);
    EXPECT_OK(ovfkit_descriptor_write(trusted, in_folder("written.ovf"), 0, &error));
    EXPECT_STATUS(ovfkit_descriptor_write(trusted, in_folder("written.ovf"), 0, &error), OVFKIT_ALREADY_EXISTS);
    ovfkit_descriptor_free(trusted);
    ovfkit_descriptor_free(changed);
    pack(argv[1], archive);
    verify(archive);
    unpack(archive);
    import(archive);
    decide_by_policy(archive);
    attest();
    convert(archive);
    validate(archive);
    broken();
    free(key);
    free(certificate);
    puts("done");
    return 0;
}
