// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/attestation.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "attest/verdict.hpp"
#include "report/json.hpp"
#include "report/paint.hpp"
#include "report/words.hpp"

namespace ovfkit::report {
namespace {

constexpr std::size_t level_columns = 12;  // of the longest name of a level

Severity severity_of(attest::Level level) {
    return level == attest::Level::trusted     ? Severity::note
           : level == attest::Level::untrusted ? Severity::error
                                               : Severity::warning;
}

std::string line_of(const attest::HostAnswer& host, bool heard, const Paint& paint) {
    const std::string_view level = to_string(host.level);
    std::string line = paint.weight(severity_of(host.level), level) +
                       std::string(level_columns - std::min(level.size(), level_columns) + 2, ' ') +
                       ovfkit::quoted(host.host);
    // Why nobody answered was said once.
    if (!host.trusted() && heard) line += " " + attest::why_not_trusted(host);
    if (!host.validated_at.empty()) line += paint.faint(" (measured " + printable(host.validated_at, 60) + ")");
    return line + "\n";
}

std::size_t trusted_in(const attest::Answers& answers) {
    return static_cast<std::size_t>(std::count_if(answers.hosts.begin(), answers.hosts.end(),
                                                  [](const attest::HostAnswer& host) { return host.trusted(); }));
}

Json json_of_host(const attest::HostAnswer& host) {
    return {{"host", json_text(host.host)},
            {"level", to_string(host.level)},
            {"trusted", host.trusted()},
            {"word", json_text_or_null(host.word)},
            {"validated_at", json_text_or_null(host.validated_at)},
            {"detail", json_text_or_null(host.detail)}};
}

}  // namespace

std::string as_text(const attest::Answers& answers, const TextOptions& options) {
    const Paint paint(options.color);
    std::string out;
    if (answers.error) out += "Nobody answered: " + answers.error->message + "\n";
    for (const attest::HostAnswer& host : answers.hosts) out += line_of(host, !answers.error, paint);
    return out + std::to_string(trusted_in(answers)) + " of " + counted(answers.hosts.size(), "host") + " trusted\n";
}

std::string as_json(const attest::Answers& answers) {
    Json hosts = Json::array();
    for (const attest::HostAnswer& host : answers.hosts) hosts.push_back(json_of_host(host));
    Json error = nullptr;
    if (answers.error)
        error = {{"code", to_string(answers.error->code)}, {"message", json_text(answers.error->message)}};
    const Json document = {{"answered", !answers.error},
                           {"error", std::move(error)},
                           {"trusted", trusted_in(answers)},
                           {"hosts", std::move(hosts)}};
    return on_lines(document);
}

}  // namespace ovfkit::report
