// SPDX-License-Identifier: Apache-2.0
#include "engine/session.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include <ovfkit/engine/rules.hpp>

#include "engine/opened.hpp"

namespace ovfkit::engine {
namespace {

/// RFC 4648, section 4.
std::string base64_of(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = (group << 8U) | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k) out += k <= n ? digits[(group >> (18 - 6 * k)) & 0x3FU] : '=';
    }
    return out;
}

/// The URL below which `api` and `sso` lie.
std::string_view without_api(std::string_view url) {
    const auto strip = [&](std::string_view end) {
        const bool has = url.size() > end.size() && url.substr(url.size() - end.size()) == end;
        if (has) url.remove_suffix(end.size());
        return has;
    };
    while (strip("/")) {
    }
    if (strip("/api"))
        while (strip("/")) {
        }
    return url;
}

/// A member of a JSON object that is a string; empty for everything else.
std::string text_in(const nlohmann::json& json, const char* key) {
    if (!json.is_object()) return {};
    const auto member = json.find(key);
    return member != json.end() && member->is_string() ? member->get<std::string>() : std::string();
}

/// The reason in the body of an error, as it stands there: of a fault in XML, or of what the single sign-on says in
/// JSON.
std::string reason_in(const std::string& body) {
    Diagnostics ignored(0);
    if (const auto opened = open(body, ignored, {}); opened) return fault_words((*opened)->tree).value_or("");
    const auto json = nlohmann::json::parse(body, nullptr, false);
    const std::string words = text_in(json, "error_description");
    return words.empty() ? text_in(json, "error") : words;
}

std::string form_of(const Credentials& credentials) {
    return "grant_type=password&scope=ovirt-app-api&username=" + net::percent_encode(credentials.user) +
           "&password=" + net::percent_encode(credentials.password);
}

}  // namespace

Error found(Diagnostics& diagnostics, const Rule& rule, ErrorCode code, std::string message, const std::string& url) {
    Location where;
    where.source = url;
    diagnostics.report(rule, message, where);
    return {code, std::move(message), std::move(where), rule.slug};
}

Result<Session> Session::open(const Engine& engine, Diagnostics& diagnostics) {
    auto url = net::join_url(without_api(engine.url), "");
    if (!url) return url.error();
    if (const auto sound = check(engine.credentials); !sound) return sound.error();
    Session session(*std::move(url), engine);
    if (!engine.credentials.token.empty()) {
        session.use("Bearer", engine.credentials.token);
    } else if (const auto in = session.log_in(diagnostics); !in) {
        return in.error();
    }
    return session;
}

void Session::use(std::string scheme, const std::string& secret) {
    secrets_.push_back(secret);
    authorization_ = std::move(scheme) + " " + secret;
}

Result<void> Session::log_in(Diagnostics& diagnostics) {
    const Credentials& who = engine_.credentials;
    secrets_ = {who.password, net::percent_encode(who.password), base64_of(who.user + ":" + who.password)};
    net::Request request;
    request.method = net::Request::Method::post;
    request.url = net::join_url(url_, "sso/oauth/token").value();
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = form_of(who);
    net::HttpsOptions options = engine_.https;
    options.max_reply = std::min<std::uint64_t>(options.max_reply, 64U << 10U);
    const auto reply = net::send(request, options);
    if (!reply) return reply.error();
    if (reply->status != 404) return take_token(*reply, request.url, diagnostics);
    if (who.user.find(':') != std::string::npos)  // it would end there, and the rest become part of the password
        return Error{
            ErrorCode::invalid_argument, "the engine takes a password only, and the user has a ':' in it", {}, {}};
    use("Basic", base64_of(who.user + ":" + who.password));
    return {};
}

Result<void> Session::take_token(const net::Reply& reply, const std::string& url, Diagnostics& diagnostics) {
    const auto json = nlohmann::json::parse(reply.body, nullptr, false);
    if (!text_in(json, "error").empty())
        return found(diagnostics, rule::refused_credentials, ErrorCode::permission,
                     "the engine gives no token: " + without_secrets(reason_in(reply.body)), url);
    if (reply.status != 200) return refuse(reply, url, reason_in(reply.body), diagnostics);
    const std::string token = text_in(json, "access_token");
    if (token.empty() || !check(Credentials{token, {}, {}}))
        return found(diagnostics, rule::unreadable_answer, ErrorCode::not_a_descriptor,
                     "the answer of the single sign-on holds no token", url);
    use("Bearer", token);
    return {};
}

Result<Answer> Session::get(std::string_view path, Diagnostics& diagnostics) const {
    auto url = net::join_url(url_, path);
    if (!url) return url.error();
    net::Request request;
    request.url = *url;
    request.headers = {{"Accept", "application/xml"}, {"Version", "4"}, {"Authorization", authorization_}};
    auto reply = net::send(request, engine_.https);
    if (!reply) return reply.error();
    if (reply->status != 200) return refuse(*reply, *url, reason_in(reply->body), diagnostics);
    return Answer{*std::move(url), std::move(reply->body)};
}

Error Session::refuse(const net::Reply& reply, const std::string& url, std::string_view reason,
                      Diagnostics& diagnostics) const {
    const int status = reply.status;
    const std::string words = without_secrets(reason);
    const std::string more = words.empty() ? std::string() : ": " + words;
    if (status == 401 || status == 403)
        return found(diagnostics, rule::refused_credentials, ErrorCode::permission,
                     "the engine does not let us in (status " + std::to_string(status) + ")" + more, url);
    const bool is_redirection = status >= 300 && status < 400;
    return found(diagnostics, rule::unreadable_answer, status >= 500 ? ErrorCode::io : ErrorCode::not_a_descriptor,
                 "status " + std::to_string(status) +
                     (is_redirection ? ", which leads elsewhere and is not followed" : " instead of an answer") + more,
                 url);
}

/// What a server says, escaped. It may hold what was sent to it, and is left out then.
std::string Session::without_secrets(std::string_view text) const {
    const auto holds = [&](const std::string& secret) { return text.find(secret) != std::string_view::npos; };
    if (std::any_of(secrets_.begin(), secrets_.end(), holds)) return "(its words are left out: they hold a secret)";
    return printable(text);
}

}  // namespace ovfkit::engine
