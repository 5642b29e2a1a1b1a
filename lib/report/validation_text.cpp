// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/validation.hpp>

#include "report/paint.hpp"
#include "report/validation_view.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

Diagnostic safe(Diagnostic finding) {
    finding.message = safe_message(finding.message);
    finding.hint = safe_message(finding.hint);
    for (Related& related : finding.related) related.message = safe_message(related.message);
    return finding;
}

std::string summary(const Validation& validation, const Paint& paint) {
    const Counts counts = counts_of(validation);
    std::string line = counted(validation.files.size(), "file") + " checked";
    if (!validation.profile.empty()) line += " by profile " + ovfkit::quoted(validation.profile);
    const std::string found = words_for(counts);
    if (found.empty())
        line += ": nothing found";
    else
        line += ": " + (counts.errors != 0     ? paint.weight(Severity::error, found)
                        : counts.warnings != 0 ? paint.weight(Severity::warning, found)
                                               : found);
    if (counts.suppressed != 0) line += "; " + counted(counts.suppressed, "accepted finding") + " not shown";
    if (counts.unreadable != 0) line += "; " + counted(counts.unreadable, "file") + " could not be read";
    return line + "\n";
}

}  // namespace

std::string as_text(const Validation& validation, const TextOptions& options) {
    std::string out;
    for (const ValidatedFile& file : validation.files) {
        const SourceText source = file.descriptor ? SourceText(file.descriptor->bytes(), file.descriptor->name())
                                                  : SourceText(std::string_view());
        for (const Diagnostic& finding : file.findings) out += as_text(safe(finding), source, options);
    }
    return out + summary(validation, Paint(options.color));
}

}  // namespace ovfkit::report
