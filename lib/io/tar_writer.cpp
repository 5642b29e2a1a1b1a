// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include <ovfkit/io/tar.hpp>

#include "io/tar_block.hpp"

namespace ovfkit::io {
namespace {

constexpr std::uint64_t file_mode = 0644;

Error refused(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

void put_field(std::string& block, TarField field, std::string_view text) {
    block.replace(field.at, text.size(), text);
}

// In octal with a NUL behind it; the value must fit.
void put_octal(std::string& block, TarField field, std::uint64_t value) {
    std::string digits(field.size - 1, '0');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, value >>= 3U)
        *digit = static_cast<char>('0' + (value & 7U));
    put_field(block, field, digits);
}

// GNU's form: the first bit set, big-endian.
void put_binary(std::string& block, TarField field, std::uint64_t value) {
    std::string bytes(field.size, '\0');
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, value >>= 8U)
        *byte = static_cast<char>(value & 0xFFU);
    bytes.front() = '\x80';
    put_field(block, field, bytes);
}

// Where a name is cut in two so that both fit; npos when there is no such slash, and 0 when nothing must be cut.
std::size_t find_cut(std::string_view name) {
    if (name.size() <= tar_name.size) return 0;
    const std::size_t slash = name.rfind('/', tar_prefix.size);
    if (slash == std::string_view::npos || slash == 0 || name.size() - slash - 1 > tar_name.size)
        return std::string_view::npos;
    return slash;
}

}  // namespace

Result<std::string> tar_header(std::string_view name, std::uint64_t size, const TarWriteOptions& options) {
    if (auto checked = check_member_name(name); !checked) return checked.error();
    const std::size_t cut = find_cut(name);
    if (cut == std::string_view::npos) return refused("the name " + quoted(name) + " is too long for a tar header");
    if (size > INT64_MAX || (options.strict_ustar && size > tar_largest_octal_size))
        return refused(quoted(name) + " has " + std::to_string(size) + " bytes, which do not fit into a tar header");
    if (options.modified > tar_largest_octal_size)
        return refused("the time " + std::to_string(options.modified) + " does not fit into a tar header");

    std::string block(tar_block_bytes, '\0');
    put_field(block, tar_name, cut == 0 ? name : name.substr(cut + 1));
    put_field(block, tar_prefix, name.substr(0, cut));
    put_octal(block, tar_mode, file_mode);
    for (const TarField zero : {tar_user, tar_group}) put_octal(block, zero, 0);
    if (size <= tar_largest_octal_size) {
        put_octal(block, tar_size, size);
    } else {
        put_binary(block, tar_size, size);
    }
    put_octal(block, tar_modified, options.modified);
    put_field(block, tar_type, "0");
    put_field(block, tar_magic,
              std::string_view("ustar\0"
                               "00",
                               tar_magic.size));
    // Six digits, a NUL and a blank, as everybody writes it.
    put_octal(block, {tar_checksum.at, 7}, tar_sum(block));
    put_field(block, {tar_checksum.at + 7, 1}, " ");
    return block;
}

class TarWriter::State {
public:
    State(Output& output, const TarWriteOptions& options) : output_(output), options_(options) {}

    Result<void> begin(std::string_view name, std::uint64_t size) {
        if (auto ready = check_between_members(); !ready) return ready;
        if (names_.find(name) != names_.end()) return refused("a second member is called " + quoted(name));
        const auto header = tar_header(name, size, options_);
        if (!header) return header.error();
        if (auto written = put(*header); !written) return written;
        name_ = *names_.emplace(name).first;
        left_ = size;
        padding_ = tar_padding(size);
        return close_member();
    }

    Result<void> write(std::string_view bytes) {
        if (auto usable = check_usable(); !usable) return usable;
        if (bytes.size() > left_) return refused(quoted(name_) + " has more bytes than was said");
        if (bytes.empty()) return {};
        if (auto written = put(bytes); !written) return written;
        left_ -= bytes.size();
        return close_member();
    }

    Result<void> finish() {
        if (auto ready = check_between_members(); !ready) return ready;
        const std::uint64_t end = position_ + 2 * tar_block_bytes;
        const std::uint64_t whole = (end + tar_record_bytes - 1) / tar_record_bytes * tar_record_bytes;
        auto written = put(std::string(static_cast<std::size_t>(whole - position_), '\0'));
        finished_ = true;
        return written;
    }

    [[nodiscard]] std::uint64_t position() const noexcept { return position_; }

private:
    Result<void> check_usable() const {
        if (failed_) return *failed_;
        if (finished_) return refused("the archive is finished; nothing can be added");
        return {};
    }
    Result<void> check_between_members() const {
        if (auto usable = check_usable(); !usable) return usable;
        if (left_ != 0) return refused(quoted(name_) + " lacks " + std::to_string(left_) + " bytes of its data");
        return {};
    }

    Result<void> put(std::string_view bytes) {
        if (auto written = output_.write(bytes); !written) {
            failed_ = written.error();
            return written;
        }
        position_ += bytes.size();
        return {};
    }

    // With the last byte of a member comes what fills its last block.
    Result<void> close_member() {
        if (left_ != 0 || padding_ == 0) return {};
        const auto zeros = static_cast<std::size_t>(std::exchange(padding_, 0));
        return put(std::string(zeros, '\0'));
    }

    Output& output_;
    TarWriteOptions options_;
    std::optional<Error> failed_;
    bool finished_ = false;
    std::string name_;
    std::uint64_t left_ = 0;
    std::uint64_t padding_ = 0;
    std::uint64_t position_ = 0;
    std::set<std::string, std::less<>> names_;
};

TarWriter::TarWriter(Output& output, const TarWriteOptions& options)
    : state_(std::make_unique<State>(output, options)) {}
TarWriter::~TarWriter() = default;

Result<void> TarWriter::begin(std::string_view name, std::uint64_t size) { return state_->begin(name, size); }
Result<void> TarWriter::write(std::string_view bytes) { return state_->write(bytes); }
Result<void> TarWriter::finish() { return state_->finish(); }
std::uint64_t TarWriter::position() const noexcept { return state_->position(); }

}  // namespace ovfkit::io
