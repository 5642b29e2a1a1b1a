// SPDX-License-Identifier: Apache-2.0
#include "io/pax.hpp"

#include <charconv>
#include <system_error>

namespace ovfkit::io {
namespace {

struct PaxRecord {
    std::string_view key;
    std::string_view value;
};

std::optional<std::uint64_t> decimal(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// Takes one record off the front of `text`.
std::optional<PaxRecord> take_record(std::string_view& text) {
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    const auto length = decimal(text.substr(0, blank));
    if (!length || *length > text.size() || *length < blank + 3) return std::nullopt;
    std::string_view record = text.substr(blank + 1, static_cast<std::size_t>(*length) - blank - 1);
    text.remove_prefix(static_cast<std::size_t>(*length));
    if (record.back() != '\n') return std::nullopt;
    record.remove_suffix(1);
    const std::size_t equals = record.find('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    return PaxRecord{record.substr(0, equals), record.substr(equals + 1)};
}

}  // namespace

std::optional<PaxRecords> parse_pax(std::string_view text) {
    PaxRecords records;
    while (!text.empty()) {
        const auto record = take_record(text);
        if (!record) return std::nullopt;
        const auto& [key, value] = *record;
        if (key.substr(0, 11) == "GNU.sparse.") records.sparse = true;
        if (key == "GNU.volume.filename" || key == "GNU.volume.offset") records.volume = true;
        if (key == "path" || key == "linkpath") {
            auto& name = key == "path" ? records.path : records.link;
            if (name || value.empty()) return std::nullopt;
            name = std::string(value);
        } else if (key == "size") {
            const auto size = decimal(value);
            if (!size || records.size) return std::nullopt;
            records.size = size;
        }
    }
    return records;
}

}  // namespace ovfkit::io
