// SPDX-License-Identifier: Apache-2.0
#include "package/packing.hpp"

#include <algorithm>
#include <map>

#include <ovfkit/io/gzip.hpp>
#include <ovfkit/io/tar.hpp>
#include <ovfkit/manifest/manifest.hpp>
#include <ovfkit/package/rules.hpp>

#include "package/member_names.hpp"
#include "package/references.hpp"
#include "package/roles.hpp"

namespace ovfkit::package {
namespace {

constexpr std::uint64_t most_kept_bytes = 16U << 20U;

/// Takes what comes out of a compression, of which nobody knows how much it will be, and hashes it chunk by chunk.
class Rehearsal : public io::Output {
public:
    Rehearsal(HashingSink& sink, std::string name, std::optional<std::uint64_t> chunk)
        : sink_(sink), name_(std::move(name)), chunk_(chunk) {}

    [[nodiscard]] Result<void> write(std::string_view bytes) override {
        while (!bytes.empty()) {
            if (!open_) {
                if (auto begun = sink_.begin(chunk_name(name_, number_++), 0); !begun) return begun;
                open_ = true;
                left_ = chunk_.value_or(UINT64_MAX);
            }
            const auto piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
            if (auto written = sink_.write(piece); !written) return written;
            bytes.remove_prefix(piece.size());
            written_ += piece.size();
            left_ -= piece.size();
            if (left_ != 0) continue;
            if (auto ended = sink_.end(); !ended) return ended;
            open_ = false;
        }
        return {};
    }
    [[nodiscard]] Result<void> finish() { return open_ ? sink_.end() : Result<void>(); }
    [[nodiscard]] std::uint64_t written() const { return written_; }

private:
    HashingSink& sink_;
    std::string name_;
    std::optional<std::uint64_t> chunk_;
    std::uint64_t number_ = 0;
    std::uint64_t left_ = 0;
    std::uint64_t written_ = 0;
    bool open_ = false;
};

/// The digests that the manifest of the source has for one of its files; none without it.
class OldDigests {
public:
    OldDigests(const Listing* listing, const Member& member) {
        file_.name = member.name;
        file_.size = member.size;
        if (listing != nullptr) algorithms_ = listing->algorithms(member.name);
        for (const auto algorithm : algorithms_) digests_.emplace_back(algorithm);
    }
    void update(std::string_view bytes) {
        for (crypto::Digest& digest : digests_) digest.update(bytes);
    }
    [[nodiscard]] HashedFile take() {
        for (std::size_t i = 0; i < digests_.size(); ++i) file_.digests.emplace_back(algorithms_[i], digests_[i].hex());
        return std::move(file_);
    }

private:
    HashedFile file_;
    std::vector<crypto::DigestAlgorithm> algorithms_;
    std::vector<crypto::Digest> digests_;
};

/// Whether the members of the new package are the files of the source, byte for byte.
bool is_unchanged(const Payload& payload) {
    return !payload.compress &&
           std::equal(payload.parts.begin(), payload.parts.end(), payload.members.begin(), payload.members.end(),
                      [](const Member* part, const NewMember& member) { return part->size == member.size; });
}

Result<std::string> read_whole(const Package& source, const Member& member) {
    auto input = source.read(member);
    if (!input) return input.error();
    return io::read_all(**input, most_kept_bytes, member.name);
}

}  // namespace

WantedDigests Packing::wanted() const {
    return [this](const std::string& name) {
        if (kept_listing_) return kept_listing_->algorithms(name);
        std::vector<crypto::DigestAlgorithm> algorithms;
        if (options_.digest) algorithms.push_back(*options_.digest);
        const auto old_name = unchanged_.find(name);
        if (!old_listing_ || old_name == unchanged_.end()) return algorithms;
        for (const auto algorithm : old_listing_->algorithms(old_name->second))
            if (algorithm != options_.digest) algorithms.push_back(algorithm);
        return algorithms;
    };
}

Result<void> Packing::prepare(Shape shape) {
    shape_ = std::move(shape);
    if (options_.signer && !options_.keep_manifest && !options_.digest)
        return Error{ErrorCode::invalid_argument, "without a manifest there is nothing to sign", {}, {}};
    auto plan = make_plan(source_, options_, shape_.path, diagnostics_);
    if (!plan) return plan.error();
    plan_ = *std::move(plan);
    if (auto refused = refuse_own_input(); !refused) return refused;
    if (auto read = options_.keep_manifest ? read_kept() : read_old(); !read) return read;

    const bool digests_first = manifest_comes_first() && !shape_.can_go_back;
    std::uint64_t total = 0;
    const auto is_rehearsed = [&](const Payload& payload) { return payload.compress || digests_first; };
    for (const Payload& payload : plan_.payloads) total += payload.source_bytes * (is_rehearsed(payload) ? 2 : 1);
    meter_.emplace(options_.progress, total);
    for (Payload& payload : plan_.payloads)
        if (is_rehearsed(payload))
            if (auto read = rehearse(payload); !read) return read;

    auto descriptor = planned_descriptor(source_, options_, plan_);
    if (!descriptor) return descriptor.error();
    descriptor_ = *std::move(descriptor);
    if (auto checked = check_names(); !checked) return checked;
    if (options_.keep_manifest && digests_first) return compare_with_kept(expected_files());
    return {};
}

Result<void> Packing::refuse_own_input() const {
    if (shape_.path.empty()) return {};
    std::vector<const Member*> used{&source_.descriptor_member()};
    for (const Member* role : {source_.manifest_member(), source_.certificate_member()})
        if (role != nullptr) used.push_back(role);
    for (const Payload& payload : plan_.payloads) used.insert(used.end(), payload.parts.begin(), payload.parts.end());
    for (const Member* member : used)
        if (io::is_same_file(path_of(source_, *member), shape_.path))
            return Error{ErrorCode::invalid_argument,
                         quoted(shape_.path) + " is one of the files that are to be packed",
                         {},
                         {}};
    return {};
}

Result<void> Packing::read_kept() {
    auto manifest = read_whole(source_, *source_.manifest_member());
    if (!manifest) return manifest.error();
    kept_manifest_ = *std::move(manifest);
    if (source_.certificate_member() != nullptr) {
        auto certificate = read_whole(source_, *source_.certificate_member());
        if (!certificate) return certificate.error();
        kept_certificate_ = *std::move(certificate);
    }
    auto parsed = manifest::parse(kept_manifest_, source_.manifest_member()->name, diagnostics_);
    if (!parsed) return parsed.error();
    if (parsed->unreadable_lines != 0)
        return Error{ErrorCode::malformed, "the manifest cannot be kept: it has lines that are no entry", {}, {}};
    kept_listing_.emplace(*std::move(parsed), std::string());
    return {};
}

Result<void> Packing::read_old() {
    const Member* old = source_.manifest_member();
    if (old == nullptr || options_.ignore_old_manifest) return {};
    auto bytes = read_whole(source_, *old);
    if (!bytes) return bytes.error();
    Diagnostics spelling;  // of a manifest that is not kept
    auto parsed = manifest::parse(*bytes, old->name, spelling);
    if (!parsed) return parsed.error();
    if (parsed->unreadable_lines != 0)
        return Error{ErrorCode::malformed, "the manifest of the source has lines that are no entry", {}, {}};
    const Member& descriptor = source_.descriptor_member();
    old_listing_.emplace(*std::move(parsed), std::string(folder_of(descriptor.name)));
    for (const manifest::Entry& entry : old_listing_->manifest().entries)
        if (!is_there(entry.name))
            return Error{ErrorCode::malformed,
                         "the manifest of the source lists " + quoted(entry.name) + ", which is not there",
                         {},
                         rule::listed_missing.slug};
    const auto file =
        hashed_bytes(descriptor.name, source_.descriptor().bytes(), old_listing_->algorithms(descriptor.name));
    if (auto compared = compare_with_old(file); !compared) return compared;
    for (const Payload& payload : plan_.payloads)
        for (std::size_t i = 0; is_unchanged(payload) && i < payload.parts.size(); ++i)
            unchanged_.emplace(payload.members[i].name, payload.parts[i]->name);
    return {};
}

bool Packing::is_there(const std::string& listed) const {
    const auto names = names_of(listed);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        const std::string full = old_listing_->full_name(name);
        if (source_.find(full) != nullptr) return true;
        // Of a descriptor by itself only what it references is known; whether there is more beside it, nobody asked.
        return source_.form() == Form::bare;
    });
}

