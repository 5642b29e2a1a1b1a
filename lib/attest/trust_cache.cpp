// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/trust_cache.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "attest/host_name.hpp"
#include "attest/moment.hpp"
#include "attest/question.hpp"

namespace ovfkit::attest {
namespace {

constexpr std::string_view no_name = "this can be no name of a host";
constexpr std::string_view no_room = "the host is not known, and no more hosts can become known";
constexpr std::string_view gone = "the host was forgotten";
constexpr std::string_view too_late = "the answer came after its own end";
constexpr std::string_view own_question = "the question is asked by who would have to answer it";
constexpr std::string_view unsettled = "everything was ended again and again while it was asked for";

/// What is remembered about a host; its name is the key.
struct Row {
    Level level = Level::no_answer;
    std::string word;
    std::string validated_at;
    std::string detail;
};

/// What one question brought. It is exchanged as a whole, except for hosts that are forgotten.
struct View {
    HostMap<Row> rows;         // of every host that was asked for
    std::uint64_t number = 0;  // of the question; 0: there is nothing
    Instant ends = Instant::min();
    Instant stale_ends = Instant::min();
    bool failed =
        false;        // nobody is asked before the end, about no host; the rows say of each host that there is nothing
    std::string why;  // it failed

    /// `awaited` is the question for which the caller waited, or 0: its answers are for him even if they end while he
    /// wakes up.
    [[nodiscard]] bool counts(Instant now, std::uint64_t awaited) const noexcept {
        return number != 0 && (now < ends || (awaited != 0 && number >= awaited));
    }
    [[nodiscard]] bool counts_stale(Instant now) const noexcept { return number != 0 && now < stale_ends; }

    [[nodiscard]] std::optional<HostAnswer> find(std::string_view host) const {
        const auto row = rows.find(host);
        if (row == rows.end()) return std::nullopt;
        return HostAnswer{std::string(host), row->second.level, row->second.word, row->second.validated_at,
                          row->second.detail};
    }
};

/// A lock for many readers of which each takes a part, so that they do not get into each other's way, and rare writers
/// that take all of it. A `std::shared_mutex` would do, but where readers never cease it lets no writer in.
class Stripes {
public:
    /// One part, by thread.
    struct alignas(64) Stripe {
        std::mutex mutex;
        std::uint64_t hits = 0;
    };

    [[nodiscard]] Stripe& mine() noexcept {
        static std::atomic<std::size_t> threads{0};
        thread_local const std::size_t number = threads.fetch_add(1, std::memory_order_relaxed);
        return all_[number % all_.size()];
    }
    void lock() {
        for (Stripe& stripe : all_) stripe.mutex.lock();
    }
    void unlock() {
        for (Stripe& stripe : all_) stripe.mutex.unlock();
    }
    [[nodiscard]] std::uint64_t hits() {
        std::uint64_t sum = 0;
        for (Stripe& stripe : all_) {
            const std::lock_guard hold(stripe.mutex);
            sum += stripe.hits;
        }
        return sum;
    }

private:
    std::array<Stripe, 32> all_;
};

/// What one caller wants to know.
struct Inquiry {
    const std::vector<std::string_view>& hosts;
    std::vector<std::string_view> refused;  // for each host why nothing is to be known about it; empty for the others
};

/// What there is for it.
struct Gathered {
    std::vector<HostAnswer> answers;
    std::uint64_t remembered = 0;  // of these, those that a question brought
    bool complete = true;
};

}  // namespace

// A caller that finds its answer in memory takes one stripe and nothing else. Whoever does not, takes `mutex`, and then
// waits for the question that is on its way or asks the next one, in `lead`, without any lock. `view` and `failure` are
// read under a stripe or `mutex`, and changed under `mutex` and all stripes.
//
// A question that failed has learnt nothing, and takes nothing back: `view` stays, and ends when it would have ended
// anyway. `failure` speaks for the hosts about which there is nothing in `view` any more, or never was.
struct TrustCache::State {
    State(Ask ask_, Clock clock_, CacheOptions options_)
        : ask(std::move(ask_)), clock(std::move(clock_)), options(options_) {}

