// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/rules.hpp>

#include "report/json.hpp"
#include "report/paint.hpp"

namespace ovfkit::report {

std::string as_text(const std::vector<const Rule*>& rules, const TextOptions& options) {
    const Paint paint(options.color);
    std::string out;
    const auto row = [&](std::string_view name, std::string_view text) {
        if (!text.empty()) out += "    " + paint.faint(name) + std::string(text) + "\n";
    };
    for (const Rule* rule : rules) {
        out += paint.bold(rule->slug) + " (" + paint.weight(rule->severity, to_string(rule->severity)) +
               "): " + std::string(rule->title) + "\n";
        row("why:    ", rule->rationale);
        row("do:     ", rule->hint);
        row("source: ", rule->clause);
    }
    return out;
}

std::string as_json(const std::vector<const Rule*>& rules) {
    Json list = Json::array();
    for (const Rule* rule : rules)
        list.push_back({{"rule", rule->slug},
                        {"severity", to_string(rule->severity)},
                        {"title", rule->title},
                        {"clause", json_text_or_null(rule->clause)},
                        {"rationale", json_text_or_null(rule->rationale)},
                        {"hint", json_text_or_null(rule->hint)},
                        {"since", rule->since}});
    return on_lines(list);
}

}  // namespace ovfkit::report
