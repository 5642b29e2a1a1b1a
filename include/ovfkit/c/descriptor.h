// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_DESCRIPTOR_H
#define OVFKIT_C_DESCRIPTOR_H

/// \file
/// Reading a descriptor and asking what it holds. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A descriptor that was read, of any dialect, and the package it came in if there was one. Nothing of it changes: an
/// edit makes another one. To be freed with `ovfkit_descriptor_free`. Threads: any number at once. since 0.1.0
typedef struct ovfkit_descriptor ovfkit_descriptor;

/// What a reader accepts before it gives up. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_limits ovfkit_limits;

/// What is limited, with the value that it has at first. since 0.1.0
enum {
    OVFKIT_LIMIT_BYTES = 0,            ///< of one descriptor; 64 MiB
    OVFKIT_LIMIT_DEPTH = 1,            ///< of nested elements; 200
    OVFKIT_LIMIT_ATTRIBUTES = 2,       ///< on one element; 256
    OVFKIT_LIMIT_NODES = 3,            ///< of one document; 250000
    OVFKIT_LIMIT_NAMESPACES = 4,       ///< declarations in one document; 1000
    OVFKIT_LIMIT_ATTRIBUTE_BYTES = 5,  ///< of one attribute; 16 MiB
    OVFKIT_LIMIT_DIAGNOSTICS = 6,      ///< findings that are kept; 1000
    OVFKIT_LIMIT_NAMESPACE_BYTES = 7   ///< of one namespace; 1024
};

/// The default limits; NULL when there is no memory. since 0.1.0
OVFKIT_API ovfkit_limits* ovfkit_limits_create(void) OVFKIT_NOEXCEPT;

/// Sets one of the limits, an OVFKIT_LIMIT_... number. Values beyond what the library can do are lowered when they are
/// used. Fails with OVFKIT_INVALID_ARGUMENT for an unknown limit. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_limits_set(ovfkit_limits* limits, int32_t which, uint64_t value,
                                           ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees limits. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_limits_free(ovfkit_limits* limits) OVFKIT_NOEXCEPT;

