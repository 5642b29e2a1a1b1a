// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <mutex>
#include <utility>

#include <ovfkit/io/gzip.hpp>
#include <ovfkit/io/tar.hpp>
#include <ovfkit/package/rules.hpp>

#include "package/store.hpp"

namespace ovfkit::package {
namespace {

/// Adds what counts as a file of the package, and the names of what is refused.
Result<void> list_members(io::Input& input, const std::string& name, std::optional<std::uint64_t> size,
                          const OpenOptions& options, Diagnostics& diagnostics, std::vector<Member>& members,
                          std::vector<std::string>& refused) {
    io::TarReader reader(input, name, diagnostics, size, options.tar);
    while (true) {
        auto next = reader.next();
        if (!next) return next.error();
        if (!*next) return {};
        const io::TarMember& member = **next;
        const Admission admission = admit(member);
        if (admission == Admission::file) members.push_back({member.name, member.size, member.data_at});
        if (admission == Admission::refused) refused.push_back(member.name);
    }
}

class ArchiveStore : public Store {
public:
    explicit ArchiveStore(std::shared_ptr<const io::RandomAccess> bytes) : bytes_(std::move(bytes)) {}

    Result<void> list(const std::string& name, const OpenOptions& options, Diagnostics& diagnostics) {
        const auto input = io::stream_range(bytes_, 0, bytes_->size());
        return list_members(*input, name, bytes_->size(), options, diagnostics, members_, refused_);
    }
    [[nodiscard]] Result<std::unique_ptr<io::Input>> read(const Member& member) const override {
        return io::stream_range(bytes_, *member.offset, member.size);
    }
    [[nodiscard]] bool seekable() const override { return true; }

private:
    std::shared_ptr<const io::RandomAccess> bytes_;
};

/// What comes out of a gzip file, together with what it comes from.
class Decompressed : public io::Input {
public:
    Decompressed(const std::shared_ptr<const io::RandomAccess>& bytes, const std::string& name)
        : compressed_(io::stream_range(bytes, 0, bytes->size())), plain_(io::gunzip(*compressed_, name, {}, &seen_)) {}

    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        auto got = plain_->read(to, size);
        if (got) at_ += *got;
        failed_ = failed_ || !got;
        return got;
    }
    [[nodiscard]] Result<std::uint64_t> skip(std::uint64_t count) override {
        auto got = plain_->skip(count);
        if (got) at_ += *got;
        failed_ = failed_ || !got;
        return got;
    }
    /// How much of it was read.
    [[nodiscard]] std::uint64_t at() const { return at_; }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] const io::GzipSeen& seen() const { return seen_; }

private:
    io::GzipSeen seen_;
    std::unique_ptr<io::Input> compressed_;
    std::unique_ptr<io::Input> plain_;
    std::uint64_t at_ = 0;
    bool failed_ = false;
};

/// Holds what was decompressed up to some place, for the next one who wants what comes behind it: whoever reads the
/// members in their order decompresses everything once. Used from many threads.
class Parking {
public:
    /// What is parked here, if it did not go past `place`; else null.
    std::unique_ptr<Decompressed> take(std::uint64_t place) {
        const std::lock_guard<std::mutex> lock(mutex_);
        return parked_ && parked_->at() <= place ? std::move(parked_) : nullptr;
    }
    void leave(std::unique_ptr<Decompressed> input) {
        if (input->failed()) return;
        const std::lock_guard<std::mutex> lock(mutex_);
        std::swap(parked_, input);
    }

private:
    std::mutex mutex_;
    std::unique_ptr<Decompressed> parked_;
};

/// One member of an archive that has to be read from its beginning.
class PassedTo : public io::Input {
public:
    PassedTo(std::unique_ptr<Decompressed> whole, std::uint64_t size, std::shared_ptr<Parking> parking)
        : whole_(std::move(whole)), left_(size), parking_(std::move(parking)) {}
    ~PassedTo() override { parking_->leave(std::move(whole_)); }

    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, left_));
        if (wanted == 0) return std::size_t{0};
        auto got = whole_->read(to, wanted);
        if (got) left_ -= *got;
        return got;
    }

