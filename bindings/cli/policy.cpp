// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/io/file.hpp>
#include <ovfkit/report/policy.hpp>
#include <ovfkit/report/text.hpp>
#include <ovfkit/trust/policy_file.hpp>
#include <ovfkit/trust/policy_rules.hpp>

#include "options.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{4} << 20U;  // what is too large for a policy is a finding about it

enum class TestFormat { text, json, junit };

std::optional<unsigned> parse_bits(std::string_view word) {
    unsigned bits = 0;
    if (word.empty() || word.size() > 5) return std::nullopt;
    for (const char c : word) {
        if (c < '0' || c > '9') return std::nullopt;
        bits = bits * 10 + static_cast<unsigned>(c - '0');
    }
    return bits;
}

/// What came of reading a file.
template <class T>
struct Read {
    std::optional<T> value;
    ExitCode found = ExitCode::ok;  ///< what the findings amount to
};

/// Reads `path` with `parse`, and says what is wrong with it; warnings only if they are `wanted`.
template <class T, class Parse>
Read<T> read_toml(const std::string& path, Parse parse, bool wanted, ColorChoice color) {
    Limits limits;
    limits.max_bytes = most_bytes;
    const auto bytes = path == "-" ? io::read_descriptor(0, "standard input", limits) : io::read_file(path, limits);
    Diagnostics found;
    if (!bytes && bytes.error().code == ErrorCode::limit_exceeded) {
        Location whole;
        whole.source = path;
        found.report(trust::rule::policy_too_large, bytes.error().message, whole);
        print_error(report::as_text(found, report::SourceText("", path), options_for_errors(color)));
        return {std::nullopt, ExitCode::errors};
    }
    if (!bytes) return {std::nullopt, fail(bytes.error().message)};
    auto parsed = parse(*bytes, path, found);
    if (wanted || !parsed)
        print_error(report::as_text(found, report::SourceText(*bytes, path), options_for_errors(color)));
    if (!parsed) return {std::nullopt, ExitCode::errors};
    return {*std::move(parsed), exit_code(found)};
}

// ---- check

struct CheckOptions {
    std::string policy;
    ColorChoice color = ColorChoice::automatic;
};

ExitCode run_check(const CheckOptions& options) {
    const auto read = read_toml<trust::Policy>(options.policy, trust::parse_policy, true, options.color);
    if (!read.value) return read.found;
    const std::size_t rules = read.value->rules.size();
    const ExitCode printed = print(ovfkit::printable(options.policy, 1000) + ": " + std::to_string(rules) +
                                   (rules == 1 ? " rule\n" : " rules\n"));
    return graver(read.found, printed);
}

// ---- explain

struct ExplainOptions {
    std::string policy;
    trust::PolicyCase asked;
    trust::SignatureStrength strength;
    std::string why;
    std::string who;
    Format format = Format::text;
    ColorChoice color = ColorChoice::automatic;
};

ExitCode run_explain(const ExplainOptions& options, bool acknowledged) {
    const auto read = read_toml<trust::Policy>(options.policy, trust::parse_policy, false, options.color);
    if (!read.value) return read.found;
    trust::Evidence evidence = options.asked.evidence();
    evidence.entities.front().stated = evidence.entities.front().trust;
    const bool made_of_something = options.strength.digest || options.strength.rsa_bits || options.strength.ec_bits;
    if (made_of_something) evidence.signature_strength = options.strength;
    if (options.strength.digest == crypto::DigestAlgorithm::sha1) evidence.signature_strength->weak_digest = true;
    std::optional<trust::Acknowledgement> word;
    if (acknowledged) word = trust::Acknowledgement{options.who, options.why};
    report::PolicyExplanation explanation;
    explanation.rules = trust::explain(evidence.entities.front(), evidence, options.asked.cluster, *read.value);
    explanation.decision = trust::decide(evidence, options.asked.cluster, *read.value, word);
    const ExitCode printed =
        print(options.format == Format::json ? report::as_json(explanation)
                                             : report::as_text(explanation, options_for_output(options.color)));
    return graver(printed, exit_code(explanation.decision.outcome));
}

