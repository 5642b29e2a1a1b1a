// SPDX-License-Identifier: Apache-2.0
// What attestation costs a management engine with 10,000 hosts: an answer from memory, with one thread and with 64; how
// many requests a period the server sees under load; and one question about all hosts against a question about each, to
// a server in the same process and to a real one over HTTPS.

#include <ovfkit/attest/client.hpp>
#include <ovfkit/attest/trust_cache.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

#include "attest/simulated.hpp"
#include "support/https_server.hpp"

namespace {

using namespace ovfkit::attest;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t many_hosts = 10'000;
constexpr int many_threads = 64;

Instant steady_now() { return std::chrono::steady_clock::now().time_since_epoch(); }

/// Every answer is as long as a real one.
Answers all_trusted(const std::vector<std::string>& hosts) {
    Answers answers;
    answers.hosts.reserve(hosts.size());
    for (const std::string& host : hosts)
        answers.hosts.push_back({host, Level::trusted, "trusted", "2013-05-16T14:14:44.881+08:00", ""});
    return answers;
}

const std::vector<std::string>& hosts() {
    static const std::vector<std::string> all = numbered_hosts(many_hosts);
    return all;
}

/// A cache with the real clock, whose first period lasts longer than the program.
TrustCache& warm_cache() {
    static TrustCache cache(all_trusted, steady_now, hosts(), CacheOptions{std::chrono::hours{24}});
    return cache;
}

/// `CPU` is what an answer from memory costs; `Time` is how long it takes on all cores until the next one of anybody.
void hit(benchmark::State& state) {
    TrustCache& cache = warm_cache();
    std::uint64_t at = static_cast<std::uint64_t>(state.thread_index()) * 7919;
    std::uint64_t untrusted = 0;
    for (auto _ : state) {
        at = at * 6364136223846793005U + 1442695040888963407U;
        untrusted += cache.answer(hosts()[(at >> 33U) % many_hosts]).trusted() ? 0U : 1U;
    }
    if (untrusted != 0) state.SkipWithError("an answer is wrong");
    if (state.thread_index() == 0) state.counters["requests"] = static_cast<double>(cache.statistics().requests);
}

/// The same when all threads want to know about one host.
void hit_one_host(benchmark::State& state) {
    TrustCache& cache = warm_cache();
    for (auto _ : state) benchmark::DoNotOptimize(cache.answer(hosts().front()).trusted());
}

/// Periods in which 64 threads ask about 10,000 hosts, each period begun by all threads at once.
void load(benchmark::State& state) {
    constexpr int lookups = 2000;
    SimulatedClock clock;
    TrustCache cache(all_trusted, clock.function(), hosts());
    double periods = 0;
    for (auto _ : state) {
        std::vector<std::thread> threads;
        threads.reserve(many_threads);
        for (int thread = 0; thread < many_threads; ++thread) {
            threads.emplace_back([&, thread] {
                for (int i = 0; i < lookups; ++i)
                    benchmark::DoNotOptimize(
                        cache.answer(hosts()[static_cast<std::size_t>(thread * 7919 + i * 5) % many_hosts]));
            });
        }
        for (std::thread& thread : threads) thread.join();
        clock.advance(std::chrono::minutes{5});
        ++periods;
    }
    const TrustCache::Statistics statistics = cache.statistics();
    state.counters["requests_per_period"] = static_cast<double>(statistics.requests) / periods;
    state.counters["lookups_per_period"] = many_threads * lookups;
    state.counters["waits_per_period"] = static_cast<double>(statistics.waits) / periods;
}

template <class Work>
double seconds_of(const Work& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return Seconds(std::chrono::steady_clock::now() - begin).count();
}

bool ask_each(const Ask& ask, std::size_t count) {
    bool trusted = true;
    for (std::size_t i = 0; i < count; ++i) trusted = ask({hosts()[i]}).hosts.at(0).trusted() && trusted;
    return trusted;
}

bool ask_at_once(const Ask& ask, std::size_t count) {
    bool trusted = true;
    const std::vector<std::string> asked(hosts().begin(), hosts().begin() + static_cast<std::ptrdiff_t>(count));
    for (const HostAnswer& answer : ask(asked).hosts) trusted = answer.trusted() && trusted;
    return trusted;
}

/// `ratio`: the time of a question about each of `count` hosts to that of one about all. Of the former `measured` are
/// asked, and the others taken to be like them.
void compare(benchmark::State& state, const Ask& ask, std::size_t count, std::size_t measured) {
    double each = 0;
    double at_once = 0;
    bool trusted = true;
    for (auto _ : state) {
        each += seconds_of([&] { trusted = ask_each(ask, measured) && trusted; });
        at_once += seconds_of([&] { trusted = ask_at_once(ask, count) && trusted; });
    }
    if (!trusted) return state.SkipWithError("an answer is wrong");
    const auto rounds = static_cast<double>(state.iterations());
    each *= static_cast<double>(count) / static_cast<double>(measured);
    state.counters["ratio"] = each / at_once;
    state.counters["each_ms"] = each * 1e3 / rounds;
    state.counters["at_once_ms"] = at_once * 1e3 / rounds;
}

/// To a server that needs 100 microseconds for any request; over a network it is more.
void batch_simulated(benchmark::State& state) {
    const Ask ask = [](const std::vector<std::string>& asked) {
        const Instant end = steady_now() + std::chrono::microseconds{100};
        Answers answers = all_trusted(asked);
        while (steady_now() < end) continue;
        return answers;
    };
    const auto count = static_cast<std::size_t>(state.range(0));
    compare(state, ask, count, count);
}

/// To a process on the same machine, with a connection and TLS for each request and JSON on both sides.
void batch_https(benchmark::State& state) {
    const ovfkit::test::HttpsServer process(
        R"({"POST /AttestationService/resources/PollHosts": {"attest": {"levels": {}, "default": "trusted"}}})");
    Server server;
    server.url = process.url();
    server.path = PollPath::current;
    server.https.authorities = process.authorities();
    compare(state, asking(server), static_cast<std::size_t>(state.range(0)), 100);
}

BENCHMARK(hit)->Threads(1)->Threads(many_threads)->UseRealTime();
BENCHMARK(hit_one_host)->Threads(1)->Threads(many_threads)->UseRealTime();
BENCHMARK(load)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(batch_simulated)->Arg(100)->Arg(many_hosts)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK(batch_https)->Arg(100)->Arg(many_hosts)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

}  // namespace
