// SPDX-License-Identifier: Apache-2.0
#include "report/markup.hpp"

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::report {
namespace {

/// The last two code points of each plane are characters that UTF-8 can say and nobody may: U+FFFE and U+FFFF are no
/// characters of XML at all. In UTF-8 they are EF BF BE and EF BF BF.
bool is_nothing(std::string_view text, std::size_t at) {
    return text.compare(at, 2, "\xEF\xBF") == 0 && at + 2 < text.size() &&
           static_cast<unsigned char>(text[at + 2]) >= 0xBE;
}

}  // namespace

std::string escaped(std::string_view text, std::size_t max_bytes) {
    const std::string shown = printable(text, max_bytes);
    std::string out;
    out.reserve(shown.size() + shown.size() / 8);
    for (std::size_t i = 0; i < shown.size(); ++i) switch (shown[i]) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            case '\xEF':
                if (is_nothing(shown, i)) {
                    out += shown[i + 2] == '\xBE' ? "\\u{fffe}" : "\\u{ffff}";
                    i += 2;
                    break;
                }
                [[fallthrough]];
            default: out += shown[i];
        }
    return out;
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

}  // namespace ovfkit::report
