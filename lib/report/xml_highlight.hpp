// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ovfkit::report {

/// What a piece of a line of XML is, as a reader sees it.
enum class XmlPiece : std::uint8_t { text, punctuation, tag, attribute, value, comment, instruction, cdata };

/// The class that a page gives the piece; empty for text.
[[nodiscard]] std::string_view to_string(XmlPiece piece) noexcept;

struct XmlToken {
    std::size_t begin = 0;  ///< byte of the line
    std::size_t end = 0;
    XmlPiece piece = XmlPiece::text;
};

/// Takes the lines of a document one after the other. Never wrong about where a token ends in well-formed XML, and
/// never stuck in anything else.
class XmlHighlighter {
public:
    /// The tokens of the next line, which follow each other without gaps.
    [[nodiscard]] std::vector<XmlToken> next(std::string_view line);

private:
    enum class Within : std::uint8_t { content, tag, value, comment, instruction, cdata };

    void until(std::string_view end, XmlPiece piece);
    void content();
    void markup();
    void tag();
    void value();
    void put(std::size_t end, XmlPiece piece);
    [[nodiscard]] bool at(std::string_view what) const { return line_.compare(at_, what.size(), what) == 0; }

    Within within_ = Within::content;
    char quote_ = '"';
    std::string_view line_;
    std::size_t at_ = 0;
    std::vector<XmlToken> tokens_;
};

}  // namespace ovfkit::report
