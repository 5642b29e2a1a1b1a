// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/verify.hpp>

#include <utility>

#include <ovfkit/task/source.hpp>
#include <ovfkit/trust/signed_trust.hpp>

namespace ovfkit::task {
namespace {

/// Most descriptors have no statement; who wants one says so when an import is decided.
report::Verified with_statement(package::Package package, package::Verification verification,
                                const package::VerifyOptions& options, Diagnostics& diagnostics) {
    const descriptor::Descriptor descriptor = package.descriptor();
    report::Verified verified{std::move(package), std::move(verification), {}};
    verified.trust = trust::verify_trust(descriptor, options.anchors, {options.time, options.allow_sha1});
    if (verified.trust.state != trust::SignedTrust::absent) trust::report(verified.trust, descriptor, diagnostics);
    return verified;
}

}  // namespace

Result<report::Verified> verify_package(const package::Package& package, const package::VerifyOptions& options,
                                        Diagnostics& diagnostics) {
    auto verification = package::verify(package, options, diagnostics);
    if (!verification) return verification.error();
    return with_statement(package, *std::move(verification), options, diagnostics);
}

Result<report::Verified> verify_input(io::Input& input, const std::string& name, const package::VerifyOptions& options,
                                      Diagnostics& diagnostics) {
    package::VerifyOptions how = options;
    how.open.check_descriptor = false;
    auto streamed = package::verify_stream(input, name, how, diagnostics);
    if (!streamed) return streamed.error();
    return with_statement(std::move(streamed->package), std::move(streamed->verification), how, diagnostics);
}

Result<report::Verified> verify_path(const std::string& path, const package::VerifyOptions& options,
                                     Diagnostics& diagnostics) {
    package::VerifyOptions how = options;
    how.open.check_descriptor = false;
    if (path == "-" || is_pipe(path)) {
        std::string name;
        const auto input = open_source(path, name);
        if (!input) return input.error();
        return verify_input(**input, name, how, diagnostics);
    }
    const auto package = package::Package::open(path, diagnostics, how.open);
    if (!package) return package.error();
    return verify_package(*package, how, diagnostics);
}

}  // namespace ovfkit::task
