// SPDX-License-Identifier: Apache-2.0
#include "package/sink.hpp"

#include <algorithm>
#include <utility>

namespace ovfkit::package {
namespace {

constexpr std::uint64_t header_bytes = 512;

Error has_changed(const std::string& name, const char* how) {
    return {ErrorCode::io, quoted(name) + " changed while it was read: it has " + how + " bytes now", {}, {}};
}

}  // namespace

Result<void> put_file(Sink& sink, const std::string& name, std::string_view bytes) {
    if (auto begun = sink.begin(name, bytes.size()); !begun) return begun;
    if (auto written = sink.write(bytes); !written) return written;
    return sink.end();
}

Result<void> TarSink::begin(const std::string& name, std::uint64_t size) {
    offset_ = writer_.position() + header_bytes;
    return writer_.begin(name, size);
}

Result<void> FolderSink::begin(const std::string& name, std::uint64_t) {
    auto file = folder_.create_file(name);
    if (!file) return file.error();
    file_ = *std::move(file);
    return {};
}

Result<void> FolderSink::end() {
    const auto file = std::move(file_);
    return folder_.finish_file(*file);
}

Result<void> HashingSink::begin(const std::string& name, std::uint64_t size) {
    if (to_ != nullptr)
        if (auto begun = to_->begin(name, size); !begun) return begun;
    file_ = HashedFile{name, 0, to_ != nullptr ? to_->offset() : std::nullopt, {}, true};
    algorithms_ = wanted_(name);
    digests_.clear();
    for (const auto algorithm : algorithms_) digests_.emplace_back(algorithm);
    return {};
}

Result<void> HashingSink::write(std::string_view bytes) {
    for (crypto::Digest& digest : digests_) digest.update(bytes);
    file_.size += bytes.size();
    return to_ != nullptr ? to_->write(bytes) : Result<void>();
}

Result<void> HashingSink::end() {
    if (to_ != nullptr)
        if (auto ended = to_->end(); !ended) return ended;
    for (std::size_t i = 0; i < digests_.size(); ++i) {
        file_.digests.emplace_back(algorithms_[i], digests_[i].hex());
        if (file_.digests.back().second.empty())
            return Error{ErrorCode::unsupported,
                         "the policy of this system forbids " + std::string(crypto::to_string(algorithms_[i])),
                         {},
                         {}};
    }
    files_.push_back(std::move(file_));
    return {};
}

Result<void> Splitter::begin_next() {
    if (auto begun = sink_.begin(members_[next_].name, members_[next_].size); !begun) return begun;
    open_ = true;
    left_ = members_[next_].size;
    return {};
}

Result<void> Splitter::write(std::string_view bytes) {
    while (!bytes.empty()) {
        if (!open_ && next_ == members_.size()) return has_changed(members_.back().name, "more");
        if (!open_)
            if (auto begun = begin_next(); !begun) return begun;
        const auto piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
        if (auto written = sink_.write(piece); !written) return written;
        bytes.remove_prefix(piece.size());
        left_ -= piece.size();
        if (left_ != 0) continue;
        if (auto ended = sink_.end(); !ended) return ended;
        open_ = false;
        ++next_;
    }
    return {};
}

Result<void> Splitter::finish() {
    if (open_) return has_changed(members_[next_].name, "fewer");
    for (; next_ < members_.size(); ++next_) {
        if (members_[next_].size != 0) return has_changed(members_[next_].name, "fewer");
        if (auto put = put_file(sink_, members_[next_].name, {}); !put) return put;
    }
    return {};
}

}  // namespace ovfkit::package