    const Ask ask;
    const Clock clock;
    const CacheOptions options;

    Stripes stripes;
    View view;     // of the last question that brought anything
    View failure;  // of the last question, if it failed

    std::mutex mutex;
    const HostHash hash{static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(this))};
    HostMap<std::uint64_t> known{0, hash};  // with the order in which they became so
    std::uint64_t known_so_far = 0;
    Statistics statistics;

    std::condition_variable landed;
    bool flying = false;  // a question is on its way
    std::thread::id leader;
    std::uint64_t flight = 0;       // its number, or that of the last one
    std::uint64_t last_landed = 0;  // the last one that is back
    bool discard = false;           // all of its answers ended while it was on its way
    HostSet left{0, hash};          // hosts that were forgotten meanwhile

    void make_known(std::string_view host) {
        if (is_host_name(host) && known.find(host) == known.end()) known.emplace(host, ++known_so_far);
    }
    [[nodiscard]] std::optional<HostAnswer> remembered(std::string_view host, Instant now) const;
    [[nodiscard]] std::optional<HostAnswer> remembered(std::string_view host, Instant now, std::uint64_t awaited) const;
    [[nodiscard]] std::optional<HostAnswer> recall(std::string_view host);
    [[nodiscard]] std::optional<std::vector<HostAnswer>> recall(const std::vector<std::string>& hosts);
    [[nodiscard]] std::vector<HostAnswer> seek(const std::vector<std::string_view>& hosts, Patience patience);
    void admit(Inquiry& inquiry);
    template <class Find>
    [[nodiscard]] Gathered gather(const Inquiry& inquiry, Find find) const;
    [[nodiscard]] std::vector<std::string> known_in_order() const;
    [[nodiscard]] std::uint64_t lead(std::unique_lock<std::mutex>& lock, Instant sent);
    [[nodiscard]] View question(const std::vector<std::string>& hosts, Instant sent,
                                std::uint64_t number) const noexcept;
    [[nodiscard]] View brought(const std::vector<std::string>& hosts, Instant sent) const;
};

/// What is remembered about a host that was asked for, for somebody who waited for nothing.
std::optional<HostAnswer> TrustCache::State::remembered(std::string_view host, Instant now) const {
    std::optional<HostAnswer> found;
    if (view.counts(now, 0)) found = view.find(host);
    if (!found && failure.counts(now, 0)) found = failure.find(host);
    return found;
}

/// The same for a caller who waited for a question, and of a host that became known since a question that failed.
std::optional<HostAnswer> TrustCache::State::remembered(std::string_view host, Instant now,
                                                        std::uint64_t awaited) const {
    std::optional<HostAnswer> found;
    if (view.counts(now, 0)) found = view.find(host);
    // A failure is always the newer one, so that an older answer has no more than its own time.
    if (!found && failure.counts(now, awaited)) {
        found = failure.find(host);
        if (!found) found = unheard(host, failure.why);
    }
    if (!found && view.counts(now, awaited)) found = view.find(host);
    return found;
}

std::optional<HostAnswer> TrustCache::State::recall(std::string_view host) {
    const Instant now = clock();
    Stripes::Stripe& stripe = stripes.mine();
    const std::lock_guard hold(stripe.mutex);
    std::optional<HostAnswer> found = remembered(host, now);
    if (found) ++stripe.hits;
    return found;
}

std::optional<std::vector<HostAnswer>> TrustCache::State::recall(const std::vector<std::string>& hosts) {
    const Instant now = clock();
    std::vector<HostAnswer> all;
    all.reserve(hosts.size());
    Stripes::Stripe& stripe = stripes.mine();
    const std::lock_guard hold(stripe.mutex);
    for (const std::string& host : hosts) {
        std::optional<HostAnswer> found = remembered(host, now);
        if (!found) return std::nullopt;
        all.push_back(std::move(*found));
    }
    stripe.hits += hosts.size();
    return all;
}

