/* SPDX-License-Identifier: Apache-2.0 */
/* The same by the C ABI, in C. */
#include <stdio.h>

#include <ovfkit/c/ovfkit.h>

static int decide(const char* path, const ovfkit_import_options* options) {
    static const char* const outcomes[] = {"allow", "warn", "refuse"};
    ovfkit_error* error = NULL;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_decision* decision = NULL;
    int code = 2;
    if (ovfkit_descriptor_open(path, NULL, &descriptor, &error) == OVFKIT_OK &&
        ovfkit_decide_import(descriptor, options, &decision, &error) == OVFKIT_OK) {
        printf("%s: %s\n", ovfkit_decision_entity_name(decision, 0).data, outcomes[ovfkit_decision_outcome(decision)]);
        code = 0;
    } else {
        fprintf(stderr, "%s\n", ovfkit_error_message(error).data);
    }
    ovfkit_decision_free(decision);
    ovfkit_descriptor_free(descriptor);
    ovfkit_error_free(error);
    return code;
}

int main(int argc, char** argv) {
    ovfkit_import_options* options = NULL;
    int code = 0;
    int at;
    if (ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNTRUSTED, &options, NULL) != OVFKIT_OK) return 2;
    printf("ovfkit %s\n", ovfkit_version().data);
    for (at = 1; at < argc && code == 0; ++at) code = decide(argv[at], options);
    ovfkit_import_options_free(options);
    return code;
}
