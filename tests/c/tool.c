// SPDX-License-Identifier: Apache-2.0

// A program in C99 that prints through the C ABI what the command line prints.
//
//     tool inspect FORMAT FILE...          each report ends in a NUL; of what cannot be read JSON says why
//     tool verify FORMAT TIME FILE...
//     tool import FORMAT CLUSTER TRUST ACTION FILE...
//     tool judge FORMAT CLUSTER TRUST POLICY WHO WHY FILE...
//     tool convert FORMAT TARGET TIME FILE OUT
//     tool losses FORMAT TARGET TIME FILE...   what converting would lose; nothing is written
//     tool validate FORMAT TIME FILE...    one report of all files
//     tool attest FORMAT URL AUTHORITIES HOST...
//     tool ask FORMAT URL AUTHORITIES TOKEN CLUSTER
//     tool resource FORMAT FILE...
//     tool explain FORMAT POLICY CASE      CASE is a number of digits: trusted host, trusted cluster, signed trust
//     tool test FORMAT POLICY CASES
//     tool requested ENTITY CLUSTER FILE   the XML of a VM, and of a cluster
//     tool rules FORMAT
//
// FORMAT, TRUST, ACTION and TARGET are the numbers of the header.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ovfkit/c/ovfkit.h>

static int failures = 0;

/// Says what went wrong and forgets it.
static void complain(ovfkit_error* error) {
    ovfkit_string message = ovfkit_error_message(error);
    fprintf(stderr, "tool: %s\n", message.data);
    ovfkit_error_free(error);
    ++failures;
}

static void print(ovfkit_owned_string* text) {
    fwrite(text->data, 1, text->size, stdout);
    ovfkit_owned_string_free(text);
}

/// The same, and what stands in place of a report.
static void complain_in(int32_t format, ovfkit_error* error) {
    ovfkit_owned_string text = {NULL, 0};
    if (format == OVFKIT_FORMAT_JSON && ovfkit_error_render(error, format, &text, NULL) == OVFKIT_OK) print(&text);
    complain(error);
}

static void inspect(int32_t format, const char* path) {
    ovfkit_error* error = NULL;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_owned_string text = {NULL, 0};
    if (ovfkit_descriptor_open(path, NULL, &descriptor, &error) != OVFKIT_OK ||
        ovfkit_descriptor_inspect(descriptor, format, &text, &error) != OVFKIT_OK)
        complain_in(format, error);
    else
        print(&text);
    ovfkit_descriptor_free(descriptor);
}

static void verify(int32_t format, int64_t time, const char* path) {
    ovfkit_error* error = NULL;
    ovfkit_verification* verification = NULL;
    ovfkit_owned_string text = {NULL, 0};
    ovfkit_verify_options* options = ovfkit_verify_options_create();
    if (ovfkit_verify_options_set_time(options, time, &error) != OVFKIT_OK ||
        ovfkit_verify_path(path, options, &verification, &error) != OVFKIT_OK ||
        ovfkit_verification_render(verification, format, &text, &error) != OVFKIT_OK)
        complain_in(format, error);
    else
        print(&text);
    ovfkit_verification_free(verification);
    ovfkit_verify_options_free(options);
}

static void import(int32_t format, const ovfkit_import_options* options, const char* path) {
    ovfkit_error* error = NULL;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_decision* decision = NULL;
    ovfkit_owned_string text = {NULL, 0};
    if (ovfkit_descriptor_open(path, NULL, &descriptor, &error) != OVFKIT_OK ||
        ovfkit_decide_import(descriptor, options, &decision, &error) != OVFKIT_OK ||
        ovfkit_decision_render(decision, format, &text, &error) != OVFKIT_OK)
        complain_in(format, error);
    else
        print(&text);
    ovfkit_decision_free(decision);
    ovfkit_descriptor_free(descriptor);
}

static void import_all(int32_t format, const ovfkit_import_options* options, char** paths, int count) {
    int i;
    for (i = 0; i < count; ++i) {
        import(format, options, paths[i]);
        putchar('\0');
    }
}

