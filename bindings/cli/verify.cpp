// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/failure.hpp>
#include <ovfkit/report/text.hpp>
#include <ovfkit/report/verification.hpp>
#include <ovfkit/task/verify.hpp>

#include "anchors.hpp"
#include "clock.hpp"
#include "findings.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "source.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct VerifyOptions {
    SourceOptions source;
    Format format = Format::text;
    std::vector<std::string> anchors;
    package::VerifyOptions verify;
    std::optional<std::int64_t> time;
    bool quiet = false;
};

ExitCode run(const VerifyOptions& options) {
    const auto anchors = read_anchors(options.anchors);
    if (!anchors) return fail(anchors.error().message);
    package::VerifyOptions how = options.verify;
    how.open.limits = options.source.limits;
    how.anchors = *anchors;
    how.time = options.time ? *options.time : now();

    Diagnostics diagnostics(options.source.limits.max_diagnostics);
    std::optional<ProgressDisplay> display(std::in_place, options.quiet);
    how.progress = display->callback();
    const auto verified = task::verify_path(options.source.path, how, diagnostics);
    display.reset();
    if (!verified) {
        if (options.format == Format::json) (void)print(report::as_json(verified.error(), diagnostics));
        (void)report_findings(diagnostics, std::nullopt, options.source.color);
        if (!diagnostics.has(verified.error().rule)) fail(verified.error().message);
        return ExitCode::errors;
    }
    const descriptor::Descriptor& descriptor = verified->package.descriptor();
    const ExitCode found = exit_code(diagnostics);
    if (options.format == Format::json) return graver(print(report::as_json(*verified, diagnostics)), found);
    const ExitCode printed = print(report::as_text(*verified, options_for_output(options.source.color)));
    (void)report_findings(diagnostics, descriptor, options.source.color);
    return graver(printed, found);
}

}  // namespace

Run add_verify(CLI::App& app) {
    auto options = std::make_shared<VerifyOptions>();
    VerifyOptions& o = *options;
    CLI::App* verb =
        app.add_subcommand("verify", "compare a package with its manifest and signature, before anybody uses it");
    add_source(*verb, o.source, "PATH");
    add_format(*verb, o.format);
    add_anchors(*verb, o.anchors);
    verb->add_flag("--require-signature", o.verify.require_signature,
                   "an absent signature, or one that does not count, is an error");
    verb->add_flag("--allow-sha1", o.verify.allow_sha1, "SHA-1 alone counts as verification");
    add_word(*verb, "--time", o.time, parse_time, "a time such as 2026-01-31T12:00:00Z",
             "when certificates must be in force (now)")
        ->type_name("RFC3339");
    add_quiet(*verb, o.quiet);
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
