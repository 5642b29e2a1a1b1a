// SPDX-License-Identifier: Apache-2.0

// What ovfkit.h says about threads: handles are apart from each other, and one that is only read may be read by
// several.
//
//     threads PACKAGE OTHER        two packages

#include <pthread.h>

#include "expect.h"

enum { THREADS = 4, ROUNDS = 3 };

/// What all threads share: nothing of it changes.
struct shared {
    const char* paths[2];
    const ovfkit_package* package;
    const ovfkit_descriptor* descriptor;
    const ovfkit_verification* verification;
    const ovfkit_decision* decision;
    const ovfkit_policy* policy;
    const ovfkit_import_options* import_options;
    const ovfkit_resources* resources;
    const ovfkit_error* failure;
    ovfkit_trust_cache* cache;  ///< of which it is said that several may use it
};

struct worker {
    const struct shared* shared;
    int number;
    int calls;
};

/// Is told of the work of its own thread only.
static int32_t on_progress(void* user, const char* what, uint64_t done, uint64_t total) {
    EXPECT(what != NULL && (total == UINT64_MAX || done <= total));
    ++((struct worker*)user)->calls;
    return 1;
}

static int32_t ask(void* user, const char* const* hosts, size_t count, ovfkit_host_answers* answers) {
    ovfkit_error* error = NULL;
    size_t i;
    (void)user;
    for (i = 0; i < count; ++i) EXPECT_OK(ovfkit_host_answers_add(answers, hosts[i], "trusted", NULL, &error));
    return 0;
}

static int64_t no_time(void* user) {
    (void)user;
    return 0;
}

/// A package of its own: half of the threads have the one, half the other.
static void verify(struct worker* worker) {
    ovfkit_error* error = NULL;
    ovfkit_verification* verification = NULL;
    ovfkit_owned_string text = {NULL, 0};
    ovfkit_verify_options* options = ovfkit_verify_options_create();
    EXPECT_OK(ovfkit_verify_options_set_progress(options, on_progress, worker, &error));
    EXPECT_OK(ovfkit_verify_path(worker->shared->paths[worker->number % 2], options, &verification, &error));
    EXPECT(ovfkit_verification_has_state(verification, "files-verified") == 1);
    EXPECT_OK(ovfkit_verification_render(verification, OVFKIT_FORMAT_JSON, &text, &error));
    EXPECT(strstr(text.data, worker->shared->paths[worker->number % 2]) != NULL ||
           strstr(text.data, "\"files\"") != NULL);
    ovfkit_owned_string_free(&text);
    ovfkit_verification_free(verification);
    ovfkit_verify_options_free(options);
}

/// Everything that takes a handle as `const`.
static void read_shared(const struct shared* shared) {
    ovfkit_error* error = NULL;
    ovfkit_owned_string text = {NULL, 0};
    ovfkit_descriptor* edited = NULL;
    ovfkit_stream* stream = NULL;
    ovfkit_decision* decision = NULL;
    ovfkit_verification* verification = NULL;
    ovfkit_vm_facts* facts = NULL;
    ovfkit_edits* edits = ovfkit_edits_create();
    char buffer[100];
    size_t got = 0;
    int32_t reason = -1;
    EXPECT_OK(ovfkit_descriptor_inspect(shared->descriptor, OVFKIT_FORMAT_JSON, &text, &error));
    ovfkit_owned_string_free(&text);
    EXPECT(ovfkit_entity_name(shared->descriptor, 0).size != 0);
    EXPECT_OK(ovfkit_edits_set_name(edits, "another", &error));
    EXPECT_OK(ovfkit_descriptor_edit(shared->descriptor, edits, &edited, &error));
    ovfkit_descriptor_free(edited);
    ovfkit_edits_free(edits);
    EXPECT_OK(ovfkit_package_read(shared->package, 0, &stream, &error));
    EXPECT_OK(ovfkit_stream_read(stream, buffer, sizeof buffer, &got, &error));
    EXPECT(got != 0);
    ovfkit_stream_free(stream);
    EXPECT_OK(ovfkit_package_verify(shared->package, NULL, &verification, &error));
    ovfkit_verification_free(verification);
    EXPECT_OK(ovfkit_verification_render(shared->verification, OVFKIT_FORMAT_TEXT, &text, &error));
    ovfkit_owned_string_free(&text);
    EXPECT_OK(ovfkit_decide_import(shared->descriptor, shared->import_options, &decision, &error));
    EXPECT(ovfkit_decision_outcome(decision) == ovfkit_decision_outcome(shared->decision));
    ovfkit_decision_free(decision);
    EXPECT_OK(ovfkit_decision_render(shared->decision, OVFKIT_FORMAT_JSON, &text, &error));
    ovfkit_owned_string_free(&text);
    EXPECT(ovfkit_policy_rule_count(shared->policy) == 1);
    EXPECT_OK(ovfkit_resources_vm_facts(shared->resources, 0, &facts, &error));
    ovfkit_vm_facts_free(facts);
    EXPECT(ovfkit_diagnostics_count(ovfkit_error_diagnostics(shared->failure)) == 1);
    EXPECT(ovfkit_rule_count() > 100 && ovfkit_rule_bad_example(ovfkit_rule_count() - 1).data != NULL);
    EXPECT(ovfkit_profile_count() > 5 && ovfkit_fixable_count() > 3);
    EXPECT_OK(ovfkit_trust_cache_activate(shared->cache, "host", OVFKIT_CLUSTER_TRUSTED, &reason, &error));
    EXPECT(reason == 0);
}

