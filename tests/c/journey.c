// SPDX-License-Identifier: Apache-2.0

// The whole journey of an appliance through the C ABI, as an engine would make it.
//
//     journey SOURCE FOLDER KEY CERTIFICATE TIME
//
// SOURCE is a package in a directory; what is made stands in FOLDER afterwards, and what is reported is printed.

#include "expect.h"

static ovfkit_error *error = NULL;
static const char *folder;
static const char *key_pem;
static const char *certificate_pem;
static int64_t now;

/// A path in the folder; valid until the fourth call from then on.
static const char *in_folder(const char *name) {
    static char paths[4][4096];
    static int next = 0;
    next = (next + 1) % 4;
    EXPECT(snprintf(paths[next], sizeof paths[next], "%s/%s", folder, name) < (int)sizeof paths[next]);
    return paths[next];
}

/// All of a text file; the caller frees it.
static char *read_file(const char *path) {
    char *text = (char *)calloc(1, 1U << 20);
    FILE *file = fopen(path, "rb");
    EXPECT(text != NULL && file != NULL);
    EXPECT(fread(text, 1, (1U << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

static void write_report(const char *name, ovfkit_owned_string *text) {
    FILE *file = fopen(in_folder(name), "wb");
    EXPECT(file != NULL);
    EXPECT(text->data[text->size] == '\0');
    EXPECT(fwrite(text->data, 1, text->size, file) == text->size);
    EXPECT(fclose(file) == 0);
    ovfkit_owned_string_free(text);
    EXPECT(text->data == NULL && text->size == 0);
}

struct progress {
    int calls;
    int stop;
    uint64_t done;
};

static int32_t on_progress(void *user, const char *what, uint64_t done, uint64_t total) {
    struct progress *seen = (struct progress *)user;
    EXPECT(what != NULL);
    EXPECT(done >= seen->done);
    EXPECT(total == UINT64_MAX || done <= total);
    seen->done = done;
    ++seen->calls;
    return !seen->stop;
}

/// Reads the descriptor of the source, and gives it another name and the trust flag.
static ovfkit_descriptor *edited(const char *source) {
    ovfkit_descriptor *read = NULL;
    ovfkit_descriptor *made = NULL;
    ovfkit_edits *edits = ovfkit_edits_create();
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
    ovfkit_descriptor *none = made;
    EXPECT_STATUS(ovfkit_descriptor_edit(read, edits, &none, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT(none == NULL);
    ovfkit_edits_free(edits);
    ovfkit_descriptor_free(read);
    return made;
}

/// Signs the trust flags; a flag that is flipped afterwards is seen.
static ovfkit_descriptor *signed_trust(const ovfkit_descriptor *descriptor) {
    ovfkit_descriptor *made = NULL;
    ovfkit_descriptor *flipped = NULL;
    ovfkit_edits *edits = ovfkit_edits_create();
    ovfkit_verify_options *options = ovfkit_verify_options_create();
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
static void pack(const char *source, const char *archive) {
    struct progress seen = {0, 1, 0};
    ovfkit_package *package = NULL;
    ovfkit_packed *packed = NULL;
    ovfkit_signer *signer = NULL;
    ovfkit_pack_options *options = ovfkit_pack_options_create();
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
static void verify(const char *archive) {
    ovfkit_verification *verification = NULL;
    ovfkit_owned_string text = {NULL, 0};
    ovfkit_verify_options *options = ovfkit_verify_options_create();
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
static void unpack(const char *archive) {
    ovfkit_package *package = NULL;
    ovfkit_verification *verification = NULL;
    size_t i;
    EXPECT_OK(ovfkit_package_open(archive, NULL, &package, &error));
    EXPECT(says(ovfkit_package_form(package), "archive"));
    EXPECT(ovfkit_package_refused_count(package) == 0);
    for (i = 0; i < ovfkit_package_member_count(package); ++i) {
        ovfkit_stream *stream = NULL;
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
    EXPECT_STATUS(ovfkit_package_read(package, i, &(ovfkit_stream *){NULL}, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT_OK(ovfkit_package_unpack(package, in_folder("unpacked"), NULL, &verification, &error));
    EXPECT(ovfkit_verification_has_state(verification, "files-verified") == 1);
    ovfkit_verification_free(verification);
    EXPECT_STATUS(ovfkit_package_unpack(package, in_folder("unpacked"), NULL, NULL, &error), OVFKIT_ALREADY_EXISTS);
    ovfkit_package_free(package);
}

static ovfkit_decision *decide(const ovfkit_descriptor *descriptor, ovfkit_import_options *options) {
    ovfkit_decision *decision = NULL;
    EXPECT_OK(ovfkit_decide_import(descriptor, options, &decision, &error));
    return decision;
}

/// The alert, the acknowledgement and the record.
static void import(const char *archive) {
    static const char sha256[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    ovfkit_descriptor *descriptor = NULL;
    ovfkit_import_options *options = NULL;
    ovfkit_decision *decision = NULL;
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
    EXPECT_STATUS(ovfkit_decision_audit_record(decision, now, archive, "short", &text, &error), OVFKIT_INVALID_ARGUMENT);
    EXPECT(text.data == NULL && text.size == 0);
    ovfkit_decision_free(decision);
    ovfkit_import_options_free(options);
    ovfkit_descriptor_free(descriptor);
}

/// Into the dialect of an engine, with what is lost on the way.
static void convert(const char *archive) {
    ovfkit_descriptor *descriptor = NULL;
    ovfkit_convert_options *options = NULL;
    ovfkit_conversion *conversion = NULL;
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
static void validate(const char *archive) {
    const char *paths[2];
    ovfkit_validation *validation = NULL;
    ovfkit_owned_string text = {NULL, 0};
    ovfkit_validate_options *options = ovfkit_validate_options_create();
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
    const ovfkit_diagnostics *found;
    ovfkit_descriptor *descriptor = NULL;
    ovfkit_limits *limits = ovfkit_limits_create();
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

int main(int argc, char **argv) {
    char *key;
    char *certificate;
    char archive[4096];
    ovfkit_descriptor *changed;
    ovfkit_descriptor *trusted;
    ovfkit_change *change = NULL;
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
    convert(archive);
    validate(archive);
    broken();
    free(key);
    free(certificate);
    puts("done");
    return 0;
}
