// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ovfkit/report/decision.hpp>
#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/trust/decide.hpp>

#include "anchors.hpp"
#include "clock.hpp"
#include "import_policy.hpp"
#include "import_record.hpp"
#include "import_target.hpp"
#include "options.hpp"
#include "output.hpp"
#include "source.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct CheckImportOptions {
    SourceOptions source;
    Format format = Format::text;
    TargetOptions target;
    PolicyOptions policy;
    RecordOptions record;
    std::string why;
    std::string who;
    bool acknowledged = false;
    std::optional<std::int64_t> time;
    std::vector<std::string> anchors;
};

/// What is wrong with the options together; empty when nothing is.
std::string misuse_of(const CheckImportOptions& options) {
    if (options.record.audit_log == "-")
        return "the audit log is a file; /dev/stdout is standard output, and ./- a file of that name";
    if (!options.record.audit_log.empty() && is_same_file(options.record.audit_log, options.source.path))
        return "the audit log cannot be the descriptor itself";
    if (const std::string misuse = misuse_of(options.policy); !misuse.empty()) return misuse;
    if (!options.anchors.empty() && options.policy.file.empty() && !options.policy.words.require_signed_trust)
        return "--trust-anchor needs --require-signed-trust, or a policy file";
    return misuse_of(options.target);
}

/// The decision about what was read, recorded if it is to be.
trust::Decision decide(const CheckImportOptions& options, const ImportPolicy& policy, Source& source,
                       const trust::Cluster& cluster, const crypto::TrustAnchors& anchors, std::int64_t time) {
    const trust::Evidence evidence = task::collect_evidence(source, {anchors, time, policy.asks_for_signatures()});
    std::optional<trust::Acknowledgement> acknowledgement;
    if (options.acknowledged) acknowledgement = trust::Acknowledgement{options.who, options.why};
    return policy.decide(evidence, cluster, acknowledgement);
}

ExitCode run(const CheckImportOptions& options) {
    if (const std::string misuse = misuse_of(options); !misuse.empty()) {
        fail(misuse);
        return ExitCode::usage;
    }
    const auto anchors = read_anchors(options.anchors);
    if (!anchors) return fail(anchors.error().message);
    const auto policy = read_import_policy(options.policy, options.source.color);
    if (!policy) return ExitCode::errors;
    auto source = read_source(options.source, options.format);
    if (!source) return ExitCode::errors;
    if (!source->descriptor) return source->report(options.source.color);
    const auto target = find_target(options.target, options.source.color);
    if (!target) return fail("nothing is known about the target: " + target.error().message);

    const std::int64_t time = options.time ? *options.time : now();
    trust::Decision judged = decide(options, *policy, *source, target->cluster, *anchors, time);
    const ExitCode found = graver(target->worst, source->report(options.source.color));
    // Nothing is allowed of which nobody can look up later that it was.
    const task::Recorded kept =
        recorded(options.record, {time, options.source.path, source->bytes, target->source, policy->sha256},
                 std::move(judged), *policy);
    const trust::Decision& decision = kept.decision;
    const ExitCode printed =
        print(options.format == Format::json ? report::as_json(decision)
                                             : report::as_text(decision, options_for_output(options.source.color)));
    const ExitCode decided = graver(exit_code(decision.outcome), kept.everywhere ? ExitCode::ok : ExitCode::warnings);
    return graver(printed, graver(found, decided));
}

}  // namespace

Run add_check_import(CLI::App& app) {
    auto options = std::make_shared<CheckImportOptions>();
    CheckImportOptions& o = *options;
    CLI::App* verb = app.add_subcommand("check-import", "say whether a descriptor may be imported into a cluster");
    add_source(*verb, o.source, "FILE");
    add_format(*verb, o.format);
    add_target(*verb, o.target);
    add_import_policy(*verb, o.policy);
    add_anchors(*verb, o.anchors);
    CLI::Option* why = verb->add_option("--acknowledge", o.why, "take responsibility, and say why; needs --by");
    why->type_name("WHY");
    CLI::Option* who = verb->add_option("--by", o.who, "who acknowledges")->type_name("WHO");
    why->needs(who);
    who->needs(why);
    add_record(*verb, o.record);
    add_word(*verb, "--time", o.time, parse_time, "a time such as 2026-01-31T12:00:00Z",
             "the time of the audit record, and at which certificates are judged (now)")
        ->type_name("RFC3339");
    return [options, why] {
        options->acknowledged = why->count() > 0;
        return run(*options);
    };
}

}  // namespace ovfkit::cli
