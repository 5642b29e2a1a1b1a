// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <ovfkit/report/text.hpp>
#include <ovfkit/text/line_index.hpp>
#include <ovfkit/text/transcode.hpp>

namespace ovfkit::report {

struct SourceText::State {
    explicit State(std::string_view source) : bytes(source) {}

    std::string_view bytes;
    std::optional<std::string> name;           // empty: of whatever source
    std::optional<text::DecodedText> decoded;  // empty: the bytes are no text
    std::optional<text::LineIndex> lines;

    void read() {
        if (lines) return;
        Limits limits;
        limits.max_bytes = bytes.size();  // whoever has the bytes accepted their number, and UTF-8 may be longer
        limits.max_bytes *= 4;
        Diagnostics said_already;
        if (auto text = text::decode(bytes, limits, said_already, "")) decoded = std::move(*text);
        // Of a broken text in two bytes a character nobody could read a line.
        const bool shown = decoded || bytes.find('\0') == std::string_view::npos;
        lines.emplace(!shown ? std::string_view() : decoded ? decoded->text() : bytes);
    }
    [[nodiscard]] std::uint32_t in_text(std::uint32_t source_offset) const {
        return decoded ? decoded->to_text(source_offset) : source_offset;
    }
};

SourceText::SourceText(std::string_view bytes) : state_(std::make_shared<State>(bytes)) {}

SourceText::SourceText(std::string_view bytes, std::string name) : SourceText(bytes) { state_->name = std::move(name); }

SourceText::Excerpt SourceText::excerpt(const Location& where) const {
    if (where.line == 0 || state_->bytes.empty()) return {};
    if (state_->name && *state_->name != where.source) return {};
    state_->read();
    const text::LineIndex& lines = *state_->lines;
    Excerpt excerpt;
    excerpt.line = lines.line(where.line);
    const std::uint32_t line_begin = lines.offset({where.line, 1});
    const auto in_line = [&](std::uint32_t offset) {
        return std::min<std::size_t>(offset - std::min(offset, line_begin), excerpt.line.size());
    };
    const bool spanned = where.span.known();
    const std::uint32_t column = std::max<std::uint32_t>(where.column, 1);
    excerpt.begin = in_line(spanned ? state_->in_text(where.span.begin) : lines.offset({where.line, column}));
    excerpt.end = spanned ? in_line(state_->in_text(where.span.end)) : excerpt.begin + 1;
    return excerpt;
}

}  // namespace ovfkit::report
