// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/base/span.hpp>

namespace ovfkit {

/// How much a finding matters. The order is the order of weight, so that the worst of several is their maximum.
enum class Severity : std::uint8_t { note, warning, error };

/// The lower-case word of a severity: `note`, `warning` or `error`.
[[nodiscard]] std::string_view to_string(Severity severity) noexcept;

/// What a rule says, once, wherever it is reported.
///
/// Every finding names a `Rule` that a room declares as a constant, so a slug that is in no catalog cannot be emitted.
/// `slug` is `room/what` and stable for ever.
struct Rule {
    /// The name of the rule, such as `xml/doctype`.
    std::string_view slug;
    /// The severity that a finding has unless a profile says otherwise.
    Severity severity = Severity::error;
    std::string_view title;   ///< one sentence: what is wrong when this is reported
    std::string_view clause;  ///< the clause of the specification, or the source of the fact; empty for our own rules
    std::string_view rationale;  ///< why it matters to somebody who imports the file
    std::string_view hint;       ///< how to mend it, when one way is right most of the time
    std::string_view since;      ///< first version of ovfkit that reports it
};

/// Where something stands: a source and a range of its bytes, and what a person calls that place.
struct Location {
    std::string source;        ///< the name the caller gave: a path, or `-`
    Span span{};               ///< bytes of the source; not known when the whole source is meant
    std::uint32_t line = 0;    ///< counted from 1; 0 when unknown. Correct beyond line 65535
    std::uint32_t column = 0;  ///< counted from 1 in characters (code points), not bytes; 0 when unknown
    std::string path;  ///< path of the element, such as `/Envelope/DiskSection/Disk[2]/@ovf:capacity`; may be empty
    /// byte of a source that is no text, such as an archive
    std::optional<std::uint64_t> offset{};
};

/// A second place that explains a finding, such as the first of two equal ids.
struct Related {
    /// The second place.
    Location where;
    /// What is there, one sentence, escaped.
    std::string message;
};

/// One finding about an input.
///
/// `message` never contains raw control characters: text from the document was escaped when the message was made.
struct Diagnostic {
    std::string_view rule;  ///< slug; points at a `Rule` constant and lives as long as the program
    /// How much it matters; at first as its rule says.
    Severity severity = Severity::error;
    /// What is wrong, one sentence, without a full stop.
    std::string message;
    /// Where it stands; without a line when the whole source is meant.
    Location where;
    /// Other places that explain it; mostly none.
    std::vector<Related> related;
    std::string hint;  ///< how to mend it; may be empty
};

/// The sink that readers and checks write findings into; they go on after most of them.
///
/// Keeps at most `limit` findings so that a hostile input cannot turn findings into memory; the number of those left
/// out is in `dropped()`, and `worst()` and `count()` take them into account. An error takes the place of the newest
/// lesser finding when there is no room, so that a flood of warnings cannot hide why a document was refused.
class Diagnostics {
public:
    /// Findings that are kept when nobody says how many.
    static constexpr std::size_t default_limit = 1000;

    /// An empty sink that keeps at most `limit` findings.
    explicit Diagnostics(std::size_t limit = default_limit) : limit_(limit) {}

    /// Adds a finding of `rule` at `where`. Severity and hint are the rule's; change them on the returned reference,
    /// which stays valid until the next call. `count()` and `worst()` follow such a change.
    Diagnostic& report(const Rule& rule, std::string message, Location where = {});
    /// Adds a finding that was made elsewhere.
    void add(Diagnostic diagnostic);
    /// Adds all findings of `other`, and counts those that it had dropped.
    void append(const Diagnostics& other);

    /// The findings that are kept, in the order in which they were reported.
    [[nodiscard]] const std::vector<Diagnostic>& all() const noexcept { return all_; }
    /// The first finding that is kept.
    [[nodiscard]] auto begin() const noexcept { return all_.begin(); }
    /// Behind the last finding that is kept.
    [[nodiscard]] auto end() const noexcept { return all_.end(); }
    /// Whether none is kept.
    [[nodiscard]] bool empty() const noexcept { return all_.empty(); }
    /// How many are kept.
    [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
    /// How many findings of that severity were reported, kept or not.
    [[nodiscard]] std::size_t count(Severity severity) const noexcept;
    /// How many were left out, because there was no room.
    [[nodiscard]] std::size_t dropped() const noexcept { return dropped_; }
    /// Whether a further finding of that severity would be kept, not only counted; if not, what costs time to say can
    /// be left out.
    [[nodiscard]] bool keeps(Severity severity) const noexcept {
        return !full() || (severity == Severity::error && errors_kept_ < limit_);
    }
    /// Whether further findings other than errors are only counted.
    [[nodiscard]] bool full() const noexcept { return all_.size() >= limit_; }
    /// The greatest severity seen; empty when nothing was reported.
    [[nodiscard]] std::optional<Severity> worst() const noexcept;
    /// Whether a finding of that rule is among those that are kept.
    [[nodiscard]] bool has(std::string_view slug) const noexcept;

private:
    Diagnostic& put(Diagnostic diagnostic);
    Diagnostic& drop(Diagnostic diagnostic);
    bool make_room();

    std::vector<Diagnostic> all_;
    std::size_t limit_;
    std::size_t errors_kept_ = 0;  // as they were reported
    std::size_t dropped_ = 0;
    std::size_t dropped_of_[3] = {0, 0, 0};  // by severity, without `overflow_`
    std::optional<Diagnostic> overflow_;     // the last one dropped, whose severity can still change
};

/// `text` made safe for one line of a terminal, a log or a message: control characters (C0, DEL, C1), bidirectional
/// overrides and bytes that are not UTF-8 are written as `\u{XX}` or `\xXX`, and more than `max_bytes` end in `...`.
[[nodiscard]] std::string printable(std::string_view text, std::size_t max_bytes = 200);

/// `printable(text)` in single quotes, for use inside a message.
[[nodiscard]] std::string quoted(std::string_view text, std::size_t max_bytes = 200);

}  // namespace ovfkit
