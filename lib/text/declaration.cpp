// SPDX-License-Identifier: Apache-2.0
#include "text/declaration.hpp"

namespace ovfkit::text {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    const std::size_t next = text.find_first_not_of(blanks, at);
    return next == std::string_view::npos ? text.size() : next;
}

}  // namespace

// XMLDecl of XML 1.0, production 23: `<?xml`, then pseudo-attributes. Whether it is well formed is for the parser to
// say.
std::optional<DeclaredEncoding> declared_encoding(std::string_view text) {
    text = text.substr(0, 256);
    if (text.substr(0, 5) != "<?xml" || text.size() == 5 || blanks.find(text[5]) == std::string_view::npos)
        return std::nullopt;
    for (std::size_t at = 5; at < text.size();) {
        const std::size_t name_begin = skip_blanks(text, at);
        const std::size_t name_end = text.find_first_of(" \t\r\n=?>", name_begin);
        if (name_end == std::string_view::npos) return std::nullopt;
        const std::size_t equals = skip_blanks(text, name_end);
        if (equals >= text.size() || text[equals] != '=') return std::nullopt;
        const std::size_t quote = skip_blanks(text, equals + 1);
        if (quote >= text.size() || (text[quote] != '"' && text[quote] != '\'')) return std::nullopt;
        const std::size_t close = text.find(text[quote], quote + 1);
        if (close == std::string_view::npos) return std::nullopt;
        if (text.substr(name_begin, name_end - name_begin) == "encoding")
            return DeclaredEncoding{text.substr(quote + 1, close - quote - 1), quote + 1};
        at = close + 1;
    }
    return std::nullopt;
}

}  // namespace ovfkit::text
