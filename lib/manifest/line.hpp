// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

// One line `algorithm(name)= hex`: an entry of a manifest, or the signature of a certificate file.

namespace ovfkit::manifest {

/// What a line can have that `SHA256(name)= hex` has not.
enum class Oddity : std::size_t {
    leading_blank,
    blank_before_parenthesis,
    blank_around_name,
    blank_before_equals,
    missing_blank,
    extra_blank,
    upper_case,
    trailing_blank,
};
inline constexpr std::size_t oddity_count = 8;

/// The parts of a line, viewed in it.
struct Line {
    static constexpr std::size_t nowhere = std::string_view::npos;

    std::string_view algorithm;
    std::string_view name;
    std::string_view hex;  // in any letter case
    /// Byte of the line at which each oddity begins, or `nowhere`.
    std::array<std::size_t, oddity_count> odd{};

    void note(Oddity oddity, std::size_t at) { odd[static_cast<std::size_t>(oddity)] = at; }
};

/// Why a text is no such line, and the byte where that shows.
struct LineProblem {
    std::string what;
    std::size_t at = 0;
};

/// Takes `text`, a line without its end, apart. The name ends at the last `)` before the last `=`, because names hold
/// both; one that holds them together is refused: two lines that lost the line end between them look like that.
[[nodiscard]] std::variant<Line, LineProblem> parse_line(std::string_view text);

/// Whether `parse_line` would give `name` back from a line with it.
[[nodiscard]] bool is_writable_name(std::string_view name);

[[nodiscard]] bool is_hex(std::string_view text);

}  // namespace ovfkit::manifest
