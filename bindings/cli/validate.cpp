// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

#include <ovfkit/io/file.hpp>
#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/validation.hpp>
#include <ovfkit/task/source.hpp>
#include <ovfkit/task/validate_file.hpp>
#include <ovfkit/validate/baseline.hpp>

#include "anchors.hpp"
#include "clock.hpp"
#include "options.hpp"
#include "output.hpp"
#include "paths.hpp"
#include "source.hpp"
#include "validate_fix.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

enum class Form { text, json, sarif, junit, html };

struct ValidateOptions {
    std::vector<std::string> patterns;
    task::FileCheck check;
    std::string profile = "interop";
    std::string baseline;
    std::string new_baseline;
    std::vector<std::string> anchors;
    Form form = Form::text;
    std::string output = "-";
    ColorChoice color = ColorChoice::automatic;
    std::optional<std::int64_t> time;
    std::size_t jobs = 0;
    bool skip_digests = false;
    FixRequest fix;
    bool warnings_are_errors = false;
};

/// A profile of the library, or of a file when the word names none.
Result<validate::Profile> read_profile(const std::string& word) {
    auto profile = validate::Profile::named(word);
    if (profile) return profile;
    const auto text = io::read_file(word, Limits());
    if (text) return validate::Profile::parse(*text, word, report::catalog());
    std::string names;
    for (const validate::ProfileText& one : validate::profiles())
        names += (names.empty() ? "" : ", ") + std::string(one.name);
    return Error{
        ErrorCode::not_found, ovfkit::quoted(word) + " is no profile (" + names + ") and no file of one", {}, {}};
}

/// Every path once, in the order of the arguments.
Result<std::vector<std::string>> read_paths(const std::vector<std::string>& patterns) {
    std::vector<std::string> paths;
    std::unordered_set<std::string> seen;
    for (const std::string& pattern : patterns) {
        auto some = expand(pattern);
        if (!some) return some.error();
        for (std::string& path : *some)
            if (seen.insert(path).second) paths.push_back(std::move(path));
    }
    return paths;
}

/// What was found is kept; the text of a file about which there is nothing to show is not, since there may be
/// thousands.
std::vector<report::ValidatedFile> validate_all(const std::vector<std::string>& paths, const ValidateOptions& options) {
    std::vector<report::ValidatedFile> files(paths.size());
    std::atomic<std::size_t> next{0};
    std::mutex failing;
    std::exception_ptr failure;
    const auto one = [&](std::size_t i) {
        files[i] = task::validate_file(paths[i], options.check).file;
        if (files[i].findings.empty() && options.form != Form::html) {
            files[i].descriptor.reset();
            files[i].package.reset();
        }
    };
    const auto work = [&] {
        try {
            for (std::size_t i = next++; i < paths.size(); i = next++) one(i);
        } catch (...) {  // a thread has nobody to throw to
            const std::lock_guard<std::mutex> lock(failing);
            failure = std::current_exception();
        }
    };
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t wanted = std::min(options.jobs == 0 ? cores : options.jobs, paths.size());
    std::vector<std::thread> others;
    try {
        for (std::size_t i = 1; i < wanted; ++i) others.emplace_back(work);
    } catch (const std::system_error&) {  // those that there are do the work
    }
    work();
    for (std::thread& other : others) other.join();
    if (failure) std::rethrow_exception(failure);
    return files;
}

/// Empty when no file is named.
Result<std::optional<validate::Baseline>> read_baseline(const std::string& path) {
    if (path.empty()) return std::optional<validate::Baseline>();
    const auto text = io::read_file(path, Limits());
    if (!text) return text.error();
    auto baseline = validate::Baseline::parse(*text, path);
    if (!baseline) return baseline.error();
    return std::optional<validate::Baseline>(*std::move(baseline));
}

ExitCode write_baseline(const std::string& path, const std::vector<report::ValidatedFile>& files) {
    return write_result(path, task::baseline_of(files));
}

