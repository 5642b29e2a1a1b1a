// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_BASE_H
#define OVFKIT_C_BASE_H

/// \file
/// What all other headers need: strings, status codes, errors, progress. See ovfkit.h for how things are used.

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define OVFKIT_API __attribute__((visibility("default")))
#else
#define OVFKIT_API
#endif

#ifdef __cplusplus
#define OVFKIT_NOEXCEPT noexcept
extern "C" {
#else
#define OVFKIT_NOEXCEPT
#endif

/// A borrowed text: it belongs to the handle that it was taken from, and lives as long. `data` is never NULL, and a NUL
/// stands behind the last byte, which does not count in `size`. It may hold further NULs. since 0.1.0
typedef struct ovfkit_string {
    /// The bytes; never NULL.
    const char* data;
    /// How many there are, without the NUL behind them.
    size_t size;
} ovfkit_string;

/// A text that the caller owns and frees with `ovfkit_owned_string_free`. Start with all zeros. A function that fills
/// one overwrites what is there. After success `data` is not NULL, and a NUL stands behind the last byte. since 0.1.0
typedef struct ovfkit_owned_string {
    /// The bytes; NULL before anything filled it, and after it was freed.
    char* data;
    /// How many there are, without the NUL behind them.
    size_t size;
} ovfkit_owned_string;

/// What became of a call: OVFKIT_OK, or one of the other constants below. since 0.1.0
typedef int32_t ovfkit_status;

/// What can become of a call; see `ovfkit_status`. since 0.1.0
enum {
    OVFKIT_OK = 0,                ///< it was done
    OVFKIT_NOT_FOUND = 1,         ///< the file or entity that was named does not exist
    OVFKIT_PERMISSION = 2,        ///< the system refused access
    OVFKIT_IO = 3,                ///< any other failure of the system while reading or writing
    OVFKIT_NO_SPACE = 4,          ///< the disk is full, or a quota or a file size limit is reached
    OVFKIT_LIMIT_EXCEEDED = 5,    ///< the input is beyond the limits of the options
    OVFKIT_MALFORMED = 6,         ///< the input is not well-formed
    OVFKIT_NOT_A_DESCRIPTOR = 7,  ///< well-formed, but not a document of the wanted kind
    OVFKIT_UNSUPPORTED = 8,       ///< understood, but this cannot be done with it
    OVFKIT_INVALID_ARGUMENT = 9,  ///< the caller asked for something that makes no sense; also a NULL that may not be
    OVFKIT_ALREADY_EXISTS = 10,   ///< a file is in the way that must not be replaced
    OVFKIT_CANCELLED = 11,        ///< the progress callback asked to stop
    OVFKIT_OUT_OF_MEMORY = 12,    ///< there is not enough memory
    OVFKIT_INTERNAL = 13          ///< a mistake in the library; the message says what is known
};

/// How much a finding matters. since 0.1.0
enum {
    OVFKIT_SEVERITY_NONE = -1,    ///< there is none
    OVFKIT_SEVERITY_NOTE = 0,     ///< worth knowing
    OVFKIT_SEVERITY_WARNING = 1,  ///< may be misread or refused by some
    OVFKIT_SEVERITY_ERROR = 2     ///< not as it has to be
};

/// A fact that a file states, or does not. since 0.1.0
enum {
    OVFKIT_FACT_ABSENT = 0,  ///< nothing is said
    OVFKIT_FACT_FALSE = 1,   ///< it says no
    OVFKIT_FACT_TRUE = 2     ///< it says yes, or nobody can tell what it says
};

/// Forms of a report. Not every report has each of them. since 0.1.0
enum {
    OVFKIT_FORMAT_TEXT = 0,     ///< for people, without colours
    OVFKIT_FORMAT_JSON = 1,     ///< the document that the command line prints, by the schemas of ovfkit
    OVFKIT_FORMAT_SARIF = 2,    ///< for code scanning (SARIF 2.1.0)
    OVFKIT_FORMAT_JUNIT = 3,    ///< for build servers
    OVFKIT_FORMAT_HTML = 4,     ///< a page by itself
    OVFKIT_FORMAT_CSV = 5,      ///< for spreadsheets (RFC 4180)
    OVFKIT_FORMAT_MARKDOWN = 6  ///< for manuals
};

/// Why a call failed; to be freed with `ovfkit_error_free`. Threads: any number at once. since 0.1.0
typedef struct ovfkit_error ovfkit_error;

/// Findings about an input; always borrowed. See diagnostics.h. Threads: any number at once. since 0.1.0
typedef struct ovfkit_diagnostics ovfkit_diagnostics;

/// Told about long work every few MiB, by whichever thread does it but by one at a time: the file in work (valid during
/// the call only), the bytes done, and the bytes of the whole work, which are UINT64_MAX when nobody knows. 0 cancels:
/// the call ends with OVFKIT_CANCELLED and leaves nothing behind. since 0.1.0
typedef int32_t (*ovfkit_progress_callback)(void* user, const char* what, uint64_t done, uint64_t total);

/// The version of the library in use, as `major.minor.patch`. Lives as long as the program. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_version(void) OVFKIT_NOEXCEPT;

/// The number in the SONAME: programs that were compiled for another one do not work with this library. since 0.1.0
OVFKIT_API uint32_t ovfkit_abi_version(void) OVFKIT_NOEXCEPT;

/// The lower-case word of a status, such as `not_found`; `unknown` for a number that is none. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_status_name(ovfkit_status status) OVFKIT_NOEXCEPT;

/// Frees the text and sets `text` to zeros. NULL and zeros do nothing. since 0.1.0
OVFKIT_API void ovfkit_owned_string_free(ovfkit_owned_string* text) OVFKIT_NOEXCEPT;

/// Frees an error. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_error_free(ovfkit_error* error) OVFKIT_NOEXCEPT;

/// The status that the failed call returned; OVFKIT_OK for NULL. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_error_status(const ovfkit_error* error) OVFKIT_NOEXCEPT;

/// One sentence for people, without control characters and without a full stop. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_error_message(const ovfkit_error* error) OVFKIT_NOEXCEPT;

/// The rule of the finding that says the same, such as `xml/malformed`; empty if there is none. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_error_rule(const ovfkit_error* error) OVFKIT_NOEXCEPT;

/// The file that the error is about, as it was named; empty if there is none. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_error_source(const ovfkit_error* error) OVFKIT_NOEXCEPT;

/// Its line, counted from 1; 0 when unknown. since 0.1.0
OVFKIT_API uint64_t ovfkit_error_line(const ovfkit_error* error) OVFKIT_NOEXCEPT;

/// Its column, counted from 1 in characters; 0 when unknown. since 0.1.0
OVFKIT_API uint64_t ovfkit_error_column(const ovfkit_error* error) OVFKIT_NOEXCEPT;

/// What was found in the input until the call failed; empty when nothing was. Borrowed; NULL only for NULL. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_error_diagnostics(const ovfkit_error* error) OVFKIT_NOEXCEPT;

/// What stands in place of a report about an input that could not be read, as OVFKIT_FORMAT_JSON: the document that the
/// command line prints then. `failed` is the error that is told about, `error` why it could not be. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_error_render(const ovfkit_error* failed, int32_t format, ovfkit_owned_string* out,
                                             ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
