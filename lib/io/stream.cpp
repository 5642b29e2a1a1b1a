// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/stream.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace ovfkit::io {
namespace {

constexpr std::size_t skip_bytes = 64U << 10U;
constexpr std::size_t first_read_bytes = 64U << 10U;

class Memory : public RandomAccess {
public:
    explicit Memory(std::string bytes) : bytes_(std::move(bytes)) {}

    [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t size) const override {
        if (offset >= bytes_.size()) return std::size_t{0};
        const std::size_t got = std::min(size, bytes_.size() - static_cast<std::size_t>(offset));
        std::memcpy(to, bytes_.data() + offset, got);
        return got;
    }

private:
    std::string bytes_;
};

class Range : public Input {
public:
    Range(std::shared_ptr<const RandomAccess> whole, std::uint64_t offset, std::uint64_t size)
        : whole_(std::move(whole)),
          at_(std::min(offset, whole_->size())),
          end_(at_ + std::min(size, whole_->size() - at_)) {}

    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, end_ - at_));
        if (wanted == 0) return std::size_t{0};
        auto got = whole_->read_at(at_, to, wanted);
        if (got) at_ += *got;
        return got;
    }
    [[nodiscard]] Result<std::uint64_t> skip(std::uint64_t count) override {
        const std::uint64_t passed = std::min(count, end_ - at_);
        at_ += passed;
        return passed;
    }

private:
    std::shared_ptr<const RandomAccess> whole_;
    std::uint64_t at_;
    std::uint64_t end_;
};

}  // namespace

Input::~Input() = default;
RandomAccess::~RandomAccess() = default;
Output::~Output() = default;

Result<std::uint64_t> Input::skip(std::uint64_t count) {
    std::vector<char> away(static_cast<std::size_t>(std::min<std::uint64_t>(count, skip_bytes)));
    std::uint64_t passed = 0;
    while (passed < count) {
        const auto got =
            read(away.data(), static_cast<std::size_t>(std::min<std::uint64_t>(away.size(), count - passed)));
        if (!got) return got.error();
        if (*got == 0) break;
        passed += *got;
    }
    return passed;
}

std::unique_ptr<Input> stream_range(std::shared_ptr<const RandomAccess> whole, std::uint64_t offset,
                                    std::uint64_t size) {
    return std::make_unique<Range>(std::move(whole), offset, size);
}

std::shared_ptr<const RandomAccess> in_memory(std::string bytes) { return std::make_shared<Memory>(std::move(bytes)); }

std::unique_ptr<Input> stream_bytes(std::string bytes) {
    const std::size_t size = bytes.size();
    return stream_range(in_memory(std::move(bytes)), 0, size);
}

Result<std::string> read_all(Input& input, std::uint64_t most, std::string_view name) {
    // One byte beyond the limit tells what is too large from what just fits.
    const std::uint64_t room = std::min<std::uint64_t>(most, std::numeric_limits<std::ptrdiff_t>::max() - 1) + 1;
    std::string bytes;
    std::size_t size = 0;
    while (size < room) {
        if (size == bytes.size())
            bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(std::max(size * 2, first_read_bytes), room)));
        const auto got = input.read(bytes.data() + size, bytes.size() - size);
        if (!got) return got.error();
        if (*got == 0) break;
        size += *got;
    }
    if (size > most)
        return Error{ErrorCode::limit_exceeded,
                     quoted(name) + " has more than the limit of " + std::to_string(most) + " bytes",
                     {},
                     {}};
    bytes.resize(size);
    return bytes;
}

Result<std::string_view> PeekedInput::peek(std::size_t size) {
    std::size_t filled = begin_.size();
    begin_.resize(std::max(size, filled));
    while (filled < size) {
        const auto got = input_.read(begin_.data() + filled, size - filled);
        if (!got || *got == 0) begin_.resize(filled);
        if (!got) return got.error();
        if (*got == 0) break;
        filled += *got;
    }
    return std::string_view(begin_).substr(0, size);
}

Result<std::size_t> PeekedInput::read(char* to, std::size_t size) {
    if (at_ == begin_.size()) return input_.read(to, size);
    const std::size_t given = begin_.copy(to, size, at_);
    at_ += given;
    return given;
}

Result<std::uint64_t> PeekedInput::skip(std::uint64_t count) {
    const std::uint64_t peeked = std::min<std::uint64_t>(count, begin_.size() - at_);
    at_ += static_cast<std::size_t>(peeked);
    if (peeked == count) return peeked;
    auto rest = input_.skip(count - peeked);
    if (!rest) return rest.error();
    return peeked + *rest;
}

}  // namespace ovfkit::io