/// CLUSTER TRUST ACTION FILE...
static void import_by_word(int32_t format, char** arguments, int count) {
    ovfkit_error* error = NULL;
    ovfkit_import_options* options = NULL;
    if (ovfkit_import_options_create(arguments[0], atoi(arguments[1]), &options, &error) != OVFKIT_OK ||
        ovfkit_import_options_set_action(options, atoi(arguments[2]), &error) != OVFKIT_OK)
        complain(error);
    else
        import_all(format, options, arguments + 3, count - 3);
    ovfkit_import_options_free(options);
}

/// All of a file, which is copied; only one at a time.
static const char* contents(const char* path, size_t* size) {
    static char bytes[1 << 20];
    FILE* file = fopen(path, "rb");
    *size = file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file);
    if (file != NULL) fclose(file);
    return bytes;
}

static ovfkit_policy* policy_at(const char* path) {
    ovfkit_error* error = NULL;
    ovfkit_policy* policy = NULL;
    size_t size = 0;
    const char* toml = contents(path, &size);
    if (ovfkit_policy_parse(toml, size, path, &policy, &error) != OVFKIT_OK) complain(error);
    return policy;
}

/// CLUSTER TRUST POLICY WHO WHY FILE...; nobody acknowledges when WHO is empty.
static void import_by_policy(int32_t format, char** arguments, int count) {
    ovfkit_error* error = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_policy* policy = policy_at(arguments[2]);
    const int acknowledged = arguments[3][0] != '\0';
    if (policy == NULL) return;
    if (ovfkit_import_options_create(arguments[0], atoi(arguments[1]), &options, &error) != OVFKIT_OK ||
        ovfkit_import_options_set_policy(options, policy, &error) != OVFKIT_OK ||
        (acknowledged && ovfkit_import_options_acknowledge(options, arguments[3], arguments[4], &error) != OVFKIT_OK))
        complain(error);
    else
        import_all(format, options, arguments + 5, count - 5);
    ovfkit_import_options_free(options);
    ovfkit_policy_free(policy);
}

/// Nothing is written when `out` is NULL.
static void convert(int32_t format, int32_t target, int64_t time, const char* path, const char* out) {
    ovfkit_error* error = NULL;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_convert_options* options = NULL;
    ovfkit_conversion* conversion = NULL;
    ovfkit_owned_string text = {NULL, 0};
    if (ovfkit_convert_options_create(target, &options, &error) != OVFKIT_OK ||
        ovfkit_convert_options_set_time(options, time, &error) != OVFKIT_OK ||
        ovfkit_descriptor_open(path, NULL, &descriptor, &error) != OVFKIT_OK ||
        ovfkit_convert(descriptor, options, &conversion, &error) != OVFKIT_OK ||
        (out != NULL && ovfkit_conversion_write(conversion, 0, out, &error) != OVFKIT_OK) ||
        ovfkit_conversion_render(conversion, format, &text, &error) != OVFKIT_OK)
        complain_in(format, error);
    else
        print(&text);
    ovfkit_conversion_free(conversion);
    ovfkit_convert_options_free(options);
    ovfkit_descriptor_free(descriptor);
}

static void validate(int32_t format, int64_t time, char** paths, int count) {
    ovfkit_error* error = NULL;
    ovfkit_validation* validation = NULL;
    ovfkit_owned_string text = {NULL, 0};
    ovfkit_validate_options* options = ovfkit_validate_options_create();
    if (ovfkit_validate_options_set_time(options, time, &error) != OVFKIT_OK ||
        ovfkit_validate((const char* const*)paths, (size_t)count, options, &validation, &error) != OVFKIT_OK ||
        ovfkit_validation_render(validation, format, &text, &error) != OVFKIT_OK)
        complain(error);
    else
        print(&text);
    ovfkit_validation_free(validation);
    ovfkit_validate_options_free(options);
}