/// Makes hosts known, as far as they can be.
void TrustCache::State::admit(Inquiry& inquiry) {
    inquiry.refused.resize(inquiry.hosts.size());
    for (std::size_t i = 0; i < inquiry.hosts.size(); ++i) {
        const std::string_view host = inquiry.hosts[i];
        if (!is_host_name(host))
            inquiry.refused[i] = no_name;
        else if (known.size() < options.max_hosts)
            make_known(host);
        else if (known.find(host) == known.end())
            inquiry.refused[i] = no_room;
    }
}

template <class Find>
Gathered TrustCache::State::gather(const Inquiry& inquiry, Find find) const {
    Gathered gathered;
    for (std::size_t i = 0; i < inquiry.hosts.size(); ++i) {
        const std::string_view host = inquiry.hosts[i];
        std::optional<HostAnswer> answer;
        if (!inquiry.refused[i].empty()) {
            answer = unheard(host, inquiry.refused[i]);
        } else if (known.find(host) == known.end()) {
            answer = unheard(host, gone);  // it was made known at the beginning
        } else {
            answer = find(host);
            ++gathered.remembered;
        }
        if (!answer) {
            gathered.complete = false;
            return gathered;
        }
        gathered.answers.push_back(std::move(*answer));
    }
    return gathered;
}

/// The way of those whose answers are not there.
std::vector<HostAnswer> TrustCache::State::seek(const std::vector<std::string_view>& hosts, Patience patience) {
    constexpr int rounds = 5;  // one to wait, one to ask, and the others for what is changed meanwhile
    Inquiry inquiry{hosts, {}};
    std::uint64_t awaited = 0;
    bool waited = false;
    const auto nothing = [&](std::string_view why) {
        std::vector<HostAnswer> all;
        all.reserve(hosts.size());
        for (std::size_t i = 0; i < hosts.size(); ++i)
            all.push_back(unheard(hosts[i], inquiry.refused[i].empty() ? why : inquiry.refused[i]));
        return all;
    };
    for (int round = 0;; ++round) {
        const Instant now = clock();
        std::unique_lock lock(mutex);
        if (round == 0) admit(inquiry);
        Gathered gathered = gather(inquiry, [&](std::string_view host) { return remembered(host, now, awaited); });
        if (gathered.complete) {
            if (awaited == 0) statistics.hits += gathered.remembered;
            return std::move(gathered.answers);
        }
        if (round == rounds) return nothing(unsettled);
        if (!flying) {
            awaited = lead(lock, now);
            continue;
        }
        if (patience == Patience::take_stale && view.counts_stale(now)) {
            gathered = gather(inquiry, [&](std::string_view host) { return view.find(host); });
            if (gathered.complete) {
                statistics.stale += gathered.remembered;
                return std::move(gathered.answers);
            }
        }
        if (leader == std::this_thread::get_id()) return nothing(own_question);
        if (!std::exchange(waited, true)) ++statistics.waits;
        awaited = flight;
        landed.wait(lock, [&] { return last_landed >= awaited; });
    }
}

std::vector<std::string> TrustCache::State::known_in_order() const {
    std::vector<std::pair<std::uint64_t, const std::string*>> order;
    order.reserve(known.size());
    for (const auto& [host, number] : known) order.emplace_back(number, &host);
    std::sort(order.begin(), order.end());
    std::vector<std::string> hosts;
    hosts.reserve(order.size());
    for (const auto& entry : order) hosts.push_back(*entry.second);
    return hosts;
}

