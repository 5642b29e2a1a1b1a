// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/net/https.hpp>

#include <algorithm>
#include <chrono>
#include <climits>
#include <string>
#include <thread>
#include <utility>

#include "net/request_header.hpp"
#include "net/transfer.hpp"
#include "net/url.hpp"

namespace ovfkit::net {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds slice{100};  // between two questions whether to go on

Error bad_option(const std::string& why) { return {ErrorCode::invalid_argument, why, {}, {}}; }

// libcurl takes no time at all for any time.
bool is_time_limit(milliseconds time) { return time.count() > 0 && time.count() <= INT_MAX; }

Result<void> check(const HttpsOptions& options) {
    if (options.authorities.empty()) return bad_option("no authority is given whose certificates count");
    if (!is_time_limit(options.connect_timeout) || !is_time_limit(options.timeout))
        return bad_option("a time limit of a request is not above zero and below 24 days");
    if (options.attempts == 0) return bad_option("a request that is sent no times brings no reply");
    if (options.backoff.count() < 0 || options.max_backoff.count() < 0)
        return bad_option("a time to wait between two attempts is below zero");
    return {};
}

Result<Checked> check(const Request& request) {
    auto origin = origin_of(request.url);
    if (!origin) return origin.error();
    Checked checked{request, *std::move(origin), {}};
    for (const auto& [name, value] : request.headers) {
        auto line = header_line(name, value);
        if (!line) return line.error();
        checked.headers.push_back(*std::move(line));
    }
    return checked;
}

bool goes_on(const HttpsOptions& options) { return !options.go_on || options.go_on(); }

// False when it was told to stop, before the end of the time.
bool wait(milliseconds time, const HttpsOptions& options) {
    const auto sleep = [&](milliseconds piece) {
        if (options.wait)
            options.wait(piece);
        else
            std::this_thread::sleep_for(piece);
    };
    if (!options.go_on) {
        if (time.count() > 0) sleep(time);
        return true;
    }
    while (time.count() > 0) {
        if (!options.go_on()) return false;
        const milliseconds piece = std::min(time, slice);
        sleep(piece);
        time -= piece;
    }
    return true;
}

milliseconds doubled(milliseconds time, milliseconds most) { return time > most / 2 ? most : time * 2; }

}  // namespace

Result<Reply> send(const Request& request, const HttpsOptions& options) {
    if (const auto sound = check(options); !sound) return sound.error();
    const auto checked = check(request);
    if (!checked) return checked.error();
    const Error cancelled{
        ErrorCode::cancelled, "no reply from " + ovfkit::quoted(checked->origin) + ": cancelled", {}, {}};
    milliseconds backoff = std::min(options.backoff, options.max_backoff);
    for (unsigned number = 1;; ++number) {
        if (!goes_on(options)) return cancelled;
        Attempt one = attempt(*checked, options);
        one.reply.attempts = number;
        if (!one.again || number >= options.attempts) {
            if (!one.error) return std::move(one.reply);
            if (number > 1) one.error->message += " (attempt " + std::to_string(number) + ")";
            return *std::move(one.error);
        }
        if (!wait(one.pause ? std::min(*one.pause, options.max_backoff) : backoff, options)) return cancelled;
        backoff = doubled(backoff, options.max_backoff);
    }
}

}  // namespace ovfkit::net
