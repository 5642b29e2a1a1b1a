// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/rules.hpp>

#include <algorithm>

#include <ovfkit/report/examples.hpp>

#include "report/json.hpp"
#include "report/paint.hpp"

namespace ovfkit::report {
namespace {

/// Each line of an example, safe for a terminal, behind the same blanks.
std::string indented(std::string_view text, std::string_view blanks) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out += std::string(blanks) + printable(text.substr(0, end), 400) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace

std::string as_text(const std::vector<const Rule*>& rules, const TextOptions& options) {
    const Paint paint(options.color);
    std::string out;
    const auto row = [&](std::string_view name, std::string_view text) {
        if (!text.empty()) out += "    " + paint.faint(name) + std::string(text) + "\n";
    };
    const auto example = [&](std::string_view name, std::string_view text) {
        if (!text.empty()) out += "    " + paint.faint(name) + "\n" + indented(text, "        ");
    };
    for (const Rule* rule : rules) {
        out += paint.bold(rule->slug) + " (" + paint.weight(rule->severity, to_string(rule->severity)) +
               "): " + std::string(rule->title) + "\n";
        row("why:    ", rule->rationale);
        row("do:     ", rule->hint);
        row("source: ", rule->clause);
        example("bad:", example_of(rule->slug).bad);
        example("good:", example_of(rule->slug).good);
    }
    return out;
}

std::string as_json(const std::vector<const Rule*>& rules) {
    Json list = Json::array();
    for (const Rule* rule : rules) {
        const Example example = example_of(rule->slug);
        list.push_back({{"rule", rule->slug},
                        {"severity", to_string(rule->severity)},
                        {"title", rule->title},
                        {"clause", json_text_or_null(rule->clause)},
                        {"rationale", json_text_or_null(rule->rationale)},
                        {"hint", json_text_or_null(rule->hint)},
                        {"since", rule->since},
                        {"example", example.empty() ? Json(nullptr)
                                                    : Json({{"bad", json_text_or_null(example.bad)},
                                                            {"good", json_text_or_null(example.good)}})}});
    }
    return on_lines(list);
}

}  // namespace ovfkit::report
