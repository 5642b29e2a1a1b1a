// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/line_index.hpp>
#include <ovfkit/text/transcode.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool law) {
    if (!law) std::abort();
}

void check_maps(const ovfkit::text::DecodedText& decoded) {
    const std::string_view text = decoded.text();
    const auto text_size = static_cast<std::uint32_t>(text.size());
    const ovfkit::text::LineIndex lines(text);
    std::uint32_t source = 0;
    for (std::uint32_t at = 0; at <= text_size; ++at) {
        const std::uint32_t now = decoded.to_source(at);
        require(now >= source && now <= decoded.source_size());
        source = now;
        require(decoded.to_text(now) <= at);
        const ovfkit::text::Position position = lines.position(at);
        require(position.line >= 1 && position.line <= lines.line_count() && position.column >= 1);
        require(lines.offset(position) <= at);
    }
    require(decoded.to_text(decoded.source_size()) == text_size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    ovfkit::Limits limits;
    limits.max_bytes = 4096;
    ovfkit::Diagnostics diagnostics;
    const auto decoded = ovfkit::text::decode(input, limits, diagnostics, "fuzz");
    if (!decoded) {
        require(!diagnostics.empty() && !decoded.error().rule.empty() && !decoded.error().message.empty());
        return 0;
    }
    require(size <= 4096 && decoded->text().size() <= 4096);
    check_maps(*decoded);

    // What is spliced in is read as what was meant. Charsets with two spellings of a character may change the bytes.
    const std::string encoded = decoded->encode(decoded->text()).value();
    if (decoded->encoding() != ovfkit::text::Encoding::other)
        require(encoded == input.substr(input.size() - encoded.size()));
    return 0;
}