private:
    std::unique_ptr<Decompressed> whole_;
    std::uint64_t left_;
    std::shared_ptr<Parking> parking_;
};

class CompressedStore : public Store {
public:
    CompressedStore(std::shared_ptr<const io::RandomAccess> bytes, std::string name)
        : bytes_(std::move(bytes)), name_(std::move(name)) {}

    Result<void> list(const OpenOptions& options, Diagnostics& diagnostics) {
        Decompressed input(bytes_, name_);
        std::vector<Member> found;
        if (auto listed = list_members(input, name_, {}, options, diagnostics, found, refused_); !listed) return listed;
        if (auto ended = end_of_gzip(input, input.seen(), name_, diagnostics); !ended) return ended;
        for (Member& member : found) {
            starts_.push_back(*member.offset);
            member.offset.reset();
        }
        members_ = std::move(found);
        return {};
    }
    [[nodiscard]] Result<std::unique_ptr<io::Input>> read(const Member& member) const override {
        const std::uint64_t start = starts_[static_cast<std::size_t>(&member - members_.data())];
        auto input = parking_->take(start);
        if (!input) input = std::make_unique<Decompressed>(bytes_, name_);
        if (auto passed = input->skip(start - input->at()); !passed) return passed.error();
        return std::unique_ptr<io::Input>(std::make_unique<PassedTo>(std::move(input), member.size, parking_));
    }
    [[nodiscard]] bool seekable() const override { return false; }
    [[nodiscard]] Result<std::unique_ptr<io::Input>> whole() const override {
        return std::unique_ptr<io::Input>(std::make_unique<Decompressed>(bytes_, name_));
    }

private:
    std::shared_ptr<const io::RandomAccess> bytes_;
    std::string name_;
    std::vector<std::uint64_t> starts_;  // of the members, in what comes out
    std::shared_ptr<Parking> parking_ = std::make_shared<Parking>();
};

}  // namespace

Result<void> end_of_gzip(io::Input& plain, const io::GzipSeen& seen, const std::string& name,
                         Diagnostics& diagnostics) {
    // Whoever reads the archive stops where it ends, before the checksum of what follows.
    if (auto rest = plain.skip(std::numeric_limits<std::uint64_t>::max()); !rest) return rest.error();
    if (seen.members < 2) return {};
    Location where;
    where.source = name;
    diagnostics.report(rule::several_gzip_members,
                       quoted(name) + " is " + std::to_string(seen.members) + " gzip streams behind each other", where);
    return {};
}

Admission admit(const io::TarMember& member) {
    if (member.type == io::TarType::directory) return member.unsafe_name ? Admission::refused : Admission::ignored;
    if (member.type != io::TarType::file || member.unsafe_name || member.repeated_name) return Admission::refused;
    return io::is_apple_double(member.name) || member.repeated_pad ? Admission::ignored : Admission::file;
}

Result<std::unique_ptr<Store>> open_archive(std::shared_ptr<const io::RandomAccess> bytes, const std::string& name,
                                            Diagnostics& diagnostics, const OpenOptions& options) {
    auto store = std::make_unique<ArchiveStore>(std::move(bytes));
    if (auto listed = store->list(name, options, diagnostics); !listed) return listed.error();
    return std::unique_ptr<Store>(std::move(store));
}

Result<std::unique_ptr<Store>> open_compressed_archive(std::shared_ptr<const io::RandomAccess> bytes,
                                                       const std::string& name, Diagnostics& diagnostics,
                                                       const OpenOptions& options) {
    auto store = std::make_unique<CompressedStore>(std::move(bytes), name);
    if (auto listed = store->list(options, diagnostics); !listed) return listed.error();
    return std::unique_ptr<Store>(std::move(store));
}

}  // namespace ovfkit::package
