// SPDX-License-Identifier: Apache-2.0
#include "net/request_header.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/ascii.hpp"

namespace ovfkit::net {
namespace {

bool is_token_character(char c) {
    return c > ' ' && c < '\x7F' && std::string_view("\"(),/:;<=>?@[\\]{}").find(c) == std::string_view::npos;
}

bool is_value_character(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= ' ' && byte != 0x7F);
}

// With these a caller could make one message look like two.
bool belongs_to_the_message(std::string_view name) {
    constexpr std::string_view own[] = {"connection", "content-length",    "expect", "host", "te",
                                        "trailer",    "transfer-encoding", "upgrade"};
    return std::any_of(std::begin(own), std::end(own), [&](std::string_view one) { return same_word(one, name); });
}

Error bad_header(std::string_view name, const std::string& why) {
    return {ErrorCode::invalid_argument, "the header " + ovfkit::quoted(name, 60) + " " + why, {}, {}};
}

}  // namespace

Result<std::string> header_line(std::string_view name, std::string_view value) {
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_token_character))
        return bad_header(name, "has no name that a header can have");
    if (belongs_to_the_message(name)) return bad_header(name, "is not for callers to set");
    if (!std::all_of(value.begin(), value.end(), is_value_character))
        return bad_header(name, "has a control character in its value");
    // "NAME:" would take a header away that libcurl adds by itself.
    if (trimmed(value).empty()) return std::string(name) + ";";
    return std::string(name) + ": " + std::string(value);
}

}  // namespace ovfkit::net