void add_facts(CLI::App& verb, ExplainOptions& o) {
    verb.add_option("--vm", o.asked.entity.name, "the name of the VM or template")->required()->type_name("NAME");
    verb.add_option("--id", o.asked.entity.id, "its id")->type_name("ID");
    using model::EntityKind;
    using trust::SignedTrust;
    const std::vector<Choice<bool>> booleans{{"true", true}, {"false", false}};
    add_choice<EntityKind>(verb, "--kind", o.asked.entity.kind,
                           {{"vm", EntityKind::vm}, {"template", EntityKind::template_}}, "what it is (vm)");
    add_choice<bool>(verb, "--trusted-host", o.asked.entity.trust.trusted_host, booleans,
                     "its flag that it must run on a trusted host (not said)");
    add_choice<bool>(verb, "--trusted-cluster", o.asked.entity.trust.trusted_cluster, booleans,
                     "its flag that it comes from a trusted cluster (not said)");
    add_choice<SignedTrust>(verb, "--signature", o.asked.signed_trust,
                            {{"absent", SignedTrust::absent},
                             {"altered", SignedTrust::altered},
                             {"rejected", SignedTrust::rejected},
                             {"accepted", SignedTrust::accepted}},
                            "what became of the signed statement of the flags (absent)");
    add_choice(verb, "--digest", o.strength.digest, digests(), "the digest of the signature");
    add_word(verb, "--rsa-bits", o.strength.rsa_bits, parse_bits, "a number of bits",
             "of the shortest RSA key of its chain")
        ->type_name("BITS");
    add_word(verb, "--ec-bits", o.strength.ec_bits, parse_bits, "a number of bits",
             "of the shortest key on an elliptic curve of its chain")
        ->type_name("BITS");
    add_choice(verb, "--manifest-digest", o.asked.manifest_digest, digests(),
               "the digest with which the manifest stands for the descriptor");
    verb.add_flag("--disowned", o.asked.disowned, "the manifest tells of another descriptor");
}

Run add_explain(CLI::App& policy) {
    auto options = std::make_shared<ExplainOptions>();
    ExplainOptions& o = *options;
    CLI::App* verb = policy.add_subcommand("explain", "say how a policy decides about an entity, rule by rule");
    add_path(*verb, "FILE", o.policy, paths::toml(), "", "a policy")->required();
    add_facts(*verb, o);
    add_word(*verb, "--cluster", o.asked.cluster, trust::parse_cluster, "NAME=trusted, NAME=untrusted or NAME=unknown",
             "the target cluster, and whether it is trusted")
        ->required()
        ->type_name("NAME=trusted|untrusted|unknown");
    CLI::Option* why = verb->add_option("--acknowledge", o.why, "why somebody takes responsibility; needs --by");
    why->type_name("WHY");
    CLI::Option* who = verb->add_option("--by", o.who, "who acknowledges")->type_name("WHO");
    why->needs(who);
    who->needs(why);
    add_format(*verb, o.format);
    add_color(*verb, o.color);
    return [options, why] { return run_explain(*options, why->count() > 0); };
}

// ---- test

struct TestOptions {
    std::string policy;
    std::string cases;
    TestFormat format = TestFormat::text;
    ColorChoice color = ColorChoice::automatic;
};

ExitCode run_test(const TestOptions& options) {
    const auto policy = read_toml<trust::Policy>(options.policy, trust::parse_policy, false, options.color);
    const auto cases =
        read_toml<std::vector<trust::PolicyCase>>(options.cases, trust::parse_cases, true, options.color);
    if (!policy.value || !cases.value) return ExitCode::errors;
    report::PolicyTest test;
    test.policy_file = options.policy;
    test.case_file = options.cases;
    test.results = trust::run_cases(*cases.value, *policy.value);
    const std::string text = options.format == TestFormat::json ? report::as_json(test)
                             : options.format == TestFormat::junit
                                 ? report::as_junit(test)
                                 : report::as_text(test, options_for_output(options.color));
    return graver(print(text), test.failed() == 0 ? ExitCode::ok : ExitCode::errors);
}

Run add_test(CLI::App& policy) {
    auto options = std::make_shared<TestOptions>();
    CLI::App* verb = policy.add_subcommand("test", "decide a table of cases, and compare with what is expected");
    add_path(*verb, "FILE", options->policy, paths::toml(), "", "a policy")->required();
    add_path(*verb, "CASES", options->cases, paths::toml(), "", "a table of cases")->required();
    add_choice<TestFormat>(*verb, "--format", options->format,
                           {{"text", TestFormat::text}, {"json", TestFormat::json}, {"junit", TestFormat::junit}},
                           "text for people, json for programs, junit for build servers (text)");
    add_color(*verb, options->color);
    return [options] { return run_test(*options); };
}

Run add_check(CLI::App& policy) {
    auto options = std::make_shared<CheckOptions>();
    CLI::App* verb = policy.add_subcommand("check", "say whether a policy can be used, and what is odd about it");
    add_path(*verb, "FILE", options->policy, paths::toml(), "", "a policy")->required();
    add_color(*verb, options->color);
    return [options] { return run_check(*options); };
}

}  // namespace

Run add_policy(CLI::App& app) {
    CLI::App* verb = app.add_subcommand("policy", "check a policy file, explain what it decides, and test it");
    verb->require_subcommand(1);
    const Run check = add_check(*verb);
    const Run explain = add_explain(*verb);
    const Run test = add_test(*verb);
    return [verb, check, explain, test] {
        if (verb->got_subcommand("check")) return check();
        return verb->got_subcommand("explain") ? explain() : test();
    };
}

}  // namespace ovfkit::cli
