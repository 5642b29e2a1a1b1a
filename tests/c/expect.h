// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_TESTS_C_EXPECT_H
#define OVFKIT_TESTS_C_EXPECT_H

// What the C programs of the tests say their expectations with: the first that does not hold ends the program.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ovfkit/c/ovfkit.h>

#define EXPECT(condition)                                                                  \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                                       \
        }                                                                                  \
    } while (0)

/// That a call went well; `error` is its last argument.
#define EXPECT_OK(call)                                                                                             \
    do {                                                                                                            \
        ovfkit_status expected_ok = (call);                                                                         \
        if (expected_ok != OVFKIT_OK) {                                                                             \
            fprintf(stderr, "%s:%d: %s: %s: %s\n", __FILE__, __LINE__, #call, ovfkit_status_name(expected_ok).data, \
                    ovfkit_error_message(error).data);                                                              \
            exit(1);                                                                                                \
        }                                                                                                           \
        EXPECT(error == NULL);                                                                                      \
    } while (0)

/// That a call failed in one way, and said so twice; takes the error away.
#define EXPECT_STATUS(call, status)                      \
    do {                                                 \
        EXPECT((call) == (status));                      \
        EXPECT(error != NULL);                           \
        EXPECT(ovfkit_error_status(error) == (status));  \
        EXPECT(ovfkit_error_message(error).size != 0);   \
        EXPECT(ovfkit_error_diagnostics(error) != NULL); \
        ovfkit_error_free(error);                        \
        error = NULL;                                    \
    } while (0)

/// Whether a borrowed text says this; it always ends in a NUL.
static inline int says(ovfkit_string text, const char* expected) {
    return text.data != NULL && text.data[text.size] == '\0' && strlen(expected) == text.size &&
           memcmp(text.data, expected, text.size) == 0;
}

#endif
