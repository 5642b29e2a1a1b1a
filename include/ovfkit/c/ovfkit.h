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
///   an index that is not there, or of NULL, is answered with an empty string, 0 or NULL, unless the strict answer is
///   another one: that is said then.
/// - Options are handles as well: `..._create`, setters, `..._free`. NULL in place of options means the defaults. A
///   function copies what it needs, so options may be freed or changed right after a call.
/// - Texts that go in are UTF-8 and end in a NUL, unless a size is given with them; paths are the bytes that the
///   operating system takes. What comes out is UTF-8 unless it is the bytes of a file. `-` is no special path.
/// - Enumerations are passed as `int32_t`. A number that means nothing is OVFKIT_INVALID_ARGUMENT.
///
/// Nothing here prints, reads the environment or the clock, or uses the network, unless a function says so: times are
/// arguments, in seconds since 1970. No callback may throw or jump out, nor free or change what is in use by the call
/// that called it.
///
/// Different handles never share anything that could be noticed, and may be used from different threads at once. What
/// may be done with one handle is said where its type is:
///
/// - "any number at once": it does not change, or guards itself;
/// - "one that sets, or any number that read": while a function runs that takes it without `const`, no other may; a
///   callback that was set is called from each thread that uses the options;
/// - "one at a time".
///
/// Freeing is for one thread, when no other uses the handle, or anything that is borrowed from it, any more.
///
/// The symbols of this header are all that is promised. Within one major version of the SONAME (`libovfkit_c.so.0`,
/// `ovfkit_abi_version`) no function changes or goes, no number gets another meaning, and the two structures stay what
/// they are; `since` says in which version something came. What grows are functions and enumerations: a program has to
/// take a number that it does not know for the strictest (refused, an error, not trusted). Handles are opaque, so that
/// no program depends on their size.

#include <ovfkit/c/activation.h>
#include <ovfkit/c/attest.h>
#include <ovfkit/c/base.h>
#include <ovfkit/c/convert.h>
#include <ovfkit/c/descriptor.h>
#include <ovfkit/c/diagnostics.h>
#include <ovfkit/c/edit.h>
#include <ovfkit/c/engine.h>
#include <ovfkit/c/environment.h>
#include <ovfkit/c/facts.h>
#include <ovfkit/c/fix.h>
#include <ovfkit/c/import.h>
#include <ovfkit/c/package.h>
#include <ovfkit/c/policy.h>
#include <ovfkit/c/record.h>
#include <ovfkit/c/sign.h>
#include <ovfkit/c/store.h>
#include <ovfkit/c/stream.h>
#include <ovfkit/c/validate.h>
#include <ovfkit/c/verify.h>

#endif
