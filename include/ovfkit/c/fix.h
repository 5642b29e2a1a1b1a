// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_FIX_H
#define OVFKIT_C_FIX_H

/// \file
/// Mending descriptors. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>
#include <ovfkit/c/verify.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How many rules there are of which a violation can be mended, because there is one right answer. since 0.1.0
OVFKIT_API size_t ovfkit_fixable_count(void) OVFKIT_NOEXCEPT;

/// Rule `index` of these, sorted: its slug. Lives as long as the program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_fixable_rule(size_t index) OVFKIT_NOEXCEPT;

/// Makes a descriptor of `descriptor` in which what breaks one of the `count` rules is mended; NULL and 0: what breaks
/// any. What is not mended is byte for byte as it was, and the meaning for a reader that understood it stays the same.
/// `verification` of the package that it came in, or NULL, says which files are what they should be: the size of no
/// other is believed. The new descriptor does not belong to a package any more; when its package disowned the old one,
/// it counts as disowned as well.
///
/// Fails with OVFKIT_NOT_FOUND for a rule that cannot be mended. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_descriptor_fix(const ovfkit_descriptor* descriptor, const char* const* rules,
                                               size_t count, const ovfkit_verification* verification,
                                               ovfkit_descriptor** out, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many things were mended when `descriptor` was made by `ovfkit_descriptor_fix`; 0 if it was not. since 0.1.0
OVFKIT_API size_t ovfkit_descriptor_mended_count(const ovfkit_descriptor* descriptor) OVFKIT_NOEXCEPT;

/// The rule that thing `index` broke. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_mended_rule(const ovfkit_descriptor* descriptor,
                                                       size_t index) OVFKIT_NOEXCEPT;

/// What was done about it. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_descriptor_mended_what(const ovfkit_descriptor* descriptor,
                                                       size_t index) OVFKIT_NOEXCEPT;

/// The line where it stood before, counted from 1; 0 when unknown. since 0.1.0
OVFKIT_API uint64_t ovfkit_descriptor_mended_line(const ovfkit_descriptor* descriptor, size_t index) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