static void* work(void* user) {
    struct worker* worker = (struct worker*)user;
    int round;
    for (round = 0; round < ROUNDS; ++round) {
        verify(worker);
        read_shared(worker->shared);
    }
    EXPECT(worker->calls >= ROUNDS);
    return NULL;
}

int main(int argc, char** argv) {
    static const char rules[] = "version = 1\n[[rule]]\nname = \"all\"\naction = \"warn\"\n";
    static const char vm[] = "<vm id='1'><name>one</name></vm>";
    ovfkit_error* error = NULL;
    ovfkit_error* failure = NULL;
    ovfkit_package* package = NULL;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_verification* verification = NULL;
    ovfkit_policy* policy = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_decision* decision = NULL;
    ovfkit_resources* resources = NULL;
    struct shared shared;
    struct worker workers[THREADS];
    pthread_t threads[THREADS];
    int i;
    if (argc != 3) return 64;
    memset(&shared, 0, sizeof shared);
    EXPECT_OK(ovfkit_package_open(argv[1], NULL, &package, &error));
    EXPECT_OK(ovfkit_package_descriptor(package, &descriptor, &error));
    EXPECT_OK(ovfkit_verify_path(argv[2], NULL, &verification, &error));
    EXPECT_OK(ovfkit_policy_parse(rules, strlen(rules), "policy.toml", &policy, &error));
    EXPECT_OK(ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNTRUSTED, &options, &error));
    EXPECT_OK(ovfkit_import_options_set_policy(options, policy, &error));
    EXPECT_OK(ovfkit_decide_import(descriptor, options, &decision, &error));
    EXPECT_OK(ovfkit_resources_parse(vm, strlen(vm), NULL, NULL, &resources, &error));
    EXPECT_OK(ovfkit_trust_cache_create(ask, no_time, NULL, NULL, &shared.cache, &error));
    EXPECT(ovfkit_descriptor_parse("<", 1, NULL, NULL, &(ovfkit_descriptor*){NULL}, &failure) == OVFKIT_MALFORMED);
    shared.paths[0] = argv[1];
    shared.paths[1] = argv[2];
    shared.package = package;
    shared.descriptor = descriptor;
    shared.verification = verification;
    shared.decision = decision;
    shared.policy = policy;
    shared.import_options = options;
    shared.resources = resources;
    shared.failure = failure;
    for (i = 0; i < THREADS; ++i) {
        workers[i].shared = &shared;
        workers[i].number = i;
        workers[i].calls = 0;
        EXPECT(pthread_create(&threads[i], NULL, work, &workers[i]) == 0);
    }
    for (i = 0; i < THREADS; ++i) EXPECT(pthread_join(threads[i], NULL) == 0);
    EXPECT(ovfkit_trust_cache_statistic(shared.cache, OVFKIT_STATISTIC_REQUESTS) == 1);
    ovfkit_trust_cache_free(shared.cache);
    ovfkit_error_free(failure);
    ovfkit_resources_free(resources);
    ovfkit_decision_free(decision);
    ovfkit_import_options_free(options);
    ovfkit_policy_free(policy);
    ovfkit_verification_free(verification);
    ovfkit_descriptor_free(descriptor);
    ovfkit_package_free(package);
    puts("done");
    return 0;
}
