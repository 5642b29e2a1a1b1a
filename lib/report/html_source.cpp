// SPDX-License-Identifier: Apache-2.0
#include "report/html_source.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "report/markup.hpp"
#include "report/validation_view.hpp"
#include "report/xml_highlight.hpp"
#include "text/utf8.hpp"

namespace ovfkit::report {
namespace {

constexpr std::uint32_t short_document = 60;  // lines, shown whole
constexpr std::uint32_t context = 3;          // lines around a place
constexpr std::size_t most_in_window = 6;     // findings, so that they stay beside their lines
constexpr std::uint32_t tallest_window = 60;  // lines; of a longer span the begin is shown
constexpr std::size_t long_line = 600;        // bytes; of a longer one the surroundings of its marks are shown
constexpr std::size_t around_mark = 160;      // bytes
constexpr std::size_t most_marks_in_line = 40;

/// A part of a line that a finding is about.
struct Mark {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view kind;  ///< `error`, `warning`, `note` or `related`
};

using Marks = std::map<std::uint32_t, std::vector<Mark>>;

void add_mark(const ValidatedFile& file, const Location& where, std::string_view kind, Marks& marks) {
    const auto range = is_in_descriptor(file, where) ? range_of(file, where) : std::nullopt;
    if (!range) return;
    const text::LineIndex& lines = lines_of(file);
    const std::uint32_t last = std::min(range->end.line, range->begin.line + tallest_window);
    for (std::uint32_t number = range->begin.line; number <= last; ++number) {
        const std::string_view line = lines.line(number);
        const std::uint32_t start = lines.offset({number, 1});
        std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
        std::size_t end = line.size();
        if (number == range->begin.line) begin = std::min<std::size_t>(lines.offset(range->begin) - start, line.size());
        if (number == range->end.line) end = std::min<std::size_t>(lines.offset(range->end) - start, line.size());
        if (number == range->begin.line && begin >= end && begin < line.size())
            end = begin + text::character_size(line[begin]);
        std::vector<Mark>& list = marks[number];
        if (list.size() < most_marks_in_line && (begin < end || number == range->begin.line))
            list.push_back({begin, std::max(begin, end), kind});
    }
}

Marks marks_of(const ValidatedFile& file) {
    Marks marks;
    for (const Diagnostic& finding : file.findings) {
        add_mark(file, finding.where, to_string(finding.severity), marks);
        for (const Related& related : finding.related) add_mark(file, related.where, "related", marks);
    }
    return marks;
}

/// The gravest mark over a part of a line; empty when there is none.
std::string_view mark_over(const std::vector<Mark>& marks, std::size_t begin, std::size_t end) {
    for (const std::string_view kind : {"error", "warning", "note", "related"})
        for (const Mark& mark : marks)
            if (mark.kind == kind && mark.begin < end && begin < mark.end) return kind;
    return {};
}

std::string code_piece(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t stop = std::min(text.find('\t'), text.size());
        out += escaped(text.substr(0, stop));
        if (stop == text.size()) break;
        out += "    ";
        text.remove_prefix(stop + 1);
    }
    return out;
}

std::size_t at_character(std::string_view line, std::size_t at) {
    while (at > 0 && at < line.size() && text::is_continuation(line[at])) --at;
    return std::min(at, line.size());
}

/// The parts of a line that are shown: all of it, or what is around its marks.
std::vector<std::pair<std::size_t, std::size_t>> shown_parts(std::string_view line, const std::vector<Mark>& marks) {
    if (line.size() <= long_line) return {{0, line.size()}};
    if (marks.empty()) return {{0, at_character(line, around_mark)}};
    std::vector<std::pair<std::size_t, std::size_t>> parts;
    for (const Mark& mark : marks) {
        const std::size_t end = std::min(mark.end, mark.begin + around_mark) + around_mark;
        parts.emplace_back(at_character(line, mark.begin - std::min(mark.begin, around_mark)), at_character(line, end));
    }
    std::sort(parts.begin(), parts.end());
    std::vector<std::pair<std::size_t, std::size_t>> merged;
    for (const auto& part : parts) {
        if (!merged.empty() && part.first <= merged.back().second)
            merged.back().second = std::max(merged.back().second, part.second);
        else
            merged.push_back(part);
    }
    return merged;
}

/// One line with its colours and marks.
class Line {
public:
    Line(std::string_view line, const std::vector<XmlToken>& tokens, const std::vector<Mark>& marks)
        : line_(line), tokens_(tokens), marks_(marks) {}

    [[nodiscard]] std::string written() {
        std::size_t behind = 0;
        for (const auto& [begin, end] : shown_parts(line_, marks_)) {
            if (begin > behind) out_ += cut_off;
            part(begin, end);
            behind = end;
        }
        if (behind < line_.size()) out_ += cut_off;
        for (const Mark& mark : marks_)
            if (mark.begin >= line_.size()) return out_ + "<mark class=\"" + std::string(mark.kind) + "\"> </mark>";
        return out_;
    }

private:
    static constexpr std::string_view cut_off = "<span class=\"gap\">&#8230;</span>";

