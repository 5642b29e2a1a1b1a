// SPDX-License-Identifier: Apache-2.0
#include "xml/source.hpp"

namespace ovfkit::xml {

Result<void> Source::decode(const Limits& limits, Diagnostics& diagnostics) {
    auto decoded = text::decode(bytes_, limits, diagnostics, name_);
    if (!decoded) return decoded.error();
    decoded_ = std::move(*decoded);
    lines_ = text::LineIndex(decoded_.text());
    plain_ = decoded_.encoding() == text::Encoding::utf8 && !decoded_.has_bom();
    return {};
}

Location Source::locate(std::uint32_t begin, std::uint32_t end) const {
    const text::Position position = lines_.position(begin);
    return {name_, to_source(begin, end), position.line, position.column, {}};
}

Location Source::locate(Span span) const {
    return plain_ ? locate(span.begin, span.end) : locate(decoded_.to_text(span.begin), decoded_.to_text(span.end));
}

}  // namespace ovfkit::xml
