// SPDX-License-Identifier: Apache-2.0
#include "attest/reply_events.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace ovfkit::attest {
namespace {

constexpr std::size_t max_reply_bytes = 64U << 20U;
constexpr std::size_t max_reply_depth = 64;
constexpr std::size_t max_entries = 1'000'000;

// Follows the events of the parser: the root is at depth 0, members of the root at 1, elements of `hosts` at 2, and
// their members at 3. What is deeper is passed over.
class ReplyEvents {
public:
    explicit ReplyEvents(const std::function<void(const ReplyEntry&)>& take) : take_(take) {}

    // The names and types are nlohmann's.
    bool null() { return value(nullptr); }
    bool boolean(bool) { return value(nullptr); }
    bool number_integer(std::int64_t) { return value(nullptr); }
    bool number_unsigned(std::uint64_t) { return value(nullptr); }
    bool number_float(double, const std::string&) { return value(nullptr); }
    bool string(std::string& text) { return value(&text); }
    bool binary(nlohmann::json::binary_t&) { return value(nullptr); }
    bool start_object(std::size_t) { return open(true); }
    bool start_array(std::size_t) { return open(false); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        key_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
        // Counts the bytes that were read, the bad one among them.
        return fault("is no JSON", position == 0 ? 0 : position - 1);
    }

    [[nodiscard]] std::optional<ReplyFault> outcome() const {
        if (fault_) return fault_;
        if (arrays_ == 0) return ReplyFault{"has no array 'hosts'"};
        return std::nullopt;
    }

private:
    bool fault(const char* what, std::optional<std::size_t> position = {}) {
        if (!fault_) fault_ = ReplyFault{what, position};
        return false;
    }

    // What comes next is a value at the current depth; `text` is its text if it is a string.
    bool value(std::string* text) {
        if (depth_ == 0) return fault("is no JSON object");
        if (depth_ == 1 && key_ == "hosts") return fault("has 'hosts' as something else than an array");
        if (depth_ == 2 && in_hosts_) return odd_element();
        if (depth_ == 3 && in_entry_) member(text);
        return true;
    }

    bool open(bool object) {
        if (depth_ == 0 && !object) return fault("is no JSON object");
        if (depth_ == 1 && key_ == "hosts") {
            if (object) return fault("has 'hosts' as something else than an array");
            if (++arrays_ > 1) return fault("has 'hosts' twice");
            in_hosts_ = true;
        } else if (depth_ == 2 && in_hosts_) {
            if (!object && !odd_element()) return false;
            if (object && !begin_element()) return false;
        } else if (depth_ == 3 && in_entry_) {
            member(nullptr);
        }
        return ++depth_ <= max_reply_depth || fault("is nested too deeply");
    }

    bool close() {
        --depth_;
        if (depth_ == 2 && std::exchange(in_entry_, false)) take_(entry_);
        if (depth_ == 1) in_hosts_ = false;
        return true;
    }

    bool begin_element() {
        entry_ = ReplyEntry{};
        entry_.index = elements_;
        in_entry_ = true;
        return ++elements_ <= max_entries || fault("speaks of too many hosts");
    }

    bool odd_element() {
        if (!begin_element()) return false;
        in_entry_ = false;
        entry_.object = false;
        take_(entry_);
        return true;
    }

    void member(std::string* text) {
        if (key_ == "host_name") {
            if (text != nullptr)
                entry_.names.push_back(std::move(*text));
            else
                entry_.odd_name = true;
        } else if (key_ == "trust_lvl") {
            entry_.words.push_back(text != nullptr ? std::optional(std::move(*text)) : std::nullopt);
        } else if (key_ == "vtime" && text != nullptr) {
            entry_.times.push_back(std::move(*text));
        }
    }

    const std::function<void(const ReplyEntry&)>& take_;
    ReplyEntry entry_;
    std::string key_;
    std::optional<ReplyFault> fault_;
    std::size_t depth_ = 0;
    std::size_t elements_ = 0;
    std::size_t arrays_ = 0;
    bool in_hosts_ = false;
    bool in_entry_ = false;
};

}  // namespace

std::optional<ReplyFault> read_reply(std::string_view json, const std::function<void(const ReplyEntry&)>& take) {
    if (json.size() > max_reply_bytes) return ReplyFault{"is larger than 64 MiB"};
    // The parser takes it for the end of the text, and what is behind it for nothing.
    if (const std::size_t nul = json.find('\0'); nul != std::string_view::npos) return ReplyFault{"is no JSON", nul};
    ReplyEvents events(take);
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &events) && !events.outcome())
        return ReplyFault{"is no JSON"};
    return events.outcome();
}

}  // namespace ovfkit::attest
