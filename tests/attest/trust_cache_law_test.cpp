// SPDX-License-Identifier: Apache-2.0
// The cache against a model that is too simple to be wrong, over random sequences of what can be done to it, and what
// must hold whatever many threads do to it.

#include <ovfkit/attest/trust_cache.hpp>

#include <optional>
#include <random>
#include <set>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "attest/simulated.hpp"

namespace ovfkit::attest {
namespace {

using std::chrono::milliseconds;
using Hosts = std::vector<std::string>;
using Random = std::mt19937;

std::size_t any_below(Random& random, std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
}

const Hosts names = {"a", "b", "c", "d", "e", "f", "g", "h"};

/// What happens while one question is on its way, and what comes of it. The same for the cache and for the model.
struct Plan {
    milliseconds takes{0};
    std::optional<std::string> forgotten;
    std::optional<std::string> becomes_known;
    bool expires = false;
    enum class Outcome { answers, throws, reports_an_error, one_too_few } outcome = Outcome::answers;
    std::uint32_t seed = 0;

    static Plan any(Random& random) {
        Plan plan;
        if (any_below(random, 3) == 0) plan.takes = milliseconds{any_below(random, 130)};
        if (any_below(random, 8) == 0) plan.forgotten = names[any_below(random, names.size())];
        if (any_below(random, 8) == 0) plan.becomes_known = names[any_below(random, names.size())];
        plan.expires = any_below(random, 10) == 0;
        if (any_below(random, 6) == 0) plan.outcome = static_cast<Outcome>(any_below(random, 4));
        plan.seed = static_cast<std::uint32_t>(random());
        return plan;
    }

    /// A server that leaves hosts out, and says something else each time.
    [[nodiscard]] Answers reply(const Hosts& hosts) const {
        if (outcome == Outcome::throws) throw std::runtime_error("down");
        Random random(seed);
        Answers answers;
        for (const std::string& host : hosts)
            answers.hosts.push_back(answer_of(host, static_cast<Level>(any_below(random, 7))));
        if (outcome == Outcome::reports_an_error) answers.error = Error{ErrorCode::io, "refused", {}, {}};
        if (outcome == Outcome::one_too_few) answers.hosts.pop_back();
        return answers;
    }
};

/// What the documentation of the cache says, word by word, for one thread. It remembers host by host.
class Model {
public:
    Model(SimulatedClock& clock, const std::vector<Plan>& plans, CacheOptions options)
        : clock_(clock), plans_(plans), options_(options) {}

    void know(const std::string& host) {
        if (std::find(known_.begin(), known_.end(), host) == known_.end()) known_.push_back(host);
    }
    void forget(const std::string& host) {
        known_.erase(std::remove(known_.begin(), known_.end(), host), known_.end());
        memory_.erase(host);
        forgotten_.push_back(host);
    }
    void expire() {
        memory_.clear();
        quiet_until_.reset();
        expired_ = true;
    }

    std::vector<Level> levels(const Hosts& hosts) {
        std::map<std::string, bool> refused;
        for (const std::string& host : hosts) {
            const bool is_known = std::find(known_.begin(), known_.end(), host) != known_.end();
            refused[host] = !is_known && known_.size() >= options_.max_hosts;
            if (!refused[host]) know(host);
        }
        bool fresh = false;
        for (int asked = 0;; ++asked) {
            std::vector<Level> levels;
            for (const std::string& host : hosts) {
                const auto level = refused[host] ? Level::no_answer : remembered(host, fresh);
                if (level) levels.push_back(*level);
            }
            if (levels.size() == hosts.size()) return levels;
            if (asked == 5) return std::vector<Level>(hosts.size(), Level::no_answer);
            fresh = ask();
        }
    }

    std::vector<Hosts> questions;

private:
    struct Memory {
        Level level;
        Instant sent;
    };

    /// Nothing when one has to ask. `fresh`: whoever asked has what he asked for.
    [[nodiscard]] std::optional<Level> remembered(const std::string& host, bool fresh) const {
        if (std::find(known_.begin(), known_.end(), host) == known_.end()) return Level::no_answer;
        const auto memory = memory_.find(host);
        const bool is_there = memory != memory_.end();
        if (is_there && clock_.now() < memory->second.sent + options_.validity) return memory->second.level;
        if (quiet_until_ && (fresh || clock_.now() < *quiet_until_)) return Level::no_answer;
        if (is_there && fresh && !quiet_until_) return memory->second.level;
        return std::nullopt;
    }

