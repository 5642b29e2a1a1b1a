// SPDX-License-Identifier: Apache-2.0
// Input: a line with the names that are asked for, separated by commas, and behind it the reply.
#include <ovfkit/attest/client.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/law.hpp"

namespace {

namespace attest = ovfkit::attest;
using nlohmann::json;

std::string small(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return text;
}

std::string plain_name(const std::string& name) {
    return small(!name.empty() && name.back() == '.' ? name.substr(0, name.size() - 1) : name);
}

// Whether the reply says that a host is trusted, and nothing else about it, as whoever reads it into a tree finds.
bool says_trusted(std::string_view reply, const std::string& host) {
    const json document = json::parse(reply, nullptr, false);
    if (!document.is_object() || !document.contains("hosts") || !document["hosts"].is_array()) return false;
    bool trusted = false;
    for (const json& entry : document["hosts"]) {
        if (!entry.is_object() || !entry.contains("host_name") || !entry["host_name"].is_string()) continue;
        if (plain_name(entry["host_name"].get<std::string>()) != plain_name(host)) continue;
        if (!entry.contains("trust_lvl") || !entry["trust_lvl"].is_string()) return false;
        if (small(entry["trust_lvl"].get<std::string>()) != "trusted") return false;
        trusted = true;
    }
    return trusted;
}

void check_answer(const attest::HostAnswer& answer, const std::string& host, std::string_view reply) {
    require(answer.host == host, "answers are in the order of the hosts");
    require(answer.level == attest::Level::no_answer || reply.find('{') != std::string_view::npos,
            "an answer was read");
    require(ovfkit::printable(answer.detail, 10'000) == answer.detail, "details are printable");
    require(answer.trusted() == (answer.level == attest::Level::trusted), "only one level is trusted");
    if (!answer.trusted()) return;
    require(small(answer.word) == "trusted", "a trusted host was called trusted");
    require(says_trusted(reply, host), "a host is trusted only if the reply says so and nothing else");
    require(answer.detail.empty(), "nothing was odd about a host that is trusted");
}

void check_findings(const ovfkit::Diagnostics& diagnostics, std::size_t size) {
    for (const ovfkit::Diagnostic& one : diagnostics) {
        require(!one.message.empty() && ovfkit::printable(one.message, 10'000) == one.message,
                "messages are printable");
        require(one.where.span.begin <= one.where.span.end && one.where.span.end <= size, "places are in the reply");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::vector<std::string> hosts(1);
    for (const char c : bytes.substr(0, end)) {
        if (c == ',')
            hosts.emplace_back();
        else
            hosts.back() += c;
    }
    const std::string_view reply = bytes.substr(std::min(end + 1, bytes.size()));
    ovfkit::Diagnostics diagnostics(50);
    const auto answers = attest::parse_poll_reply(reply, hosts, diagnostics);
    require(answers.size() == hosts.size(), "each host has one answer");
    for (std::size_t i = 0; i < answers.size(); ++i) check_answer(answers[i], hosts[i], reply);
    check_findings(diagnostics, reply.size());
    const bool silent = std::any_of(answers.begin(), answers.end(),
                                    [](const auto& answer) { return answer.level == attest::Level::no_answer; });
    require(!silent || !diagnostics.empty(), "silence is a finding");
    ovfkit::Diagnostics unheard(0);
    require(attest::parse_poll_reply(reply, hosts, unheard) == answers, "who listens to findings changes nothing");
    // What can be asked for is answered under the same name by a server that says back what it got.
    const auto request = attest::poll_request(hosts);
    if (request) require(json::parse(*request).at("hosts") == json(hosts), "a request holds the names");
    return 0;
}
