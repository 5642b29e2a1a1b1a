// SPDX-License-Identifier: Apache-2.0
#include "package/judge.hpp"

#include <algorithm>
#include <set>

#include <ovfkit/io/tar.hpp>
#include <ovfkit/package/rules.hpp>

#include "package/judge_signature.hpp"
#include "package/member_names.hpp"
#include "package/references.hpp"
#include "package/roles.hpp"

namespace ovfkit::package {
namespace {

using crypto::DigestAlgorithm;

class Judge {
public:
    Judge(const Evidence& evidence, const std::optional<Listing>& listing, const VerifyOptions& options,
          Diagnostics& diagnostics)
        : evidence_(evidence), listing_(listing), options_(options), diagnostics_(diagnostics) {}

    Verification run() {
        const std::set<std::string> refused(evidence_.refused.begin(), evidence_.refused.end());
        for (const HashedFile& file : evidence_.files) {
            FileVerdict verdict = judge_file(file);
            // Which of several members of that name an importer takes, nobody knows.
            if (refused.count(file.name) != 0) verdict.state = FileState::refused;
            report(verdict, file);
            result_.files.push_back(std::move(verdict));
        }
        report_clashes(refused);
        add_refused(refused);
        add_missing();
        add_states();
        const auto signature = judge_signature(evidence_, options_, diagnostics_);
        for (const PackageState state : signature.states) result_.states.push_back(state);
        result_.signature = signature.verdict;
        return std::move(result_);
    }

    DescriptorVerdict check_descriptor() {
        DescriptorVerdict answer;
        for (const HashedFile& file : evidence_.files) {
            if (file.name != evidence_.descriptor_name) continue;
            const FileVerdict verdict = judge_file(file);
            if (verdict.state == FileState::mismatch || verdict.state == FileState::contradictory) {
                report(verdict, file);
                return {true, std::nullopt};
            }
            for (const DigestAlgorithm used : verdict.algorithms) answer.digest = std::max(answer.digest, {used});
        }
        return answer;
    }

    [[nodiscard]] FileVerdict judge_file(const HashedFile& file) const {
        FileVerdict verdict{file.name, FileState::unlisted, file.size, {}, {}, {}};
        const auto* entries = listing_ ? listing_->entries(file.name) : nullptr;
        if (!file.readable) verdict.state = FileState::unreadable;
        if (entries == nullptr || !file.readable) return verdict;
        if (contradict(*entries)) {
            verdict.state = FileState::contradictory;
            return verdict;
        }
        for (const manifest::Entry* entry : *entries) compare(*entry, file, verdict);
        if (verdict.state == FileState::mismatch) return verdict;
        const auto& used = verdict.algorithms;
        const bool strong = std::any_of(used.begin(), used.end(), [](auto a) { return a != DigestAlgorithm::sha1; });
        if (used.empty())
            verdict.state = FileState::unknown_algorithm;
        else
            verdict.state = strong || options_.allow_sha1 ? FileState::verified : FileState::weak;
        return verdict;
    }

private:
    static bool contradict(const std::vector<const manifest::Entry*>& entries) {
        std::map<DigestAlgorithm, const std::string*> first;
        for (const manifest::Entry* entry : entries)
            if (const auto algorithm = entry->known_algorithm())
                if (*first.emplace(*algorithm, &entry->digest).first->second != entry->digest) return true;
        return false;
    }

    static void compare(const manifest::Entry& entry, const HashedFile& file, FileVerdict& verdict) {
        const auto algorithm = entry.known_algorithm();
        if (!algorithm) return;
        for (const auto& [kind, digest] : file.digests) {
            if (kind != *algorithm || digest.empty()) continue;
            if (std::find(verdict.algorithms.begin(), verdict.algorithms.end(), kind) == verdict.algorithms.end())
                verdict.algorithms.push_back(kind);
            if (digest == entry.digest) continue;
            verdict.state = FileState::mismatch;
            verdict.expected = entry.digest;
            verdict.actual = digest;
        }
    }