    bool ask() {
        const Plan& plan = plans_.at(questions.size());
        const Hosts asked = known_;
        const Instant sent = clock_.now();
        questions.push_back(asked);
        forgotten_.clear();
        expired_ = false;
        clock_.advance(plan.takes);
        if (plan.forgotten) forget(*plan.forgotten);
        if (plan.becomes_known) know(*plan.becomes_known);
        if (plan.expires) expire();
        if (expired_) return false;
        std::map<std::string, Memory> next;
        bool anything = false;
        if (plan.outcome == Plan::Outcome::answers && clock_.now() < sent + options_.validity) {
            for (const HostAnswer& answer : plan.reply(asked).hosts) {
                anything = anything || answer.level != Level::no_answer;
                next[answer.host] = {answer.level, sent};
            }
        }
        quiet_until_.reset();
        if (anything)
            memory_ = next;
        else
            quiet_until_ = clock_.now() + options_.retry_after;
        for (const std::string& host : forgotten_) memory_.erase(host);
        return true;
    }

    SimulatedClock& clock_;
    const std::vector<Plan>& plans_;
    CacheOptions options_;
    Hosts known_;
    std::map<std::string, Memory> memory_;
    std::optional<Instant> quiet_until_;
    Hosts forgotten_;
    bool expired_ = false;
};

/// One cache and one model, to which the same is done.
class Pair {
public:
    explicit Pair(std::uint32_t seed) : random_(seed), options_(any_options()) {
        for (int i = 0; i < 2000; ++i) plans_.push_back(Plan::any(random_));
    }

    void run() {
        Model model(model_clock_, plans_, options_);
        std::vector<Hosts> questions;
        TrustCache* self = nullptr;
        const Ask ask = [&](const Hosts& hosts) {
            const Plan& plan = plans_.at(questions.size());
            questions.push_back(hosts);
            clock_.advance(plan.takes);
            if (plan.forgotten) self->forget(*plan.forgotten);
            if (plan.becomes_known) self->know({*plan.becomes_known});
            if (plan.expires) self->expire();
            return plan.reply(hosts);
        };
        TrustCache cache(ask, clock_.function(), {}, options_);
        self = &cache;
        for (int step = 0; step < 400; ++step) {
            act(cache, model, step);
            ASSERT_EQ(questions.size(), model.questions.size()) << "step " << step;
            ASSERT_EQ(clock_.now(), model_clock_.now()) << "step " << step;
        }
        EXPECT_EQ(questions, model.questions);
        EXPECT_EQ(cache.statistics().requests, questions.size());
    }

private:
    CacheOptions any_options() {
        CacheOptions options;
        options.validity = milliseconds{any_below(random_, 4) == 0 ? 0 : 100};
        options.retry_after = milliseconds{any_below(random_, 3) * 20};
        if (any_below(random_, 2) == 0) options.max_hosts = 5;
        return options;
    }

    void act(TrustCache& cache, Model& model, int step) {
        const std::string& host = names[any_below(random_, names.size())];
        switch (any_below(random_, 10)) {
            case 0: cache.know({host}), model.know(host); return;
            case 1: cache.forget(host), model.forget(host); return;
            case 2:
                if (any_below(random_, 3) == 0) cache.expire(), model.expire();
                return;
            case 3:
            case 4: {
                const milliseconds time{any_below(random_, 60)};
                clock_.advance(time), model_clock_.advance(time);
                return;
            }
            case 5: {
                Hosts several;
                for (std::size_t i = any_below(random_, 5); i-- > 0;)
                    several.push_back(names[any_below(random_, names.size())]);
                std::vector<Level> levels;
                for (const HostAnswer& answer : cache.answers(several)) levels.push_back(answer.level);
                ASSERT_EQ(levels, model.levels(several)) << "step " << step;
                return;
            }
            default: ASSERT_EQ(cache.answer(host).level, model.levels({host}).front()) << "step " << step;
        }
    }

