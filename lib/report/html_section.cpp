// SPDX-License-Identifier: Apache-2.0
#include "report/html_section.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <ovfkit/report/inspect.hpp>
#include <ovfkit/text/units.hpp>

#include "report/html_source.hpp"
#include "report/markup.hpp"
#include "report/picture.hpp"
#include "report/validation_view.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

constexpr std::size_t most_related = 5;
constexpr std::size_t related_line_bytes = 160;

std::string badge(std::size_t count, const std::string& kind) {
    if (count == 0) return {};
    return " <span class=\"badge " + kind + "\">" + counted(count, kind) + "</span>";
}

std::string badges(const ValidatedFile& file) {
    const Counts counts = counts_of(file);
    std::string out = badge(counts.errors, "error") + badge(counts.warnings, "warning") + badge(counts.notes, "note");
    if (!file.readable) out += " <span class=\"badge error\">could not be read</span>";
    if (out.empty()) out = " <span class=\"badge good\">nothing found</span>";
    return out;
}

std::string fact(std::string_view name, const std::string& value) {
    if (value.empty()) return {};
    return "<dt>" + std::string(name) + "</dt><dd>" + escaped(value, 1000) + "</dd>";
}

std::string_view form_word(package::Form form) {
    switch (form) {
        case package::Form::directory: return "folder";
        case package::Form::bare: return "descriptor beside its files";
        case package::Form::archive: return "archive (OVA)";
        case package::Form::compressed_archive: break;
    }
    return "archive (OVA) inside gzip";
}

constexpr std::size_t most_references = 12;

std::string kind_words(const Inspection& inspection) {
    const std::size_t count = inspection.entities.size();
    switch (inspection.kind) {
        case PackageKind::vm: return count == 0 ? "no machine" : "a VM";
        case PackageKind::template_: return "a template";
        case PackageKind::collection: break;
    }
    return "a collection of " + counted(count, "machine");
}

std::string trust_words(const Inspection& inspection) {
    const auto count = std::count_if(inspection.entities.begin(), inspection.entities.end(),
                                     [](const InspectedEntity& entity) { return entity.requires_trust; });
    if (count == 0) return "no machine requires a trusted cluster";
    const auto all = static_cast<std::ptrdiff_t>(inspection.entities.size());
    if (count == all) return "requires a trusted cluster";
    return std::to_string(count) + " of " + std::to_string(all) + " require a trusted cluster";
}

std::string list_of(const std::vector<std::string>& lines, std::size_t left_out) {
    std::string out = "<ul>";
    for (const std::string& line : lines) out += "<li>" + escaped(line, 400) + "</li>";
    if (left_out != 0) out += "<li>and " + std::to_string(left_out) + " more</li>";
    return out + "</ul>";
}

/// The files that the descriptor references.
std::string references_of(const Inspection& inspection) {
    std::vector<std::string> lines;
    for (const model::File* file : inspection.files) {
        if (lines.size() == most_references) break;
        std::string line = file->href.optional().value_or("(no name)");
        if (file->size) line += ", " + text::human_bytes(*file->size);
        lines.push_back(std::move(line));
    }
    if (lines.empty()) return {};
    return "<dt>References</dt><dd>" + list_of(lines, inspection.files.size() - lines.size()) + "</dd>";
}

std::string facts_of(const descriptor::Descriptor& source) {
    Diagnostics said_already;
    const Inspection inspection = inspect(source, said_already);
    return fact("Holds", kind_words(inspection)) + fact("Trust", trust_words(inspection)) + references_of(inspection);
}

std::string facts_of(const ValidatedFile& file) {
    std::string facts;
    if (file.package) {
        const package::Package& package = *file.package;
        facts +=
            fact("Form", std::string(form_word(package.form())) + ", " + counted(package.members().size(), "file")) +
            fact("Descriptor", package.descriptor_member().name) +
            fact("Manifest", package.manifest_member() != nullptr ? package.manifest_member()->name : "none") +
            fact("Certificate", package.certificate_member() != nullptr ? package.certificate_member()->name : "none");
    }
    if (file.descriptor) {
        const descriptor::Dialect& dialect = file.descriptor->dialect();
        facts += fact("Dialect", dialect.name) + fact("OVF version", dialect.ovf_version) +
                 fact("Length", counted(lines_of(file).line_count(), "line"));
        facts += facts_of(*file.descriptor);
    }
    if (file.suppressed != 0) facts += fact("Accepted", counted(file.suppressed, "finding") + " not shown");
    return facts.empty() ? facts : "<dl>" + facts + "</dl>";
}

