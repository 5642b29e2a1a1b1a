// SPDX-License-Identifier: Apache-2.0
#include "report/validation_view.hpp"

#include <algorithm>

#include "descriptor/state.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

constexpr std::size_t message_bytes = 4000;  // more is no sentence, and nobody reads it

bool is_archive(const package::Package& package) {
    return package.form() == package::Form::archive || package.form() == package::Form::compressed_archive;
}

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
    errors += other.errors;
    warnings += other.warnings;
    notes += other.notes;
    suppressed += other.suppressed;
    unreadable += other.unreadable;
    return *this;
}

Counts counts_of(const ValidatedFile& file) {
    Counts counts;
    for (const Diagnostic& finding : file.findings) switch (finding.severity) {
            case Severity::error: ++counts.errors; break;
            case Severity::warning: ++counts.warnings; break;
            case Severity::note: ++counts.notes; break;
        }
    counts.suppressed = file.suppressed;
    counts.unreadable = file.readable ? 0 : 1;
    return counts;
}

Counts counts_of(const Validation& validation) {
    Counts counts;
    for (const ValidatedFile& file : validation.files) counts += counts_of(file);
    return counts;
}

std::string words_for(const Counts& counts) {
    std::string words;
    const auto say = [&](std::size_t count, std::string_view what) {
        if (count != 0) words += (words.empty() ? "" : ", ") + counted(count, what);
    };
    say(counts.errors, "error");
    say(counts.warnings, "warning");
    say(counts.notes, "note");
    return words;
}

bool is_in_descriptor(const ValidatedFile& file, const Location& where) {
    return where.line != 0 && file.descriptor && where.source == file.descriptor->name() &&
           where.line <= lines_of(file).line_count();
}

std::optional<TextRange> range_of(const ValidatedFile& file, const Location& where) {
    if (where.line == 0) return std::nullopt;
    TextRange range{{where.line, std::max(where.column, 1U)}, {}};
    range.end = range.begin;
    if (!is_in_descriptor(file, where) || !where.span.known()) return range;
    const xml::Source& source = file.descriptor->state().source;
    const text::Position end = source.lines().position(source.decoded().to_text(where.span.end));
    if (end.line > range.begin.line || (end.line == range.begin.line && end.column > range.begin.column))
        range.end = end;
    return range;
}

const text::LineIndex& lines_of(const ValidatedFile& file) { return file.descriptor->state().source.lines(); }

std::string_view member_of(const ValidatedFile& file) {
    if (!file.package || !is_archive(*file.package)) return {};
    return file.package->descriptor_member().name;
}

std::string safe_message(std::string_view message) { return printable(message, message_bytes); }

}  // namespace ovfkit::report
