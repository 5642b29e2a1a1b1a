// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ovfkit::net {

/// A reply while it comes in, header by header and piece by piece.
class Incoming {
public:
    /// Of all header lines together, those of interim replies as well.
    static constexpr std::size_t max_head = 64U << 10U;

    explicit Incoming(std::uint64_t max_body) : max_body_(max_body) {}

    /// Takes a line of the head. False when there are too many bytes of them.
    [[nodiscard]] bool head_line(std::string_view line);
    /// Takes a piece of the body. False when it is too large with it.
    [[nodiscard]] bool piece(std::string_view bytes);

    [[nodiscard]] bool head_too_large() const { return head_bytes_ > max_head; }
    [[nodiscard]] bool body_too_large() const { return body_too_large_; }
    /// Whether the head says where the body ends. Behind TLS the end of a connection says nothing: libcurl takes one
    /// that was cut for one that was closed.
    [[nodiscard]] bool has_end() const { return chunked_ || length_.has_value(); }
    /// Whether it says so in two ways that differ.
    [[nodiscard]] bool contradicts_itself() const { return contradiction_; }
    /// `Retry-After` in seconds; empty when there is none, or a date.
    [[nodiscard]] std::optional<std::chrono::seconds> retry_after() const { return retry_after_; }
    [[nodiscard]] std::string&& take_body() { return std::move(body_); }

private:
    void field(std::string_view name, std::string_view value);

    std::uint64_t max_body_;
    std::string body_;
    std::size_t head_bytes_ = 0;
    bool body_too_large_ = false;
    bool chunked_ = false;
    bool contradiction_ = false;
    std::optional<std::string> length_;
    std::optional<std::chrono::seconds> retry_after_;
};

}  // namespace ovfkit::net
