// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/rules.hpp>
#include <ovfkit/package/unpack.hpp>

#include "clock.hpp"
#include "findings.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct UnpackOptions {
    std::string source;
    std::string directory;
    package::UnpackOptions unpack;
    bool no_verify = false;
    bool quiet = false;
    ColorChoice color = ColorChoice::automatic;
};

/// Unpacks what is at the path, or what comes on standard input.
Result<package::Unpacked> unpack(const UnpackOptions& options, const package::UnpackOptions& how, Diagnostics& opening,
                                 Diagnostics& findings) {
    if (options.source == "-") {
        const auto input = io::stream_descriptor(0, "standard input");
        return package::unpack_stream(*input, "-", options.directory, how, findings);
    }
    const auto source = package::Package::open(options.source, opening, how.verify.open);
    if (!source) return source.error();
    return package::unpack(*source, options.directory, how, findings);
}

/// What is worth to be said. Most packages are not signed, and whoever unpacks one did not ask.
Diagnostics worth_saying(const Diagnostics& findings) {
    Diagnostics left;
    for (const Diagnostic& finding : findings)
        if (finding.rule != package::rule::signature_absent.slug || finding.severity != Severity::note)
            left.add(finding);
    return left;
}

ExitCode run(const UnpackOptions& options) {
    package::UnpackOptions how = options.unpack;
    how.insist = !options.no_verify;
    how.verify.time = now();
    how.verify.open.check_descriptor = false;  // is part of the verification
    const Interruption interruption;           // a signal ends the work, which then leaves nothing
    std::optional<ProgressDisplay> display(std::in_place, options.quiet);
    how.verify.progress = display->callback();

    Diagnostics opening;
    Diagnostics findings;
    const auto unpacked = unpack(options, how, opening, findings);
    display.reset();
    if (!unpacked && unpacked.error().code == ErrorCode::cancelled) Interruption::finish();
    // Whoever wants no verification is told what it says, and that is all.
    opening.append(worth_saying(options.no_verify && unpacked ? at_most(findings, Severity::warning) : findings));
    std::optional<descriptor::Descriptor> descriptor;
    if (unpacked) descriptor = unpacked->package.descriptor();
    const ExitCode found = report_findings(opening, descriptor, options.color);
    return unpacked ? found : fail(unpacked.error().message);
}

}  // namespace

Run add_unpack(CLI::App& app) {
    auto options = std::make_shared<UnpackOptions>();
    UnpackOptions& o = *options;
    CLI::App* verb =
        app.add_subcommand("unpack", "write the files of a package into a new directory, verified meanwhile");
    add_path(*verb, "PACKAGE", o.source, paths::package(), "",
             "an OVA, also inside gzip, a directory or a descriptor; - is standard input")
        ->required();
    add_path(*verb, "-o,--output", o.directory, paths::directory(), "DIR",
             "the directory to make; its parent must exist")
        ->required();
    verb->add_flag("--no-verify", o.no_verify, "keep the files also when they are not what the manifest says");
    verb->add_flag("--allow-sha1", o.unpack.verify.allow_sha1, "a manifest with SHA-1 only counts as verification");
    add_quiet(*verb, o.quiet);
    add_color(*verb, o.color);
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
