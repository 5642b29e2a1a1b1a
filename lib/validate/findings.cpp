// SPDX-License-Identifier: Apache-2.0
#include "validate/findings.hpp"

#include <utility>

namespace ovfkit::validate {

bool Findings::wants(const Rule& rule) const {
    const auto severity = profile_.severity(rule.slug, rule.severity);
    return severity && diagnostics_.keeps(*severity);
}

void Findings::put(const Rule& rule, Severity severity, std::string message, Span at, std::vector<Also> also,
                   std::string hint) {
    const descriptor::Descriptor& descriptor = subject_.descriptor;
    const bool kept = diagnostics_.keeps(severity);  // naming a place costs time that a flood must not multiply
    Diagnostic found{rule.slug,
                     severity,
                     std::move(message),
                     kept ? descriptor.locate(at) : Location{},
                     {},
                     hint.empty() ? std::string(rule.hint) : std::move(hint)};
    if (kept)
        for (Also& one : also)
            found.related.push_back({descriptor.locate(start_tag(subject_, one.at)), std::move(one.message)});
    diagnostics_.add(std::move(found));
}

void Findings::report(const Rule& rule, std::string message, Span at, std::vector<Also> also, std::string hint) {
    const auto severity = profile_.severity(rule.slug, rule.severity);
    if (!severity) return;
    if (!at.known()) at = {subject_.envelope.at.begin, subject_.envelope.at.begin + 1};
    put(rule, *severity, std::move(message), start_tag(subject_, at), std::move(also), std::move(hint));
}

void Findings::report(const Rule& rule, std::string message, const xml::Node& at, std::string hint) {
    const auto severity = profile_.severity(rule.slug, rule.severity);
    if (!severity) return;
    const auto& source = subject_.descriptor.state().source;
    put(rule, *severity, std::move(message), source.to_source(at.begin, at.inner_begin), {}, std::move(hint));
}

void Findings::report(const Rule& rule, std::string message, const xml::Attribute& at, std::string hint) {
    const auto severity = profile_.severity(rule.slug, rule.severity);
    if (!severity) return;
    const auto& source = subject_.descriptor.state().source;
    put(rule, *severity, std::move(message), source.to_source(at.value_begin, at.value_end), {}, std::move(hint));
}

}  // namespace ovfkit::validate