    void report(const FileVerdict& verdict, const HashedFile& file) {
        Location where;
        where.source = evidence_.package;
        where.offset = file.offset;
        const std::string name = quoted(verdict.name);
        switch (verdict.state) {
            case FileState::verified: return;
            case FileState::missing: return;
            case FileState::refused: return;  // said by whoever read the archive
            case FileState::unlisted:
                if (!listing_) return;  // said once, of the whole package
                if (verdict.name == evidence_.descriptor_name)
                    diagnostics_.report(rule::unlisted_descriptor, name + " is not in the manifest", where);
                else
                    diagnostics_.report(rule::unlisted_file, name + " is not in the manifest", where);
                return;
            case FileState::mismatch:
                diagnostics_.report(
                    rule::digest_mismatch,
                    name + " has the digest " + verdict.actual + ", and the manifest says " + quoted(verdict.expected),
                    where);
                return;
            case FileState::weak:
                diagnostics_.report(rule::weak_digest, name + " has only a SHA-1 digest", where);
                return;
            case FileState::contradictory:
                diagnostics_.report(rule::unverifiable, "the manifest gives two digests of one kind for " + name,
                                    where);
                return;
            case FileState::unknown_algorithm:
                diagnostics_.report(rule::unverifiable, "no digest of " + name + " is of a known kind", where);
                return;
            case FileState::unreadable:
                diagnostics_.report(rule::unverifiable, name + " could not be read to its end", where);
                return;
        }
    }

    /// Files that are each what the manifest says, and of which one takes the other's place when they are unpacked. Of
    /// a name that counts against the package anyway nothing is said again.
    void report_clashes(const std::set<std::string>& refused) {
        MemberNames names;
        const auto add = [&](const std::string& name, const std::optional<std::uint64_t>& offset) {
            if (refused.count(name) != 0 || !io::check_member_name(name)) return;
            const auto added = names.add(name);
            if (added || added.error().rule != rule::name_clash.slug) return;
            Location where;
            where.source = evidence_.package;
            where.offset = offset;
            diagnostics_.report(rule::name_clash, added.error().message, where).severity = Severity::warning;
        };
        for (const HashedFile& file : evidence_.files) add(file.name, file.offset);
        for (const auto& name : {evidence_.manifest_name, evidence_.certificate_name})
            if (name) add(*name, {});
    }

    void add_refused(const std::set<std::string>& refused) {
        std::set<std::string> known;
        for (const HashedFile& file : evidence_.files) known.insert(file.name);
        for (const std::string& name : refused)
            if (known.count(name) == 0) result_.files.push_back({name, FileState::refused, 0, {}, {}, {}});
    }

    /// What the manifest or the descriptor names and nobody found.
    void add_missing() {
        std::set<std::string> known;
        for (const FileVerdict& file : result_.files) known.insert(file.name);
        judge_companion(evidence_.manifest_name, evidence_.manifest_bytes, known);
        judge_companion(evidence_.certificate_name, evidence_.certificate_bytes, known);
        if (listing_)
            for (const manifest::Entry& entry : listing_->manifest().entries) add_unlocated(entry, known);
        for (const std::string& name : evidence_.missing)
            if (known.insert(name).second) result_.files.push_back({name, FileState::missing, 0, {}, {}, {}});
    }

    /// Of manifest and certificate nobody wants a digest, but one that is there has to be right.
    void judge_companion(const std::optional<std::string>& name, const std::string& bytes,
                         std::set<std::string>& known) {
        if (!name) return;
        known.insert(*name);
        if (!listing_ || listing_->entries(*name) == nullptr) return;
        const HashedFile file = hashed_bytes(*name, bytes, listing_->algorithms(*name));
        FileVerdict verdict = judge_file(file);
        report(verdict, file);
        result_.files.push_back(std::move(verdict));
    }

