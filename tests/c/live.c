// SPDX-License-Identifier: Apache-2.0

// Calls every function with everything that makes no sense.
//
//     hostile PACKAGE CERTIFICATE     PACKAGE is a directory; what is written goes to the working directory

#include "live.h"

void check_string(ovfkit_string text) {
    EXPECT(text.data != NULL);
    EXPECT(text.data[text.size] == '\0');
}

void check_status(ovfkit_status status) { EXPECT(!says(ovfkit_status_name(status), "unknown")); }

void check_refused(ovfkit_status status) { EXPECT(status == OVFKIT_INVALID_ARGUMENT); }

const char* const live_names[] = {"live.ova", "\xff\n"};

// Callbacks of programs that do not mean well, or do not go on.

int32_t live_sign(void* user, const void* bytes, size_t size, void* signature, size_t* signature_size) {
    (void)user, (void)bytes, (void)size, (void)signature;
    *signature_size = SIZE_MAX;
    return 0;
}

int32_t live_ask(void* user, const char* const* hosts, size_t count, ovfkit_host_answers* answers) {
    (void)user, (void)hosts, (void)count;
    (void)ovfkit_host_answers_add(answers, "nobody", "\xff", NULL, NULL);
    return 1;
}

int64_t live_clock(void* user) {
    (void)user;
    return INT64_MIN;
}

int32_t live_progress(void* user, const char* what, uint64_t done, uint64_t total) {
    (void)user, (void)what, (void)done, (void)total;
    return 0;
}

int32_t live_continue(void* user) {
    (void)user;
    return 0;
}

int64_t live_read(void* user, void* buffer, size_t size) {
    (void)user;
    memset(buffer, 0x1f, size);
    return size < 1000 ? INT64_MAX : 1;
}

int32_t live_write(void* user, const void* bytes, size_t size) {
    (void)user, (void)bytes, (void)size;
    return INT32_MIN;
}

void live_host(void* user, const ovfkit_host_states* states) {
    (void)user;
    check_string(ovfkit_host_states_host(states, 1));
}

static int64_t clock_of(void* user) {
    (void)user;
    return 0;
}

static char certificate[1U << 16];

static void read_certificate(const char* path) {
    FILE* file = fopen(path, "rb");
    EXPECT(file != NULL);
    EXPECT(fread(certificate, 1, sizeof certificate - 1, file) > 0);
    fclose(file);
}

/// What decides about imports, and what is asked and kept meanwhile.
static void make_trust(struct live* live) {
    static const char policy[] = "version = 1\n[[rule]]\nname = \"all\"\naction = \"warn\"\n";
    static const char cases[] = "version = 1\n[[case]]\nname = \"one\"\ncluster = \"lab\"\nexpect = \"warn\"\n";
    static const char inventory[] = "[[cluster]]\nname = \"lab\"\nhosts = [\"one\"]\n";
    static const char* const hosts[] = {"one", "two"};
    ovfkit_error* error = NULL;
    EXPECT_OK(ovfkit_policy_parse(policy, strlen(policy), "policy.toml", &live->policy, &error));
    EXPECT_OK(ovfkit_policy_test(live->policy, cases, strlen(cases), "cases.toml", &live->policy_results, &error));
    EXPECT_OK(ovfkit_inventory_parse(inventory, strlen(inventory), "inventory.toml", &live->inventory, &error));
    EXPECT_OK(ovfkit_import_options_set_policy(live->import_options, live->policy, &error));
    EXPECT_OK(ovfkit_explain_import(live->descriptor, live->import_options, 0, &live->explanation, &error));
    live->cache_options = ovfkit_cache_options_create();
    live->store_options = ovfkit_store_options_create();
    EXPECT_OK(ovfkit_attestation_create("https://[::1]:1", &live->attestation, &error));
    EXPECT_OK(ovfkit_trust_cache_create(live_ask, clock_of, NULL, NULL, &live->trust_cache, &error));
    EXPECT_OK(ovfkit_trust_cache_answers(live->trust_cache, hosts, 2, 0, &live->host_answers, &error));
    EXPECT_OK(ovfkit_choose_hosts(live->host_answers, 1, &live->host_choice, &error));
    EXPECT_OK(ovfkit_store_open("live.db", NULL, &live->store, &error));
    EXPECT_OK(ovfkit_store_history(live->store, NULL, NULL, NULL, NULL, 0, &live->history, &error));
}

