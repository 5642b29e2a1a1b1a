// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/examples.hpp>
#include <ovfkit/report/rules.hpp>
#include <ovfkit/report/text.hpp>

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

/// Examples in texts that end in a NUL, in the order of the rules; made once.
struct KnownExample {
    std::string bad;
    std::string good;
};

const std::vector<KnownExample>& examples() noexcept {
    static const std::vector<KnownExample> all = []() noexcept {
        std::vector<KnownExample> made;
        try {
            for (const Rule* rule : rules()) {
                const report::Example one = report::example_of(rule->slug);
                made.push_back({std::string(one.bad), std::string(one.good)});
            }
        } catch (...) {
            made.clear();
        }
        return made;
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

ovfkit_status ovfkit_diagnostics_render(const ovfkit_diagnostics* diagnostics, const char* source, std::size_t size,
                                        const char* name, ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!diagnostics) return missing("diagnostics");
        const auto view = bytes_of(source, size, "source");
        if (!view) return view.error();
        const report::SourceText lines = name ? report::SourceText(*view, name) : report::SourceText(*view);
        return report::as_text(diagnostics->list, lines);
    });
}

ovfkit_string ovfkit_rule_since(std::size_t index) noexcept {
    return of_rule(index, [](const Rule& rule) { return rule.since; });
}

ovfkit_string ovfkit_rule_bad_example(std::size_t index) noexcept {
    return text_about(at(examples(), index), [](auto& one) { return std::string_view(one.bad); });
}

ovfkit_string ovfkit_rule_good_example(std::size_t index) noexcept {
    return text_about(at(examples(), index), [](auto& one) { return std::string_view(one.good); });
}

std::int32_t ovfkit_rule_find(const char* slug, std::size_t* index) noexcept {
    if (!slug) return 0;
    for (std::size_t i = 0; i < rules().size(); ++i) {
        if (rules()[i]->slug != slug) continue;
        if (index) *index = i;
        return 1;
    }
    return 0;
}

ovfkit_status ovfkit_rules_render(std::int32_t format, ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        switch (format) {
            case OVFKIT_FORMAT_TEXT: return report::as_text(rules());
            case OVFKIT_FORMAT_JSON: return report::as_json(rules());
            case OVFKIT_FORMAT_MARKDOWN: return report::as_markdown(rules());
            default: return unknown_number("format of this report", format);
        }
    });
}
