// SPDX-License-Identifier: Apache-2.0

// The C side of same_test.py: a program in C99 that is called as surface.cpp is, and says the same through the C ABI.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ovfkit/c/ovfkit.h>

static int failures = 0;

static void print(ovfkit_owned_string* text) {
    fwrite(text->data, 1, text->size, stdout);
    ovfkit_owned_string_free(text);
}

/// Says what went wrong, in place of a report, and forgets it.
static void complain(int32_t format, ovfkit_error* error) {
    ovfkit_string message = ovfkit_error_message(error);
    ovfkit_owned_string text = {NULL, 0};
    fprintf(stderr, "surface: %s\n", message.data);
    if (format == OVFKIT_FORMAT_JSON && ovfkit_error_render(error, format, &text, NULL) == OVFKIT_OK) print(&text);
    ovfkit_error_free(error);
    ++failures;
}

static void inspect(int32_t format, const char* path) {
    ovfkit_error* error = NULL;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_owned_string text = {NULL, 0};
    if (ovfkit_descriptor_open(path, NULL, &descriptor, &error) != OVFKIT_OK ||
        ovfkit_descriptor_inspect(descriptor, format, &text, &error) != OVFKIT_OK)
        complain(format, error);
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
        complain(format, error);
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
        complain(format, error);
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
        complain(format, error);
    else
        import_all(format, options, arguments + 3, count - 3);
    ovfkit_import_options_free(options);
}

/// What is in a file; the memory is reused by the next call.
static const char* read_text(const char* path, size_t* size) {
    static char text[1 << 16];
    FILE* file = fopen(path, "rb");
    *size = file == NULL ? 0 : fread(text, 1, sizeof text, file);
    if (file != NULL) fclose(file);
    return text;
}

/// CLUSTER TRUST POLICY WHO WHY FILE...
static void import_by_rules(int32_t format, char** arguments, int count) {
    ovfkit_error* error = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_policy* policy = NULL;
    size_t size = 0;
    const char* toml = read_text(arguments[2], &size);
    const int acknowledged = arguments[3][0] != '\0';
    if (ovfkit_policy_parse(toml, size, arguments[2], &policy, &error) != OVFKIT_OK ||
        ovfkit_import_options_create(arguments[0], atoi(arguments[1]), &options, &error) != OVFKIT_OK ||
        ovfkit_import_options_set_policy(options, policy, &error) != OVFKIT_OK ||
        (acknowledged && ovfkit_import_options_acknowledge(options, arguments[3], arguments[4], &error) != OVFKIT_OK))
        complain(format, error);
    else
        import_all(format, options, arguments + 5, count - 5);
    ovfkit_import_options_free(options);
    ovfkit_policy_free(policy);
}

/// What is lost when the file is converted; nothing is written.
static void convert(int32_t format, int32_t target, int64_t time, const char* path) {
    ovfkit_error* error = NULL;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_convert_options* options = NULL;
    ovfkit_conversion* conversion = NULL;
    ovfkit_owned_string text = {NULL, 0};
    if (ovfkit_convert_options_create(target, &options, &error) != OVFKIT_OK ||
        ovfkit_convert_options_set_time(options, time, &error) != OVFKIT_OK ||
        ovfkit_descriptor_open(path, NULL, &descriptor, &error) != OVFKIT_OK ||
        ovfkit_convert(descriptor, options, &conversion, &error) != OVFKIT_OK ||
        ovfkit_conversion_render(conversion, format, &text, &error) != OVFKIT_OK)
        complain(format, error);
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
        complain(format, error);
    else
        print(&text);
    ovfkit_validation_free(validation);
    ovfkit_validate_options_free(options);
}

int main(int argc, char** argv) {
    const char* verb = argc > 3 ? argv[1] : "";
    const int32_t format = argc > 3 ? atoi(argv[2]) : 0;
    int i;
    if (strcmp(verb, "inspect") == 0) {
        for (i = 3; i < argc; ++i) {
            inspect(format, argv[i]);
            putchar('\0');
        }
    } else if (strcmp(verb, "verify") == 0) {
        for (i = 4; i < argc; ++i) {
            verify(format, atol(argv[3]), argv[i]);
            putchar('\0');
        }
    } else if (strcmp(verb, "losses") == 0) {
        for (i = 5; i < argc; ++i) {
            convert(format, atoi(argv[3]), atol(argv[4]), argv[i]);
            putchar('\0');
        }
    } else if (strcmp(verb, "import") == 0 && argc > 6) {
        import_by_word(format, argv + 3, argc - 3);
    } else if (strcmp(verb, "rules") == 0 && argc > 8) {
        import_by_rules(format, argv + 3, argc - 3);
    } else if (strcmp(verb, "validate") == 0) {
        validate(format, atol(argv[3]), argv + 4, argc - 4);
    } else {
        return 64;
    }
    return fflush(stdout) == 0 && failures == 0 ? 0 : 2;
}
