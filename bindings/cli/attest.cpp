// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <ovfkit/attest/client.hpp>
#include <ovfkit/report/attestation.hpp>

#include "attestation_options.hpp"
#include "clock.hpp"
#include "options.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct AttestOptions {
    std::vector<std::string> hosts;
    AttestationOptions server;
    Format format = Format::text;
    ColorChoice color = ColorChoice::automatic;
};

// Nobody answered when nothing was said about any host, even if something was said.
ExitCode exit_code_of(const attest::Answers& answers) {
    const auto all = [&](auto holds) { return std::all_of(answers.hosts.begin(), answers.hosts.end(), holds); };
    if (answers.error || all([](const auto& host) { return host.level == attest::Level::no_answer; }))
        return ExitCode::errors;
    return all([](const auto& host) { return host.trusted(); }) ? ExitCode::ok : ExitCode::warnings;
}

ExitCode run(const AttestOptions& options) {
    const auto server = attestation_server(options.server);
    if (!server) return fail(server.error().message);
    const attest::Answers answers = ask(*server, options.hosts, options.server, now());
    const bool json = options.format == Format::json;
    const ExitCode printed =
        print(json ? report::as_json(answers) : report::as_text(answers, options_for_output(options.color)));
    return graver(printed, exit_code_of(answers));
}

}  // namespace

Run add_attest(CLI::App& app) {
    auto options = std::make_shared<AttestOptions>();
    AttestOptions& o = *options;
    CLI::App* verb = app.add_subcommand("attest", "ask an attestation server which hosts are trusted");
    verb->add_option("HOST", o.hosts, "the hosts, under the names that the server knows them by")
        ->required()
        ->type_name("");
    verb->add_option("--server", o.server.url, "the attestation server, such as https://oat.example:8443")
        ->required()
        ->type_name("URL");
    add_path(*verb, "--server-ca", o.server.authorities, paths::pem(), "FILE",
             "believe the server only if a certificate of this PEM file vouches for it")
        ->required();
    add_choice(
        *verb, "--poll-path", o.server.path, poll_paths(),
        "where the server has PollHosts: as OpenAttestation 1.5 and newer, as older ones, or both tried (either)");
    verb->add_option("--timeout", o.server.seconds, "give an attempt up after so many seconds (30)")
        ->check(CLI::Range(0.001, 3600.0))
        ->type_name("SECONDS");
    verb->add_option("--attempts", o.server.attempts, "ask at most so often (3)")
        ->check(CLI::Range(1U, 100U))
        ->type_name("N");
    add_max_age(*verb, o.server, "--max-age");
    add_format(*verb, o.format);
    add_color(*verb, o.color);
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
