// SPDX-License-Identifier: Apache-2.0
#include "package/references.hpp"

#include <cstdio>

#include <ovfkit/io/tar.hpp>
#include <ovfkit/package/rules.hpp>

namespace ovfkit::package {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The chunks of `name`, from the first to the one before the first gap.
std::vector<const Member*> chunks_of(const std::string& name, const FindMember& find) {
    std::vector<const Member*> chunks;
    while (const Member* chunk = find(chunk_name(name, chunks.size()))) chunks.push_back(chunk);
    return chunks;
}

Error refused(const Rule& rule, ErrorCode code, std::string message) {
    return {code, std::move(message), {}, rule.slug};
}

}  // namespace

bool has_scheme(std::string_view href) {
    const std::size_t colon = href.find(':');
    if (colon == std::string_view::npos || colon < 2 || !is_letter(href.front())) return false;
    for (const char c : href.substr(0, colon))
        if (!is_letter(c) && hex_value(c) < 0 && c != '+' && c != '-' && c != '.') return false;
    return true;
}

std::optional<std::string> percent_decoded(std::string_view href) {
    std::string name;
    for (std::size_t i = 0; i < href.size(); ++i) {
        if (href[i] != '%') {
            name += href[i];
            continue;
        }
        const bool whole = i + 2 < href.size();
        const int high = whole ? hex_value(href[i + 1]) : -1;
        const int low = whole ? hex_value(href[i + 2]) : -1;
        if (high < 0 || low < 0) return std::nullopt;
        name += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return name;
}

std::vector<std::string> names_of(std::string_view href) {
    std::vector<std::string> names;
    if (auto decoded = percent_decoded(href)) names.push_back(*std::move(decoded));
    if (names.empty() || names.front() != href) names.emplace_back(href);
    return names;
}

std::string chunk_name(std::string_view name, std::uint64_t number) {
    char digits[24];
    std::snprintf(digits, sizeof digits, ".%09llu", static_cast<unsigned long long>(number));
    return std::string(name) + digits;
}

Result<std::vector<const Member*>> resolve(const model::File& file, const FindMember& find) {
    const std::string href = file.href.value_or({});
    if (has_scheme(href))
        return refused(rule::remote_file, ErrorCode::unsupported, quoted(href) + " is not part of the package");
    bool safe = true;
    for (const std::string& name : names_of(href)) {
        if (!io::check_member_name(name)) {
            safe = false;
            continue;
        }
        if (const Member* whole = find(name)) return std::vector<const Member*>{whole};
        if (file.chunk_size)
            if (auto chunks = chunks_of(name, find); !chunks.empty()) return chunks;
    }
    if (!safe)
        return refused(rule::unsafe_reference, ErrorCode::unsupported,
                       quoted(href) + " is no plain name of a file of the package");
    return refused(rule::missing_file, ErrorCode::not_found, quoted(href) + " is not in the package");
}

}  // namespace ovfkit::package
