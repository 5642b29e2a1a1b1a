// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_STREAM_H
#define OVFKIT_C_STREAM_H

/// \file
/// Packages and descriptors that come from somewhere else than a file, or go there. See ovfkit.h for how things are
/// used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>
#include <ovfkit/c/package.h>
#include <ovfkit/c/verify.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Reads at most `size` bytes into `buffer`, and at least one unless there are no more. Answers how many; 0 at the end,
/// and anything below 0, or above `size`, is a failure. Called by the thread that called the library. since 0.1.0
typedef int64_t (*ovfkit_read_callback)(void* user, void* buffer, size_t size);

/// Takes all of `size` bytes; 0 is success, all else a failure, after which it is not called any more. Called by the
/// thread that called the library. since 0.1.0
typedef int32_t (*ovfkit_write_callback)(void* user, const void* bytes, size_t size);

/// `ovfkit_descriptor_open` of what `callback` reads: a descriptor, an OVA, or an OVA inside gzip. `name` is what
/// findings call it; NULL: `stream`. Of an archive the files are passed over. Fails also with OVFKIT_IO when the
/// callback does. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_read(ovfkit_read_callback callback, void* user, const char* name,
                                                const ovfkit_limits* limits, ovfkit_descriptor** out,
                                                ovfkit_error** error) OVFKIT_NOEXCEPT;

/// `ovfkit_package_open` of an OVA that `callback` reads, also inside gzip, to its end: its files are listed, and
/// `ovfkit_package_read`, and what needs that, is OVFKIT_UNSUPPORTED afterwards. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_package_open_stream(ovfkit_read_callback callback, void* user, const char* name,
                                                    const ovfkit_limits* limits, ovfkit_package** out,
                                                    ovfkit_error** error) OVFKIT_NOEXCEPT;

/// `ovfkit_verify_path` of an OVA that `callback` reads, also inside gzip, in one pass. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_verify_stream(ovfkit_read_callback callback, void* user, const char* name,
                                              const ovfkit_verify_options* options, ovfkit_verification** out,
                                              ovfkit_error** error) OVFKIT_NOEXCEPT;

/// `ovfkit_package_pack_archive` to what `callback` takes. Every file is read twice, because the digests come first,
/// unless there is no manifest or OVFKIT_PACK_MANIFEST_LAST is set. After a failure what was written is no archive: its
/// end is missing. Fails also with OVFKIT_IO when the callback does. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_package_pack_stream(const ovfkit_package* package, ovfkit_write_callback callback,
                                                    void* user, const ovfkit_pack_options* options, ovfkit_packed** out,
                                                    ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
