// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_PACKAGE_H
#define OVFKIT_C_PACKAGE_H

/// \file
/// Packages: their files, packing and unpacking. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>
#include <ovfkit/c/sign.h>
#include <ovfkit/c/verify.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A package that was opened: its descriptor is read, its files are known, and nothing of them is verified. Threads:
/// any number at once. since 0.1.0
typedef struct ovfkit_package ovfkit_package;

/// The bytes of a file of a package, once and in order. Threads: one at a time. since 0.1.0
typedef struct ovfkit_stream ovfkit_stream;

/// How packages are made. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_pack_options ovfkit_pack_options;

/// What was packed. Threads: any number at once. since 0.1.0
typedef struct ovfkit_packed ovfkit_packed;

/// Opens the package at `path`: a directory, a descriptor with its files beside it, an OVA, an OVA inside gzip. Fails
/// as `ovfkit_descriptor_open` does, and with OVFKIT_UNSUPPORTED for a pipe. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_package_open(const char* path, const ovfkit_limits* limits, ovfkit_package** out,
                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a package. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_package_free(ovfkit_package* package) OVFKIT_NOEXCEPT;

/// `directory`, `bare`, `archive` or `compressed-archive`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_package_form(const ovfkit_package* package) OVFKIT_NOEXCEPT;

/// What was found while it was opened. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_package_diagnostics(const ovfkit_package* package) OVFKIT_NOEXCEPT;

/// Its descriptor, as `ovfkit_descriptor_open` reads it; a handle of its own. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_package_descriptor(const ovfkit_package* package, ovfkit_descriptor** out,
                                                   ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many files there are: in the order of the archive, else sorted by name. since 0.1.0
OVFKIT_API size_t ovfkit_package_member_count(const ovfkit_package* package) OVFKIT_NOEXCEPT;

/// The name of file `index`, relative to the folder of the descriptor. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_package_member_name(const ovfkit_package* package, size_t index) OVFKIT_NOEXCEPT;

/// Its size in bytes. since 0.1.0
OVFKIT_API uint64_t ovfkit_package_member_size(const ovfkit_package* package, size_t index) OVFKIT_NOEXCEPT;

/// Where its first byte is in the archive. Answers 1 when it can be read in place, else 0 and changes nothing. since
/// 0.1.0
OVFKIT_API int32_t ovfkit_package_member_offset(const ovfkit_package* package, size_t index,
                                                uint64_t* offset) OVFKIT_NOEXCEPT;

/// How many things are there beside the files: links, devices, unsafe names, second members of a name. since 0.1.0
OVFKIT_API size_t ovfkit_package_refused_count(const ovfkit_package* package) OVFKIT_NOEXCEPT;

/// The name of such a thing, as it is: not escaped. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_package_refused(const ovfkit_package* package, size_t index) OVFKIT_NOEXCEPT;

/// Starts to read file `index`. The stream keeps what it needs of the package. Fails with OVFKIT_UNSUPPORTED
/// when the package came out of a pipe and is gone, and with OVFKIT_IO. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_package_read(const ovfkit_package* package, size_t index, ovfkit_stream** out,
                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Reads at most `size` bytes into `buffer`; `*read` becomes how many, 0 at the end. Fails with OVFKIT_IO and
/// OVFKIT_MALFORMED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_stream_read(ovfkit_stream* stream, void* buffer, size_t size, size_t* read,
                                            ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Ends reading. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_stream_free(ovfkit_stream* stream) OVFKIT_NOEXCEPT;

/// The same as `ovfkit_verify_path` for a package that is open. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_package_verify(const ovfkit_package* package, const ovfkit_verify_options* options,
                                               ovfkit_verification** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The defaults: a manifest with SHA-256, not signed; NULL when there is no memory. since 0.1.0
OVFKIT_API ovfkit_pack_options* ovfkit_pack_options_create(void) OVFKIT_NOEXCEPT;

/// Frees options. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_pack_options_free(ovfkit_pack_options* options) OVFKIT_NOEXCEPT;

