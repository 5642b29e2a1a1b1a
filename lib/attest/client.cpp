// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/client.hpp>

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attest/poll_reply.hpp"
#include "attest/poll_request.hpp"

namespace ovfkit::attest {
namespace {

constexpr std::string_view current_path = "AttestationService/resources/PollHosts";
constexpr std::string_view legacy_path = "OpenAttestationWebServices/V1.0/PollHosts";

Result<net::Reply> post_poll(const Server& server, std::string_view path, const std::string& body) {
    const auto url = net::join_url(server.url, path);
    if (!url) return url.error();
    net::Request request;
    request.method = net::Request::Method::post;
    request.url = *url;
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};
    request.body = body;
    return net::send(request, server.https);
}

Error bad_status(int status) {
    const std::string message = "the attestation server answered with the status " + std::to_string(status);
    if (status == 404) return {ErrorCode::not_found, message + ": it has no PollHosts there", {}, {}};
    if (status == 401 || status == 403) return {ErrorCode::permission, message, {}, {}};
    return {ErrorCode::io, message, {}, {}};
}

Answers ask_about(const Server& server, const std::vector<std::string>& hosts) {
    const auto body = poll_request(hosts);
    if (!body) return nobody(hosts, body.error());
    auto reply = post_poll(server, server.path == PollPath::legacy ? legacy_path : current_path, *body);
    if (reply && reply->status == 404 && server.path == PollPath::either) reply = post_poll(server, legacy_path, *body);
    if (!reply) return nobody(hosts, reply.error());
    if (reply->status != 200) return nobody(hosts, bad_status(reply->status));
    Diagnostics unread(0);  // what concerns a host is in its answer
    return read_answers(reply->body, hosts, unread);
}

// Puts the answers about those that could be asked for where the others wait.
Answers spread(Answers heard, const std::vector<std::string>& hosts) {
    Answers answers;
    answers.error = std::move(heard.error);
    auto next = heard.hosts.begin();
    for (const std::string& host : hosts) {
        std::string why = why_not_askable(host);
        if (why.empty()) {
            answers.hosts.push_back(std::move(*next++));
            continue;
        }
        HostAnswer& answer = answers.hosts.emplace_back();
        answer.host = host;
        answer.detail = std::move(why);
    }
    return answers;
}

Answers poll_or_throw(const Server& server, const std::vector<std::string>& hosts) {
    std::vector<std::string> askable;
    for (const std::string& host : hosts)
        if (why_not_askable(host).empty()) askable.push_back(host);
    if (!askable.empty()) return spread(ask_about(server, askable), hosts);
    Answers answers;
    if (!hosts.empty()) answers.error = Error{ErrorCode::invalid_argument, "there is no host to ask about", {}, {}};
    return spread(std::move(answers), hosts);
}

}  // namespace

std::string_view to_string(PollPath path) noexcept {
    switch (path) {
        case PollPath::current: return "current";
        case PollPath::legacy: return "legacy";
        case PollPath::either: break;
    }
    return "either";
}

Answers poll(const Server& server, const std::vector<std::string>& hosts) {
    // What the functions of the caller throw is one more reason why there is no answer.
    try {
        return poll_or_throw(server, hosts);
    } catch (const std::exception& thrown) {
        return nobody(hosts, {ErrorCode::io, "asking was broken off: " + printable(thrown.what()), {}, {}});
    } catch (...) {
        return nobody(hosts, {ErrorCode::io, "asking was broken off", {}, {}});
    }
}

Ask asking(Server server) {
    return [server = std::make_shared<const Server>(std::move(server))](const std::vector<std::string>& hosts) {
        return poll(*server, hosts);
    };
}

}  // namespace ovfkit::attest
