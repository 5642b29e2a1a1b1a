// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <ovfkit/task/validate_file.hpp>
#include <ovfkit/validate/profile.hpp>

namespace ovfkit::task {

void leave_out_accepted(validate::Baseline& baseline, std::vector<report::ValidatedFile>& files) {
    for (report::ValidatedFile& file : files) {
        const auto accepted = [&](const Diagnostic& one) { return file.readable && baseline.take(file.name, one); };
        const auto rest = std::remove_if(file.findings.begin(), file.findings.end(), accepted);
        file.suppressed += static_cast<std::size_t>(file.findings.end() - rest);
        file.findings.erase(rest, file.findings.end());
    }
}

std::string baseline_of(const std::vector<report::ValidatedFile>& files) {
    std::string text = "# Findings that are accepted, as 'ovfkit validate --baseline' takes them.\n";
    for (const report::ValidatedFile& file : files)
        for (const Diagnostic& one : file.findings)
            if (file.readable && !validate::is_about_integrity(one.rule))
                text += validate::Baseline::line(file.name, one);
    return text;
}

}  // namespace ovfkit::task
