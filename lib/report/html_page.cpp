// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/version.hpp>
#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/examples.hpp>
#include <ovfkit/report/validation.hpp>

#include "report/html_section.hpp"
#include "report/html_style.hpp"
#include "report/markup.hpp"
#include "report/validation_view.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

constexpr std::size_t most_source_bytes = 6'000'000;  // of all files

std::string_view verdict_class(const Counts& counts) {
    return counts.errors != 0 || counts.unreadable != 0 ? "error" : counts.warnings != 0 ? "warning" : "good";
}

std::string seal(std::string_view verdict) {
    const std::string_view shape = verdict == "good"    ? "M4 13l5 5L20 6"
                                   : verdict == "error" ? "M6 6l12 12M18 6L6 18"
                                                        : "M12 4v10M12 19v.5";
    return "<div class=\"seal " + std::string(verdict) +
           "\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"" + std::string(shape) + "\"/></svg></div>";
}

std::string headline(const Validation& validation, const Counts& counts) {
    const std::string found = words_for(counts);
    if (!found.empty()) return found + " in " + counted(validation.files.size(), "file");
    if (counts.unreadable != 0) return counted(counts.unreadable, "file") + " could not be read";
    return "Nothing found in " + counted(validation.files.size(), "file");
}

std::string tile(std::size_t count, std::string_view what, std::string_view kind) {
    return "<li class=\"" + std::string(count == 0 ? "none" : kind) + "\"><b>" + std::to_string(count) + "</b><span>" +
           std::string(what) + "</span></li>";
}

std::string tiles(const Validation& validation, const Counts& counts) {
    std::string out = "<ul class=\"tiles\" aria-label=\"Summary\">" + tile(validation.files.size(), "files", "") +
                      tile(counts.errors, "errors", "error") + tile(counts.warnings, "warnings", "warning") +
                      tile(counts.notes, "notes", "note");
    if (counts.suppressed != 0) out += tile(counts.suppressed, "accepted earlier", "");
    if (counts.unreadable != 0) out += tile(counts.unreadable, "unreadable", "error");
    return out + "</ul>";
}

/// Shown by the script, which it is of no use without.
std::string filter(const Counts& counts) {
    if (counts.findings() < 2) return {};
    std::string out = "<div class=\"filter\" role=\"search\" aria-label=\"Filter the findings\" hidden>";
    const auto button = [&](std::size_t count, const std::string& kind) {
        if (count != 0)
            out += "<button type=\"button\" aria-pressed=\"true\" class=\"" + kind + "\" value=\"" + kind + "\">" +
                   counted(count, kind) + "</button>";
    };
    button(counts.errors, "error");
    button(counts.warnings, "warning");
    button(counts.notes, "note");
    return out +
           "<input type=\"search\" aria-label=\"Words in a finding\" placeholder=\"Filter by words\" "
           "autocomplete=\"off\">"
           "<span role=\"status\"></span></div>";
}

std::string cell(std::size_t count, std::string_view kind) {
    return "<td class=\"" + std::string(count == 0 ? "none" : kind) + "\">" + std::to_string(count) + "</td>";
}

std::string index_of(const Validation& validation) {
    if (validation.files.size() < 2) return {};
    std::string rows;
    for (std::size_t i = 0; i < validation.files.size(); ++i) {
        const Counts counts = counts_of(validation.files[i]);
        rows += "<tr><th scope=\"row\"><a href=\"#file-" + std::to_string(i + 1) + "\">" +
                escaped(validation.files[i].name, 1000) + "</a>" +
                (counts.unreadable != 0 ? " <span class=\"badge error\">could not be read</span>" : "") + "</th>" +
                cell(counts.errors, "error") + cell(counts.warnings, "warning") + cell(counts.notes, "note") + "</tr>";
    }
    return "<nav class=\"index\" aria-labelledby=\"index\"><h2 id=\"index\">Files</h2><table><thead><tr><th "
           "scope=\"col\">Name</th><th scope=\"col\">Errors</th><th scope=\"col\">Warnings</th><th "
           "scope=\"col\">Notes</th></tr></thead><tbody>" +
           rows + "</tbody></table></nav>";
}

std::string paragraph(std::string_view label, std::string_view text) {
    if (text.empty()) return {};
    return "<p><b>" + std::string(label) + "</b> " + escaped(text) + "</p>";
}

/// What `escaped` would write in one line, line by line.
std::string pre(std::string_view kind, std::string_view text) {
    std::string out = "<pre class=\"" + std::string(kind) + "\">";
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out += escaped(text.substr(0, end)) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out + "</pre>";
}

std::string example_for(std::string_view slug) {
    const Example example = example_of(slug);
    if (example.empty()) return {};
    return "<div class=\"pair\"><figure><figcaption>Wrong</figcaption>" + pre("bad", example.bad) +
           "</figure><figure><figcaption>Right</figcaption>" + pre("good", example.good) + "</figure></div>";
}

std::string rules_of(const Validation& validation) {
    std::map<std::string_view, std::size_t> found;
    for (const ValidatedFile& file : validation.files)
        for (const Diagnostic& finding : file.findings) ++found[finding.rule];
    if (found.empty()) return {};
    std::string out =
        "<section class=\"rules\" aria-labelledby=\"rules\"><h2 id=\"rules\">What was found, and why it matters</h2>";
    for (const Rule* rule : catalog()) {
        const auto one = found.find(rule->slug);
        if (one == found.end()) continue;
        out += "<details" + attribute("id", rule_anchor(rule->slug)) + "><summary><code>" + escaped(rule->slug) +
               "</code> &#183; " + escaped(rule->title) + " &#183; " + counted(one->second, "finding") + "</summary>" +
               paragraph("Why:", rule->rationale) + paragraph("What to do:", rule->hint) +
               paragraph("Source:", rule->clause) + example_for(rule->slug) + "</details>";
    }
    return out + "</section>";
}

}  // namespace

std::string as_html(const Validation& validation) {
    const Counts counts = counts_of(validation);
    const std::string words = headline(validation, counts);
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'; img-src data:\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
        escaped(words) + "</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>" + std::string(html_style) +
        "</style>\n</head>\n<body>\n<div class=\"wrap\">\n<a class=\"skip\" href=\"#main\">Skip to the findings</a>\n"
        "<header>" +
        seal(verdict_class(counts)) + "<div><h1>" + escaped(words) + "</h1>";
    if (!validation.profile.empty()) out += "<p>Checked by profile <b>" + escaped(validation.profile) + "</b></p>";
    out += "</div></header>\n" + tiles(validation, counts) + filter(counts) + "\n" + index_of(validation) +
           "\n<main id=\"main\">\n";
    std::size_t budget = most_source_bytes;
    for (std::size_t i = 0; i < validation.files.size(); ++i)
        out += section_of(validation.files[i], "file-" + std::to_string(i + 1), budget);
    return out + rules_of(validation) + "\n</main>\n<footer>Made by ovfkit " + escaped(version()) +
           ". Lines and columns count from 1.</footer>\n</div>\n<script>" + std::string(html_script) +
           "</script>\n</body>\n</html>\n";
}

}  // namespace ovfkit::report
