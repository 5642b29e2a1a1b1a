// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <ovfkit/base/diagnostic.hpp>

/// Results and findings as text, JSON and other forms, and the catalog of all rules.
namespace ovfkit::report {

/// Whether escape sequences for colours are written. Nobody here looks whether there is a terminal.
enum class Color : std::uint8_t { never, always };

/// How a text for people looks.
struct TextOptions {
    /// Whether it has colours.
    Color color = Color::never;
    /// Columns of an excerpt, its gutter not counted; longer lines are cut around the place.
    std::size_t width = 100;
};

/// The lines of a source, for excerpts.
///
/// The bytes are viewed and must outlive this object and its copies. They are decoded as a descriptor would be; what
/// cannot be decoded is shown with the bytes escaped that are not UTF-8. Making one costs nothing, the first excerpt
/// reads the source once.
class SourceText {
public:
    /// The lines of `bytes`, whatever the source is called.
    explicit SourceText(std::string_view bytes);
    /// The same for the source of that name only: places in other sources have no excerpt then.
    SourceText(std::string_view bytes, std::string name);

    /// A line and the part of it that is meant, as byte offsets into the line. `begin` is at most the line's size.
    struct Excerpt {
        /// The line, in UTF-8 and without its end.
        std::string_view line;
        /// First byte of the part that is meant.
        std::size_t begin = 0;
        /// Behind its last byte.
        std::size_t end = 0;
    };
    /// The line at `where`; empty when the place is unknown. Of a span of several lines the first one is shown.
    [[nodiscard]] Excerpt excerpt(const Location& where) const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

/// A finding as compilers write it, ending in a line feed (a place in an archive is its byte: `web.ova: byte 512:`):
///
///     web.ovf:12:21: warning: TrustedService is 'maybe', which is no boolean [trust/unknown-flag-value]
///        12 |     <TrustedService>maybe</TrustedService>
///           |                     ^~~~~
///           = hint: write true or false
///
/// Related places follow as notes. Everything that comes from the document is escaped, so that the text cannot move a
/// cursor or change a colour.
[[nodiscard]] std::string as_text(const Diagnostic& diagnostic, const SourceText& source,
                                  const TextOptions& options = {});

/// All findings, and a line that counts them. Empty when there are none.
[[nodiscard]] std::string as_text(const Diagnostics& diagnostics, const SourceText& source,
                                  const TextOptions& options = {});

}  // namespace ovfkit::report
