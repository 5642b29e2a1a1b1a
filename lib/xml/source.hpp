// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/text/line_index.hpp>
#include <ovfkit/text/transcode.hpp>

namespace ovfkit::xml {

/// The bytes of a document with what it takes to name a place in them. Stays where it is made: its parts view each
/// other.
class Source {
public:
    Source(std::string name, std::string bytes) : name_(std::move(name)), bytes_(std::move(bytes)), lines_({}) {}
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    /// Reads the bytes as text; has to succeed before anything else is asked.
    Result<void> decode(const Limits& limits, Diagnostics& diagnostics);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    [[nodiscard]] const text::DecodedText& decoded() const { return decoded_; }
    [[nodiscard]] std::string_view text() const { return decoded_.text(); }
    [[nodiscard]] const text::LineIndex& lines() const { return lines_; }

    /// The bytes of the source behind a range of the text.
    [[nodiscard]] Span to_source(std::uint32_t begin, std::uint32_t end) const {
        return plain_ ? Span{begin, end} : Span{decoded_.to_source(begin), decoded_.to_source(end)};
    }
    /// The place of a range of the text.
    [[nodiscard]] Location locate(std::uint32_t begin, std::uint32_t end) const;
    /// The place of a range of the source's bytes.
    [[nodiscard]] Location locate(Span span) const;

private:
    std::string name_;
    std::string bytes_;
    text::DecodedText decoded_;
    text::LineIndex lines_;
    bool plain_ = false;  // UTF-8 without byte order mark: offsets are the same on both sides
};

}  // namespace ovfkit::xml
