// SPDX-License-Identifier: Apache-2.0
#include "import_policy.hpp"

#include <string_view>

#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/report/text.hpp>

#include "options.hpp"

namespace ovfkit::cli {
void add_import_policy(CLI::App& verb, PolicyOptions& options) {
    const auto take = [&options](const std::string& text) {
        const auto action = trust::parse_action(text);
        if (action) options.words.trusted_into_untrusted = *action;
        options.file = action ? std::string() : text;
    };
    CLI::Option* policy = verb.add_option_function<std::string>(
        "--policy", take,
        "what to do about something trusted in an untrusted cluster (warn), or a file of rules ('ovfkit policy')");
    const std::vector<std::string> actions{"warn", "allow", "refuse"};
    set_takes(verb, policy->type_name(alternatives(actions) + "|FILE"), paths::toml(), actions);
    using trust::ImportPolicy;
    add_choice<ImportPolicy::Landing>(
        verb, "--landing", options.landing,
        {{"keep", ImportPolicy::Landing::keep}, {"cluster", ImportPolicy::Landing::from_cluster}},
        "what the flags become: what they are, or what the cluster is (keep)");
    verb.add_flag("--require-signed-trust", options.words.require_signed_trust,
                  "believe that no trust is required only if somebody trusted signed it ('ovfkit sign --trust')");
}

std::string misuse_of(const PolicyOptions& options) {
    if (options.file.empty()) return {};
    if (options.landing) return "--landing goes with a word for --policy; a policy file has `landing`";
    if (options.words.require_signed_trust)
        return "--require-signed-trust goes with a word for --policy; a policy file has `require-signed-trust`";
    return {};
}

bool ImportPolicy::asks_for_signatures() const {
    return file ? trust::asks_for_signatures(*file) : words.require_signed_trust;
}

trust::Decision ImportPolicy::decide(const trust::Evidence& evidence, const trust::Cluster& cluster,
                                     const std::optional<trust::Acknowledgement>& acknowledgement) const {
    return file ? trust::decide(evidence, cluster, *file, acknowledgement)
                : trust::decide(evidence, cluster, words, acknowledgement);
}

std::optional<ImportPolicy> read_import_policy(const PolicyOptions& options, ColorChoice color) {
    trust::ImportPolicy words = options.words;
    words.landing = options.landing.value_or(words.landing);
    if (options.file.empty()) return ImportPolicy{words, std::nullopt, {}};
    const auto text = io::read_file(options.file, {});
    if (!text) {
        fail(text.error().message);
        return std::nullopt;
    }
    Diagnostics diagnostics;
    auto policy = trust::parse_policy(*text, options.file, diagnostics);
    print_error(report::as_text(diagnostics, report::SourceText(*text, options.file), options_for_errors(color)));
    if (!policy) {
        if (!diagnostics.worst()) fail(policy.error().message);
        return std::nullopt;
    }
    return ImportPolicy{words, *std::move(policy), crypto::digest_hex(crypto::DigestAlgorithm::sha256, *text)};
}

}  // namespace ovfkit::cli
