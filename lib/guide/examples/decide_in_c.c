/* SPDX-License-Identifier: Apache-2.0 */
/* decide_in_c FILE POLICY: what a policy says about an import into the cluster `lab`. */
#include <ovfkit/c/ovfkit.h>
#include <stdio.h>
#include <stdlib.h>

/* Says why a call failed, and frees the reason. */
static int failed(ovfkit_error* error) {
    fprintf(stderr, "%s: %s\n", ovfkit_status_name(ovfkit_error_status(error)).data, ovfkit_error_message(error).data);
    ovfkit_error_free(error);
    return 2;
}

/* The policy of a file; NULL when there is none. */
static ovfkit_policy* read_policy(const char* path) {
    static char text[1 << 16];
    ovfkit_policy* policy = NULL;
    ovfkit_error* error = NULL;
    FILE* file = fopen(path, "rb");
    size_t size = file != NULL ? fread(text, 1, sizeof text, file) : 0;
    if (file != NULL) fclose(file);
    if (ovfkit_policy_parse(text, size, path, &policy, &error) != OVFKIT_OK) failed(error);
    return policy;
}

int main(int argc, char** argv) {
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_policy* policy;
    ovfkit_decision* decision = NULL;
    ovfkit_error* error = NULL;
    int code = 2;
    size_t i;

    if (argc != 3) return 64;
    policy = read_policy(argv[2]);
    if (policy == NULL) return 2;
    /* A failed call leaves NULL in what it was to make, and freeing NULL does nothing: so one way out is enough. */
    if (ovfkit_descriptor_open(argv[1], NULL, &descriptor, &error) != OVFKIT_OK ||
        ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNTRUSTED, &options, &error) != OVFKIT_OK ||
        ovfkit_import_options_set_policy(options, policy, &error) != OVFKIT_OK ||
        ovfkit_decide_import(descriptor, options, &decision, &error) != OVFKIT_OK) {
        code = failed(error);
    } else {
        code = ovfkit_decision_outcome(decision) == OVFKIT_OUTCOME_REFUSE ? 4 : 0;
        for (i = 0; i < ovfkit_decision_reason_count(decision); ++i)
            printf("%s: %s\n", ovfkit_decision_reason_code(decision, i).data,
                   ovfkit_decision_reason_message(decision, i).data);
    }
    ovfkit_decision_free(decision);
    ovfkit_import_options_free(options);
    ovfkit_descriptor_free(descriptor);
    ovfkit_policy_free(policy);
    return code;
}
