// SPDX-License-Identifier: Apache-2.0
#include "net/incoming.hpp"

#include <algorithm>
#include <string_view>

#include "base/ascii.hpp"

namespace ovfkit::net {
namespace {

// Digits only; more than a day is a day.
std::optional<std::chrono::seconds> seconds_of(std::string_view text) {
    if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    constexpr std::int64_t day = 86'400;
    std::int64_t seconds = 0;
    for (const char c : text) seconds = std::min(seconds * 10 + (c - '0'), day);
    return std::chrono::seconds(seconds);
}

}  // namespace

bool Incoming::head_line(std::string_view line) {
    head_bytes_ += line.size();
    if (head_too_large()) return false;
    if (line.substr(0, 5) == "HTTP/") {  // another reply, after an interim one
        chunked_ = contradiction_ = false;
        length_.reset();
        retry_after_.reset();
    } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
        field(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
    return true;
}

void Incoming::field(std::string_view name, std::string_view value) {
    if (same_word(name, "content-length")) {
        contradiction_ = contradiction_ || (length_ && *length_ != value);
        length_ = value;
    } else if (same_word(name, "transfer-encoding")) {
        for (const std::string_view word : words(value, ", \t")) chunked_ = chunked_ || same_word(word, "chunked");
    } else if (same_word(name, "retry-after")) {
        retry_after_ = seconds_of(value);
    }
}

bool Incoming::piece(std::string_view bytes) {
    body_too_large_ = body_too_large_ || bytes.size() > max_body_ - body_.size();
    if (!body_too_large_) body_.append(bytes);
    return !body_too_large_;
}

}  // namespace ovfkit::net
