// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <ovfkit/convert/convert.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/report/failure.hpp>
#include <ovfkit/report/losses.hpp>
#include <ovfkit/task/convert.hpp>

#include "clock.hpp"
#include "file_name.hpp"
#include "options.hpp"
#include "output.hpp"
#include "source.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

/// A target under the name that the command line gives it.
struct ConversionTarget {
    std::string word;
    descriptor::Grammar grammar = descriptor::Grammar::ovf_1;
};

struct ConvertOptions {
    SourceOptions source;
    std::string output;
    ConversionTarget target;
    convert::Options convert;
    std::optional<std::int64_t> time;
    std::string report_file;
    Format format = Format::text;
};

bool is_directory(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

/// Where each output goes: one to the file that was named, several into a directory, which is made if need be.
Result<std::vector<std::string>> paths_of(const std::vector<convert::Output>& outputs, const std::string& wanted) {
    const bool several = outputs.size() > 1;
    if (several && wanted == "-")
        return Error{ErrorCode::invalid_argument,
                     "the conversion gives " + std::to_string(outputs.size()) +
                         " files, which standard output cannot hold; name a directory, or one entity with --entity",
                     {},
                     {}};
    if (!several && (wanted == "-" || !is_directory(wanted))) return std::vector<std::string>{wanted};
    if (!is_directory(wanted))
        if (auto made = io::make_directory(wanted); !made) return made.error();
    FileNames names;
    std::vector<std::string> paths;
    for (const convert::Output& output : outputs)
        paths.push_back(
            (std::filesystem::path(wanted) / names.next(output.name.empty() ? output.id : output.name)).string());
    return paths;
}

/// Standard output, unless the descriptor itself goes there.
ExitCode write_report(const ConvertOptions& options, const report::Conversion& conversion) {
    const bool to_errors = options.report_file.empty() && options.output == "-";
    const auto text_options =
        to_errors ? options_for_errors(options.source.color) : options_for_output(options.source.color);
    const bool to_file = !options.report_file.empty() && options.report_file != "-";
    const std::string text = options.format == Format::json
                                 ? report::as_json(conversion)
                                 : report::as_text(conversion, to_file ? report::TextOptions{} : text_options);
    if (to_file) return write_result(options.report_file, text);
    if (!to_errors) return print(text);
    print_error(text);
    return ExitCode::ok;
}

ExitCode code_for(const report::Conversion& conversion) {
    for (const report::EntityLoss& lost : conversion.losses)
        if (lost.loss.kind != convert::LossKind::renamed) return ExitCode::warnings;
    return ExitCode::ok;
}

/// The losses would take the place of what was converted, or of what it was made from.
bool report_hits(const ConvertOptions& options, const std::vector<std::string>& paths) {
    if (options.report_file.empty()) return false;
    const auto is_report = [&](const std::string& path) { return is_same_file(path, options.report_file); };
    return is_report(options.source.path) || std::any_of(paths.begin(), paths.end(), is_report);
}

ExitCode run(const ConvertOptions& options) {
    // Standard output is free for the report, or for why there is none.
    const bool to_output = options.output != "-" && (options.report_file.empty() || options.report_file == "-");
    const Format failures = to_output ? options.format : Format::text;
    const auto source = read_source(options.source, failures);
    if (!source) return ExitCode::errors;
    const ExitCode found = source->report(options.source.color);
    if (!source->descriptor) return found;
    const auto outputs = convert::convert(*source->descriptor, options.convert);
    if (!outputs) {
        if (failures == Format::json) (void)print(report::as_json(outputs.error(), Diagnostics()));
        return fail(outputs.error().message);
    }
    const auto paths = paths_of(*outputs, options.output);
    if (!paths) return fail(paths.error().message);
    if (report_hits(options, *paths)) {
        fail("descriptor and losses cannot both be in " + ovfkit::quoted(options.report_file));
        return ExitCode::usage;
    }
    for (std::size_t i = 0; i < outputs->size(); ++i)
        if (const ExitCode written = write_result((*paths)[i], (*outputs)[i].bytes); written != ExitCode::ok)
            return written;
    const report::Conversion conversion =
        task::conversion_of(source->descriptor->dialect().name, options.target.word, *outputs, *paths);
    return graver(write_report(options, conversion), graver(found, code_for(conversion)));
}

void add_conversion(CLI::App& verb, ConvertOptions& o) {
    using descriptor::Grammar;
    std::vector<Choice<ConversionTarget>> targets;
    for (const auto& [word, grammar] : {std::pair{"ovf-1.1", Grammar::ovf_1}, std::pair{"ovf-2.0", Grammar::ovf_2},
                                        std::pair{"ovirt", Grammar::ovirt}, std::pair{"ovirt-ova", Grammar::ovirt_ova}})
        targets.push_back({word, {word, grammar}});
    add_choice(verb, "--to", o.target, targets, "the dialect to write")->required();
    add_choice<model::EntityKind>(verb, "--as", o.convert.as,
                                  {{"vm", model::EntityKind::vm}, {"template", model::EntityKind::template_}},
                                  "what the entity becomes (what it is)");
    verb.add_option("--entity", o.convert.entity, "only this VM or template of a collection")->type_name("ID");
    using convert::TrustNames;
    add_choice<TrustNames>(
        verb, "--trust-names", o.convert.trust_names,
        {{"both", TrustNames::engine_and_documented},
         {"engine", TrustNames::engine_only},
         {"documented", TrustNames::documented_only}},
        "names of the trust flags in oVirt dialects: the one the engine reads, the documented ones, or both (both)");
    verb.add_flag("--require-trust", o.convert.require_trust_understood,
                  "in standard dialects, have those refuse the file who do not understand the trust section");
    add_word(verb, "--time", o.time, parse_time, "a time such as 2026-01-31T12:00:00Z", "the time of the export (now)")
        ->type_name("RFC3339");
}

}  // namespace

Run add_convert(CLI::App& app) {
    auto options = std::make_shared<ConvertOptions>();
    ConvertOptions& o = *options;
    CLI::App* verb =
        app.add_subcommand("convert", "write a descriptor fresh in another dialect, and list what is lost");
    add_source(*verb, o.source, "IN");
    add_path(*verb, "OUT", o.output, paths::package(), "",
             "the file to write, or a directory for several; - is standard output")
        ->required();
    add_conversion(*verb, o);
    add_format(*verb, o.format);
    add_path(*verb, "--loss-report", o.report_file, paths::any(), "FILE",
             "where to write the losses (standard output)");
    return [options] {
        if (options->output == "-" && options->report_file == "-") {
            fail("descriptor and losses cannot both go to standard output");
            return ExitCode::usage;
        }
        options->convert.target = options->target.grammar;
        options->convert.now = options->time ? *options->time : now();
        return run(*options);
    };
}

}  // namespace ovfkit::cli
