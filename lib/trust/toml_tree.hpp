// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/span.hpp>
#include <ovfkit/text/line_index.hpp>

// What stands in a TOML file, with the place of everything. The library behind it is seen by toml_tree.cpp only.

namespace ovfkit::trust {

struct TomlEntry;

/// A value; of its members those count that belong to its kind.
struct TomlValue {
    enum class Kind : std::uint8_t { text, integer, boolean, list, table, other };

    Kind kind = Kind::other;
    std::string text;
    std::int64_t integer = 0;
    bool boolean = false;
    std::vector<TomlValue> items;    ///< of a list
    std::vector<TomlEntry> entries;  ///< of a table, in the order of the file
    Span at{};
};

struct TomlEntry {
    std::string key;
    Span key_at{};
    TomlValue value;
};

/// `a text`, `an integer` and so on.
[[nodiscard]] std::string_view called(TomlValue::Kind kind) noexcept;

/// How much of a file is read.
struct TomlLimits {
    std::size_t bytes = std::size_t{256} << 10U;
    std::size_t depth = 16;        ///< of brackets in each other
    std::size_t line_dots = 16;    ///< outside of texts: each one in a key is one more table in another
    std::size_t values = 200'000;  ///< of the whole file
};

/// A file and its places.
class TomlSource {
public:
    /// `text` has to outlive it.
    TomlSource(std::string_view text, std::string name);

    /// The root table. Empty after a finding: the text is too large (`policy/too-large`), no UTF-8 or no TOML
    /// (`policy/syntax`).
    [[nodiscard]] std::optional<TomlValue> read(Diagnostics& diagnostics, const TomlLimits& limits = {}) const;

    [[nodiscard]] Location locate(Span span) const;
    [[nodiscard]] std::uint32_t line_of(Span span) const { return locate(span).line; }

private:
    friend class TomlCopier;
    [[nodiscard]] bool is_text(Diagnostics& diagnostics) const;
    [[nodiscard]] bool is_flat(Diagnostics& diagnostics, const TomlLimits& limits) const;
    [[nodiscard]] Location locate_byte(std::size_t offset) const;

    std::uint32_t mark_ = 0;  // bytes of the mark of UTF-8 that stands in front of the text
    std::string_view text_;
    text::LineIndex lines_;
    std::string name_;
};

}  // namespace ovfkit::trust
