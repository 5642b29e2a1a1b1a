// SPDX-License-Identifier: Apache-2.0
#include "io/tar_source.hpp"

#include <utility>

#include <ovfkit/io/rules.hpp>

namespace ovfkit::io {

Result<std::size_t> TarSource::read_some(char* to, std::size_t size) {
    auto got = input_.read(to, size);
    if (got) position_ += *got;
    return got;
}

Result<std::uint64_t> TarSource::skip(std::uint64_t count) {
    if (count == 0) return count;
    auto passed = input_.skip(count);
    if (passed) position_ += *passed;
    return passed;
}

Result<std::size_t> TarSource::read(char* to, std::size_t size) {
    std::size_t all = 0;
    while (all < size) {
        const auto got = read_some(to + all, size - all);
        if (!got) return got.error();
        if (*got == 0) break;
        all += *got;
    }
    return all;
}

Location TarSource::location(std::uint64_t at) const {
    Location where;
    where.source = name_;
    where.offset = at;
    return where;
}

void TarSource::report(const Rule& rule, std::uint64_t at, std::string message, int most) {
    int& reported = reported_[&rule];
    if (reported == most) return;
    ++reported;
    diagnostics_.report(rule, std::move(message), location(at));
}

Error TarSource::fail(const Rule& rule, ErrorCode code, std::uint64_t at, std::string message) {
    diagnostics_.report(rule, message, location(at));
    return {code, std::move(message), location(at), rule.slug};
}

Error TarSource::truncated(const std::string& what, std::uint64_t where, std::uint64_t at, std::uint64_t size) {
    const std::uint64_t end = size_.value_or(position_);
    return fail(rule::tar_truncated, ErrorCode::malformed, where,
                "the archive ends at byte " + std::to_string(end) + ", within " + what + ", which has " +
                    std::to_string(size) + " bytes from byte " + std::to_string(at) + " on");
}

bool TarSource::can_hold(std::uint64_t size) const {
    return !size_ || (position_ <= *size_ && size <= *size_ - position_);
}

}  // namespace ovfkit::io
