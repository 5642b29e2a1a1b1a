// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

// The lines of a text, and what is found in many of them.

namespace ovfkit::manifest {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Where the text of a file ends and its filling begins.
struct Extent {
    std::size_t begin = 0;  // behind a byte order mark
    std::size_t end = 0;    // behind the last line that is not blank, its line end included
};

/// Blanks, line ends and NULs behind the last line are filling.
[[nodiscard]] Extent extent(std::string_view bytes);

/// Walks over the lines of `bytes` within an extent. Lines end in LF or CR LF; a CR elsewhere belongs to the line, but
/// counts as a line end in the numbers, as everywhere where places are told. Keeps nothing of the lines passed.
class Lines {
public:
    Lines(std::string_view bytes, Extent within, std::string_view source);

    /// Steps to the next line, the first one at first; false behind the last.
    bool next();

    [[nodiscard]] std::string_view text() const { return bytes_.substr(begin_, end_ - begin_); }  // without its end
    /// What ends it: LF, CR LF, CR (the file ends within CR LF), or nothing.
    [[nodiscard]] std::string_view ending() const { return bytes_.substr(end_, next_ - end_); }
    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] std::size_t end() const { return end_; }
    [[nodiscard]] std::size_t behind() const { return next_; }
    [[nodiscard]] std::uint32_t number() const { return number_; }
    [[nodiscard]] bool is_blank() const;

    /// The place of the bytes [from, to) of the file, which must not lie before the line.
    [[nodiscard]] Location locate(std::size_t from, std::size_t to) const;

private:
    std::string_view bytes_;
    std::size_t limit_;
    std::string source_;
    std::size_t begin_;
    std::size_t end_;
    std::size_t next_;
    std::uint32_t number_ = 0;
    std::uint32_t next_number_ = 1;
};

/// Gathers findings that can be true of every line, to say each once with the number of lines.
class Recurring {
public:
    /// `locate` is asked only the first time.
    template <class Locate>
    void note(const Rule& rule, Locate locate) {
        const auto [entry, first] = found_.try_emplace(&rule);
        if (first) entry->second.where = locate();
        ++entry->second.lines;
    }
    /// In the order of their places.
    void report(Diagnostics& diagnostics) const;

private:
    struct Found {
        Location where;
        std::size_t lines = 0;
    };
    std::map<const Rule*, Found> found_;
};

}  // namespace ovfkit::manifest
