// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/cluster_trust.hpp>
#include <ovfkit/attest/host_choice.hpp>
#include <ovfkit/report/attestation.hpp>

#include "attest_handle.hpp"
#include "decision_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_host_choice {
    attest::HostChoice choice;
};

namespace ovfkit::c {

Result<std::vector<std::string>> hosts_of(const char* const* hosts, std::size_t count) {
    if (!hosts && count != 0) return missing("hosts");
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        if (!hosts[i]) return missing("hosts[]");
        names.emplace_back(hosts[i]);
    }
    return names;
}

std::int32_t level_number(attest::Level level) noexcept {
    switch (level) {
        case attest::Level::untrusted: return OVFKIT_LEVEL_UNTRUSTED;
        case attest::Level::trusted: return OVFKIT_LEVEL_TRUSTED;
        case attest::Level::unknown: return OVFKIT_LEVEL_UNKNOWN;
        case attest::Level::timeout: return OVFKIT_LEVEL_TIMEOUT;
        case attest::Level::pending: return OVFKIT_LEVEL_PENDING;
        case attest::Level::unrecognized: return OVFKIT_LEVEL_UNRECOGNIZED;
        case attest::Level::no_answer: break;
    }
    return OVFKIT_LEVEL_NO_ANSWER;
}

Result<void> set_authorities(net::HttpsOptions& https, const char* pem, std::size_t size) {
    const auto view = bytes_of(pem, size, "pem");
    if (!view) return view.error();
    https.authorities = std::string(*view);
    return {};
}

Result<void> set_timeouts(net::HttpsOptions& https, std::uint32_t connect, std::uint32_t whole) {
    constexpr std::uint32_t hour = 3'600'000;
    if (connect == 0 || connect > hour || whole == 0 || whole > hour)
        return bad_argument("a timeout is from 1 to 3600000 milliseconds");
    https.connect_timeout = std::chrono::milliseconds(connect);
    https.timeout = std::chrono::milliseconds(whole);
    return {};
}

Result<void> set_attempts(net::HttpsOptions& https, std::uint32_t attempts) {
    if (attempts == 0 || attempts > 100) return bad_argument("the number of attempts is from 1 to 100");
    https.attempts = attempts;
    return {};
}

Result<void> set_go_on(net::HttpsOptions& https, ovfkit_continue_callback callback, void* user) {
    https.go_on = nullptr;
    if (callback) https.go_on = [callback, user] { return callback(user) != 0; };
    return {};
}

}  // namespace ovfkit::c

namespace {

const attest::HostAnswer* host_answer(const ovfkit_host_answers* answers, std::size_t index) noexcept {
    return answers ? at(answers->answers.hosts, index) : nullptr;
}

const attest::LeftOut* left_out(const ovfkit_host_choice* choice, std::size_t index) noexcept {
    return choice ? at(choice->choice.left_out, index) : nullptr;
}

}  // namespace

ovfkit_status ovfkit_attestation_create(const char* url, ovfkit_attestation** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_attestation>> {
        if (!url) return missing("url");
        auto made = std::make_unique<ovfkit_attestation>();
        made->server.url = url;
        return made;
    });
}

void ovfkit_attestation_free(ovfkit_attestation* server) noexcept { delete server; }

ovfkit_status ovfkit_attestation_set_authorities(ovfkit_attestation* server, const char* pem, std::size_t size,
                                                 ovfkit_error** error) noexcept {
    return changing(server, error, [&](ovfkit_attestation& to) { return set_authorities(to.server.https, pem, size); });
}

ovfkit_status ovfkit_attestation_set_path(ovfkit_attestation* server, std::int32_t path,
                                          ovfkit_error** error) noexcept {
    return changing(server, error, [&](ovfkit_attestation& to) -> Result<void> {
        switch (path) {
            case OVFKIT_POLL_CURRENT: to.server.path = attest::PollPath::current; break;
            case OVFKIT_POLL_LEGACY: to.server.path = attest::PollPath::legacy; break;
            case OVFKIT_POLL_EITHER: to.server.path = attest::PollPath::either; break;
            default: return unknown_number("OVFKIT_POLL_ number", path);
        }
        return {};
    });
}

ovfkit_status ovfkit_attestation_set_timeouts(ovfkit_attestation* server, std::uint32_t connect, std::uint32_t whole,
                                              ovfkit_error** error) noexcept {
    return changing(server, error,
                    [&](ovfkit_attestation& to) { return set_timeouts(to.server.https, connect, whole); });
}

ovfkit_status ovfkit_attestation_set_attempts(ovfkit_attestation* server, std::uint32_t attempts,
                                              ovfkit_error** error) noexcept {
    return changing(server, error, [&](ovfkit_attestation& to) { return set_attempts(to.server.https, attempts); });
}

ovfkit_status ovfkit_attestation_set_continue(ovfkit_attestation* server, ovfkit_continue_callback callback, void* user,
                                              ovfkit_error** error) noexcept {
    return changing(server, error, [&](ovfkit_attestation& to) { return set_go_on(to.server.https, callback, user); });
}

ovfkit_status ovfkit_attestation_poll(const ovfkit_attestation* server, const char* const* hosts, std::size_t count,
                                      ovfkit_host_answers** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_host_answers>> {
        if (!server) return missing("server");
        const auto names = hosts_of(hosts, count);
        if (!names) return names.error();
        return std::unique_ptr<ovfkit_host_answers>(new ovfkit_host_answers{attest::poll(server->server, *names)});
    });
}

