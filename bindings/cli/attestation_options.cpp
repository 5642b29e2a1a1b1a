// SPDX-License-Identifier: Apache-2.0
#include "attestation_options.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include <ovfkit/attest/measured.hpp>
#include <ovfkit/crypto/certificate.hpp>

#include "keys.hpp"

namespace ovfkit::cli {
namespace {

/// `nan` passes every range.
std::string is_number(const std::string& text) {
    return std::isfinite(std::strtod(text.c_str(), nullptr)) ? std::string() : ovfkit::quoted(text) + " is no number";
}

}  // namespace

const std::vector<Choice<attest::PollPath>>& poll_paths() {
    using attest::PollPath;
    static const std::vector<Choice<PollPath>> all{
        {"current", PollPath::current}, {"legacy", PollPath::legacy}, {"either", PollPath::either}};
    return all;
}

CLI::Option* add_attestation(CLI::App& verb, AttestationOptions& options, const std::string& name) {
    constexpr const char* group = "Attestation";
    CLI::Option* url = verb.add_option(name, options.url, "the attestation server, such as https://oat.example:8443");
    url->type_name("URL")->group(group);
    CLI::Option* authorities = add_path(verb, name + "-ca", options.authorities, paths::pem(), "FILE",
                                        "whose certificates of the server count (PEM); no others do");
    authorities->group(group);
    url->needs(authorities);
    authorities->needs(url);
    add_choice(verb, name + "-path", options.path, poll_paths(),
               "OpenAttestation 1.5 and newer, before that, or what is there (either)")
        ->group(group)
        ->needs(url);
    verb.add_option(name + "-timeout", options.seconds, "how long one attempt may take (30)")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.001, 3600.0))
        ->check(is_number)
        ->group(group)
        ->needs(url);
    verb.add_option(name + "-attempts", options.attempts, "how often it is asked at most (3)")
        ->type_name("N")
        ->check(CLI::Range(1U, 100U))
        ->group(group)
        ->needs(url);
    add_max_age(verb, options, name + "-max-age")->group(group)->needs(url);
    return url;
}

CLI::Option* add_max_age(CLI::App& verb, AttestationOptions& options, const std::string& name) {
    constexpr std::uint32_t ten_years = 10U * 366 * 24 * 60 * 60;
    return verb
        .add_option(name, options.max_age,
                    "do not trust a host that was measured more than so many seconds ago (any time)")
        ->check(CLI::Range(std::uint32_t{1}, ten_years))
        ->type_name("SECONDS");
}

attest::Answers ask(const attest::Server& server, const std::vector<std::string>& hosts,
                    const AttestationOptions& options, std::int64_t now) {
    attest::Answers answers = attest::poll(server, hosts);
    return options.max_age ? attest::measured_within(std::move(answers), now, *options.max_age) : answers;
}

Result<attest::Server> attestation_server(const AttestationOptions& options) {
    auto authorities = read_key_file(options.authorities);
    if (!authorities) return authorities.error();
    // Nothing but a connection would tell otherwise, and not every call makes one.
    if (const auto read = crypto::TrustAnchors().with(*authorities); !read)
        return Error{ErrorCode::malformed,
                     ovfkit::quoted(options.authorities) + " cannot be read as certificates in PEM",
                     {},
                     {}};
    attest::Server server;
    server.url = options.url;
    server.path = options.path;
    server.https.authorities = *std::move(authorities);
    server.https.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(options.seconds * 1000));
    server.https.connect_timeout = std::min(server.https.connect_timeout, server.https.timeout);
    server.https.attempts = options.attempts;
    return server;
}

}  // namespace ovfkit::cli
