// SPDX-License-Identifier: Apache-2.0
#include "manifest/repeated.hpp"

#include <ovfkit/manifest/rules.hpp>

#include <algorithm>
#include <numeric>

#include "base/ascii.hpp"

namespace ovfkit::manifest {
namespace {

// Entries by their place in the list.
using EntryIndex = std::uint32_t;

std::string algorithm_key(const Entry& entry) {
    const auto known = entry.known_algorithm();
    return lowered(known ? crypto::to_string(*known) : std::string_view(entry.algorithm));
}

struct Repetition {
    EntryIndex first = 0;
    EntryIndex later = 0;
};

// Sorting and not hashing: names are the document's, and so would be the collisions.
std::vector<Repetition> find_repetitions(const std::vector<Entry>& entries) {
    std::vector<std::string> keys;
    keys.reserve(entries.size());
    for (const Entry& entry : entries) keys.push_back(algorithm_key(entry));
    std::vector<EntryIndex> order(entries.size());
    std::iota(order.begin(), order.end(), EntryIndex{0});
    const auto less = [&](EntryIndex a, EntryIndex b) {
        const int names = entries[a].name.compare(entries[b].name);
        if (names != 0) return names < 0;
        const int algorithms = keys[a].compare(keys[b]);
        return algorithms != 0 ? algorithms < 0 : a < b;
    };
    std::sort(order.begin(), order.end(), less);

    std::vector<Repetition> found;
    EntryIndex first = 0;  // of a run of the same name and algorithm, in `order`
    for (EntryIndex i = 1; i < order.size(); ++i) {
        if (entries[order[i]].name == entries[order[first]].name && keys[order[i]] == keys[order[first]])
            found.push_back({order[first], order[i]});
        else
            first = i;
    }
    std::sort(found.begin(), found.end(), [](const Repetition& a, const Repetition& b) { return a.later < b.later; });
    return found;
}

}  // namespace

void report_repeated(const std::vector<Entry>& entries, const std::vector<std::uint32_t>& numbers,
                     std::string_view source, Diagnostics& diagnostics) {
    const auto place = [&](EntryIndex i) { return Location{std::string(source), entries[i].at, numbers[i], 1, {}}; };
    for (const auto& [first, later] : find_repetitions(entries)) {
        const bool same = entries[first].digest == entries[later].digest;
        const Rule& rule = same ? rule::duplicate_entry : rule::contradictory_entries;
        const std::string name = quoted(entries[later].name);
        Diagnostic& found = diagnostics.report(
            rule, same ? name + " is listed twice" : name + " is listed twice, with different digests", place(later));
        found.related.push_back({place(first), "the first entry is here"});
    }
}

}  // namespace ovfkit::manifest
