// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/attest/answer.hpp>

namespace ovfkit::attest {

/// A point of the clock that the caller gives: any clock that does not go back.
using Instant = std::chrono::nanoseconds;
/// Answers what time it is.
using Clock = std::function<Instant()>;

/// How long answers count, and of how many hosts. A time that is not positive is no time at all; one that is longer
/// than the clock can count never ends.
struct CacheOptions {
    /// An answer counts for this long after the question that brought it was sent. One that comes later than that
    /// counts for nobody, and its question has failed.
    std::chrono::milliseconds validity{std::chrono::minutes{5}};
    /// How long nobody asks again after a question that brought no answer about any host, counted from its end, because
    /// it may have waited long. Meanwhile hosts about which no earlier answer counts any more are `no_answer`, and
    /// those that are new are not asked for.
    std::chrono::milliseconds retry_after{std::chrono::seconds{10}};
    /// For how long after its end an answer may still be given to those who take a stale one. Zero: never.
    std::chrono::milliseconds max_stale{0};
    /// When so many hosts are known, asking for one more does not make it known: it is `no_answer`. So nobody can fill
    /// the memory, or the questions, with names that he made up. The constructor and `know` are not bound by it.
    std::size_t max_hosts = 100'000;
};

/// What a caller does when an answer has ended and somebody is already asking for the next one.
enum class Patience : std::uint8_t {
    wait,        ///< waits for it
    take_stale,  ///< takes the old one, if `CacheOptions::max_stale` lets it; else waits
};

/// What is known about hosts, asked for all at once and as rarely as possible.
///
/// The first question about any host asks for all known hosts in one request. When the answer about a host has ended,
/// or a host is new, all are asked for again in one request, in the order in which they became known. Callers that need
/// an answer while one is on its way share it, whatever it is; a host that became known meanwhile is asked for next.
///
/// Fails closed. What a refresh does not say about a host is not remembered from before: the host is `no_answer` until
/// the next. A question that failed brings nothing and takes nothing back: an earlier answer counts until the end that
/// it always had, never longer and never as a stale one, and whoever has none is `no_answer`. So a host that is new
/// while the server is down does not take the others with it. Answers that do not fit the question, or that are thrown,
/// count as none. Nobody is left waiting by that.
///
/// Names are the same as `same_host` says; each answer has the name under which it was asked for. What can be no name
/// of a host, empty or longer than DNS has it, is `no_answer` and never asked for.
///
/// May be used from many threads at once; nothing but the caller's threads ever runs. An answer from memory waits for
/// no request.
class TrustCache {
public:
    /// `ask` and `clock` are called from the threads of the callers, `ask` by one at a time and without any lock that
    /// other callers need. `known` are the hosts of the first question. `clock` must be there; what it throws comes out
    /// of `answer`.
    ///
    /// `ask` may use the cache: what it would have to wait for itself to learn is `no_answer` to it. It must not wait
    /// for another thread that does.
    TrustCache(Ask ask, Clock clock, std::vector<std::string> known = {}, CacheOptions options = {});
    ~TrustCache();
    TrustCache(const TrustCache&) = delete;
    TrustCache& operator=(const TrustCache&) = delete;
    TrustCache(TrustCache&&) = delete;
    TrustCache& operator=(TrustCache&&) = delete;

    /// What is known about `host`, asking if need be. A host that was not known is from now on; one that is forgotten
    /// while its answer is on the way stays forgotten, and is `no_answer`.
    [[nodiscard]] HostAnswer answer(std::string_view host, Patience patience = Patience::wait);
    /// The same for several, with at most one request; in the order of `hosts`, all from one question, apart from those
    /// that are `no_answer` because a later one failed. Only when hosts
    /// or the whole cache are changed while it asks does it ask again, a few times at most, and then it has no answer.
    [[nodiscard]] std::vector<HostAnswer> answers(const std::vector<std::string>& hosts,
                                                  Patience patience = Patience::wait);

    /// Adds hosts to what the next question asks for. Those that are new make the next `answer` about them ask.
    void know(const std::vector<std::string>& hosts);
    /// A host that is no longer there: it is not asked for, and what was known about it is gone. An answer about it
    /// that is on its way does not count.
    void forget(std::string_view host);
    /// Lets every answer end now, for instance after an administrator changed something: none is given any more, not
    /// even as a stale one or when its question was sent before. A failure is forgotten as well.
    void expire();

    /// What happened so far.
    struct Statistics {
        std::uint64_t requests = 0;  ///< questions sent
        std::uint64_t failures = 0;  ///< of these, those that brought no answer at all, or brought it too late
        std::uint64_t hits = 0;      ///< answers given from memory before their end
        std::uint64_t waits = 0;     ///< callers that waited for a question of somebody else
        std::uint64_t stale = 0;     ///< answers given from memory after their end
    };
    /// What happened so far; may be called while others ask.
    [[nodiscard]] Statistics statistics() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ovfkit::attest