ovfkit_status ovfkit_host_answers_parse(const char* json, std::size_t size, const char* const* hosts, std::size_t count,
                                        ovfkit_host_answers** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_host_answers>> {
        const auto view = bytes_of(json, size, "json");
        if (!view) return view.error();
        const auto names = hosts_of(hosts, count);
        if (!names) return names.error();
        auto answers = attest::parse_poll_reply(*view, *names, found);
        return std::unique_ptr<ovfkit_host_answers>(
            new ovfkit_host_answers{{std::move(answers), std::nullopt}, {std::move(found)}});
    });
}

ovfkit_status ovfkit_host_answers_add(ovfkit_host_answers* answers, const char* host, const char* level,
                                      const char* validated_at, ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!answers) return missing("answers");
        if (!host) return missing("host");
        if (!level) return missing("level");
        answers->answers.hosts.push_back(
            {host, attest::parse_level(level), level, validated_at ? validated_at : "", {}});
        return {};
    });
}

void ovfkit_host_answers_free(ovfkit_host_answers* answers) noexcept { delete answers; }

std::size_t ovfkit_host_answers_count(const ovfkit_host_answers* answers) noexcept {
    return answers ? answers->answers.hosts.size() : 0;
}

ovfkit_string ovfkit_host_answers_failure(const ovfkit_host_answers* answers) noexcept {
    const Error* failure = answers && answers->answers.error ? &*answers->answers.error : nullptr;
    return text_about(failure, [](auto& why) { return std::string_view(why.message); });
}

ovfkit_string ovfkit_host_answers_host(const ovfkit_host_answers* answers, std::size_t index) noexcept {
    return text_about(host_answer(answers, index), [](auto& one) { return std::string_view(one.host); });
}

std::int32_t ovfkit_host_answers_level(const ovfkit_host_answers* answers, std::size_t index) noexcept {
    return about(host_answer(answers, index), OVFKIT_LEVEL_NO_ANSWER,
                 [](auto& one) { return level_number(one.level); });
}

ovfkit_string ovfkit_host_answers_word(const ovfkit_host_answers* answers, std::size_t index) noexcept {
    return text_about(host_answer(answers, index), [](auto& one) { return std::string_view(one.word); });
}

ovfkit_string ovfkit_host_answers_validated_at(const ovfkit_host_answers* answers, std::size_t index) noexcept {
    return text_about(host_answer(answers, index), [](auto& one) { return std::string_view(one.validated_at); });
}

ovfkit_string ovfkit_host_answers_detail(const ovfkit_host_answers* answers, std::size_t index) noexcept {
    return text_about(host_answer(answers, index), [](auto& one) { return std::string_view(one.detail); });
}

const ovfkit_diagnostics* ovfkit_host_answers_diagnostics(const ovfkit_host_answers* answers) noexcept {
    return answers ? &answers->diagnostics : nullptr;
}

ovfkit_status ovfkit_host_answers_render(const ovfkit_host_answers* answers, std::int32_t format,
                                         ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!answers) return missing("answers");
        if (format == OVFKIT_FORMAT_JSON) return report::as_json(answers->answers);
        if (format == OVFKIT_FORMAT_TEXT) return report::as_text(answers->answers);
        return unknown_number("format of this report", format);
    });
}

ovfkit_status ovfkit_host_answers_cluster_trust(const ovfkit_host_answers* answers, std::int32_t claimed,
                                                std::int32_t* trust, ovfkit_error** error) noexcept {
    if (trust) *trust = OVFKIT_CLUSTER_UNKNOWN;
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!answers) return missing("answers");
        if (!trust) return missing("trust");
        const auto claim = cluster_trust_of(claimed);
        if (!claim) return claim.error();
        Diagnostics said;
        *trust = cluster_number(attest::attested_cluster({"", *claim}, answers->answers, "", said).trust);
        return {};
    });
}

ovfkit_status ovfkit_choose_hosts(const ovfkit_host_answers* answers, std::int32_t needs_trust,
                                  ovfkit_host_choice** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_host_choice>> {
        if (!answers) return missing("answers");
        const auto trusted = switch_of(needs_trust);
        if (!trusted) return trusted.error();
        const auto requirement = *trusted ? attest::Requirement::trusted_host : attest::Requirement::any_host;
        return std::unique_ptr<ovfkit_host_choice>(
            new ovfkit_host_choice{attest::choose_hosts(answers->answers.hosts, requirement)});
    });
}

void ovfkit_host_choice_free(ovfkit_host_choice* choice) noexcept { delete choice; }

std::size_t ovfkit_host_choice_count(const ovfkit_host_choice* choice) noexcept {
    return choice ? choice->choice.hosts.size() : 0;
}

ovfkit_string ovfkit_host_choice_host(const ovfkit_host_choice* choice, std::size_t index) noexcept {
    const auto* host = choice ? at(choice->choice.hosts, index) : nullptr;
    return text_about(host, [](auto& name) { return std::string_view(name); });
}

std::size_t ovfkit_host_choice_left_out_count(const ovfkit_host_choice* choice) noexcept {
    return choice ? choice->choice.left_out.size() : 0;
}

ovfkit_string ovfkit_host_choice_left_out_host(const ovfkit_host_choice* choice, std::size_t index) noexcept {
    return text_about(left_out(choice, index), [](auto& one) { return std::string_view(one.answer.host); });
}

ovfkit_string ovfkit_host_choice_left_out_reason(const ovfkit_host_choice* choice, std::size_t index) noexcept {
    return text_about(left_out(choice, index), [](auto& one) { return std::string_view(one.reason); });
}
