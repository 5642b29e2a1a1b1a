// SPDX-License-Identifier: Apache-2.0
#include "package/scan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include <ovfkit/io/gzip.hpp>
#include <ovfkit/io/tar.hpp>

#include "package/check_references.hpp"
#include "package/hashing.hpp"
#include "package/roles.hpp"
#include "package/sniff.hpp"
#include "package/state.hpp"
#include "package/store.hpp"

namespace ovfkit::package {
namespace {

using crypto::DigestAlgorithm;

// Manifests and certificates that are kept until it is known which of them count.
constexpr std::uint64_t kept_bytes = 24U << 20U;

/// Passes an input on and keeps a copy of what passes.
class Kept : public io::Input {
public:
    Kept(io::Input& input, std::string& copy) : input_(input), copy_(copy) {}
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        auto got = input_.read(to, size);
        if (got) copy_.append(to, *got);
        return got;
    }

private:
    io::Input& input_;
    std::string& copy_;
};

/// Passes an input on and writes what passes to an output, if there is one. A failure to write ends it, and is kept.
class Tapped : public io::Input {
public:
    Tapped(io::Input& input, io::Output* output) : input_(input), output_(output) {}
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        auto got = input_.read(to, size);
        if (!got) failed_ = got.error();
        if (!got || *got == 0 || output_ == nullptr) return got;
        auto written = output_->write({to, *got});
        if (written) return got;
        failed_ = written.error();
        return written.error();
    }
    [[nodiscard]] const std::optional<Error>& failed() const { return failed_; }

private:
    io::Input& input_;
    io::Output* output_;
    std::optional<Error> failed_;
};

class Scanner {
public:
    Scanner(io::Input& input, const std::string& name, const VerifyOptions& options, Passing passing,
            Diagnostics& diagnostics, ScanTap* tap)
        : input_(input),
          name_(name),
          options_(options),
          passing_(passing),
          diagnostics_(diagnostics),
          tap_(tap),
          meter_(options.progress, {}) {}

    Result<Scan> run() {
        io::TarReader reader(input_, name_, diagnostics_, {}, options_.open.tar);
        while (true) {
            auto next = reader.next();
            if (!next) return next.error();
            if (!*next) break;
            const Admission admission = admit(**next);
            if (admission == Admission::refused) scan_.refused.push_back((*next)->name);
            if (admission != Admission::file) continue;
            if (auto passed = pass_to_tap(**next, reader.data()); !passed) return passed.error();
            if (meter_.cancelled()) return cancelled_error();
        }
        return finish();
    }

private:
    Result<void> pass_to_tap(const io::TarMember& member, io::Input& data) {
        if (tap_ == nullptr) return pass(member, data);
        const auto output = tap_->begin(member.name);
        if (!output) return output.error();
        Tapped tapped(data, *output);
        if (auto passed = pass(member, tapped); !passed) return passed;
        if (tapped.failed()) return *tapped.failed();
        return meter_.cancelled() ? Result<void>(cancelled_error()) : tap_->end();
    }

    Result<void> pass(const io::TarMember& member, io::Input& data) {
        scan_.members.push_back({member.name, member.size, {}});
        HashedFile file{member.name, member.size, member.header_at, {}, true};
        if (auto* copy = place_for(member)) {
            const std::uint64_t most = is_descriptor_name(member.name) ? options_.open.limits.max_bytes : kept_bytes;
            if (member.size > most || (kept_ += member.size) > most + kept_bytes)
                return Error{ErrorCode::limit_exceeded, quoted(member.name) + " is too large to be kept", {}, {}};
            Kept kept(data, *copy);
            hash(kept, all_algorithms(), meter_, file);
            look_for_listing(member.name);
        } else if (passing_ == Passing::hashed) {
            const auto wanted = [this](const std::string& name) {
                return listing_ ? listing_->algorithms(name) : all_algorithms();
            };
            hash(data, wanted(member.name), meter_, file, wholes_.turn_of(member.name, wanted));
        }
        hashed_.push_back(std::move(file));
        return {};
    }

    /// Where the bytes of a member are kept; null for one that is not.
    std::string* place_for(const io::TarMember& member) {
        if (is_descriptor_name(member.name)) {
            const auto depth = std::count(member.name.begin(), member.name.end(), '/');
            if (!descriptor_.empty() && depth >= descriptor_depth_) return nullptr;
            kept_ -= std::min<std::uint64_t>(kept_, scan_.descriptor_bytes.size());
            descriptor_ = member.name;
            descriptor_depth_ = depth;
            scan_.descriptor_bytes.clear();
            return &scan_.descriptor_bytes;
        }
        if (!has_extension(member.name, ".mf") && !has_extension(member.name, ".cert")) return nullptr;
        const auto [place, added] = small_.try_emplace(member.name);
        return added ? &place->second : nullptr;
    }