/// AUTHORITIES is a file of certificates.
static void attest(int32_t format, const char* url, const char* authorities, char** hosts, int count) {
    size_t size = 0;
    const char* pem = contents(authorities, &size);
    ovfkit_error* error = NULL;
    ovfkit_attestation* server = NULL;
    ovfkit_host_answers* answers = NULL;
    ovfkit_owned_string text = {NULL, 0};
    if (ovfkit_attestation_create(url, &server, &error) != OVFKIT_OK ||
        ovfkit_attestation_set_authorities(server, pem, size, &error) != OVFKIT_OK ||
        ovfkit_attestation_set_attempts(server, 1, &error) != OVFKIT_OK ||
        ovfkit_attestation_poll(server, (const char* const*)hosts, (size_t)count, &answers, &error) != OVFKIT_OK ||
        ovfkit_host_answers_render(answers, format, &text, &error) != OVFKIT_OK)
        complain(error);
    else
        print(&text);
    ovfkit_host_answers_free(answers);
    ovfkit_attestation_free(server);
}

static void ask(int32_t format, char** arguments) {
    ovfkit_error* error = NULL;
    ovfkit_engine* engine = NULL;
    ovfkit_resources* resources = NULL;
    ovfkit_owned_string text = {NULL, 0};
    size_t size = 0;
    const char* pem = contents(arguments[1], &size);
    if (ovfkit_engine_create(arguments[0], &engine, &error) != OVFKIT_OK ||
        ovfkit_engine_set_authorities(engine, pem, size, &error) != OVFKIT_OK ||
        ovfkit_engine_set_token(engine, arguments[2], &error) != OVFKIT_OK ||
        ovfkit_engine_ask(engine, arguments[3], 1, &resources, &error) != OVFKIT_OK ||
        ovfkit_resources_render(resources, format, &text, &error) != OVFKIT_OK)
        complain(error);
    else
        print(&text);
    ovfkit_resources_free(resources);
    ovfkit_engine_free(engine);
}

static void resource(int32_t format, const char* path) {
    ovfkit_error* error = NULL;
    ovfkit_resources* resources = NULL;
    ovfkit_owned_string text = {NULL, 0};
    size_t size = 0;
    const char* xml = contents(path, &size);
    if (ovfkit_resources_parse(xml, size, path, NULL, &resources, &error) != OVFKIT_OK ||
        ovfkit_resources_render(resources, format, &text, &error) != OVFKIT_OK)
        complain(error);
    else
        print(&text);
    ovfkit_resources_free(resources);
}

/// About a VM called `web` that goes to `lab`, which is not trusted.
static void explain(int32_t format, char** arguments) {
    ovfkit_error* error = NULL;
    ovfkit_policy* policy = policy_at(arguments[0]);
    ovfkit_vm_facts* facts = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_explanation* explanation = NULL;
    ovfkit_owned_string text = {NULL, 0};
    const char* digits = arguments[1];
    if (strlen(digits) != 3) exit(64);
    if (ovfkit_vm_facts_create("web", &facts, &error) != OVFKIT_OK ||
        ovfkit_vm_facts_set_trusted_host(facts, digits[0] - '0', &error) != OVFKIT_OK ||
        ovfkit_vm_facts_set_trusted_cluster(facts, digits[1] - '0', &error) != OVFKIT_OK ||
        ovfkit_vm_facts_set_signed_trust(facts, digits[2] - '0', &error) != OVFKIT_OK ||
        ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNTRUSTED, &options, &error) != OVFKIT_OK ||
        ovfkit_import_options_set_policy(options, policy, &error) != OVFKIT_OK ||
        ovfkit_explain_facts(facts, options, &explanation, &error) != OVFKIT_OK ||
        ovfkit_explanation_render(explanation, format, &text, &error) != OVFKIT_OK)
        complain(error);
    else
        print(&text);
    ovfkit_explanation_free(explanation);
    ovfkit_import_options_free(options);
    ovfkit_vm_facts_free(facts);
    ovfkit_policy_free(policy);
}

