// SPDX-License-Identifier: Apache-2.0
// An archive, or one inside gzip, from a stranger: on a pipe and at any offset it is the same package with the same
// verdict.
#include <ovfkit/package/verify.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/law.hpp"

namespace {

namespace package = ovfkit::package;

package::VerifyOptions options() {
    package::VerifyOptions options;
    options.open.limits.max_bytes = 1U << 16U;
    options.open.limits.max_nodes = 5000;
    options.open.tar.max_members = 100;
    options.open.tar.max_padding_bytes = 1U << 16U;
    options.time = 1'800'000'000;
    return options;
}

void check_findings(const ovfkit::Diagnostics& diagnostics) {
    for (const ovfkit::Diagnostic& finding : diagnostics)
        require(ovfkit::printable(finding.message, 20'000) == finding.message, "messages are printable");
}

void check_states(const package::Verification& verification) {
    using State = package::PackageState;
    using File = package::FileState;
    const auto& states = verification.states;
    require(!states.empty() && std::is_sorted(states.begin(), states.end()) &&
                std::adjacent_find(states.begin(), states.end()) == states.end(),
            "states stand there once, in order");
    const bool all = !verification.files.empty() &&
                     std::all_of(verification.files.begin(), verification.files.end(),
                                 [](const package::FileVerdict& file) { return file.state == File::verified; });
    const bool judged = verification.has(State::no_manifest) || verification.has(State::manifest_unreadable);
    require(verification.has(State::files_verified) == (all && !judged), "verified is what is verified");
    const int signature = (verification.has(State::unsigned_) ? 1 : 0) +
                          (verification.has(State::signature_accepted) ? 1 : 0) +
                          (verification.has(State::signature_rejected) ? 1 : 0);
    require(signature == 1, "a package is unsigned, or its signature counts or not");
    require(!verification.has(State::signature_accepted), "nobody is trusted here");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    ovfkit::Diagnostics verified(200);
    const auto input = ovfkit::io::stream_bytes(bytes);
    const auto streamed = package::verify_stream(*input, "fuzz", options(), verified);
    check_findings(verified);

    ovfkit::Diagnostics looked(200);
    const auto again = ovfkit::io::stream_bytes(bytes);
    const auto opened = package::Package::open_stream(*again, "fuzz", looked, options().open);
    require(opened.has_value() == streamed.has_value(), "what can be opened can be verified");
    if (!streamed) return 0;
    check_states(streamed->verification);
    require(opened->members().size() == streamed->package.members().size() &&
                opened->descriptor().bytes() == streamed->package.descriptor().bytes(),
            "looking and verifying see the same package");
    return 0;
}