    /// As soon as the descriptor and its manifest passed, only what the manifest names has to be computed. Only at the
    /// top is it certain that no other descriptor will count instead.
    void look_for_listing(const std::string& latest) {
        if (listing_ || descriptor_.empty() || descriptor_depth_ != 0) return;
        if (latest != descriptor_) return take_listing(latest);
        for (const auto& [name, bytes] : small_) take_listing(name);
    }
    void take_listing(const std::string& name) {
        if (listing_ || !goes_with(name, descriptor_, ".mf")) return;
        Diagnostics later;  // the findings are made when it is certain that this is the manifest
        auto parsed = manifest::parse(small_[name], name, later);
        if (parsed) listing_.emplace(*std::move(parsed), std::string(folder_of(descriptor_)));
    }

    Result<Scan> finish() {
        const Roles& roles = scan_.roles = find_roles(scan_.members, true, name_, diagnostics_);
        if (!roles.descriptor)
            return Error{ErrorCode::not_a_descriptor, quoted(name_) + " holds no descriptor (.ovf)", {}, {}};
        Evidence& evidence = scan_.evidence;
        evidence.refused = scan_.refused;
        evidence.refused.insert(evidence.refused.end(), roles.rivals.begin(), roles.rivals.end());
        evidence.package = name_;
        evidence.descriptor_name = scan_.members[*roles.descriptor].name;
        take(roles.manifest, evidence.manifest_name, evidence.manifest_bytes);
        take(roles.certificate, evidence.certificate_name, evidence.certificate_bytes);
        for (std::size_t i = 0; i < hashed_.size(); ++i)
            if (i != roles.manifest && i != roles.certificate) evidence.files.push_back(std::move(hashed_[i]));
        std::set<std::string_view> names;
        for (const Member& member : scan_.members) names.insert(member.name);
        evidence.wholes = wholes_.take([&](const std::string& name) { return names.count(name) != 0; });
        return std::move(scan_);
    }

    void take(std::optional<std::size_t> member, std::optional<std::string>& name, std::string& bytes) {
        if (!member) return;
        name = scan_.members[*member].name;
        bytes = std::move(small_[*name]);
    }

    io::Input& input_;
    const std::string& name_;
    const VerifyOptions& options_;
    Passing passing_;
    Diagnostics& diagnostics_;
    ScanTap* tap_;
    Meter meter_;
    Scan scan_;
    std::vector<HashedFile> hashed_;  // of `scan_.members`
    PassingWholes wholes_;
    std::string descriptor_;  // the best so far
    std::ptrdiff_t descriptor_depth_ = 0;
    std::map<std::string, std::string> small_;  // manifests and certificates by name
    std::uint64_t kept_ = 0;
    std::optional<Listing> listing_;
};

/// Members that passed and are gone.
class PassedStore : public Store {
public:
    PassedStore(std::vector<Member> members, std::vector<std::string> refused) {
        members_ = std::move(members);
        refused_ = std::move(refused);
    }
    [[nodiscard]] Result<std::unique_ptr<io::Input>> read(const Member& member) const override {
        return Error{ErrorCode::unsupported, quoted(member.name) + " was read from a pipe and is gone", {}, {}};
    }
    [[nodiscard]] bool seekable() const override { return false; }
};

}  // namespace

Result<Scan> scan(io::Input& input, const std::string& name, const VerifyOptions& options, Passing passing,
                  Diagnostics& diagnostics, ScanTap* tap) {
    io::PeekedInput peeked(input);
    const auto begin = peeked.peek(sniffed_bytes);
    if (!begin) return begin.error();
    const std::size_t text = begin->find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (text != std::string_view::npos && (*begin)[text] == '<' && !looks_like_archive(*begin))
        return Error{ErrorCode::unsupported,
                     quoted(name) + " is a descriptor, whose files lie beside it: name the file instead of a pipe",
                     {},
                     {}};
    if (!io::looks_like_gzip(*begin)) return Scanner(peeked, name, options, passing, diagnostics, tap).run();
    io::GzipSeen seen;
    const auto plain = io::gunzip(peeked, name, {}, &seen);
    auto scanned = Scanner(*plain, name, options, passing, diagnostics, tap).run();
    if (!scanned) return scanned;
    if (auto ended = end_of_gzip(*plain, seen, name, diagnostics); !ended) return ended.error();
    scanned->form = Form::compressed_archive;
    return scanned;
}

Result<Package> package_of(Scan& scan, const OpenOptions& options, Diagnostics& diagnostics) {
    auto state = std::make_shared<PackageAccess::State>();
    state->form = scan.form;
    state->name = scan.evidence.package;
    state->roles = scan.roles;
    state->store = std::make_unique<PassedStore>(scan.members, scan.refused);
    state->index();
    if (auto read = state->parse_descriptor(std::move(scan.descriptor_bytes), options, diagnostics); !read)
        return read.error();
    Diagnostics for_who_verifies;
    state->keep(check_descriptor(scan.evidence, options.check_descriptor ? diagnostics : for_who_verifies));
    Package package = PackageAccess::make(std::move(state));
    check_references(package, diagnostics);
    return package;
}

Verification judge_scan(const Scan& scan, const VerifyOptions& options, Diagnostics& diagnostics) {
    const auto listing = read_listing(scan.evidence, diagnostics);
    return judge(scan.evidence, listing, options, diagnostics);
}

}  // namespace ovfkit::package
