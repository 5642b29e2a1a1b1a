// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/text.hpp>

#include <algorithm>

#include "report/excerpt.hpp"
#include "report/paint.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

constexpr std::size_t place_bytes = 1000;  // a path may have four times as many, and is never cut in practice

/// Writes one finding after the other.
class Writer {
public:
    Writer(const SourceText& source, const TextOptions& options)
        : source_(source), width_(options.width), paint_(options.color) {}

    void write(const Diagnostic& diagnostic) {
        head(diagnostic.where, diagnostic.severity, diagnostic.message, diagnostic.rule);
        const std::string gutter = excerpt(diagnostic.where);
        if (!diagnostic.where.path.empty()) remark(gutter, "in", printable(diagnostic.where.path, place_bytes));
        if (!diagnostic.hint.empty()) remark(gutter, "hint:", diagnostic.hint);
        for (const Related& related : diagnostic.related) {
            head(related.where, Severity::note, related.message, {});
            excerpt(related.where);
        }
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void head(const Location& where, Severity severity, std::string_view message, std::string_view slug) {
        std::string place = printable(where.source, place_bytes);
        if (where.line != 0) place += ":" + std::to_string(where.line);
        if (where.line != 0 && where.column != 0) place += ":" + std::to_string(where.column);
        if (where.offset) place += ": byte " + std::to_string(*where.offset);
        if (!place.empty()) out_ += paint_.bold(place + ":") + " ";
        out_ += paint_.weight(severity, std::string(to_string(severity)) + ":") + " " + paint_.bold(message);
        if (!slug.empty()) out_ += " " + paint_.faint("[" + std::string(slug) + "]");
        out_ += '\n';
    }

    /// Writes the line at `where`, if it is known, and returns the blanks of its gutter.
    std::string excerpt(const Location& where) {
        const SourceText::Excerpt excerpt = source_.excerpt(where);
        if (where.line == 0 || excerpt.line.empty()) return "  ";
        const std::string number = std::to_string(where.line);
        const std::string blank(std::max<std::size_t>(number.size(), 5), ' ');
        const MarkedLine shown = marked(excerpt, width_);
        out_ += paint_.faint(blank.substr(number.size()) + number + " |") + " " + shown.line + "\n";
        const std::size_t indent = shown.marks.find_first_not_of(' ');
        out_ += paint_.faint(blank + " |") + " " + shown.marks.substr(0, indent) +
                paint_.mark(std::string_view(shown.marks).substr(indent)) + "\n";
        return blank;
    }

    void remark(const std::string& gutter, std::string_view word, std::string_view text) {
        out_ += paint_.faint(gutter + " =") + " " + std::string(word) + " " + std::string(text) + "\n";
    }

    const SourceText& source_;
    std::size_t width_;
    Paint paint_;
    std::string out_;
};

}  // namespace

std::string as_text(const Diagnostic& diagnostic, const SourceText& source, const TextOptions& options) {
    Writer writer(source, options);
    writer.write(diagnostic);
    return writer.take();
}

std::string as_text(const Diagnostics& diagnostics, const SourceText& source, const TextOptions& options) {
    if (!diagnostics.worst()) return {};
    Writer writer(source, options);
    for (const Diagnostic& diagnostic : diagnostics) writer.write(diagnostic);
    std::string counts;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
        const std::size_t count = diagnostics.count(severity);
        if (count == 0) continue;
        counts += (counts.empty() ? "" : ", ") + counted(count, to_string(severity));
    }
    if (diagnostics.dropped() != 0) counts += "; " + std::to_string(diagnostics.dropped()) + " of them not shown";
    return writer.take() + counts + "\n";
}

}  // namespace ovfkit::report
