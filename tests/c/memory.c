// SPDX-License-Identifier: Apache-2.0

// When there is no memory the C ABI says so, and nothing counts as milder because of it: every single allocation of a
// decision about a package, and of a verification in several threads, fails once.
//
//     memory PACKAGE
//
// PACKAGE is one that may not be imported, because its manifest tells of another descriptor.

#define _POSIX_C_SOURCE 200809L

#include "expect.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

// The allocator of glibc, under the names by which it can be had while it is replaced.
extern void* __libc_malloc(size_t size);
extern void* __libc_calloc(size_t count, size_t size);
extern void* __libc_realloc(void* old, size_t size);

static long left = -1;  // allocations until the one that fails; below 0: none does any more
static int failed = 0;

static int is_refused(void) {
    if (__atomic_load_n(&left, __ATOMIC_RELAXED) < 0 || __atomic_fetch_sub(&left, 1, __ATOMIC_RELAXED) != 0) return 0;
    failed = 1;
    errno = ENOMEM;
    return 1;
}

void* malloc(size_t size) { return is_refused() ? NULL : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return is_refused() ? NULL : __libc_calloc(count, size); }
void* realloc(void* old, size_t size) { return is_refused() ? NULL : __libc_realloc(old, size); }

static ovfkit_status decide(const char* path, ovfkit_error** error) {
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_import_options* options = NULL;
    ovfkit_decision* decision = NULL;
    ovfkit_status status = ovfkit_descriptor_open(path, NULL, &descriptor, error);
    if (status == OVFKIT_OK) status = ovfkit_import_options_create("lab", OVFKIT_CLUSTER_UNKNOWN, &options, error);
    if (status == OVFKIT_OK) status = ovfkit_import_options_set_action(options, OVFKIT_ACTION_REFUSE, error);
    if (status == OVFKIT_OK) status = ovfkit_decide_import(descriptor, options, &decision, error);
    EXPECT((status == OVFKIT_OK) == (decision != NULL));
    EXPECT(ovfkit_decision_outcome(decision) == OVFKIT_OUTCOME_REFUSE);
    ovfkit_decision_free(decision);
    ovfkit_import_options_free(options);
    ovfkit_descriptor_free(descriptor);
    return status;
}

static ovfkit_status verify(const char* path, ovfkit_error** error) {
    ovfkit_verification* verification = NULL;
    ovfkit_verify_options* options = ovfkit_verify_options_create();
    if (options == NULL) return OVFKIT_OUT_OF_MEMORY;
    ovfkit_status status = ovfkit_verify_options_set_threads(options, 4, error);
    if (status == OVFKIT_OK) status = ovfkit_verify_path(path, options, &verification, error);
    EXPECT((status == OVFKIT_OK) == (verification != NULL));
    EXPECT(status != OVFKIT_OK || ovfkit_verification_has_state(verification, "files-failed"));
    EXPECT(!ovfkit_verification_has_state(verification, "files-verified"));
    ovfkit_verification_free(verification);
    ovfkit_verify_options_free(options);
    return status;
}

/// Runs `work` with allocation `number` failing, in a process of its own; whether there was one of that number.
static int run(ovfkit_status (*work)(const char*, ovfkit_error**), const char* path, long number) {
    const pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        ovfkit_error* error = NULL;
        left = number;
        const ovfkit_status status = work(path, &error);
        left = -1;
        EXPECT(failed || status == OVFKIT_OK);
        EXPECT(status == OVFKIT_OK || error == NULL || ovfkit_error_status(error) == status);
        ovfkit_error_free(error);
        _exit(failed ? 0 : 42);
    }
    int end = 0;
    EXPECT(waitpid(child, &end, 0) == child);
    if (!WIFEXITED(end) || (WEXITSTATUS(end) != 0 && WEXITSTATUS(end) != 42)) {
        fprintf(stderr, "without allocation %ld it ended with %d\n", number, end);
        exit(1);
    }
    return WEXITSTATUS(end) == 0;
}

int main(int count, char** arguments) {
    EXPECT(count == 2);
    ovfkit_error* error = NULL;
    // What is made once is there afterwards.
    EXPECT_OK(decide(arguments[1], &error));
    EXPECT_OK(verify(arguments[1], &error));
    long number = 0;
    while (run(decide, arguments[1], number)) ++number;
    EXPECT(number > 50);
    number = 0;
    while (run(verify, arguments[1], number)) ++number;
    EXPECT(number > 50);
    puts("done");
    return 0;
}
