// SPDX-License-Identifier: Apache-2.0

// Prints through the C++ headers that everybody has what the command line prints as JSON. It is called as
// tests/c/tool.c is, so that nobody but the program knows which of the two answers:
//
//     surface inspect 1 FILE...                each report ends in a NUL; of what cannot be read it says why
//     surface verify 1 TIME FILE...
//     surface import 1 CLUSTER TRUST ACTION FILE...
//     surface judge 1 CLUSTER TRUST POLICY WHO WHY FILE...      by a policy file; WHO may be empty
//     surface losses 1 TARGET TIME FILE...
//     surface validate 1 TIME FILE...          one report of all files
//
// TRUST, ACTION and TARGET are the numbers of the header of the C ABI.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ovfkit/convert/convert.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/report/decision.hpp>
#include <ovfkit/report/failure.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/report/losses.hpp>
#include <ovfkit/report/validation.hpp>
#include <ovfkit/report/verification.hpp>
#include <ovfkit/task/convert.hpp>
#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/task/source.hpp>
#include <ovfkit/task/validate_file.hpp>
#include <ovfkit/task/verify.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/policy_file.hpp>
#include <ovfkit/validate/profile.hpp>

namespace {

using namespace ovfkit;

using Words = std::vector<std::string>;
/// The report about what was read.
using Report = std::function<std::string(task::Source&)>;

/// Takes one word off the front.
std::string next(Words& words) {
    std::string first = words.at(0);
    words.erase(words.begin());
    return first;
}

template <class T>
const T& choice(const std::vector<T>& of, const std::string& number) {
    return of.at(static_cast<std::size_t>(std::stoul(number)));
}

void print(const std::string& report) { std::cout << report << '\0'; }

void print_each(const Words& paths, const Report& report) {
    for (const std::string& path : paths) {
        task::Source source = task::read_source(path, {});
        print(source.error ? report::as_json(*source.error, source.diagnostics) : report(source));
    }
}

std::string inspect(task::Source& source) {
    report::Inspection inspection = report::inspect(*source.descriptor, source.diagnostics);
    inspection.package = source.package;
    return report::as_json(inspection, source.diagnostics);
}

void verify(Words words) {
    package::VerifyOptions options;
    options.time = std::stoll(next(words));
    for (const std::string& path : words) {
        Diagnostics diagnostics;
        const auto verified = task::verify_path(path, options, diagnostics);
        print(verified ? report::as_json(*verified, diagnostics) : report::as_json(verified.error(), diagnostics));
    }
}

trust::Cluster cluster_of(Words& words) {
    using Trust = trust::Cluster::Trust;
    std::string name = next(words);
    return {std::move(name), choice<Trust>({Trust::trusted, Trust::untrusted, Trust::unknown}, next(words))};
}

void import_by_word(Words words) {
    using trust::Action;
    const trust::Cluster cluster = cluster_of(words);
    trust::ImportPolicy policy;
    policy.trusted_into_untrusted = choice<Action>({Action::warn, Action::allow, Action::refuse}, next(words));
    print_each(words, [&](task::Source& source) {
        return report::as_json(trust::decide(task::collect_evidence(source, {}), cluster, policy));
    });
}

int import_by_rules(Words words) {
    const trust::Cluster cluster = cluster_of(words);
    const std::string file = next(words);
    const auto text = io::read_file(file, {});
    if (!text) return 2;
    Diagnostics findings;
    const auto policy = trust::parse_policy(*text, file, findings);
    if (!policy) return 2;
    const std::string who = next(words);
    const std::string why = next(words);
    std::optional<trust::Acknowledgement> acknowledgement;
    if (!who.empty()) acknowledgement = trust::Acknowledgement{who, why};
    task::EvidenceOptions options;
    options.signatures = trust::asks_for_signatures(*policy);
    print_each(words, [&](task::Source& source) {
        return report::as_json(
            trust::decide(task::collect_evidence(source, options), cluster, *policy, acknowledgement));
    });
    return 0;
}

void losses(Words words) {
    using descriptor::Grammar;
    const std::string number = next(words);
    const std::string target = choice<std::string>({"ovf-1.1", "ovf-2.0", "ovirt", "ovirt-ova"}, number);
    convert::Options options;
    options.target = choice<Grammar>({Grammar::ovf_1, Grammar::ovf_2, Grammar::ovirt, Grammar::ovirt_ova}, number);
    options.now = std::stoll(next(words));
    print_each(words, [&](task::Source& source) {
        const auto outputs = convert::convert(*source.descriptor, options);
        if (!outputs) return report::as_json(outputs.error(), Diagnostics());
        return report::as_json(
            task::conversion_of(source.descriptor->dialect().name, target, *outputs, Words(outputs->size(), "-")));
    });
}

void validate_all(Words words) {
    task::FileCheck check;
    check.profile = validate::Profile::named("interop").value();
    check.time = std::stoll(next(words));
    report::Validation validation{check.profile.name(), {}};
    for (const std::string& path : words) validation.files.push_back(task::validate_file(path, check).file);
    std::cout << report::as_json(validation);
}

int run(const std::string& verb, Words words) {
    if (verb == "inspect") return print_each(words, inspect), 0;
    if (verb == "verify") return verify(std::move(words)), 0;
    if (verb == "import") return import_by_word(std::move(words)), 0;
    if (verb == "judge") return import_by_rules(std::move(words));
    if (verb == "losses") return losses(std::move(words)), 0;
    if (verb == "validate") return validate_all(std::move(words)), 0;
    return 64;
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 4) return 64;
    return run(argv[1], Words(argv + 3, argv + argc));
} catch (const std::exception& error) {
    std::cerr << "surface: " << error.what() << '\n';
    return 2;
}