    void add_unlocated(const manifest::Entry& entry, std::set<std::string>& known) {
        for (const std::string& name : names_of(entry.name)) {
            const std::string full = listing_->full_name(name);
            const auto* said = known.count(full) != 0 ? listing_->entries(full) : nullptr;
            if (said != nullptr && std::find(said->begin(), said->end(), &entry) != said->end()) return;
        }
        for (const std::string& name : names_of(entry.name))
            if (known.count(listing_->full_name(chunk_name(name, 0))) != 0)
                return judge_whole(listing_->full_name(name), known);
        const std::string name = listing_->full_name(entry.name);
        known.insert(name);
        diagnostics_.report(rule::listed_missing, quoted(name) + " is listed and not in the package",
                            Location{evidence_.package, {}, 0, 0, {}, {}});
        result_.files.push_back({name, FileState::missing, 0, {}, {}, {}});
    }

    /// A manifest may have a line for a file that lies there in chunks, beside those of the chunks, and then it has to
    /// be right as well (DSP0243 1.1.1, 7.1).
    void judge_whole(const std::string& name, std::set<std::string>& known) {
        known.insert(name);
        const auto whole = std::find_if(evidence_.wholes.begin(), evidence_.wholes.end(),
                                        [&](const HashedFile& file) { return file.name == name; });
        if (whole != evidence_.wholes.end()) {
            FileVerdict verdict = judge_file(*whole);
            report(verdict, *whole);
            result_.files.push_back(std::move(verdict));
            return;
        }
        // An archive that passes once, in which they stand in another order, or without any digest of a known kind.
        diagnostics_
            .report(
                rule::unverifiable,
                "the manifest has a digest of " + quoted(name) + " as a whole, whose chunks could not be put together",
                Location{evidence_.package, {}, 0, 0, {}, {}})
            .hint = "put the chunks into their order, or decompress the archive";
        result_.files.push_back({name, FileState::unknown_algorithm, 0, {}, {}, {}});
    }

    void add_states() {
        const auto any = [&](auto... states) {
            return std::any_of(result_.files.begin(), result_.files.end(),
                               [&](const FileVerdict& f) { return ((f.state == states) || ...); });
        };
        const auto add = [&](PackageState state, bool holds) {
            if (holds) result_.states.push_back(state);
        };
        const bool readable = listing_ && listing_->manifest().unreadable_lines == 0;
        const bool failed = any(FileState::mismatch, FileState::missing, FileState::contradictory,
                                FileState::unreadable, FileState::refused);
        const bool open = any(FileState::unlisted, FileState::weak, FileState::unknown_algorithm);
        const auto descriptor = std::find_if(result_.files.begin(), result_.files.end(),
                                             [&](const FileVerdict& f) { return f.name == evidence_.descriptor_name; });
        const bool covered = descriptor != result_.files.end() && descriptor->state == FileState::verified;
        add(PackageState::no_manifest, !evidence_.manifest_name);
        add(PackageState::manifest_unreadable, evidence_.manifest_name && !readable);
        add(PackageState::files_verified, readable && !failed && !open && covered);
        add(PackageState::files_failed, failed);
        add(PackageState::files_unverified, open);
        add(PackageState::descriptor_unverified, !covered);
        if (!evidence_.manifest_name)
            diagnostics_.report(rule::no_manifest, "the package has no manifest: nothing was verified",
                                Location{evidence_.package, {}, 0, 0, {}, {}});
    }