    void part(std::size_t begin, std::size_t end) {
        for (const XmlToken& token : tokens_) {
            if (token.end <= begin || token.begin >= end) continue;
            std::vector<std::size_t> cuts{std::max(begin, token.begin), std::min(end, token.end)};
            for (const Mark& mark : marks_)
                for (const std::size_t cut : {mark.begin, mark.end})
                    if (cut > cuts[0] && cut < cuts[1]) cuts.push_back(cut);
            std::sort(cuts.begin(), cuts.end());
            for (std::size_t i = 1; i < cuts.size(); ++i)
                if (cuts[i - 1] < cuts[i]) piece(cuts[i - 1], cuts[i], to_string(token.piece));
        }
    }
    void piece(std::size_t begin, std::size_t end, std::string_view color) {
        std::string text = code_piece(line_.substr(begin, end - begin));
        if (!color.empty()) text = "<i class=\"" + std::string(color) + "\">" + text + "</i>";
        const std::string_view kind = mark_over(marks_, begin, end);
        if (!kind.empty()) text = "<mark class=\"" + std::string(kind) + "\">" + text + "</mark>";
        out_ += text;
    }

    std::string_view line_;
    const std::vector<XmlToken>& tokens_;
    const std::vector<Mark>& marks_;
    std::string out_;
};

/// The lines that a finding wants to be seen; `first` is 0 when there are none.
SourceWindow window_around(const ValidatedFile& file, const Diagnostic& finding) {
    if (!is_in_descriptor(file, finding.where)) return {};
    const TextRange range = *range_of(file, finding.where);
    const std::uint32_t count = lines_of(file).line_count();
    const std::uint32_t last = std::min(range.end.line, range.begin.line + tallest_window / 2);
    return {range.begin.line - std::min(range.begin.line - 1, context), std::min(last + context, count), {}};
}

bool fits_into(const SourceWindow& window, const SourceWindow& next) {
    if (next.first == 0 || window.first == 0) return next.first == window.first;
    return next.first >= window.first && next.first <= window.last + 1 && window.findings.size() < most_in_window &&
           std::max(window.last, next.last) - window.first < tallest_window;
}

std::string written_lines(const text::LineIndex& lines, const SourceWindow& window, const Marks& marks,
                          XmlHighlighter& highlighter, std::uint32_t& next) {
    static const std::vector<Mark> none;
    for (; next < window.first; ++next) (void)highlighter.next(lines.line(next));
    // Windows may overlap; the highlighter has to be where the next one may begin.
    const XmlHighlighter at_begin = highlighter;
    XmlHighlighter walker = at_begin;
    std::string out = "<div class=\"code\" role=\"group\" aria-label=\"Source, lines " + std::to_string(window.first) +
                      " to " + std::to_string(window.last) + "\">";
    for (std::uint32_t number = window.first; number <= window.last; ++number) {
        const std::string_view line = lines.line(number);
        const auto found = marks.find(number);
        const std::vector<Mark>& here = found == marks.end() ? none : found->second;
        const auto tokens = walker.next(line);
        out += here.empty() ? "<div>" : "<div class=\"hit\">";
        out += "<span class=\"n\">" + std::to_string(number) + "</span><code>" + Line(line, tokens, here).written() +
               "</code></div>";
    }
    return out + "</div>";
}

}  // namespace

std::vector<SourceWindow> windows_of(const ValidatedFile& file) {
    std::vector<SourceWindow> windows;
    for (std::size_t i = 0; i < file.findings.size(); ++i) {
        SourceWindow window = window_around(file, file.findings[i]);
        if (!windows.empty() && fits_into(windows.back(), window)) {
            windows.back().last = std::max(windows.back().last, window.last);
        } else {
            windows.push_back(window);
        }
        windows.back().findings.push_back(i);
    }
    const auto in_front = [](const SourceWindow& a, const SourceWindow& b) { return a.first < b.first; };
    std::stable_sort(windows.begin(), windows.end(), in_front);
    const bool is_short = file.descriptor && lines_of(file).line_count() <= short_document;
    const bool single = !windows.empty() && windows.back().first != 0 &&
                        (windows.size() == 1 || (windows.size() == 2 && windows.front().first == 0));
    if (is_short && single) {
        windows.back().first = 1;
        windows.back().last = lines_of(file).line_count();
    }
    return windows;
}

std::vector<std::string> sources_of(const ValidatedFile& file, const std::vector<SourceWindow>& windows,
                                    std::size_t& budget) {
    std::vector<std::string> sources;
    const Marks marks = file.descriptor ? marks_of(file) : Marks();
    XmlHighlighter highlighter;
    std::uint32_t next = 1;
    bool spent = false;
    for (const SourceWindow& window : windows) {
        std::string source;
        if (window.first != 0 && !spent) {
            source = written_lines(lines_of(file), window, marks, highlighter, next);
            spent = source.size() > budget;
            if (spent) source = "<p class=\"code gap\">The page would grow too long with the source from here on.</p>";
            budget -= std::min(budget, source.size());
        }
        sources.push_back(std::move(source));
    }
    return sources;
}

}  // namespace ovfkit::report