/// The digests of the new manifest, an OVFKIT_DIGEST_... number; OVFKIT_DIGEST_NONE: no manifest. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_pack_options_set_digest(ovfkit_pack_options* options, int32_t digest,
                                                        ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Switches of packing; all are 0 at first. since 0.1.0
enum {
    OVFKIT_PACK_MANIFEST_LAST = 0,        ///< the manifest stands behind all files, not behind the descriptor
    OVFKIT_PACK_KEEP_MANIFEST = 1,        ///< manifest and certificate are taken over; digest and signer do not count
    OVFKIT_PACK_IGNORE_OLD_MANIFEST = 2,  ///< a file that is not what the old manifest says is packed all the same
    OVFKIT_PACK_CORRECT_SIZES = 3,        ///< the descriptor gets the real sizes of the files
    OVFKIT_PACK_GZIP = 4,                 ///< disks are compressed, unless they are already
    OVFKIT_PACK_ALL_FILES = 5,            ///< also what the descriptor does not reference
    OVFKIT_PACK_KEEP_EXISTING = 6         ///< an archive at the path is OVFKIT_ALREADY_EXISTS, and stays as it is
};

/// Sets a switch, an OVFKIT_PACK_... number, to 0 or 1; all are 0 at first. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_pack_options_set_switch(ovfkit_pack_options* options, int32_t which, int32_t on,
                                                        ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Cuts files that are larger into chunks of so many bytes (DSP0243 1.1.1, 7.1); 0: leaves them whole. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_pack_options_set_chunk_size(ovfkit_pack_options* options, uint64_t bytes,
                                                            ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Signs the new manifest; NULL: nobody does. The signer is copied; what its callback needs is not. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_pack_options_set_signer(ovfkit_pack_options* options, const ovfkit_signer* signer,
                                                        ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Calls `callback` while files are read; NULL: nobody. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_pack_options_set_progress(ovfkit_pack_options* options,
                                                          ovfkit_progress_callback callback, void* user,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Makes an archive of `package` at `path` (DSP0243 1.1.1, 5.3), whole or not at all. `out` may be NULL. Fails with
/// OVFKIT_NOT_FOUND for a file that is missing, OVFKIT_MALFORMED for one that is not what a manifest or the descriptor
/// says, OVFKIT_INVALID_ARGUMENT for names that clash, OVFKIT_CANCELLED, and as writing fails. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_package_pack_archive(const ovfkit_package* package, const char* path,
                                                     const ovfkit_pack_options* options, ovfkit_packed** out,
                                                     ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The same as a new directory; what is at `path` already is OVFKIT_ALREADY_EXISTS. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_package_pack_directory(const ovfkit_package* package, const char* path,
                                                       const ovfkit_pack_options* options, ovfkit_packed** out,
                                                       ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees what was told about a packed package; its files stay. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_packed_free(ovfkit_packed* packed) OVFKIT_NOEXCEPT;

/// The bytes of the archive, or the sum of the files of the directory. since 0.1.0
OVFKIT_API uint64_t ovfkit_packed_bytes(const ovfkit_packed* packed) OVFKIT_NOEXCEPT;

/// How many files were written. since 0.1.0
OVFKIT_API size_t ovfkit_packed_member_count(const ovfkit_packed* packed) OVFKIT_NOEXCEPT;

/// The name of file `index`, in the order in which they were written. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_packed_member_name(const ovfkit_packed* packed, size_t index) OVFKIT_NOEXCEPT;

/// What was left out, and all other findings. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_packed_diagnostics(const ovfkit_packed* packed) OVFKIT_NOEXCEPT;

/// Writes every file of `package` into a new directory at `path`, verified meanwhile; it appears whole or not at all.
/// `out` may be NULL. Fails with OVFKIT_ALREADY_EXISTS, with OVFKIT_MALFORMED when the package is not what its manifest
/// says (unless OVFKIT_VERIFY_INSIST is 0), with OVFKIT_INVALID_ARGUMENT for names that are not safe, and
/// OVFKIT_CANCELLED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_package_unpack(const ovfkit_package* package, const char* path,
                                               const ovfkit_verify_options* options, ovfkit_verification** out,
                                               ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
