// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/catalog.hpp>

#include "guard.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace {

const Diagnostic* finding(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return diagnostics ? at(diagnostics->list.all(), index) : nullptr;
}

const Related* related_place(const ovfkit_diagnostics* diagnostics, std::size_t index, std::size_t related) noexcept {
    const Diagnostic* one = finding(diagnostics, index);
    return one ? at(one->related, related) : nullptr;
}

/// The catalog is the same as long as the program runs, and made once; empty when there is no memory for it.
const std::vector<const Rule*>& rules() noexcept {
    static const std::vector<const Rule*> all = []() noexcept -> std::vector<const Rule*> {
        try {
            return report::catalog();
        } catch (...) {
            return {};
        }
    }();
    return all;
}

template <class Ask>
ovfkit_string of_rule(std::size_t index, Ask ask) noexcept {
    return index < rules().size() ? text(ask(*rules()[index])) : text();
}

}  // namespace

std::size_t ovfkit_diagnostics_count(const ovfkit_diagnostics* diagnostics) noexcept {
    return diagnostics ? diagnostics->list.size() : 0;
}

std::uint64_t ovfkit_diagnostics_dropped(const ovfkit_diagnostics* diagnostics) noexcept {
    return diagnostics ? diagnostics->list.dropped() : 0;
}

std::int32_t ovfkit_diagnostics_worst(const ovfkit_diagnostics* diagnostics) noexcept {
    return about(diagnostics, OVFKIT_SEVERITY_NONE, [](auto& d) { return severity_number(d.list.worst()); });
}

std::int32_t ovfkit_diagnostics_severity(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return about(finding(diagnostics, index), OVFKIT_SEVERITY_NONE,
                 [](auto& d) { return severity_number(d.severity); });
}

ovfkit_string ovfkit_diagnostics_rule(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return text_about(finding(diagnostics, index), [](auto& d) { return d.rule; });
}

ovfkit_string ovfkit_diagnostics_message(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return text_about(finding(diagnostics, index), [](auto& d) { return std::string_view(d.message); });
}

ovfkit_string ovfkit_diagnostics_hint(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return text_about(finding(diagnostics, index), [](auto& d) { return std::string_view(d.hint); });
}

ovfkit_string ovfkit_diagnostics_source(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return text_about(finding(diagnostics, index), [](auto& d) { return std::string_view(d.where.source); });
}

ovfkit_string ovfkit_diagnostics_path(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return text_about(finding(diagnostics, index), [](auto& d) { return std::string_view(d.where.path); });
}

std::uint64_t ovfkit_diagnostics_line(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return about(finding(diagnostics, index), std::uint64_t{0}, [](auto& d) { return d.where.line; });
}

std::uint64_t ovfkit_diagnostics_column(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return about(finding(diagnostics, index), std::uint64_t{0}, [](auto& d) { return d.where.column; });
}

std::int32_t ovfkit_diagnostics_span(const ovfkit_diagnostics* diagnostics, std::size_t index, std::uint64_t* begin,
                                     std::uint64_t* end) noexcept {
    const Diagnostic* one = finding(diagnostics, index);
    if (!one || !one->where.span.known()) return 0;
    if (begin) *begin = one->where.span.begin;
    if (end) *end = one->where.span.end;
    return 1;
}

std::int32_t ovfkit_diagnostics_offset(const ovfkit_diagnostics* diagnostics, std::size_t index,
                                       std::uint64_t* offset) noexcept {
    return about(finding(diagnostics, index), 0, [&](auto& d) { return tell(d.where.offset, offset); });
}

std::size_t ovfkit_diagnostics_related_count(const ovfkit_diagnostics* diagnostics, std::size_t index) noexcept {
    return about(finding(diagnostics, index), std::size_t{0}, [](auto& d) { return d.related.size(); });
}

ovfkit_string ovfkit_diagnostics_related_message(const ovfkit_diagnostics* diagnostics, std::size_t index,
                                                 std::size_t related) noexcept {
    return text_about(related_place(diagnostics, index, related), [](auto& r) { return std::string_view(r.message); });
}

ovfkit_string ovfkit_diagnostics_related_source(const ovfkit_diagnostics* diagnostics, std::size_t index,
                                                std::size_t related) noexcept {
    return text_about(related_place(diagnostics, index, related),
                      [](auto& r) { return std::string_view(r.where.source); });
}

std::uint64_t ovfkit_diagnostics_related_line(const ovfkit_diagnostics* diagnostics, std::size_t index,
                                              std::size_t related) noexcept {
    return about(related_place(diagnostics, index, related), std::uint64_t{0}, [](auto& r) { return r.where.line; });
}

std::uint64_t ovfkit_diagnostics_related_column(const ovfkit_diagnostics* diagnostics, std::size_t index,
                                                std::size_t related) noexcept {
    return about(related_place(diagnostics, index, related), std::uint64_t{0}, [](auto& r) { return r.where.column; });
}

std::size_t ovfkit_rule_count(void) noexcept { return rules().size(); }

ovfkit_string ovfkit_rule_slug(std::size_t index) noexcept {
    return of_rule(index, [](const Rule& rule) { return rule.slug; });
}

ovfkit_string ovfkit_rule_title(std::size_t index) noexcept {
    return of_rule(index, [](const Rule& rule) { return rule.title; });
}

ovfkit_string ovfkit_rule_clause(std::size_t index) noexcept {
    return of_rule(index, [](const Rule& rule) { return rule.clause; });
}

ovfkit_string ovfkit_rule_rationale(std::size_t index) noexcept {
    return of_rule(index, [](const Rule& rule) { return rule.rationale; });
}

ovfkit_string ovfkit_rule_hint(std::size_t index) noexcept {
    return of_rule(index, [](const Rule& rule) { return rule.hint; });
}

std::int32_t ovfkit_rule_severity(std::size_t index) noexcept {
    return index < rules().size() ? severity_number(rules()[index]->severity) : OVFKIT_SEVERITY_NONE;
}
