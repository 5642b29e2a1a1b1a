// SPDX-License-Identifier: Apache-2.0
// A program of somebody else: what the C++ library answers about the import of each file into an untrusted cluster.
#include <iostream>

#include <ovfkit/base/version.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/trust/decide.hpp>

int main(int argc, char** argv) {
    std::cout << "ovfkit " << ovfkit::version() << '\n';
    for (int at = 1; at < argc; ++at) {
        ovfkit::Diagnostics findings;
        const auto descriptor = ovfkit::descriptor::Descriptor::read_file(argv[at], findings);
        if (!descriptor) {
            std::cerr << descriptor.error().message << '\n';
            return 2;
        }
        const auto evidence = ovfkit::trust::collect(descriptor->envelope(), descriptor->dialect().name, findings);
        const auto decision = ovfkit::trust::decide(evidence, {"lab", ovfkit::trust::Cluster::Trust::untrusted});
        std::cout << decision.entities.at(0).name << ": " << ovfkit::trust::to_string(decision.outcome) << '\n';
    }
    return 0;
}
