// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/answer.hpp>

#include <algorithm>
#include <utility>

namespace ovfkit::attest {
namespace {

/// Without regard to any locale.
char folded(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_folded(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return folded(x) == folded(y); });
}

std::string_view without_root(std::string_view host) noexcept {
    if (!host.empty() && host.back() == '.') host.remove_suffix(1);
    return host;
}

/// The words of the protocol. That nobody answered is not one of them.
constexpr std::pair<std::string_view, Level> protocol_words[] = {{"untrusted", Level::untrusted},
                                                                 {"trusted", Level::trusted},
                                                                 {"unknown", Level::unknown},
                                                                 {"timeout", Level::timeout},
                                                                 {"pending", Level::pending}};

}  // namespace

std::string_view to_string(Level level) noexcept {
    switch (level) {
        case Level::untrusted: return "untrusted";
        case Level::trusted: return "trusted";
        case Level::unknown: return "unknown";
        case Level::timeout: return "timeout";
        case Level::pending: return "pending";
        case Level::unrecognized: return "unrecognized";
        case Level::no_answer: break;
    }
    return "no-answer";
}

Level parse_level(std::string_view word) {
    for (const auto& [known, level] : protocol_words)
        if (equal_folded(word, known)) return level;
    return Level::unrecognized;
}

bool same_host(std::string_view a, std::string_view b) noexcept {
    return equal_folded(without_root(a), without_root(b));
}

}  // namespace ovfkit::attest