/// What an engine has about VMs and hosts, and keeps of decisions.
static void make_engine(struct live* live) {
    static const char xml[] = "<vm id='1'><name>one</name><trusted_host_flag>true</trusted_host_flag></vm>";
    static const char* const hosts[] = {"one", "two"};
    ovfkit_error* error = NULL;
    live->change_options = ovfkit_change_options_create();
    live->environment = ovfkit_environment_create();
    EXPECT_OK(ovfkit_resources_parse(xml, strlen(xml), "vm.xml", NULL, &live->resources, &error));
    EXPECT_OK(ovfkit_resources_vm_facts(live->resources, 0, &live->vm_facts, &error));
    EXPECT_OK(ovfkit_engine_create("https://[::1]:1/ovirt-engine", &live->engine, &error));
    EXPECT_OK(ovfkit_engine_set_attempts(live->engine, 1, &error));
    EXPECT_OK(ovfkit_event_throttle_create(1000, &live->event_throttle, &error));
    EXPECT_OK(ovfkit_start_engine(hosts, 2, 1, 1, live_ask, NULL, NULL, &live->host_states, &error));
    EXPECT_OK(ovfkit_record_options_create(0, "live.ova", &live->record_options, &error));
    EXPECT_OK(ovfkit_store_observe(live->store, "lab", OVFKIT_CLUSTER_TRUSTED, "2040-01-01T00:00:00Z", &error));
    EXPECT_OK(ovfkit_store_clusters(live->store, NULL, &live->periods, &error));
}

static void make(struct live* live, const char* path) {
    ovfkit_error* error = NULL;
    live->edits = ovfkit_edits_create();
    live->limits = ovfkit_limits_create();
    live->pack_options = ovfkit_pack_options_create();
    live->validate_options = ovfkit_validate_options_create();
    live->verify_options = ovfkit_verify_options_create();
    EXPECT_OK(ovfkit_convert_options_create(OVFKIT_TARGET_OVF_2_0, &live->convert_options, &error));
    EXPECT_OK(ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNKNOWN, &live->import_options, &error));
    EXPECT_OK(ovfkit_signer_create_with(live_sign, NULL, certificate, strlen(certificate), OVFKIT_DIGEST_SHA256,
                                        &live->signer, &error));
    EXPECT_OK(ovfkit_package_open(path, NULL, &live->package, &error));
    EXPECT_OK(ovfkit_package_read(live->package, 0, &live->stream, &error));
    EXPECT_OK(ovfkit_package_pack_archive(live->package, "live.ova", NULL, &live->packed, &error));
    EXPECT_OK(ovfkit_package_descriptor(live->package, &live->descriptor, &error));
    EXPECT_OK(ovfkit_change_package("live.ova", live->descriptor, 0, NULL, &live->change, &error));
    EXPECT_OK(ovfkit_convert(live->descriptor, live->convert_options, &live->conversion, &error));
    EXPECT_OK(ovfkit_decide_import(live->descriptor, live->import_options, &live->decision, &error));
    make_trust(live);
    make_engine(live);
    EXPECT_OK(ovfkit_validate_path(path, NULL, &live->validation, &error));
    EXPECT_OK(ovfkit_package_verify(live->package, NULL, &live->verification, &error));
    EXPECT(ovfkit_descriptor_parse("<", 1, NULL, NULL, &(ovfkit_descriptor*){NULL}, &live->error) != OVFKIT_OK);
    live->diagnostics = ovfkit_error_diagnostics(live->error);
}

static void end(struct live* live) {
    ovfkit_attestation_free(live->attestation);
    ovfkit_change_options_free(live->change_options);
    ovfkit_engine_free(live->engine);
    ovfkit_environment_free(live->environment);
    ovfkit_event_throttle_free(live->event_throttle);
    ovfkit_host_states_free(live->host_states);
    ovfkit_periods_free(live->periods);
    ovfkit_record_options_free(live->record_options);
    ovfkit_resources_free(live->resources);
    ovfkit_vm_facts_free(live->vm_facts);
    ovfkit_cache_options_free(live->cache_options);
    ovfkit_explanation_free(live->explanation);
    ovfkit_history_free(live->history);
    ovfkit_host_answers_free(live->host_answers);
    ovfkit_host_choice_free(live->host_choice);
    ovfkit_inventory_free(live->inventory);
    ovfkit_policy_free(live->policy);
    ovfkit_policy_results_free(live->policy_results);
    ovfkit_store_free(live->store);
    ovfkit_store_options_free(live->store_options);
    ovfkit_trust_cache_free(live->trust_cache);
    ovfkit_change_free(live->change);
    ovfkit_conversion_free(live->conversion);
    ovfkit_convert_options_free(live->convert_options);
    ovfkit_decision_free(live->decision);
    ovfkit_descriptor_free(live->descriptor);
    ovfkit_edits_free(live->edits);
    ovfkit_error_free(live->error);
    ovfkit_import_options_free(live->import_options);
    ovfkit_limits_free(live->limits);
    ovfkit_pack_options_free(live->pack_options);
    ovfkit_package_free(live->package);
    ovfkit_packed_free(live->packed);
    ovfkit_signer_free(live->signer);
    ovfkit_stream_free(live->stream);
    ovfkit_validate_options_free(live->validate_options);
    ovfkit_validation_free(live->validation);
    ovfkit_verification_free(live->verification);
    ovfkit_verify_options_free(live->verify_options);
}

int main(int argc, char** argv) {
    struct live live;
    const struct hostile_call* one;
    if (argc != 3) return 64;
    read_certificate(argv[2]);
    memset(&live, 0, sizeof live);
    make(&live, argv[1]);
    for (one = hostile_calls; one->name != NULL; ++one) {
        fprintf(stderr, "%s\n", one->name);  // the last one is the culprit
        one->run(&live);
    }
    end(&live);
    puts("done");
    return 0;
}