Result<void> Packing::compare_with_old(const HashedFile& file) const {
    if (!old_listing_) return {};
    switch (judge_one(file, old_listing_).state) {
        case FileState::verified:
        case FileState::weak: return {};
        case FileState::unlisted:
            return Error{ErrorCode::malformed,
                         quoted(file.name) + " is not in the manifest of the source",
                         {},
                         rule::unlisted_file.slug};
        case FileState::unknown_algorithm:
            return Error{ErrorCode::malformed,
                         "the manifest of the source has no digest of " + quoted(file.name) + " of a known kind",
                         {},
                         rule::unverifiable.slug};
        default: break;
    }
    return Error{ErrorCode::malformed,
                 quoted(file.name) + " is not what the manifest of the source says",
                 {},
                 rule::digest_mismatch.slug};
}

Result<void> Packing::compare_with_old(const std::vector<HashedFile>& files) const {
    for (const HashedFile& file : files) {
        const auto old_name = unchanged_.find(file.name);
        if (old_name == unchanged_.end()) continue;
        HashedFile old = file;
        old.name = old_name->second;
        if (auto compared = compare_with_old(old); !compared) return compared;
    }
    return {};
}

Result<void> Packing::check_names() const {
    MemberNames names;
    std::vector<NewMember> all{{plan_.descriptor_name, descriptor_.size()}};
    if (has_manifest()) all.push_back({plan_.manifest_name, 0});
    if (has_certificate()) all.push_back({plan_.certificate_name, 0});
    for (const Payload& payload : plan_.payloads) all.insert(all.end(), payload.members.begin(), payload.members.end());
    for (const NewMember& member : all) {
        if (auto added = names.add(member.name); !added) return added;
        if (!shape_.archive) continue;
        if (const auto header = io::tar_header(member.name, member.size); !header) return header.error();
    }
    if (options_.keep_manifest || !options_.digest) return {};
    const auto trial = manifest_of(expected_files(), false);  // whether a manifest can hold the names
    return trial ? Result<void>() : Result<void>(trial.error());
}