    const Evidence& evidence_;
    const std::optional<Listing>& listing_;
    const VerifyOptions& options_;
    Diagnostics& diagnostics_;
    Verification result_;
};

}  // namespace

std::string_view to_string(FileState state) noexcept {
    switch (state) {
        case FileState::verified: return "verified";
        case FileState::weak: return "weak";
        case FileState::mismatch: return "mismatch";
        case FileState::missing: return "missing";
        case FileState::unlisted: return "unlisted";
        case FileState::contradictory: return "contradictory";
        case FileState::unknown_algorithm: return "unknown-algorithm";
        case FileState::unreadable: return "unreadable";
        case FileState::refused: break;
    }
    return "refused";
}

std::string_view to_string(PackageState state) noexcept {
    switch (state) {
        case PackageState::no_manifest: return "no-manifest";
        case PackageState::manifest_unreadable: return "manifest-unreadable";
        case PackageState::files_verified: return "files-verified";
        case PackageState::files_failed: return "files-failed";
        case PackageState::files_unverified: return "files-unverified";
        case PackageState::descriptor_unverified: return "descriptor-unverified";
        case PackageState::unsigned_: return "unsigned";
        case PackageState::signature_accepted: return "signature-accepted";
        case PackageState::signature_rejected: break;
    }
    return "signature-rejected";
}

bool Verification::has(PackageState state) const noexcept {
    return std::find(states.begin(), states.end(), state) != states.end();
}

HashedFile hashed_bytes(std::string name, std::string_view bytes, const std::vector<DigestAlgorithm>& algorithms) {
    HashedFile file{std::move(name), bytes.size(), {}, {}, true};
    for (const DigestAlgorithm algorithm : algorithms)
        file.digests.emplace_back(algorithm, crypto::digest_hex(algorithm, bytes));
    return file;
}

Listing::Listing(manifest::Manifest manifest, std::string folder)
    : manifest_(std::move(manifest)), folder_(std::move(folder)) {
    for (const manifest::Entry& entry : manifest_.entries) by_name_[full_name(entry.name)].push_back(&entry);
    // `a%20b` can be a file of that name beside one called `a b`, which then has a line of its own.
    std::map<std::string, std::vector<const manifest::Entry*>> decoded;
    for (const manifest::Entry& entry : manifest_.entries)
        for (const std::string& name : names_of(entry.name))
            if (name != entry.name && by_name_.count(full_name(name)) == 0) decoded[full_name(name)].push_back(&entry);
    by_name_.merge(decoded);
}

const std::vector<const manifest::Entry*>* Listing::entries(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &found->second;
}

std::vector<DigestAlgorithm> Listing::algorithms(const std::string& name) const {
    std::vector<DigestAlgorithm> wanted;
    const auto* said = entries(name);
    if (said == nullptr) return wanted;
    for (const manifest::Entry* entry : *said)
        if (const auto a = entry->known_algorithm(); a && std::find(wanted.begin(), wanted.end(), *a) == wanted.end())
            wanted.push_back(*a);
    return wanted;
}

std::optional<Listing> read_listing(const Evidence& evidence, Diagnostics& diagnostics) {
    if (!evidence.manifest_name) return std::nullopt;
    auto parsed =
        manifest::parse(evidence.manifest_bytes, evidence.package + "/" + *evidence.manifest_name, diagnostics);
    if (!parsed) return std::nullopt;
    return std::optional<Listing>(std::in_place, *std::move(parsed), std::string(folder_of(evidence.descriptor_name)));
}

DescriptorVerdict check_descriptor(const Evidence& evidence, Diagnostics& diagnostics) {
    Diagnostics about_the_manifest;  // is for who verifies
    const auto listing = read_listing(evidence, about_the_manifest);
    const VerifyOptions options;
    return Judge(evidence, listing, options, diagnostics).check_descriptor();
}

FileVerdict judge_one(const HashedFile& file, const std::optional<Listing>& listing) {
    const Evidence nothing_else;
    const VerifyOptions options;
    Diagnostics none;
    return Judge(nothing_else, listing, options, none).judge_file(file);
}

Verification judge(const Evidence& evidence, const std::optional<Listing>& listing, const VerifyOptions& options,
                   Diagnostics& diagnostics) {
    return Judge(evidence, listing, options, diagnostics).run();
}

}  // namespace ovfkit::package
