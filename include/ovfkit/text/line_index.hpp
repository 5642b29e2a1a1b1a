// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace ovfkit::text {

/// What a person calls a place in a text.
struct Position {
    std::uint32_t line = 1;    ///< counted from 1
    std::uint32_t column = 1;  ///< counted from 1 in code points

    friend constexpr bool operator==(Position a, Position b) { return a.line == b.line && a.column == b.column; }
    friend constexpr bool operator!=(Position a, Position b) { return !(a == b); }
};

/// Translates byte offsets of a UTF-8 text of less than 4 GiB into lines and columns.
///
/// Making one costs nothing; the first question reads the text once, the answers after that are O(log n). Lines end in
/// LF, CR LF or CR, as in XML 1.0 section 2.11. The text is viewed and must outlive the index and its copies, which
/// share what was computed. All questions may be asked from several threads.
class LineIndex {
public:
    /// Looks through `text` once; it must stay alive.
    explicit LineIndex(std::string_view text);

    /// The place of the byte at `text_offset`. An offset inside a code point counts as its begin, one beyond the end as
    /// the end. The bytes of a line end belong to the line they end.
    [[nodiscard]] Position position(std::uint32_t text_offset) const;
    /// The byte offset of a place: the other way round. A column beyond the line is the line's end.
    [[nodiscard]] std::uint32_t offset(Position position) const;
    /// Line `number` (from 1) without its line end; empty when there is no such line.
    [[nodiscard]] std::string_view line(std::uint32_t number) const;
    /// At least 1; a text that ends in a line end has an empty line behind it.
    [[nodiscard]] std::uint32_t line_count() const;

private:
    struct Table;
    [[nodiscard]] const Table& table() const;
    std::shared_ptr<Table> table_;
};

}  // namespace ovfkit::text
