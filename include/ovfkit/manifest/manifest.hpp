// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/base/span.hpp>
#include <ovfkit/crypto/digest.hpp>

/// Reads and writes the lines of a manifest and of a certificate file. Opens no file, and compares no digest.
namespace ovfkit::manifest {

/// One line of a manifest: the digest of one file.
struct Entry {
    std::string name;       ///< of the file, as it stands there
    std::string algorithm;  ///< as it stands there: `SHA256`, `SHA1`, or what nobody knows
    std::string digest;     ///< lower-case hex, as long as the algorithm wants if that is known
    Span at{};              ///< of the line, without its end

    friend bool operator==(const Entry& a, const Entry& b) {
        return a.name == b.name && a.algorithm == b.algorithm && a.digest == b.digest;
    }
    friend bool operator!=(const Entry& a, const Entry& b) { return !(a == b); }

    /// The algorithm, in any letter case and also as `SHA2-256` or `SHA-256`; empty for one that cannot be verified.
    [[nodiscard]] std::optional<crypto::DigestAlgorithm> known_algorithm() const;
};

/// What stands in a manifest.
struct Manifest {
    std::vector<Entry> entries;  ///< in the order of the lines
    /// How many lines were no entry, those with a digest of the wrong length among them; what they were meant to
    /// protect is unknown. Each is an error among the findings.
    std::size_t unreadable_lines = 0;
};

/// What is refused because it is too large.
struct ParseLimits {
    std::size_t max_bytes = 16U << 20U;  ///< never above 4 GiB - 1
    std::size_t max_entries = 100'000;   ///< unreadable lines count as well
    /// Of one file name.
    std::size_t max_name_bytes = 4096;
};

/// Reads the manifest in `bytes` (DSP0243 1.1.1, 5.1), in every spelling that tools write: blanks around tokens or
/// none, any letter case, CR LF, blank lines, no line end at the end, a mark of UTF-8, padding of blanks or NULs behind
/// the last line, names that hold `)`. A name with `)` and `=` behind it is not read: two lines that lost the line end
/// between them look like that. Only LF and CR LF end a line.
///
/// Findings (`manifest/...`, with line and column; `name` is the source) tell every spelling that some importer
/// refuses, once each with the number of lines, and every duplicate or contradictory entry, unknown algorithm and line
/// that is no entry. Fails with `limit_exceeded`, which is a finding as well. Costs time in proportion to the bytes,
/// and memory to the entries.
[[nodiscard]] Result<Manifest> parse(std::string_view bytes, std::string_view name, Diagnostics& diagnostics,
                                     const ParseLimits& limits = {});

/// The one spelling that every importer reads: `SHA256(name)= digest` and a line feed. Fails with `invalid_argument`
/// when `parse` could not read a name back, when an entry's digest does not suit its algorithm, and when there are
/// unreadable lines, which would be dropped.
[[nodiscard]] Result<std::string> write(const Manifest& manifest);

}  // namespace ovfkit::manifest
