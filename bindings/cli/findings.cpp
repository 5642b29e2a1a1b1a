// SPDX-License-Identifier: Apache-2.0
#include "findings.hpp"

#include <algorithm>

#include <ovfkit/report/text.hpp>

namespace ovfkit::cli {

ExitCode report_findings(const Diagnostics& findings, const std::optional<descriptor::Descriptor>& descriptor,
                         ColorChoice color) {
    const report::SourceText text = descriptor ? report::SourceText(descriptor->bytes(), descriptor->name())
                                               : report::SourceText(std::string_view());
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
