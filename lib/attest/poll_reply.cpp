// SPDX-License-Identifier: Apache-2.0
#include "attest/poll_reply.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/attest/client.hpp>
#include <ovfkit/attest/rules.hpp>
#include <ovfkit/text/line_index.hpp>

#include "attest/reply_events.hpp"
#include "base/ascii.hpp"

namespace ovfkit::attest {
namespace {

// What `same_host` compares.
std::string table_key(std::string_view host) {
    if (!host.empty() && host.back() == '.') host.remove_suffix(1);
    return lowered(host);
}

// The less of two levels is the one that says more against a host.
int weight(Level level) {
    switch (level) {
        case Level::no_answer: return 0;
        case Level::untrusted: return 1;
        case Level::unrecognized: return 2;
        case Level::timeout: return 3;
        case Level::pending: return 4;
        case Level::unknown: return 5;
        case Level::trusted: break;
    }
    return 6;
}

// What a reply says about the hosts that were asked for, whatever their spelling.
class Hearing {
public:
    Hearing(const std::vector<std::string>& hosts, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
        for (const std::string& host : hosts) said_.try_emplace(table_key(host));
    }

    void hear(const ReplyEntry& entry);
    // In the spelling that was asked for.
    [[nodiscard]] HostAnswer about(const std::string& host) const;
    void report_missing(const std::vector<std::string>& hosts);

private:
    struct Said {
        HostAnswer answer;
        bool heard = false;
        bool missing = false;
    };

    void hear_about(const std::string& name, const HostAnswer& said, std::size_t index);
    void judge(HostAnswer& said, const ReplyEntry& entry);
    template <class Message>
    void report(const Rule& rule, Message message, std::size_t index) {
        // Nobody reads the message of a finding that is only counted, and a reply can hold a million of them.
        if (!diagnostics_.keeps(rule.severity)) {
            diagnostics_.report(rule, {});
            return;
        }
        Location where;
        where.source = "reply";
        where.path = "/hosts/" + std::to_string(index);
        diagnostics_.report(rule, message(), std::move(where));
    }

    std::map<std::string, Said> said_;
    Diagnostics& diagnostics_;
};

// The level of an entry that has one; `unrecognized` when there is any doubt.
void Hearing::judge(HostAnswer& said, const ReplyEntry& entry) {
    const bool one_word = entry.words.size() == 1 && entry.words.front();
    const bool twofold = entry.names.size() > 1 || entry.odd_name || entry.words.size() > 1;
    said.level = Level::unrecognized;
    if (!entry.times.empty()) said.validated_at = entry.times.front();
    if (one_word) said.word = *entry.words.front();
    if (twofold)
        said.detail = "the server says the name or the level twice in one entry";
    else if (!one_word)
        said.detail = entry.words.empty() ? "the server gives no level" : "the level that the server gives is no text";
    else
        said.level = parse_level(said.word);
    if (!said.detail.empty()) {
        report(
            rule::malformed_entry, [&] { return said.detail + ", for " + ovfkit::quoted(entry.names.front()); },
            entry.index);
    } else if (said.level == Level::unrecognized) {
        said.detail = "the level " + ovfkit::quoted(said.word, 60) + " is none of the protocol";
        report(
            rule::unknown_level, [&] { return "host " + ovfkit::quoted(entry.names.front()) + ": " + said.detail; },
            entry.index);
    }
}

void Hearing::hear(const ReplyEntry& entry) {
    if (entry.names.empty()) {
        report(
            rule::malformed_entry,
            [&] { return entry.object ? "an entry without the name of a host" : "an entry that is no object"; },
            entry.index);
        return;
    }
    HostAnswer said;
    judge(said, entry);
    for (const std::string& name : entry.names) hear_about(name, said, entry.index);
}

void Hearing::hear_about(const std::string& name, const HostAnswer& said, std::size_t index) {
    const auto found = said_.find(table_key(name));
    if (found == said_.end()) {
        report(
            rule::unasked_host, [&] { return "nobody asked about " + ovfkit::quoted(name); }, index);
        return;
    }
    Said& before = found->second;
    if (!std::exchange(before.heard, true)) {
        before.answer = said;
        return;
    }
    if (before.answer.level == said.level) return;
    if (weight(said.level) < weight(before.answer.level)) before.answer = said;
    before.answer.detail = "the server says two different things about it";
    report(
        rule::conflicting_answers,
        [&] {
            return "two different levels for " + ovfkit::quoted(name) + ", of which " +
                   std::string(to_string(before.answer.level)) + " counts";
        },
        index);
}

HostAnswer Hearing::about(const std::string& host) const {
    const Said& said = said_.at(table_key(host));
    HostAnswer answer = said.answer;
    answer.host = host;
    if (!said.heard) answer.detail = "the server says nothing about it";
    return answer;
}

void Hearing::report_missing(const std::vector<std::string>& hosts) {
    Location where;
    where.source = "reply";
    for (const std::string& host : hosts) {
        Said& said = said_.at(table_key(host));
        if (said.heard || std::exchange(said.missing, true)) continue;
        diagnostics_.report(rule::missing_host, "the server says nothing about " + ovfkit::quoted(host), where);
    }
}

Location place_of(const ReplyFault& fault, std::string_view json) {
    Location where;
    where.source = "reply";
    if (!fault.position || *fault.position > json.size()) return where;
    const auto at = static_cast<std::uint32_t>(*fault.position);
    const text::Position position = text::LineIndex(json).position(at);
    where.span = {at, at < json.size() ? at + 1 : at};
    where.line = position.line;
    where.column = position.column;
    where.offset = at;
    return where;
}

}  // namespace

Answers nobody(const std::vector<std::string>& hosts, Error error) {
    Answers answers;
    for (const std::string& host : hosts) {
        HostAnswer& answer = answers.hosts.emplace_back();
        answer.host = host;
        answer.detail = error.message;
    }
    answers.error = std::move(error);
    return answers;
}

Answers read_answers(std::string_view json, const std::vector<std::string>& hosts, Diagnostics& diagnostics) {
    Hearing hearing(hosts, diagnostics);
    if (const auto fault = read_reply(json, [&](const ReplyEntry& entry) { hearing.hear(entry); })) {
        const Location where = place_of(*fault, json);
        const std::string message = "the reply of the attestation server " + fault->what;
        diagnostics.report(rule::malformed_reply, message, where);
        return nobody(hosts, {ErrorCode::malformed, message, where, rule::malformed_reply.slug});
    }
    hearing.report_missing(hosts);
    Answers answers;
    for (const std::string& host : hosts) answers.hosts.push_back(hearing.about(host));
    return answers;
}

std::vector<HostAnswer> parse_poll_reply(std::string_view json, const std::vector<std::string>& hosts,
                                         Diagnostics& diagnostics) {
    return read_answers(json, hosts, diagnostics).hosts;
}

}  // namespace ovfkit::attest
