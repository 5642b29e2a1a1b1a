// SPDX-License-Identifier: Apache-2.0
#include "package/check_references.hpp"

#include <set>
#include <string>
#include <tuple>

#include <ovfkit/package/rules.hpp>

namespace ovfkit::package {
namespace {

const Rule& rule_of(std::string_view slug) {
    if (slug == rule::remote_file.slug) return rule::remote_file;
    if (slug == rule::unsafe_reference.slug) return rule::unsafe_reference;
    return rule::missing_file;
}

void check_sizes(const model::File& file, const std::vector<const Member*>& parts, const Location& where,
                 Diagnostics& diagnostics) {
    std::uint64_t stored = 0;
    for (const Member* part : parts) stored += part->size;
    if (file.size && *file.size != stored)
        diagnostics.report(rule::wrong_size,
                           quoted(file.href.value_or({})) + " has " + std::to_string(stored) +
                               " bytes, and the descriptor says " + std::to_string(*file.size),
                           where);
    if (!file.chunk_size || parts.size() < 2) return;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto wanted = static_cast<std::uint64_t>(*file.chunk_size);
        const bool last = i + 1 == parts.size();
        if (last ? parts[i]->size <= wanted : parts[i]->size == wanted) continue;
        diagnostics.report(rule::chunk_size,
                           quoted(parts[i]->name) + " has " + std::to_string(parts[i]->size) + " bytes, and chunks " +
                               (last ? "at most " : "") + std::to_string(wanted),
                           where);
        return;
    }
}

}  // namespace

void check_references(const Package& package, Diagnostics& diagnostics) {
    const auto& descriptor = package.descriptor();
    if (!descriptor.envelope().references) return;
    // Many may mean the same file, which can be of many chunks: each pair of them is looked at once.
    std::set<std::tuple<std::string, std::uint64_t, std::int64_t>> done;
    for (const model::File& file : descriptor.envelope().references->files) {
        if (file.href.absent()) continue;  // what is no reference is the descriptor's own matter
        if (!done.emplace(file.href.value_or({}), file.size.value_or(UINT64_MAX), file.chunk_size.value_or(-1)).second)
            continue;
        const Location where = descriptor.locate(file.href.at().known() ? file.href.at() : file.at);
        const auto parts = package.resolve(file);
        if (parts)
            check_sizes(file, *parts, where, diagnostics);
        else
            diagnostics.report(rule_of(parts.error().rule), parts.error().message, where);
    }
}

}  // namespace ovfkit::package