std::string about(const ValidatedFile& file, const std::string& id) {
    const std::string picture = file.descriptor ? picture_of(*file.descriptor, id) : std::string();
    const std::string facts = facts_of(file);
    if (picture.empty() && facts.empty()) return {};
    const std::string figure = picture.empty() ? "" : "<figure>" + picture + "</figure>";
    return std::string("<div class=\"about") + (picture.empty() ? "" : " two") + "\">" + facts + figure + "</div>";
}

/// `line 3, column 7`, with the source where it is another one than the file's descriptor.
std::string place_words(const ValidatedFile& file, const Location& where) {
    std::string words;
    const auto say = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
    const bool own = where.source.empty() || where.source == file.name ||
                     (file.descriptor && where.source == file.descriptor->name());
    if (!own) say(escaped(where.source, 1000));
    if (where.line != 0) say("line " + std::to_string(where.line));
    if (where.line != 0 && where.column != 0) say("column " + std::to_string(where.column));
    if (where.offset) say("byte " + std::to_string(*where.offset) + " of the archive");
    return words;
}

std::string related_of(const ValidatedFile& file, const Diagnostic& finding) {
    if (finding.related.empty()) return {};
    std::string out = "<ul>";
    const std::size_t count = std::min(finding.related.size(), most_related);
    for (std::size_t i = 0; i < count; ++i) {
        const Related& related = finding.related[i];
        const std::string place = place_words(file, related.where);
        out += "<li>" + escaped(safe_message(related.message));
        if (!place.empty()) out += " <span class=\"place\">(" + place + ")</span>";
        if (is_in_descriptor(file, related.where)) {
            std::string_view line = lines_of(file).line(related.where.line);
            line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
            out += "<code>" + escaped(line, related_line_bytes) + "</code>";
        }
        out += "</li>";
    }
    if (finding.related.size() > count)
        out += "<li>and " + counted(finding.related.size() - count, "more place") + "</li>";
    return out + "</ul>";
}

std::string card(const ValidatedFile& file, const Diagnostic& finding) {
    const std::string weight(to_string(finding.severity));
    std::string out = "<article class=\"finding " + weight + "\" data-severity=\"" + weight + "\"><h4><span>" + weight +
                      "</span> " + escaped(safe_message(finding.message)) + "</h4>";
    std::string place = place_words(file, finding.where);
    if (!finding.where.path.empty())
        place += (place.empty() ? "" : " &#183; ") + ("<code>" + escaped(finding.where.path, 1000) + "</code>");
    if (!place.empty()) out += "<p class=\"place\">" + place + "</p>";
    if (!finding.hint.empty()) out += "<p><b>What to do:</b> " + escaped(safe_message(finding.hint)) + "</p>";
    return out + related_of(file, finding) + "<p><a" + attribute("href", "#" + rule_anchor(finding.rule)) + ">" +
           escaped(finding.rule) + "</a></p></article>";
}

std::string groups(const ValidatedFile& file, std::size_t& budget) {
    const auto windows = windows_of(file);
    const auto sources = sources_of(file, windows, budget);
    std::string out;
    for (std::size_t i = 0; i < windows.size(); ++i) {
        out += sources[i].empty() ? "<div class=\"group\"><div class=\"findings\">"
                                  : "<div class=\"group two\"><div class=\"findings\">";
        for (const std::size_t index : windows[i].findings) out += card(file, file.findings[index]);
        out += "</div>" + sources[i] + "</div>\n";
    }
    return out;
}

}  // namespace

std::string rule_anchor(std::string_view slug) {
    std::string anchor = "rule-";
    for (const char c : slug) anchor += c == '/' ? '-' : c;
    return anchor;
}

std::string section_of(const ValidatedFile& file, const std::string& id, std::size_t& budget) {
    std::string out = "<section class=\"file\"" + attribute("id", id) + attribute("aria-labelledby", id + "-name") +
                      "><h2" + attribute("id", id + "-name") + ">" + escaped(file.name, 1000) + badges(file) + "</h2>" +
                      about(file, id);
    if (!file.findings.empty()) out += "<h3>Findings</h3>" + groups(file, budget);
    return out + "</section>\n";
}

}  // namespace ovfkit::report
