// SPDX-License-Identifier: Apache-2.0
#include "report/xml_highlight.hpp"

#include <algorithm>
#include <utility>

namespace ovfkit::report {
namespace {

constexpr std::string_view name_ends = " \t\r\n=<>/?\"'";

}  // namespace

std::string_view to_string(XmlPiece piece) noexcept {
    switch (piece) {
        case XmlPiece::text: return "";
        case XmlPiece::punctuation: return "p";
        case XmlPiece::tag: return "t";
        case XmlPiece::attribute: return "a";
        case XmlPiece::value: return "v";
        case XmlPiece::comment: return "c";
        case XmlPiece::instruction: return "i";
        case XmlPiece::cdata: return "d";
    }
    return "";
}

std::vector<XmlToken> XmlHighlighter::next(std::string_view line) {
    line_ = line;
    at_ = 0;
    tokens_.clear();
    while (at_ < line_.size()) switch (within_) {
            case Within::content: content(); break;
            case Within::tag: tag(); break;
            case Within::value: value(); break;
            case Within::comment: until("-->", XmlPiece::comment); break;
            case Within::instruction: until("?>", XmlPiece::instruction); break;
            case Within::cdata: until("]]>", XmlPiece::cdata); break;
        }
    return std::exchange(tokens_, {});
}

void XmlHighlighter::put(std::size_t end, XmlPiece piece) {
    end = std::min(end, line_.size());
    if (end > at_ && !tokens_.empty() && tokens_.back().piece == piece)
        tokens_.back().end = end;
    else if (end > at_)
        tokens_.push_back({at_, end, piece});
    at_ = std::max(end, at_);
}

void XmlHighlighter::until(std::string_view end, XmlPiece piece) {
    const std::size_t found = line_.find(end, at_);
    if (found != std::string_view::npos) within_ = Within::content;
    put(found == std::string_view::npos ? line_.size() : found + end.size(), piece);
}

void XmlHighlighter::content() {
    put(line_.find('<', at_), XmlPiece::text);
    if (at_ < line_.size()) markup();
}

/// At `<`.
void XmlHighlighter::markup() {
    if (at("<!--")) {
        within_ = Within::comment;
        put(at_ + 4, XmlPiece::comment);
    } else if (at("<![CDATA[")) {
        within_ = Within::cdata;
        put(at_ + 9, XmlPiece::cdata);
    } else if (at("<?")) {
        within_ = Within::instruction;
        put(at_ + 2, XmlPiece::instruction);
    } else {
        within_ = Within::tag;
        put(at_ + (at("</") ? 2 : 1), XmlPiece::punctuation);
        put(line_.find_first_of(name_ends, at_), XmlPiece::tag);
    }
}

void XmlHighlighter::tag() {
    const char c = line_[at_];
    if (c == '>') {
        within_ = Within::content;
        put(at_ + 1, XmlPiece::punctuation);
    } else if (c == '"' || c == '\'') {
        within_ = Within::value;
        quote_ = c;
        put(at_ + 1, XmlPiece::value);
    } else if (c == '<') {
        markup();  // a tag that was never closed
    } else if (name_ends.find(c) != std::string_view::npos) {
        put(at_ + 1, XmlPiece::punctuation);
    } else {
        put(line_.find_first_of(name_ends, at_), XmlPiece::attribute);
    }
}

void XmlHighlighter::value() {
    const std::size_t end = line_.find(quote_, at_);
    if (end != std::string_view::npos) within_ = Within::tag;
    put(end == std::string_view::npos ? line_.size() : end + 1, XmlPiece::value);
}

}  // namespace ovfkit::report