/// Reads the descriptor at `path`, or the one of the package there: a directory, an OVA, an OVA inside gzip; each file
/// may be a pipe. What a file is, is told by its bytes. Whether the files that it names exist is not looked at; see
/// verify.h. Findings do not make it fail, unless there is no descriptor: then they are in the error. Fails also with
/// OVFKIT_NOT_FOUND, OVFKIT_PERMISSION, OVFKIT_IO, OVFKIT_LIMIT_EXCEEDED, OVFKIT_MALFORMED, OVFKIT_NOT_A_DESCRIPTOR and
/// OVFKIT_UNSUPPORTED. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_open(const char* path, const ovfkit_limits* limits, ovfkit_descriptor** out,
                                                ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Reads a descriptor from memory, which is copied; `name` is what findings call it. Fails as above. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_parse(const void* bytes, size_t size, const char* name,
                                                 const ovfkit_limits* limits, ovfkit_descriptor** out,
                                                 ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees a descriptor. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_descriptor_free(ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// The bytes as they are in the file, in its encoding. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_bytes(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// What findings call it. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_name(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// `vmware-0.9`, `dmtf-1.x`, `dmtf-2.x`, `vmware`, `virtualbox`, `xen`, `ovirt` or `ovirt-ova`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_dialect(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// `vm`, `template` or `collection`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_kind(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// What was found while it was read, and about its trust flags. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_descriptor_diagnostics(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// What `ovfkit inspect` prints, as OVFKIT_FORMAT_TEXT or OVFKIT_FORMAT_JSON. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_inspect(const ovfkit_descriptor* descriptor, int32_t format,
                                                   ovfkit_owned_string* out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Writes the bytes to the file at `path`, whole or not at all. With `replace` 0 a file that is there is
/// OVFKIT_ALREADY_EXISTS and stays as it is. Fails also with OVFKIT_NOT_FOUND, OVFKIT_PERMISSION, OVFKIT_NO_SPACE and
/// OVFKIT_IO. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_write(const ovfkit_descriptor* descriptor, const char* path, int32_t replace,
                                                 ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many VMs and templates there are, those inside collections included, in document order. since 0.1.0
OVFKIT_API size_t ovfkit_descriptor_entity_count(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// The id under which the product knows entity `index`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_id(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// Its name; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_name(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// `vm` or `template`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_kind(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// What the operating system is called in the file; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_os(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// `bios` or `efi`; empty when unknown. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_firmware(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// Virtual CPUs in all under the default deployment configuration. Answers 1 when known, else 0 and changes nothing.
/// since 0.1.0
OVFKIT_API int32_t ovfkit_entity_cpus(const ovfkit_descriptor* descriptor, size_t index,
                                      uint64_t* cpus) OVFKIT_NOEXCEPT;

/// Memory in bytes under the default deployment configuration (DSP0004 units resolved). Answers 1 when known, else 0
/// and changes nothing. since 0.1.0
OVFKIT_API int32_t ovfkit_entity_memory_bytes(const ovfkit_descriptor* descriptor, size_t index,
                                              uint64_t* bytes) OVFKIT_NOEXCEPT;

/// Whether it must run on a trusted host, as the flags say that stand where they belong: an OVFKIT_FACT_... number.
/// since 0.1.0
OVFKIT_API int32_t ovfkit_entity_trusted_host(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// Whether it comes from a trusted cluster, in the same way. since 0.1.0
OVFKIT_API int32_t ovfkit_entity_trusted_cluster(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// 1 when any flag asks for trust, wherever it stands and whatever it is called, or there is no such entity; else 0.
/// Whether a 0 can be believed is what `ovfkit_entity_may_require_trust` says. since 0.1.0
OVFKIT_API int32_t ovfkit_entity_requires_trust(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// How many disks entity `index` has. since 0.1.0
OVFKIT_API size_t ovfkit_entity_disk_count(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// The `ovf:diskId` of disk `disk` of entity `index`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_disk_id(const ovfkit_descriptor* descriptor, size_t index,
                                               size_t disk) OVFKIT_NOEXCEPT;

/// The file that backs it; empty if there is none. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_disk_file(const ovfkit_descriptor* descriptor, size_t index,
                                                 size_t disk) OVFKIT_NOEXCEPT;

/// The kind of its controller, such as `scsi`; empty when unknown. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_disk_controller(const ovfkit_descriptor* descriptor, size_t index,
                                                       size_t disk) OVFKIT_NOEXCEPT;

/// Its capacity in bytes. Answers 1 when known, else 0 and changes nothing. since 0.1.0
OVFKIT_API int32_t ovfkit_entity_disk_capacity(const ovfkit_descriptor* descriptor, size_t index, size_t disk,
                                               uint64_t* bytes) OVFKIT_NOEXCEPT;

/// How many network adapters entity `index` has. since 0.1.0
OVFKIT_API size_t ovfkit_entity_nic_count(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// The name of adapter `nic` of entity `index`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_nic_name(const ovfkit_descriptor* descriptor, size_t index,
                                                size_t nic) OVFKIT_NOEXCEPT;

/// Its MAC address as the file has it; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_nic_mac(const ovfkit_descriptor* descriptor, size_t index,
                                               size_t nic) OVFKIT_NOEXCEPT;

/// The network that it connects to; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_entity_nic_network(const ovfkit_descriptor* descriptor, size_t index,
                                                   size_t nic) OVFKIT_NOEXCEPT;

/// How many files the descriptor references (DSP0243 1.1.1, 7.1). since 0.1.0
OVFKIT_API size_t ovfkit_descriptor_file_count(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// The `ovf:id` of file `index`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_file_id(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// Its `ovf:href` as it stands; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_file_href(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// The size that the descriptor states for it, in bytes. Answers 1 when it does, else 0 and changes nothing. since
/// 0.1.0
OVFKIT_API int32_t ovfkit_descriptor_file_size(const ovfkit_descriptor* descriptor, size_t index,
                                               uint64_t* bytes) OVFKIT_NOEXCEPT;

/// How many networks the descriptor names. since 0.1.0
OVFKIT_API size_t ovfkit_descriptor_network_count(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// The name of network `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_network(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

/// The digest of the bytes, SHA-256 in hexadecimal: what a record of a decision holds. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_sha256(const ovfkit_descriptor* descriptor, ovfkit_owned_string* out,
                                                  ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Whether entity `index` requires trust, or counts as if it did, because its signed statement is altered or its
/// package disowns the descriptor: `*may` becomes 1 or 0. To be asked by whoever acts on flags without a policy. Fails
/// with OVFKIT_INVALID_ARGUMENT if there is no such entity. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_entity_may_require_trust(const ovfkit_descriptor* descriptor, size_t index,
                                                         int32_t* may, ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
