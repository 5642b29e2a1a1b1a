// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include <ovfkit/descriptor/rules.hpp>
#include <ovfkit/validate/validate.hpp>

#include "validate/schema_rules.hpp"

namespace ovfkit::validate {
namespace {

using Place = std::tuple<std::string, std::uint32_t, std::uint32_t>;

Place place_of(const Diagnostic& finding) {
    return {finding.where.source, finding.where.span.begin, finding.where.span.end};
}

// The schema says what a value should have been, so its finding stays.
void drop_doubled(std::vector<Diagnostic>& findings) {
    std::set<Place> said_by_schema;
    for (const Diagnostic& one : findings)
        if (one.rule == rule::bad_value.slug) said_by_schema.insert(place_of(one));
    const auto doubled = [&](const Diagnostic& one) {
        return one.rule == descriptor::rule::unreadable_value.slug && said_by_schema.count(place_of(one)) != 0;
    };
    findings.erase(std::remove_if(findings.begin(), findings.end(), doubled), findings.end());
}

bool stands_before(const Diagnostic& a, const Diagnostic& b) {
    const auto key = [](const Diagnostic& one) {
        return std::tie(one.where.source, one.where.line, one.where.column, one.where.offset);
    };
    return key(a) < key(b);
}

}  // namespace

std::vector<Diagnostic> judged(const Diagnostics& findings, const Profile& profile) {
    std::vector<Diagnostic> kept;
    for (Diagnostic one : findings)
        if (profile.judge(one)) kept.push_back(std::move(one));
    drop_doubled(kept);
    std::stable_sort(kept.begin(), kept.end(), stands_before);
    return kept;
}

}  // namespace ovfkit::validate
