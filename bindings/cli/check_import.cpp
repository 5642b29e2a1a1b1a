// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/report/decision.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/trust/audit.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/evidence.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include "anchors.hpp"
#include "clock.hpp"
#include "findings.hpp"
#include "options.hpp"
#include "output.hpp"
#include "source.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct Options {
    SourceOptions source;
    Format format = Format::text;
    trust::Cluster cluster;
    trust::ImportPolicy policy;
    std::string why;
    std::string who;
    bool acknowledged = false;
    std::string audit_log;
    std::optional<std::int64_t> time;
    std::vector<std::string> anchors;
};

std::int64_t time_of(const Options& options) { return options.time ? *options.time : now(); }

/// Appends the record of the decision. Answers false, after saying why, when that could not be done.
bool write_audit_record(const Options& options, const std::string& bytes, const trust::Decision& decision) {
    trust::AuditSubject subject;
    subject.unix_seconds = time_of(options);
    subject.file = options.source.path;
    subject.sha256 = crypto::digest_hex(crypto::DigestAlgorithm::sha256, bytes);
    const auto record = trust::make_audit_record(std::move(subject), decision);
    if (!record) {
        fail("cannot make an audit record: " + record.error().message);
        return false;
    }
    if (const auto appended = io::append_record(options.audit_log, report::as_json_line(*record)); !appended) {
        fail("the audit log could not be written, so the import is not allowed: " + appended.error().message);
        return false;
    }
    return true;
}

/// Who stands for what the descriptor says; empty when nobody signed and nobody asked.
///
/// What becomes of a bad signature is decided, and can be acknowledged: the finding about it is a warning. That there
/// is none is no finding at all; the reasons of the decision say it. Without being asked only what is certain without
/// anchors counts: that the descriptor says something else than what somebody signed.
std::optional<trust::SignedTrust> judge_signature(const Options& options, const crypto::TrustAnchors& anchors,
                                                  const descriptor::Descriptor& source, Diagnostics& diagnostics) {
    crypto::SignatureOptions at;
    at.time = time_of(options);
    const trust::TrustSignature signature = trust::verify_trust(source, anchors, at);
    const bool asked = options.policy.require_signed_trust;
    if (!asked && signature.state != trust::SignedTrust::altered) return std::nullopt;
    Diagnostics found;
    if (signature.state != trust::SignedTrust::absent) trust::report(signature, source, found);
    diagnostics.append(at_most(found, Severity::warning));
    return signature.state;
}

ExitCode run(const Options& options) {
    if (!options.audit_log.empty() && is_same_file(options.audit_log, options.source.path)) {
        fail("the audit log cannot be the descriptor itself");
        return ExitCode::usage;
    }
    const auto anchors = read_anchors(options.anchors);
    if (!anchors) return fail(anchors.error().message);
    auto source = read_source(options.source);
    if (!source) return ExitCode::errors;
    if (!source->descriptor) return source->report(options.source.color);
    trust::Evidence evidence = report::collect_trust(*source->descriptor, source->diagnostics);
    evidence.signed_trust = judge_signature(options, *anchors, *source->descriptor, source->diagnostics);
    evidence.disowned = source->package && source->package->descriptor_is_disowned();
    std::optional<trust::Acknowledgement> acknowledgement;
    if (options.acknowledged) acknowledgement = trust::Acknowledgement{options.who, options.why};
    const trust::Decision decision = trust::decide(evidence, options.cluster, options.policy, acknowledgement);

    const ExitCode found = source->report(options.source.color);
    // Nothing is said of a decision that nobody can look up later.
    if (!options.audit_log.empty() && !write_audit_record(options, source->bytes, decision)) return ExitCode::errors;
    const ExitCode printed =
        print(options.format == Format::json ? report::as_json(decision)
                                             : report::as_text(decision, options_for_output(options.source.color)));
    return graver(printed, graver(found, exit_code(decision.outcome)));
}

/// `keep` or `cluster`, or `from-cluster`, as the library calls it.
std::optional<trust::ImportPolicy::Landing> parse_landing(std::string_view word) {
    return trust::parse_landing(word == "cluster" ? "from-cluster" : word);
}

}  // namespace

Run add_check_import(CLI::App& app) {
    auto options = std::make_shared<Options>();
    Options& o = *options;
    CLI::App* verb = app.add_subcommand("check-import", "say whether a descriptor may be imported into a cluster");
    add_source(*verb, o.source, "FILE");
    add_format(*verb, o.format);
    add_word(*verb, "--cluster", o.cluster, trust::parse_cluster, "NAME=trusted, NAME=untrusted or NAME=unknown",
             "the target cluster, and whether it is trusted")
        ->required()
        ->type_name("NAME=trusted|untrusted|unknown");
    add_word(*verb, "--policy", o.policy.trusted_into_untrusted, trust::parse_action, "warn, allow or refuse",
             "what to do about something trusted in an untrusted cluster (warn)")
        ->type_name("warn|allow|refuse");
    add_word(*verb, "--landing", o.policy.landing, parse_landing, "keep or cluster",
             "what the flags become: what they are, or what the cluster is (keep)")
        ->type_name("keep|cluster");
    CLI::Option* required =
        verb->add_flag("--require-signed-trust", o.policy.require_signed_trust,
                       "believe that no trust is required only if somebody trusted signed it ('ovfkit sign --trust')");
    add_anchors(*verb, o.anchors)->needs(required);
    CLI::Option* why = verb->add_option("--acknowledge", o.why, "take responsibility, and say why; needs --by");
    why->type_name("WHY");
    CLI::Option* who = verb->add_option("--by", o.who, "who acknowledges")->type_name("WHO");
    why->needs(who);
    who->needs(why);
    verb->add_option("--audit-log", o.audit_log, "append the decision to this file, as one line of JSON")
        ->type_name("FILE");
    add_word(*verb, "--time", o.time, parse_time, "a time such as 2026-01-31T12:00:00Z",
             "the time of the audit record, and at which certificates are judged (now)")
        ->type_name("RFC3339");
    return [options, why] {
        options->acknowledged = why->count() > 0;
        return run(*options);
    };
}

}  // namespace ovfkit::cli
