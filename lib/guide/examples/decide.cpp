// SPDX-License-Identifier: Apache-2.0
// decide FILE: what would become of an import into the cluster `lab`, which is not trusted.
#include <iostream>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/task/source.hpp>
#include <ovfkit/trust/decide.hpp>

int main(int argc, char** argv) {
    if (argc != 2) return 64;
    // A descriptor or a package in any form; what it is, is told by its bytes.
    ovfkit::task::Source source = ovfkit::task::read_source(argv[1], ovfkit::Limits{});
    if (source.error) {
        std::cerr << argv[1] << ": " << source.error->message << " (" << to_string(source.error->code) << ")\n";
        return 2;
    }

    const auto evidence = ovfkit::task::collect_evidence(source, {});
    const auto decision =
        ovfkit::trust::decide(evidence, ovfkit::trust::Cluster{"lab", ovfkit::trust::Cluster::Trust::untrusted},
                              ovfkit::trust::ImportPolicy{});

    std::cout << "import: " << to_string(decision.outcome) << '\n';
    for (const auto& reason : decision.reasons)
        std::cout << to_string(reason.severity) << ": " << reason.message << " [" << reason.code << "]\n";
    return decision.outcome == ovfkit::trust::Outcome::refuse ? 4 : 0;
}
