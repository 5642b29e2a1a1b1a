// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/rules.hpp>

#include <algorithm>
#include <map>

#include <ovfkit/report/examples.hpp>

#include "report/markdown.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

std::string_view room_of(const Rule& rule) { return rule.slug.substr(0, rule.slug.find('/')); }

std::string anchor_of(std::string_view slug) {
    std::string anchor(slug);
    std::replace(anchor.begin(), anchor.end(), '/', '-');
    return anchor;
}

void write_rule(const Rule& rule, std::string& out) {
    const auto point = [&](std::string_view label, std::string_view text) {
        if (!text.empty()) out += "- **" + std::string(label) + "** " + markdown_text(text) + "\n";
    };
    out += "<a id=\"" + anchor_of(rule.slug) + "\"></a>\n\n### `" + std::string(rule.slug) + "`\n\n";
    out += "**" + std::string(to_string(rule.severity)) + "**: " + markdown_text(rule.title) + "\n\n";
    point("Why:", rule.rationale);
    point("What to do:", rule.hint);
    point("Source:", rule.clause);
    point("Since:", rule.since);
    const Example example = example_of(rule.slug);
    if (!example.bad.empty()) out += "\nWrong:\n\n" + markdown_code(example.bad);
    if (!example.good.empty()) out += "\nRight:\n\n" + markdown_code(example.good);
    out += "\n";
}

}  // namespace

std::string as_markdown(const std::vector<const Rule*>& rules) {
    std::map<std::string_view, std::vector<const Rule*>> rooms;
    for (const Rule* rule : rules) rooms[room_of(*rule)].push_back(rule);
    std::string contents;
    std::string pages;
    for (const auto& [room, list] : rooms) {
        contents +=
            "- [" + std::string(room) + "](#" + std::string(room) + ") (" + counted(list.size(), "rule") + ")\n";
        pages += "<a id=\"" + std::string(room) + "\"></a>\n\n## " + std::string(room) + "\n\n";
        for (const Rule* rule : list) {
            contents += "  - [`" + std::string(rule->slug) + "`](#" + anchor_of(rule->slug) +
                        "): " + markdown_text(rule->title) + "\n";
            write_rule(*rule, pages);
        }
    }
    while (pages.size() > 1 && pages.compare(pages.size() - 2, 2, "\n\n") == 0) pages.pop_back();
    return "# Rules\n\nEvery finding that ovfkit reports is of one of these rules.\n\n" + contents +
           (pages.empty() ? "" : "\n") + pages;
}

}  // namespace ovfkit::report
