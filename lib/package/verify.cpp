// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/package/verify.hpp>

#include <algorithm>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

#include "package/evidence.hpp"
#include "package/hashing.hpp"
#include "package/judge.hpp"
#include "package/references.hpp"
#include "package/scan.hpp"
#include "package/state.hpp"

namespace ovfkit::package {
namespace {

constexpr std::size_t most_threads = 64;

/// The verification of a package whose files can be read in any order.
class Verifying {
public:
    Verifying(const Package& package, const VerifyOptions& options, Diagnostics& diagnostics)
        : package_(package), options_(options), diagnostics_(diagnostics) {}

    Result<Verification> run() {
        auto evidence = evidence_of(package_);
        if (!evidence) return evidence.error();
        evidence_ = *std::move(evidence);
        listing_ = read_listing(evidence_, diagnostics_);
        if (auto hashed = hash_all(); !hashed) return hashed.error();
        return judge(evidence_, listing_, options_, diagnostics_);
    }

private:
    Result<void> hash_all() {
        std::uint64_t total = 0;
        std::vector<std::size_t> order;
        for (const Member& member : package_.members()) {
            if (&member == package_.manifest_member() || &member == package_.certificate_member()) continue;
            members_.push_back(&member);
            evidence_.files.push_back({member.name, member.size, member.offset, {}, true});
            if (wanted(member).empty()) continue;
            total += member.size;
            order.push_back(members_.size() - 1);
        }
        // The largest first, so that the last to end is not a long one that began late.
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return members_[a]->size > members_[b]->size; });
        const auto wholes = listed_wholes();
        for (const auto& [name, chunks] : wholes)
            for (const Member* chunk : chunks) total += chunk->size;
        Meter meter(options_.progress, total);
        hash_in_threads(order, meter);
        for (const auto& [name, chunks] : wholes) hash_whole(name, chunks, meter);
        if (meter.cancelled()) return cancelled_error();
        return {};
    }

    /// The files of which the manifest has a digest, and which lie there in chunks, with these.
    [[nodiscard]] std::map<std::string, std::vector<const Member*>> listed_wholes() const {
        std::map<std::string, std::vector<const Member*>> wholes;
        if (!listing_) return wholes;
        for (const manifest::Entry& entry : listing_->manifest().entries)
            for (const std::string& name : names_of(entry.name)) {
                const std::string whole = listing_->full_name(name);
                if (package_.find(whole) != nullptr || wholes.count(whole) != 0) continue;
                std::vector<const Member*> chunks;
                while (const Member* chunk = package_.find(chunk_name(whole, chunks.size()))) chunks.push_back(chunk);
                if (!chunks.empty()) wholes.emplace(whole, std::move(chunks));
            }
        return wholes;
    }

    /// A digest is of one byte after the other, so that this is the work of one thread.
    void hash_whole(const std::string& name, const std::vector<const Member*>& chunks, Meter& meter) {
        const auto algorithms = listing_->algorithms(name);
        if (algorithms.empty()) return;
        WholeFile whole(name, algorithms);
        for (const Member* chunk : chunks) {
            if (meter.cancelled()) return;
            HashedFile part{chunk->name, chunk->size, {}, {}, true};
            auto input = package_.read(*chunk);
            if (input)
                hash(**input, {}, meter, part, &whole);
            else
                whole.end_chunk(false);
        }
        evidence_.wholes.push_back(whole.take());
    }

    [[nodiscard]] std::vector<crypto::DigestAlgorithm> wanted(const Member& member) const {
        return listing_ ? listing_->algorithms(member.name) : std::vector<crypto::DigestAlgorithm>();
    }

    void hash_in_threads(const std::vector<std::size_t>& order, Meter& meter) {
        std::atomic<std::size_t> next = 0;
        std::mutex failing;
        std::exception_ptr failure;
        const auto work = [&]() noexcept {
            try {
                for (std::size_t i = next++; i < order.size() && !meter.cancelled(); i = next++)
                    hash_one(order[i], meter);
            } catch (...) {  // a thread has nobody to throw to
                next = order.size();
                const std::lock_guard<std::mutex> lock(failing);
                failure = std::current_exception();
            }
        };
        const std::size_t cores = options_.threads != 0 ? options_.threads : std::thread::hardware_concurrency();
        const std::size_t count = std::min({std::max<std::size_t>(cores, 1), order.size(), most_threads});
        std::vector<std::thread> others;
        others.reserve(count);
        try {
            for (std::size_t i = 1; i < count; ++i) others.emplace_back(work);
        } catch (const std::exception&) {
            // The system gives no further thread, or no memory for one; those that there are do all of it.
        }
        work();
        for (std::thread& other : others) other.join();
        if (failure) std::rethrow_exception(failure);
    }

    void hash_one(std::size_t index, Meter& meter) {
        HashedFile& file = evidence_.files[index];
        auto input = package_.read(*members_[index]);
        if (!input)
            file.readable = false;
        else
            hash(**input, wanted(*members_[index]), meter, file);
    }

    const Package& package_;
    const VerifyOptions& options_;
    Diagnostics& diagnostics_;
    Evidence evidence_;
    std::optional<Listing> listing_;
    std::vector<const Member*> members_;  // of `evidence_.files`
};

}  // namespace

Result<Verification> verify(const Package& package, const VerifyOptions& options, Diagnostics& diagnostics) {
    const PackageAccess::State& state = PackageAccess::state(package);
    if (state.store->seekable()) return Verifying(package, options, diagnostics).run();
    auto whole = state.store->whole();
    if (!whole) return whole.error();
    if (!*whole) return Error{ErrorCode::unsupported, quoted(state.name) + " was read from a pipe and is gone", {}, {}};
    // What the headers and the descriptor say was reported when the package was opened.
    Diagnostics again;
    auto scanned = scan(**whole, state.name, options, Passing::hashed, again);
    if (!scanned) return scanned.error();
    scanned->evidence.missing = missing_of(package);
    return judge_scan(*scanned, options, diagnostics);
}

Result<StreamVerification> verify_stream(io::Input& input, const std::string& name, const VerifyOptions& options,
                                         Diagnostics& diagnostics) {
    auto scanned = scan(input, name, options, Passing::hashed, diagnostics);
    if (!scanned) return scanned.error();
    OpenOptions open = options.open;
    open.check_descriptor = false;  // is part of what follows
    auto package = package_of(*scanned, open, diagnostics);
    if (!package) return package.error();
    scanned->evidence.missing = missing_of(*package);
    Verification verification = judge_scan(*scanned, options, diagnostics);
    return StreamVerification{*std::move(package), std::move(verification)};
}

Result<Package> Package::open_stream(io::Input& input, const std::string& name, Diagnostics& diagnostics,
                                     const OpenOptions& options) {
    VerifyOptions nothing;
    nothing.open = options;
    auto scanned = scan(input, name, nothing, Passing::skipped, diagnostics);
    if (!scanned) return scanned.error();
    return package_of(*scanned, options, diagnostics);
}

}  // namespace ovfkit::package
