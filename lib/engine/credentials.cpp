// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <ovfkit/engine/client.hpp>

#include "base/ascii.hpp"
#include "engine/session.hpp"
#include "text/utf8.hpp"

namespace ovfkit::engine {
namespace {

/// What a line of a file of credentials sets; null for any other word.
std::string* field_of(Credentials& credentials, std::string_view key) {
    if (key == "token") return &credentials.token;
    if (key == "user") return &credentials.user;
    if (key == "password") return &credentials.password;
    return nullptr;
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
}

/// Takes one line in. Says what is wrong with it without a word of it, which may be a secret in the wrong place.
std::string take_line(Credentials& credentials, std::string_view line) {
    const std::string_view begin = trimmed(line);
    if (begin.empty() || begin.front() == '#') return {};
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return "there is no '='";
    std::string* const field = field_of(credentials, trimmed(line.substr(0, equals)));
    if (field == nullptr) return "the word before '=' is none of token, user and password";
    if (!field->empty()) return "that was said before";
    std::string_view value = line.substr(equals + 1);
    if (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    if (value.empty()) return "there is nothing behind '='";
    if (has_control_character(value)) return "there is a control character in the value";
    if (text::valid_utf8_prefix(value) != value.size()) return "the value is not UTF-8";
    *field = value;
    return {};
}

}  // namespace

Result<void> check(const Credentials& credentials) {
    const auto refuse = [](std::string message) {
        return Error{ErrorCode::invalid_argument, std::move(message), {}, {}};
    };
    const bool has_user = !credentials.user.empty();
    if (!credentials.token.empty() && (has_user || !credentials.password.empty()))
        return refuse("a token and a user or password do not go together");
    if (credentials.token.empty() && !has_user && credentials.password.empty())
        return refuse("there is neither a token nor a user with a password");
    if (credentials.token.empty() && (!has_user || credentials.password.empty()))
        return refuse(has_user ? "there is a user without a password" : "there is a password without a user");
    for (const std::string* text : {&credentials.token, &credentials.user, &credentials.password})
        if (has_control_character(*text)) return refuse("there is a control character in the credentials");
    return {};
}

Result<Credentials> parse_credentials(std::string_view text, const std::string& source) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.substr(0, 3) == byte_order_mark) text.remove_prefix(3);
    Credentials credentials;
    std::uint32_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        const std::string problem = take_line(credentials, line);
        if (!problem.empty())
            return Error{ErrorCode::malformed,
                         quoted(source) + ", line " + std::to_string(number) + ": " + problem,
                         {source, {}, number, 1, {}},
                         {}};
    }
    if (const auto sound = check(credentials); !sound)
        return Error{ErrorCode::malformed, quoted(source) + ": " + sound.error().message, {source, {}, 0, 0, {}}, {}};
    return credentials;
}

}  // namespace ovfkit::engine
