// SPDX-License-Identifier: Apache-2.0
#include "stream.h"

static ovfkit_error* error = NULL;

static int32_t write_memory(void* user, const void* bytes, size_t size) {
    struct memory* memory = (struct memory*)user;
    if (memory->size + size > memory->fails_at) return 1;
    if (memory->size + size > memory->room) {
        memory->room = 2 * (memory->size + size);
        memory->data = (char*)realloc(memory->data, memory->room);
        EXPECT(memory->data != NULL);
    }
    memcpy(memory->data + memory->size, bytes, size);
    memory->size += size;
    return 0;
}

static int64_t read_memory(void* user, void* buffer, size_t size) {
    struct memory* memory = (struct memory*)user;
    size_t left = memory->size - memory->at;
    if (memory->at >= memory->fails_at) return -1;
    if (size > left) size = left;
    if (size > 1000) size = 1000;  // as a network would
    memcpy(buffer, memory->data + memory->at, size);
    memory->at += size;
    return (int64_t)size;
}

static int64_t read_too_much(void* user, void* buffer, size_t size) {
    (void)user, (void)buffer;
    return (int64_t)size + 1;
}

/// Packs to a stream, which is the same as to a file.
struct memory packed(const char* source, const char* as_file, const char* as_stream) {
    struct memory memory = {NULL, 0, 0, 0, SIZE_MAX};
    struct memory full = {NULL, 0, 0, 0, 2000};
    ovfkit_package* package = NULL;
    ovfkit_packed* made = NULL;
    FILE* file;
    EXPECT_OK(ovfkit_package_open(source, NULL, &package, &error));
    EXPECT_OK(ovfkit_package_pack_stream(package, write_memory, &memory, NULL, &made, &error));
    EXPECT(ovfkit_packed_bytes(made) == memory.size);
    ovfkit_packed_free(made);
    EXPECT_STATUS(ovfkit_package_pack_stream(package, write_memory, &full, NULL, &made, &error), OVFKIT_IO);
    EXPECT(made == NULL);
    EXPECT_OK(ovfkit_package_pack_archive(package, as_file, NULL, NULL, &error));
    file = fopen(as_stream, "wb");
    EXPECT(file != NULL && fwrite(memory.data, 1, memory.size, file) == memory.size && fclose(file) == 0);
    ovfkit_package_free(package);
    free(full.data);
    return memory;
}

/// Lists, reads and verifies what comes out of a stream; answers the descriptor.
ovfkit_descriptor* streamed(struct memory* memory) {
    ovfkit_package* package = NULL;
    ovfkit_descriptor* descriptor = NULL;
    ovfkit_verification* verification = NULL;
    int64_t begin = 1;
    EXPECT_OK(ovfkit_package_open_stream(read_memory, memory, "an upload", NULL, &package, &error));
    EXPECT(says(ovfkit_package_form(package), "archive"));
    EXPECT(ovfkit_package_member_count(package) >= 3);
    EXPECT_STATUS(ovfkit_package_read(package, 1, &(ovfkit_stream*){NULL}, &error), OVFKIT_UNSUPPORTED);
    ovfkit_package_free(package);
    memory->at = 0;
    EXPECT_OK(ovfkit_descriptor_read(read_memory, memory, NULL, NULL, &descriptor, &error));
    EXPECT(ovfkit_entity_requires_trust(descriptor, 0) == 1);
    ovfkit_descriptor_free(descriptor);
    memory->at = 0;
    memory->fails_at = 3000;
    EXPECT_STATUS(ovfkit_verify_stream(read_memory, memory, NULL, NULL, &verification, &error), OVFKIT_IO);
    EXPECT_STATUS(ovfkit_verify_stream(read_too_much, NULL, NULL, NULL, &verification, &error), OVFKIT_IO);
    memory->at = 0;
    memory->fails_at = SIZE_MAX;
    EXPECT_OK(ovfkit_verify_stream(read_memory, memory, "an upload", NULL, &verification, &error));
    EXPECT(ovfkit_verification_has_state(verification, "files-verified") == 1);
    EXPECT(ovfkit_verification_certificate_count(verification) == 0);
    EXPECT(ovfkit_verification_certificate_times(verification, 0, &begin, NULL) == 0 && begin == 1);
    EXPECT_OK(ovfkit_verification_descriptor(verification, &descriptor, &error));
    ovfkit_verification_free(verification);
    return descriptor;
}

/// A stream whose descriptor is not what the manifest says: the decision does not believe it.
void disowned(struct memory* memory) {
    static const char end[] = "true</trust:";
    int flags = 0;
    size_t i;
    ovfkit_verification* verification = NULL;
    ovfkit_descriptor* descriptor = NULL;
    int32_t may = -1;
    for (i = 0; i + sizeof end < memory->size; ++i) {
        if (memcmp(memory->data + i, end, sizeof end - 1) != 0) continue;
        memcpy(memory->data + i, "0   ", 4);
        ++flags;
    }
    EXPECT(flags == 2);
    memory->at = 0;
    EXPECT_OK(ovfkit_verify_stream(read_memory, memory, "altered", NULL, &verification, &error));
    EXPECT(ovfkit_verification_has_state(verification, "files-failed") == 1);
    EXPECT_OK(ovfkit_verification_descriptor(verification, &descriptor, &error));
    EXPECT(ovfkit_entity_requires_trust(descriptor, 0) == 0);
    EXPECT_OK(ovfkit_entity_may_require_trust(descriptor, 0, &may, &error));
    EXPECT(may == 1);
    EXPECT_STATUS(ovfkit_entity_may_require_trust(descriptor, 1, &may, &error), OVFKIT_INVALID_ARGUMENT);
    ovfkit_descriptor_free(descriptor);
    ovfkit_verification_free(verification);
}
