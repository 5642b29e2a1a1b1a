// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_TESTS_C_STREAM_H
#define OVFKIT_TESTS_C_STREAM_H

#include "expect.h"

/// An archive in memory, and how far it was read.
struct memory {
    char* data;
    size_t size;
    size_t room;
    size_t at;
    size_t fails_at;  ///< the place where reading or writing fails; SIZE_MAX: nowhere
};

/// Packs to a stream, which the test compares with the file that is packed as well.
struct memory packed(const char* source, const char* as_file, const char* as_stream);

/// Lists, reads and verifies what comes out of a stream; answers the descriptor.
ovfkit_descriptor* streamed(struct memory* memory);

/// Alters the descriptor in the archive: then the package does not stand for it, and a decision does not believe it.
void disowned(struct memory* memory);

#endif