    Random random_;
    CacheOptions options_;
    std::vector<Plan> plans_;
    SimulatedClock clock_;
    SimulatedClock model_clock_;
};

TEST(TrustCacheLaw, AnswersAndAsksAsTheModelDoes) {
    for (std::uint32_t seed = 0; seed < 120; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Pair(seed).run();
        if (HasFatalFailure()) return;
    }
}

// A refresh that fails leaves what is known as it is, and nothing becomes known for longer by that.
TEST(TrustCacheLaw, NoAnswerOutlivesItsQuestionByMoreThanItsTime) {
    constexpr milliseconds validity{100};
    std::size_t kept = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        Random random(seed);
        SimulatedClock clock;
        bool down = false;
        bool failed = false;  // the last question
        const Ask ask = [&](const Hosts& hosts) {
            failed = down;
            const Instant sent = clock.now();
            clock.advance(milliseconds{any_below(random, 30)});
            if (down) throw std::runtime_error("down");
            Answers answers;
            for (const std::string& host : hosts) {
                answers.hosts.push_back(answer_of(host, Level::trusted));
                answers.hosts.back().word = std::to_string(sent.count());
            }
            return answers;
        };
        CacheOptions options;
        options.validity = validity;
        options.retry_after = milliseconds{any_below(random, 2) * 40};
        options.max_stale = milliseconds{1000};
        TrustCache cache(ask, clock.function(), {"a"}, options);
        for (int step = 0; step < 300; ++step) {
            clock.advance(milliseconds{any_below(random, 25)});
            down = any_below(random, 3) != 0;
            const HostAnswer answer = cache.answer(names[any_below(random, names.size())], Patience::take_stale);
            if (any_below(random, 10) == 0) cache.forget(names[any_below(random, names.size())]);
            if (answer.level == Level::no_answer) continue;
            ASSERT_LT(clock.now(), Instant{std::stoll(answer.word)} + validity) << "seed " << seed << " step " << step;
            kept += failed ? 1U : 0U;
        }
    }
    EXPECT_GT(kept, 1000U) << "the law says nothing where nothing fails";
}

/// Says about each host in which question it was asked for, and trusts every second one.
class NumberedServer {
public:
    Answers answer(const Hosts& hosts) {
        const std::uint64_t number = ++started;
        if (busy_.exchange(true)) overlapped = true;
        struct End {
            std::atomic<bool>& busy;
            ~End() { busy = false; }
        } end{busy_};
        std::this_thread::yield();
        if (number % 7 == 0) throw std::runtime_error("down");
        Answers answers;
        for (const std::string& host : hosts) {
            answers.hosts.push_back(answer_of(host, level_of(number, host)));
            answers.hosts.back().word = std::to_string(number);
        }
        return answers;
    }
    static Level level_of(std::uint64_t number, const std::string& host) {
        return (number + host.size()) % 2 == 0 ? Level::trusted : Level::untrusted;
    }

    std::atomic<std::uint64_t> started{0};
    std::atomic<bool> overlapped{false};

private:
    std::atomic<bool> busy_{false};
};

/// One thread's way through a cache that others use as well.
class Walker {
public:
    Walker(TrustCache& cache, NumberedServer& server, SimulatedClock& clock, std::uint32_t seed)
        : cache_(cache), server_(server), clock_(clock), random_(seed) {}

    void walk(int steps) {
        for (int i = 0; i < steps; ++i) {
            const std::string host(1 + any_below(random_, 12), 'n');
            switch (any_below(random_, 40)) {
                case 0: expire(); break;
                case 1: cache_.forget(host); break;
                case 2: cache_.know({host}); break;
                case 3: clock_.advance(milliseconds{20}); break;
                case 4: look(cache_.answers({host, "n", "nn"})); break;
                default: look({cache_.answer(host)});
            }
        }
    }

private:
    void expire() {
        const std::uint64_t asked_before = server_.started;
        cache_.expire();
        oldest_ = std::max(oldest_, asked_before + 1);
    }
    void look(const std::vector<HostAnswer>& answers) {
        std::set<std::string> questions;
        for (const HostAnswer& answer : answers) {
            if (answer.level == Level::no_answer) continue;
            questions.insert(answer.word);
            const std::uint64_t number = std::stoull(answer.word);
            EXPECT_EQ(answer.level, NumberedServer::level_of(number, answer.host));
            EXPECT_GE(number, oldest_) << "older than what was given before, or than the end of everything";
            oldest_ = number;
        }
        EXPECT_LE(questions.size(), 1U) << "what is given at once is from one question";
    }

    TrustCache& cache_;
    NumberedServer& server_;
    SimulatedClock& clock_;
    Random random_;
    std::uint64_t oldest_ = 0;  // question whose answers may still be given
};

TEST(TrustCacheLaw, HoldsWhateverManyThreadsDo) {
    NumberedServer server;
    SimulatedClock clock;
    CacheOptions options;
    options.validity = milliseconds{100};
    options.retry_after = milliseconds{20};
    TrustCache cache([&](const Hosts& hosts) { return server.answer(hosts); }, clock.function(), {"n"}, options);
    std::vector<std::thread> threads;
    for (std::uint32_t seed = 0; seed < 12; ++seed)
        threads.emplace_back([&, seed] { Walker(cache, server, clock, seed).walk(1500); });
    for (std::thread& thread : threads) thread.join();
    EXPECT_FALSE(server.overlapped) << "one question at a time";
    EXPECT_EQ(cache.statistics().requests, server.started);
    EXPECT_GT(server.started, 10U);
}

}  // namespace
}  // namespace ovfkit::attest
