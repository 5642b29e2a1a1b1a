// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The values that a property can have: types, literals and qualifiers (DSP0243 1.1.1, 9.5 tables 6 and 7; the literals
// are those of CIM). What is read by tolerance stays readable here; saying so is the business of the checks.

namespace ovfkit::validate {

enum class PropertyKind : std::uint8_t { unknown, string, boolean, integer, real };
enum class PropertyOrigin : std::uint8_t { standard, vendor, unknown };

struct PropertyType {
    PropertyKind kind = PropertyKind::unknown;
    PropertyOrigin origin = PropertyOrigin::unknown;
    bool is_signed = false;  ///< of an integer
    bool is_password = false;
    std::uint8_t bits = 0;  ///< of an integer or real
};

/// What `text` means as the type of a property. A type of another case than the standard's counts as a vendor's.
[[nodiscard]] PropertyType property_type(std::string_view text);

/// What the type takes, for people, such as "a whole number from 0 to 255".
[[nodiscard]] std::string words_for(const PropertyType& type);

/// Whether a text, blanks around it aside, is a literal of the type. Always true for strings and unknown types; where a
/// text has two readings (a leading zero), one that integer_fits is enough.
[[nodiscard]] bool is_of_type(std::string_view text, const PropertyType& type);

/// Whether two texts can be the same value of the type.
[[nodiscard]] bool same_value(std::string_view a, std::string_view b, const PropertyType& type);

/// The number that a text is, as near as possible; for comparing with bounds.
[[nodiscard]] std::optional<long double> number_of(std::string_view text);

/// Whether a text is no value yet: a marker that a build was to replace, or `${name}`.
[[nodiscard]] bool is_unfinished(std::string_view text);

/// How many characters a text has, as `MinLen` and `MaxLen` count them.
[[nodiscard]] std::size_t length_of(std::string_view text);

/// One entry of a list of qualifiers: `Name`, `Name(...)` or `Name{...}`.
struct Qualifier {
    std::string_view name;
    std::string_view inner;  ///< what stands between the brackets
    char bracket = '\0';     ///< the opening one, or none
};

struct QualifierList {
    std::vector<Qualifier> entries;
    bool commas = true;   ///< whether commas stand between all entries
    std::string problem;  ///< why reading ended early; empty if it did not
};

[[nodiscard]] QualifierList read_qualifiers(std::string_view text);

/// The members of a ValueMap: quoted strings, without their quotes, or whole numbers. Empty if it cannot be read, or
/// has none.
struct ValueMap {
    struct Member {
        std::string text;
        bool is_quoted = false;
    };
    std::vector<Member> members;
};
[[nodiscard]] std::optional<ValueMap> read_value_map(std::string_view inner);

}  // namespace ovfkit::validate
