// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include <ovfkit/attest/activation.hpp>

#include "attest_handle.hpp"
#include "decision_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_cache_options {
    attest::CacheOptions options;
};

namespace {

/// The same text for all spellings of a host; see `attest::same_host`.
std::string host_key(std::string_view host) {
    if (!host.empty() && host.back() == '.') host.remove_suffix(1);
    std::string key(host);
    for (char& c : key)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return key;
}

}  // namespace

namespace ovfkit::c {

attest::Ask ask_with(ovfkit_ask_callback callback, void* user) {
    return [callback, user](const std::vector<std::string>& hosts) {
        std::vector<const char*> names;
        for (const std::string& host : hosts) names.push_back(host.c_str());
        ovfkit_host_answers given;
        attest::Answers answers;
        if (callback(user, names.data(), names.size(), &given) != 0) {
            answers.error = Error{ErrorCode::io, "the callback that asks brought no answer", {}, {}};
            given.answers.hosts.clear();
        }
        std::unordered_map<std::string, attest::HostAnswer> known;
        for (attest::HostAnswer& one : given.answers.hosts) {
            const auto [there, is_new] = known.try_emplace(host_key(one.host), one);
            if (!is_new && there->second.trusted()) there->second = std::move(one);
        }
        for (const std::string& host : hosts) {
            const auto found = known.find(host_key(host));
            attest::HostAnswer answer = found == known.end() ? attest::HostAnswer() : found->second;
            answer.host = host;
            answers.hosts.push_back(std::move(answer));
        }
        return answers;
    };
}

}  // namespace ovfkit::c

namespace {

attest::Clock clock_with(ovfkit_clock_callback callback, void* user) {
    return [callback, user] { return attest::Instant(callback(user)); };
}

Result<std::unique_ptr<ovfkit_trust_cache>> cache_of(attest::Ask ask, ovfkit_clock_callback clock, void* user,
                                                     const ovfkit_cache_options* options) {
    if (!clock) return missing("clock");
    return std::unique_ptr<ovfkit_trust_cache>(new ovfkit_trust_cache{
        {std::move(ask), clock_with(clock, user), {}, options ? options->options : attest::CacheOptions()}});
}

}  // namespace

ovfkit_cache_options* ovfkit_cache_options_create(void) noexcept { return created<ovfkit_cache_options>(); }

void ovfkit_cache_options_free(ovfkit_cache_options* options) noexcept { delete options; }

ovfkit_status ovfkit_cache_options_set_times(ovfkit_cache_options* options, std::uint32_t validity,
                                             std::uint32_t retry_after, std::uint32_t max_stale,
                                             ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_cache_options& to) -> Result<void> {
        to.options.validity = std::chrono::milliseconds(validity);
        to.options.retry_after = std::chrono::milliseconds(retry_after);
        to.options.max_stale = std::chrono::milliseconds(max_stale);
        return {};
    });
}

ovfkit_status ovfkit_cache_options_set_max_hosts(ovfkit_cache_options* options, std::size_t hosts,
                                                 ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_cache_options& to) -> Result<void> {
        to.options.max_hosts = hosts;
        return {};
    });
}

ovfkit_status ovfkit_trust_cache_create(ovfkit_ask_callback ask, ovfkit_clock_callback clock, void* user,
                                        const ovfkit_cache_options* options, ovfkit_trust_cache** out,
                                        ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_trust_cache>> {
        if (!ask) return missing("ask");
        return cache_of(ask_with(ask, user), clock, user, options);
    });
}

ovfkit_status ovfkit_trust_cache_create_for(const ovfkit_attestation* server, ovfkit_clock_callback clock, void* user,
                                            const ovfkit_cache_options* options, ovfkit_trust_cache** out,
                                            ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_trust_cache>> {
        if (!server) return missing("server");
        return cache_of(attest::asking(server->server), clock, user, options);
    });
}

void ovfkit_trust_cache_free(ovfkit_trust_cache* cache) noexcept { delete cache; }

ovfkit_status ovfkit_trust_cache_answers(ovfkit_trust_cache* cache, const char* const* hosts, std::size_t count,
                                         std::int32_t take_stale, ovfkit_host_answers** out,
                                         ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_host_answers>> {
        if (!cache) return missing("cache");
        const auto stale = switch_of(take_stale);
        if (!stale) return stale.error();
        const auto names = hosts_of(hosts, count);
        if (!names) return names.error();
        auto made = std::make_unique<ovfkit_host_answers>();
        made->answers.hosts =
            cache->cache.answers(*names, *stale ? attest::Patience::take_stale : attest::Patience::wait);
        return made;
    });
}

ovfkit_status ovfkit_trust_cache_know(ovfkit_trust_cache* cache, const char* const* hosts, std::size_t count,
                                      ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!cache) return missing("cache");
        const auto names = hosts_of(hosts, count);
        if (!names) return names.error();
        cache->cache.know(*names);
        return {};
    });
}

ovfkit_status ovfkit_trust_cache_forget(ovfkit_trust_cache* cache, const char* host, ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!cache) return missing("cache");
        if (!host) return missing("host");
        cache->cache.forget(host);
        return {};
    });
}

ovfkit_status ovfkit_trust_cache_expire(ovfkit_trust_cache* cache, ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!cache) return missing("cache");
        cache->cache.expire();
        return {};
    });
}

std::uint64_t ovfkit_trust_cache_statistic(const ovfkit_trust_cache* cache, std::int32_t which) noexcept {
    if (!cache) return 0;
    try {
        const attest::TrustCache::Statistics known = cache->cache.statistics();
        switch (which) {
            case OVFKIT_STATISTIC_REQUESTS: return known.requests;
            case OVFKIT_STATISTIC_FAILURES: return known.failures;
            case OVFKIT_STATISTIC_HITS: return known.hits;
            case OVFKIT_STATISTIC_WAITS: return known.waits;
            case OVFKIT_STATISTIC_STALE: return known.stale;
            default: return 0;
        }
    } catch (...) {
        return 0;
    }
}

ovfkit_status ovfkit_trust_cache_activate(ovfkit_trust_cache* cache, const char* host, std::int32_t cluster_trust,
                                          std::int32_t* reason, ovfkit_error** error) noexcept {
    if (reason) *reason = static_cast<std::int32_t>(attest::NonOperationalReason::uninitialized);
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!cache) return missing("cache");
        if (!host) return missing("host");
        if (!reason) return missing("reason");
        const auto known = cluster_trust_of(cluster_trust);
        if (!known) return known.error();
        const attest::Ask ask = [cache](const std::vector<std::string>& hosts) {
            return attest::Answers{cache->cache.answers(hosts), std::nullopt};
        };
        const attest::HostState state = attest::activate_host(host, {"", *known}, ask);
        *reason = state.reason ? static_cast<std::int32_t>(*state.reason) : 0;
        return {};
    });
}