std::string render(const report::Validation& validation, const ValidateOptions& options) {
    switch (options.form) {
        case Form::json: return report::as_json(validation);
        case Form::sarif: return report::as_sarif(validation);
        case Form::junit: return report::as_junit(validation);
        case Form::html: return report::as_html(validation);
        case Form::text: break;
    }
    return report::as_text(validation,
                           options.output == "-" ? options_for_output(options.color) : report::TextOptions{});
}

ExitCode code_of(const std::vector<report::ValidatedFile>& files, bool warnings_are_errors) {
    ExitCode worst = ExitCode::ok;
    for (const report::ValidatedFile& file : files) {
        if (!file.readable) worst = ExitCode::errors;
        for (const Diagnostic& one : file.findings) {
            const bool error =
                one.severity == Severity::error || (warnings_are_errors && one.severity == Severity::warning);
            if (one.severity != Severity::note) worst = graver(worst, error ? ExitCode::errors : ExitCode::warnings);
        }
    }
    return worst;
}

/// What `output` would take the place of, when that is something that is read: in words.
std::optional<std::string> overwritten(const std::string& output, const ValidateOptions& options,
                                       const std::vector<std::string>& paths) {
    if (output.empty() || output == "-") return std::nullopt;
    for (const std::string& path : paths) {
        if (is_same_file(output, path)) return "what is to be validated";
        std::error_code ignored;
        const auto folder = std::filesystem::path(output).parent_path();
        if (std::filesystem::exists(output, ignored) && std::filesystem::is_directory(path, ignored) &&
            is_same_file(folder.empty() ? "." : folder.string(), path))
            return "a file of a package that is to be validated";
    }
    if (is_same_file(output, options.profile)) return "the profile";
    if (output != options.new_baseline && !options.baseline.empty() && is_same_file(output, options.baseline))
        return "the baseline";
    for (const std::string& anchor : options.anchors)
        if (is_same_file(output, anchor)) return "a trust anchor";
    return std::nullopt;
}

/// Whether the options make sense together; says why not.
bool is_usable(const ValidateOptions& options) {
    for (const std::string& pattern : options.check.suppressed) {
        const auto rules = report::catalog();
        const auto matches = [&](const Rule* rule) { return validate::glob_matches(pattern, rule->slug); };
        if (std::none_of(rules.begin(), rules.end(), matches))
            return fail("no rule is called " + ovfkit::quoted(pattern)), false;
    }
    if (options.fix.write || options.fix.diff || (!options.fix.new_manifest && !options.fix.drop_signature))
        return true;
    return fail("--new-manifest and --drop-signature say what --fix may do, and there is no --fix"), false;
}

ExitCode run(ValidateOptions& options) {
    if (!is_usable(options)) return ExitCode::usage;
    auto profile = read_profile(options.profile);
    if (!profile) return fail(profile.error().message);
    const auto anchors = read_anchors(options.anchors);
    if (!anchors) return fail(anchors.error().message);
    const auto paths = read_paths(options.patterns);
    if (!paths) return fail(paths.error().message);
    const bool mending = options.fix.write || options.fix.diff;
    auto baseline = read_baseline(mending || options.new_baseline.empty() ? options.baseline : std::string());
    if (!baseline) return fail(baseline.error().message);
    for (const std::string& output : {options.output, options.new_baseline})
        if (const auto hit = overwritten(output, options, *paths)) {
            fail(ovfkit::quoted(output) + " is " + *hit + " and is not written over");
            return ExitCode::usage;
        }
    options.check.profile = *std::move(profile);
    options.check.anchors = *anchors;
    options.check.digests = !options.skip_digests;
    options.check.time = options.time ? *options.time : now();
    options.fix.accepted = *baseline;

    ExitCode mended = ExitCode::ok;
    if (mending)
        for (const std::string& path : *paths)
            if (path != "-" && !task::is_pipe(path))
                mended = graver(mended, fix_file(path, options.check, options.fix));

    report::Validation validation{options.check.profile.name(), validate_all(*paths, options)};
    // What was accepted before and is still there stays accepted.
    if (!options.new_baseline.empty()) return graver(mended, write_baseline(options.new_baseline, validation.files));
    if (*baseline) task::leave_out_accepted(**baseline, validation.files);
    // A diff on standard output is not mixed with a report.
    const bool silent = options.fix.diff && options.output == "-";
    const ExitCode written = silent ? ExitCode::ok : write_result(options.output, render(validation, options));
    return graver(graver(mended, written), code_of(validation.files, options.warnings_are_errors));
}