Result<void> Packing::pour(const Payload& payload, io::Output& to) {
    for (const Member* part : payload.parts) {
        auto input = source_.read(*part);
        if (!input) return input.error();
        // What arrives unchanged is hashed where it is written.
        const bool compared_here = old_listing_ && !is_unchanged(payload);
        OldDigests old(compared_here ? &*old_listing_ : nullptr, *part);
        const auto take = [&](std::string_view bytes) {
            old.update(bytes);
            return to.write(bytes);
        };
        if (auto passed = read_pieces(**input, payload.name, *meter_, take); !passed) return passed;
        if (compared_here)
            if (auto compared = compare_with_old(old.take()); !compared) return compared;
    }
    return meter_->end(payload.name) ? Result<void>() : Result<void>(cancelled_error());
}

Result<void> Packing::rehearse(Payload& payload) {
    HashingSink hashing(nullptr, wanted());
    if (!payload.compress) {
        Splitter splitter(hashing, payload.members);
        if (auto poured = pour(payload, splitter); !poured) return poured;
        if (auto finished = splitter.finish(); !finished) return finished;
        payload.rehearsed = std::move(hashing.files());
        return compare_with_old(payload.rehearsed);
    }
    Rehearsal rehearsal(hashing, payload.name, payload.chunk);
    io::GzipWriter gzip(rehearsal);
    if (auto poured = pour(payload, gzip); !poured) return poured;
    if (auto finished = gzip.finish(); !finished) return finished;
    if (auto finished = rehearsal.finish(); !finished) return finished;
    auto members = cut(payload.name, rehearsal.written(), payload.chunk);
    if (!members) return members.error();
    payload.members = *std::move(members);
    payload.rehearsed = std::move(hashing.files());
    for (std::size_t i = 0; i < payload.members.size(); ++i) payload.rehearsed[i].name = payload.members[i].name;
    return {};
}

std::vector<HashedFile> Packing::expected_files() const {
    std::vector<HashedFile> files;
    files.push_back(hashed_bytes(plan_.descriptor_name, descriptor_, wanted()(plan_.descriptor_name)));
    for (const Payload& payload : plan_.payloads)
        for (std::size_t i = 0; i < payload.members.size(); ++i) {
            const NewMember& member = payload.members[i];
            files.push_back(payload.rehearsed.empty() ? HashedFile{member.name, member.size, {}, {}, true}
                                                      : payload.rehearsed[i]);
        }
    return files;
}

Result<std::string> Packing::manifest_of(const std::vector<HashedFile>& files, bool with_digests) const {
    manifest::Manifest manifest;
    for (const HashedFile& file : files)
        manifest.entries.push_back(
            {file.name,
             std::string(crypto::to_string(*options_.digest)),
             with_digests ? file.digests.front().second : std::string(2 * crypto::digest_size(*options_.digest), '0'),
             {}});
    return manifest::write(manifest);
}

Result<void> Packing::compare_with_kept(const std::vector<HashedFile>& files) const {
    Evidence evidence;
    evidence.package = source_.descriptor().name();
    evidence.descriptor_name = plan_.descriptor_name;
    evidence.manifest_name = plan_.manifest_name;
    evidence.manifest_bytes = kept_manifest_;
    if (kept_certificate_) {
        evidence.certificate_name = plan_.certificate_name;
        evidence.certificate_bytes = *kept_certificate_;
    }
    evidence.files = files;
    Diagnostics findings;
    VerifyOptions options;
    options.allow_sha1 = true;  // whoever keeps a manifest keeps its strength
    (void)judge(evidence, kept_listing_, options, findings);
    for (const Diagnostic& finding : findings)
        if (finding.severity == Severity::error)
            return Error{ErrorCode::malformed, "the manifest cannot be kept: " + finding.message, {}, finding.rule};
    return {};
}

Result<void> Packing::write_payloads(HashingSink& hashing) {
    for (const Payload& payload : plan_.payloads) {
        Splitter splitter(hashing, payload.members);
        const std::size_t before = hashing.files().size();
        if (payload.compress) {
            io::GzipWriter gzip(splitter);
            if (auto poured = pour(payload, gzip); !poured) return poured;
            if (auto finished = gzip.finish(); !finished) return finished;
        } else if (auto poured = pour(payload, splitter); !poured) {
            return poured;
        }
        if (auto finished = splitter.finish(); !finished) return finished;
        for (std::size_t i = 0; i < payload.rehearsed.size(); ++i)
            if (payload.rehearsed[i].digests != hashing.files()[before + i].digests)
                return Error{ErrorCode::io, quoted(payload.name) + " changed while it was read", {}, {}};
    }
    return {};
}

}  // namespace ovfkit::package
