// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <ovfkit/report/inspect.hpp>

#include "options.hpp"
#include "source.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct InspectOptions {
    SourceOptions source;
    Format format = Format::text;
};

ExitCode run(const InspectOptions& options) {
    auto source = read_source(options.source, options.format);
    if (!source) return ExitCode::errors;
    if (!source->descriptor) return source->report(options.source.color);
    report::Inspection inspection = report::inspect(*source->descriptor, source->diagnostics);
    inspection.package = source->package;
    // As JSON the findings are part of the answer.
    if (options.format == Format::json)
        return graver(print(report::as_json(inspection, source->diagnostics)), exit_code(source->diagnostics));
    const ExitCode printed = print(report::as_text(inspection, options_for_output(options.source.color)));
    return graver(printed, source->report(options.source.color));
}

}  // namespace

Run add_inspect(CLI::App& app) {
    auto options = std::make_shared<InspectOptions>();
    CLI::App* verb =
        app.add_subcommand("inspect", "show what a descriptor or package holds, and what is wrong with it");
    add_source(*verb, options->source, "FILE");
    add_format(*verb, options->format);
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