void add_choice_of_findings(CLI::App& verb, ValidateOptions& o) {
    std::vector<std::string> profiles;
    for (const validate::ProfileText& one : validate::profiles()) profiles.emplace_back(one.name);
    CLI::Option* profile =
        verb.add_option("--profile", o.profile, "the name of a profile, or a file with one (interop)");
    set_takes(verb, profile->type_name("NAME"), paths::toml(), profiles);
    CLI::Option* suppress =
        verb.add_option("--suppress", o.check.suppressed, "leave out the rules of a pattern such as property/*");
    // One value each time: a path that follows is not a second one.
    set_takes(verb, suppress->type_name("RULE")->allow_extra_args(false), {rule_slugs()});
    add_path(verb, "--baseline", o.baseline, paths::any(), "FILE", "leave out the findings of this file");
    add_path(verb, "--write-baseline", o.new_baseline, paths::any(), "FILE",
             "accept all findings there are now, and end well");
    verb.add_flag("--warnings-are-errors", o.warnings_are_errors, "end with 2 when there are warnings");
}

void add_depth(CLI::App& verb, ValidateOptions& o) {
    verb.add_flag("--descriptor-only", o.check.descriptor_only, "do not look for the files that a descriptor names");
    verb.add_flag("--no-digests", o.skip_digests, "do not read the files to compare them with the manifest");
    verb.add_flag("--allow-sha1", o.check.allow_sha1, "SHA-1 alone counts as verification");
    add_anchors(verb, o.anchors);
    add_word(verb, "--time", o.time, parse_time, "a time such as 2026-01-31T12:00:00Z",
             "when certificates must be in force (now)")
        ->type_name("RFC3339");
    verb.add_option("--jobs", o.jobs, "files at once, up to 256 (as many as there are cores)")
        ->type_name("N")
        ->check(CLI::Range(0, 256));
}

void add_mending(CLI::App& verb, FixRequest& fix) {
    verb.add_flag("--fix", fix.write, "mend what has one right answer, where it lies")->group("Mending");
    verb.add_flag("--diff", fix.diff,
                  "show what --fix changes, in place of the report; without --fix nothing is written")
        ->group("Mending");
    verb.add_flag("--new-manifest", fix.new_manifest, "let --fix vouch for files that the manifest does not fit")
        ->group("Mending");
    verb.add_flag("--drop-signature", fix.drop_signature, "let --fix remove a signature that its changes break")
        ->group("Mending");
}

}  // namespace

Run add_validate(CLI::App& app) {
    auto options = std::make_shared<ValidateOptions>();
    ValidateOptions& o = *options;
    CLI::App* verb =
        app.add_subcommand("validate", "say whether descriptors and packages are right, and how to mend them");
    add_path(*verb, "PATH", o.patterns, paths::package(), "",
             "descriptors, packages, environments, or patterns of them such as 'out/**/*.ova'; - is standard "
             "input")
        ->required();
    add_choice_of_findings(*verb, o);
    add_depth(*verb, o);
    add_mending(*verb, o.fix);
    add_choice<Form>(*verb, "--format", o.form,
                     {{"text", Form::text},
                      {"json", Form::json},
                      {"sarif", Form::sarif},
                      {"junit", Form::junit},
                      {"html", Form::html}},
                     "how the report is written (text)");
    add_path(*verb, "-o,--output", o.output, paths::any(), "OUT",
             "the file to write the report to; - is standard output");
    add_color(*verb, o.color);
    add_limits(*verb, o.check.limits);
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
