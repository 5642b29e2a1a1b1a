// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_OVFKIT_H
#define OVFKIT_C_OVFKIT_H

/// \file
/// ovfkit for programs that are not written in C++: reads, checks, edits, converts, packs and signs OVF descriptors and
/// packages, and decides their import. Link with `-lovfkit_c`.
///
/// How the functions are used:
///
/// - What a function makes is a *handle* of an opaque type. It is freed by the function that is named after the type
///   (`ovfkit_descriptor_free`), once; freeing NULL does nothing. Handles do not depend on each other, unless a
///   function says that what it returns is borrowed: a `const` pointer or an `ovfkit_string`, which lives as long as
///   the handle it was taken from and is never freed.
/// - What can go wrong returns an `ovfkit_status`, and takes a pointer to an `ovfkit_error` pointer as its last
///   argument, which may be NULL. After a failure it holds an error that tells why, to be freed with
///   `ovfkit_error_free`; after success NULL. What was to be made is NULL or empty after a failure. Every one of
///   them can fail with OVFKIT_INVALID_ARGUMENT, for a NULL that may not be and for a number beyond what is said, and
///   with OVFKIT_OUT_OF_MEMORY; what else can happen is said with each.
/// - Lists are counted: `..._count` says how many there are, and the others take an index from 0 on. What is asked of
///   an index that is not there, or of NULL, is answered with an empty string, 0 or NULL.
/// - Options are handles as well: `..._create`, setters, `..._free`. NULL in place of options means the defaults. A
///   function copies what it needs, so options may be freed or changed right after a call.
/// - Texts that go in are UTF-8 and end in a NUL, unless a size is given with them; paths are the bytes that the
///   operating system takes. What comes out is UTF-8 unless it is the bytes of a file. `-` is no special path.
/// - Enumerations are passed as `int32_t`. A number that means nothing is OVFKIT_INVALID_ARGUMENT.
///
/// Nothing here prints, reads the environment or the clock, or uses the network, unless a function says so: times are
/// arguments, in seconds since 1970. Different handles may be used from different threads at once, and what
/// is only read (`const`) from several; options, stores and streams belong to one thread at a time. No callback may
/// throw or jump out.
///
/// The symbols of this header are all that is promised. Within one major version of the SONAME (`libovfkit_c.so.0`) no
/// function changes or goes; `since` in the documentation of each says in which version it came.

#include <ovfkit/c/attest.h>
#include <ovfkit/c/base.h>
#include <ovfkit/c/convert.h>
#include <ovfkit/c/descriptor.h>
#include <ovfkit/c/diagnostics.h>
#include <ovfkit/c/edit.h>
#include <ovfkit/c/import.h>
#include <ovfkit/c/package.h>
#include <ovfkit/c/policy.h>
#include <ovfkit/c/sign.h>
#include <ovfkit/c/store.h>
#include <ovfkit/c/validate.h>
#include <ovfkit/c/verify.h>

#endif
