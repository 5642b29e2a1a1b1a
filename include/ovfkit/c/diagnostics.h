// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_DIAGNOSTICS_H
#define OVFKIT_C_DIAGNOSTICS_H

/// \file
/// Findings about an input, and the catalog of what can be found. See ovfkit.h for how things are used.

#include <ovfkit/c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How many findings there are. since 0.1.0
OVFKIT_API size_t ovfkit_diagnostics_count(const ovfkit_diagnostics* diagnostics) OVFKIT_NOEXCEPT;

/// How many more were found and not kept, because there were too many. since 0.1.0
OVFKIT_API uint64_t ovfkit_diagnostics_dropped(const ovfkit_diagnostics* diagnostics) OVFKIT_NOEXCEPT;

/// The greatest severity of all findings; OVFKIT_SEVERITY_NONE when there are none. since 0.1.0
OVFKIT_API int32_t ovfkit_diagnostics_worst(const ovfkit_diagnostics* diagnostics) OVFKIT_NOEXCEPT;

/// The severity of finding `index`; OVFKIT_SEVERITY_NONE if there is no such finding. since 0.1.0
OVFKIT_API int32_t ovfkit_diagnostics_severity(const ovfkit_diagnostics* diagnostics, size_t index) OVFKIT_NOEXCEPT;

/// The rule that was broken, such as `trust/unknown-flag-value`; never changes between versions. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_diagnostics_rule(const ovfkit_diagnostics* diagnostics, size_t index) OVFKIT_NOEXCEPT;

/// What was found, one sentence without control characters. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_diagnostics_message(const ovfkit_diagnostics* diagnostics,
                                                    size_t index) OVFKIT_NOEXCEPT;

/// How to mend it; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_diagnostics_hint(const ovfkit_diagnostics* diagnostics, size_t index) OVFKIT_NOEXCEPT;

/// The file that it is in, as it was named. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_diagnostics_source(const ovfkit_diagnostics* diagnostics, size_t index) OVFKIT_NOEXCEPT;

/// The path of the element, such as `/Envelope/DiskSection/Disk[2]/@ovf:capacity`; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_diagnostics_path(const ovfkit_diagnostics* diagnostics, size_t index) OVFKIT_NOEXCEPT;

/// The line, counted from 1; 0 when unknown. since 0.1.0
OVFKIT_API uint64_t ovfkit_diagnostics_line(const ovfkit_diagnostics* diagnostics, size_t index) OVFKIT_NOEXCEPT;

/// The column, counted from 1 in characters, not bytes; 0 when unknown. since 0.1.0
OVFKIT_API uint64_t ovfkit_diagnostics_column(const ovfkit_diagnostics* diagnostics, size_t index) OVFKIT_NOEXCEPT;

/// The bytes `[*begin, *end)` of the source that are meant. Answers 1 when they are known, else 0 and changes nothing.
/// Either pointer may be NULL. since 0.1.0
OVFKIT_API int32_t ovfkit_diagnostics_span(const ovfkit_diagnostics* diagnostics, size_t index, uint64_t* begin,
                                           uint64_t* end) OVFKIT_NOEXCEPT;

/// The byte of a source that is no text, such as an archive. Answers 1 when it is known, else 0 and changes nothing.
/// since 0.1.0
OVFKIT_API int32_t ovfkit_diagnostics_offset(const ovfkit_diagnostics* diagnostics, size_t index,
                                             uint64_t* offset) OVFKIT_NOEXCEPT;

/// How many further places explain the finding, such as the first of two equal ids. since 0.1.0
OVFKIT_API size_t ovfkit_diagnostics_related_count(const ovfkit_diagnostics* diagnostics, size_t index) OVFKIT_NOEXCEPT;

/// What further place `related` of finding `index` says. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_diagnostics_related_message(const ovfkit_diagnostics* diagnostics, size_t index,
                                                            size_t related) OVFKIT_NOEXCEPT;

/// The file of a further place. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_diagnostics_related_source(const ovfkit_diagnostics* diagnostics, size_t index,
                                                           size_t related) OVFKIT_NOEXCEPT;

/// The line of a further place, counted from 1; 0 when unknown. since 0.1.0
OVFKIT_API uint64_t ovfkit_diagnostics_related_line(const ovfkit_diagnostics* diagnostics, size_t index,
                                                    size_t related) OVFKIT_NOEXCEPT;

/// The column of a further place, counted from 1 in characters; 0 when unknown. since 0.1.0
OVFKIT_API uint64_t ovfkit_diagnostics_related_column(const ovfkit_diagnostics* diagnostics, size_t index,
                                                      size_t related) OVFKIT_NOEXCEPT;

/// How many rules there are that findings can be about. since 0.1.0
OVFKIT_API size_t ovfkit_rule_count(void) OVFKIT_NOEXCEPT;

/// Rule `index` of all, sorted: its slug. Lives as long as the program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_rule_slug(size_t index) OVFKIT_NOEXCEPT;

/// What is wrong when rule `index` is reported: one sentence. Lives as long as the
/// program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_rule_title(size_t index) OVFKIT_NOEXCEPT;

/// The clause of the specification that it implements, or the source of the fact; may be empty. Lives as long as the
/// program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_rule_clause(size_t index) OVFKIT_NOEXCEPT;

/// Why it matters to somebody who imports the file. Lives as long as the
/// program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_rule_rationale(size_t index) OVFKIT_NOEXCEPT;

/// How to mend it, when one way is right most of the time; may be empty. Lives as long as the
/// program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_rule_hint(size_t index) OVFKIT_NOEXCEPT;

/// The severity it has by itself. since 0.1.0
OVFKIT_API int32_t ovfkit_rule_severity(size_t index) OVFKIT_NOEXCEPT;

/// What a compiler would print: each finding with its place, and the line of the source if `source` holds it, whose
/// bytes findings call `name`; both may be NULL. Empty when there are none. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_diagnostics_render(const ovfkit_diagnostics* diagnostics, const char* source,
                                                   size_t size, const char* name, ovfkit_owned_string* out,
                                                   ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The first version that reports rule `index`. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_rule_since(size_t index) OVFKIT_NOEXCEPT;

/// What breaks rule `index`, a few lines; empty if there is no example. Lives as long as the program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_rule_bad_example(size_t index) OVFKIT_NOEXCEPT;

/// The same as it should be. Lives as long as the program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_rule_good_example(size_t index) OVFKIT_NOEXCEPT;

/// Finds a rule by its slug. Answers 1 and sets `*index` when it is known, else 0 and changes nothing. since 0.1.0
OVFKIT_API int32_t ovfkit_rule_find(const char* slug, size_t* index) OVFKIT_NOEXCEPT;

/// What `ovfkit rules` prints of all rules, as OVFKIT_FORMAT_TEXT, OVFKIT_FORMAT_JSON or OVFKIT_FORMAT_MARKDOWN.
/// since 0.1.0
OVFKIT_API ovfkit_status ovfkit_rules_render(int32_t format, ovfkit_owned_string* out,
                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