static void test_policy(int32_t format, char** arguments) {
    ovfkit_error* error = NULL;
    ovfkit_policy* policy = policy_at(arguments[0]);
    ovfkit_policy_results* results = NULL;
    ovfkit_owned_string text = {NULL, 0};
    size_t size = 0;
    const char* cases = contents(arguments[1], &size);
    if (ovfkit_policy_test(policy, cases, size, arguments[1], &results, &error) != OVFKIT_OK ||
        ovfkit_policy_results_render(results, format, &text, &error) != OVFKIT_OK)
        complain(error);
    else
        print(&text);
    ovfkit_policy_results_free(results);
    ovfkit_policy_free(policy);
}

static void requested(size_t entity, const char* cluster, const char* path) {
    ovfkit_error* error = NULL;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_owned_string text = {NULL, 0};
    if (ovfkit_descriptor_open(path, NULL, &descriptor, &error) != OVFKIT_OK ||
        ovfkit_descriptor_requested_vm(descriptor, entity, cluster, &text, &error) != OVFKIT_OK)
        complain(error);
    else
        print(&text);
    if (descriptor != NULL &&
        ovfkit_descriptor_requested_cluster(descriptor, cluster, OVFKIT_SPELLING_DRAFT, &text, &error) == OVFKIT_OK)
        print(&text);
    ovfkit_descriptor_free(descriptor);
}

static void rules(int32_t format) {
    ovfkit_error* error = NULL;
    ovfkit_owned_string text = {NULL, 0};
    if (ovfkit_rules_render(format, &text, &error) != OVFKIT_OK)
        complain(error);
    else
        print(&text);
}

/// What has no list of files; 0 when it is none of that.
static int run_other(const char* verb, int32_t format, char** arguments, int count) {
    if (strcmp(verb, "ask") == 0 && count == 4)
        ask(format, arguments);
    else if (strcmp(verb, "explain") == 0 && count == 2)
        explain(format, arguments);
    else if (strcmp(verb, "test") == 0 && count == 2)
        test_policy(format, arguments);
    else if (strcmp(verb, "requested") == 0 && count == 2)
        requested((size_t)format, arguments[0], arguments[1]);
    else if (strcmp(verb, "rules") == 0)
        rules(format);
    else
        return 0;
    return 1;
}

int main(int argc, char** argv) {
    int32_t format;
    int i;
    if (argc < 3) return 64;
    format = atoi(argv[2]);
    if (strcmp(argv[1], "inspect") == 0) {
        for (i = 3; i < argc; ++i) {
            inspect(format, argv[i]);
            putchar('\0');
        }
    } else if (strcmp(argv[1], "resource") == 0) {
        for (i = 3; i < argc; ++i) {
            resource(format, argv[i]);
            putchar('\0');
        }
    } else if (strcmp(argv[1], "verify") == 0 && argc > 3) {
        for (i = 4; i < argc; ++i) {
            verify(format, atol(argv[3]), argv[i]);
            putchar('\0');
        }
    } else if (strcmp(argv[1], "import") == 0 && argc > 6) {
        import_by_word(format, argv + 3, argc - 3);
    } else if (strcmp(argv[1], "judge") == 0 && argc > 8) {
        import_by_policy(format, argv + 3, argc - 3);
    } else if (strcmp(argv[1], "convert") == 0 && argc == 7) {
        convert(format, atoi(argv[3]), atol(argv[4]), argv[5], argv[6]);
    } else if (strcmp(argv[1], "losses") == 0 && argc > 4) {
        for (i = 5; i < argc; ++i) {
            convert(format, atoi(argv[3]), atol(argv[4]), argv[i], NULL);
            putchar('\0');
        }
    } else if (strcmp(argv[1], "validate") == 0 && argc > 3) {
        validate(format, atol(argv[3]), argv + 4, argc - 4);
    } else if (strcmp(argv[1], "attest") == 0 && argc > 4) {
        attest(format, argv[3], argv[4], argv + 5, argc - 5);
    } else if (!run_other(argv[1], format, argv + 3, argc - 3)) {
        return 64;
    }
    return fflush(stdout) == 0 && failures == 0 ? 0 : 2;
}
