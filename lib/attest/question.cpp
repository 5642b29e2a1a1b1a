// SPDX-License-Identifier: Apache-2.0
#include "attest/question.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <iterator>
#include <utility>

#include <ovfkit/base/diagnostic.hpp>

#include "attest/host_name.hpp"

namespace ovfkit::attest {
namespace {

Error no_answers(std::string message) { return {ErrorCode::io, std::move(message), {}, {}}; }

Answers ask_guarded(const Ask& ask, const std::vector<std::string>& hosts) {
    try {
        return ask(hosts);
    } catch (const std::exception& e) {
        return {{}, no_answers("asking failed: " + printable(e.what()))};
    } catch (...) {
        return {{}, no_answers("asking failed")};
    }
}

/// All of `answers` or nothing: a list that does not fit the question cannot be told apart from a shifted one.
void demand_one_each(Answers& answers, std::size_t asked) {
    if (answers.error || answers.hosts.size() == asked) return;
    answers.error = no_answers("asked for " + std::to_string(asked) + " hosts, answered about " +
                               std::to_string(answers.hosts.size()));
    answers.hosts.clear();
}

HostAnswer believed(HostAnswer&& answer, const std::string& host) {
    if (!same_host(answer.host, host))
        return unheard(host, "the answer in its place is about " + ovfkit::quoted(answer.host));
    answer.host = host;
    if (answer.level > Level::no_answer) answer.level = Level::unrecognized;
    if (answer.level == Level::no_answer && answer.detail.empty()) answer.detail = "the answer does not speak of it";
    return std::move(answer);
}

}  // namespace

HostAnswer unheard(std::string_view host, std::string_view why) {
    return {std::string(host), Level::no_answer, {}, {}, std::string(why)};
}

Heard put_question(const Ask& ask, const std::vector<std::string>& hosts) {
    std::vector<std::string> sent;
    sent.reserve(hosts.size());
    std::copy_if(hosts.begin(), hosts.end(), std::back_inserter(sent), is_host_name);
    Answers answers;
    if (!sent.empty()) answers = ask_guarded(ask, sent);
    demand_one_each(answers, sent.size());
    Heard heard;
    heard.hosts.reserve(hosts.size());
    if (answers.error) heard.why = answers.error->message.empty() ? "nobody answered" : answers.error->message;
    std::size_t next = 0;
    for (const std::string& host : hosts) {
        if (!is_host_name(host))
            heard.hosts.push_back(unheard(host, "this can be no name of a host"));
        else if (answers.error)
            heard.hosts.push_back(unheard(host, heard.why));
        else
            heard.hosts.push_back(believed(std::move(answers.hosts[next++]), host));
        heard.anything = heard.anything || heard.hosts.back().level != Level::no_answer;
    }
    if (!heard.anything && heard.why.empty()) heard.why = "the answer says nothing about any host";
    return heard;
}

}  // namespace ovfkit::attest
