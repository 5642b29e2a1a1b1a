// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/attest/trust_cache.hpp>

namespace ovfkit::attest {

/// A clock that stands still until it is moved.
class SimulatedClock {
public:
    explicit SimulatedClock(Instant start = std::chrono::hours{1}) : now_(start.count()) {}
    [[nodiscard]] Instant now() const { return Instant{now_.load()}; }
    void advance(Instant by) { now_ += by.count(); }
    [[nodiscard]] Clock function() {
        return [this] { return now(); };
    }

private:
    std::atomic<Instant::rep> now_;
};

inline void PrintTo(Level level, std::ostream* out) { *out << to_string(level); }

inline HostAnswer answer_of(std::string host, Level level) {
    HostAnswer answer;
    answer.host = std::move(host);
    answer.level = level;
    answer.word = level == Level::no_answer ? "" : std::string(to_string(level));
    return answer;
}

/// Answers questions in the same process, and remembers them. `during` is called while a question is on its way.
class SimulatedServer {
public:
    using During = std::function<void(const std::vector<std::string>&)>;

    void say(const std::string& host, Level level) {
        const std::lock_guard lock(mutex_);
        levels_[host] = level;
    }
    void say_of_all_others(Level level) {
        const std::lock_guard lock(mutex_);
        others_ = level;
    }
    void during(During during) {
        const std::lock_guard lock(mutex_);
        during_ = std::move(during);
    }
    [[nodiscard]] std::vector<std::vector<std::string>> questions() const {
        const std::lock_guard lock(mutex_);
        return questions_;
    }
    [[nodiscard]] bool overlapped() const { return overlapped_; }

    [[nodiscard]] Ask function() {
        return [this](const std::vector<std::string>& hosts) { return answer(hosts); };
    }

private:
    Answers answer(const std::vector<std::string>& hosts) {
        if (in_flight_.fetch_add(1) != 0) overlapped_ = true;
        During meanwhile;
        {
            const std::lock_guard lock(mutex_);
            questions_.push_back(hosts);
            meanwhile = during_;
        }
        struct End {
            std::atomic<int>& count;
            ~End() { --count; }
        } end{in_flight_};
        if (meanwhile) meanwhile(hosts);
        Answers answers;
        const std::lock_guard lock(mutex_);
        for (const std::string& host : hosts) {
            const auto level = levels_.find(host);
            answers.hosts.push_back(answer_of(host, level == levels_.end() ? others_ : level->second));
        }
        return answers;
    }

    mutable std::mutex mutex_;
    std::map<std::string, Level> levels_;
    Level others_ = Level::trusted;
    During during_;
    std::vector<std::vector<std::string>> questions_;
    std::atomic<int> in_flight_{0};
    std::atomic<bool> overlapped_{false};
};

/// Opens once, and stays open.
class Gate {
public:
    void open() { open_ = true; }
    void wait() const {
        while (!open_) std::this_thread::yield();
    }

private:
    std::atomic<bool> open_{false};
};

inline std::vector<std::string> numbered_hosts(std::size_t count) {
    std::vector<std::string> hosts;
    hosts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) hosts.push_back("node" + std::to_string(i) + ".pool.example.org");
    return hosts;
}

}  // namespace ovfkit::attest