/// Asks about all known hosts, and answers with the number of the question. `lock` is held at first and not at the end.
std::uint64_t TrustCache::State::lead(std::unique_lock<std::mutex>& lock, Instant sent) {
    const std::vector<std::string> hosts = known_in_order();
    const std::uint64_t number = ++flight;
    View overtaken;
    leader = std::this_thread::get_id();
    discard = false;
    flying = true;  // from here on nothing throws before it lands
    ++statistics.requests;
    lock.unlock();
    View next = question(hosts, sent, number);
    lock.lock();
    if (next.failed) ++statistics.failures;
    if (!discard) {
        for (const std::string& host : left)
            if (const auto row = next.rows.find(host); row != next.rows.end()) next.rows.erase(row);
        const std::lock_guard hold(stripes);
        if (next.failed) {
            view.stale_ends = view.ends;  // what is stale is given only while nothing else is known
            std::swap(failure, next);
        } else {
            std::swap(view, next);
            std::swap(failure, overtaken);
        }
    }
    left.clear();
    leader = {};
    flying = false;
    last_landed = number;
    lock.unlock();
    landed.notify_all();
    return number;  // and now what was known before is destroyed
}

View TrustCache::State::question(const std::vector<std::string>& hosts, Instant sent,
                                 std::uint64_t number) const noexcept {
    View next;
    try {
        next = brought(hosts, sent);
    } catch (...) {  // no memory, or no time
        next = View{};
        next.failed = true;
        next.ends = next.stale_ends = later(sent, options.retry_after);
    }
    next.number = number;
    return next;
}

View TrustCache::State::brought(const std::vector<std::string>& hosts, Instant sent) const {
    Heard heard = put_question(ask, hosts);
    const Instant returned = clock();
    View next;
    next.rows = HostMap<Row>(hosts.size(), hash);
    next.ends = later(sent, options.validity);
    const bool late = returned >= next.ends;
    next.failed = late || !heard.anything;
    for (HostAnswer& answer : heard.hosts) {
        Row row{answer.level, std::move(answer.word), std::move(answer.validated_at), std::move(answer.detail)};
        if (late) row = Row{Level::no_answer, {}, {}, std::string(too_late)};
        next.rows.emplace(std::move(answer.host), std::move(row));
    }
    if (next.failed) {
        next.why = late && heard.anything ? std::string(too_late) : std::move(heard.why);
        next.ends = later(returned, options.retry_after);
    }
    next.stale_ends = next.failed ? next.ends : later(next.ends, options.max_stale);
    return next;
}

TrustCache::TrustCache(Ask ask, Clock clock, std::vector<std::string> known, CacheOptions options)
    : state_(std::make_unique<State>(std::move(ask), std::move(clock), options)) {
    know(known);
}

TrustCache::~TrustCache() = default;

HostAnswer TrustCache::answer(std::string_view host, Patience patience) {
    if (std::optional<HostAnswer> found = state_->recall(host)) return std::move(*found);
    return std::move(state_->seek({host}, patience).front());
}

std::vector<HostAnswer> TrustCache::answers(const std::vector<std::string>& hosts, Patience patience) {
    if (auto found = state_->recall(hosts)) return std::move(*found);
    return state_->seek({hosts.begin(), hosts.end()}, patience);
}

void TrustCache::know(const std::vector<std::string>& hosts) {
    const std::lock_guard lock(state_->mutex);
    for (const std::string& host : hosts) state_->make_known(host);
}

void TrustCache::forget(std::string_view host) {
    const std::lock_guard lock(state_->mutex);
    const auto known = state_->known.find(host);
    if (known == state_->known.end()) return;
    if (state_->flying) state_->left.emplace(host);
    state_->known.erase(known);
    const std::lock_guard hold(state_->stripes);
    for (View* view : {&state_->view, &state_->failure})
        if (const auto row = view->rows.find(host); row != view->rows.end()) view->rows.erase(row);
}

void TrustCache::expire() {
    View nothing;  // destroyed after the locks are gone, as what is swapped into it
    View no_failure;
    const std::lock_guard lock(state_->mutex);
    state_->discard = true;
    const std::lock_guard hold(state_->stripes);
    std::swap(state_->view, nothing);
    std::swap(state_->failure, no_failure);
}

TrustCache::Statistics TrustCache::statistics() const {
    const std::lock_guard lock(state_->mutex);
    Statistics all = state_->statistics;
    all.hits += state_->stripes.hits();
    return all;
}

}  // namespace ovfkit::attest
