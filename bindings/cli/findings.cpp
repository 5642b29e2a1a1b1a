// SPDX-License-Identifier: Apache-2.0
#include "findings.hpp"

#include <algorithm>

#include <ovfkit/report/text.hpp>

namespace ovfkit::cli {

ExitCode report_findings(const Diagnostics& findings, const std::optional<descriptor::Descriptor>& descriptor,
                         ColorChoice color) {
    // Lines of a manifest are no lines of the descriptor.
    const bool all_of_it = descriptor && std::all_of(findings.begin(), findings.end(), [&](const Diagnostic& finding) {
                               return finding.where.line == 0 || finding.where.source == descriptor->name();
                           });
    const report::SourceText text(all_of_it ? descriptor->bytes() : std::string_view());
    print_error(report::as_text(findings, text, options_for_errors(color)));
    return exit_code(findings);
}

Diagnostics at_most(const Diagnostics& findings, Severity most) {
    Diagnostics lesser(findings.size());
    for (Diagnostic finding : findings) {
        finding.severity = std::min(finding.severity, most);
        lesser.add(std::move(finding));
    }
    return lesser;
}

}  // namespace ovfkit::cli
