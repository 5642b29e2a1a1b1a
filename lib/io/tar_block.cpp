// SPDX-License-Identifier: Apache-2.0
#include "io/tar_block.hpp"

#include <algorithm>

namespace ovfkit::io {
namespace {

bool within_checksum(std::size_t at) { return at >= tar_checksum.at && at < tar_checksum.at + tar_checksum.size; }

// Big-endian behind the marking bit; what is negative, or needs more than 64 bits, is no number here.
std::optional<std::uint64_t> binary_number(std::string_view field) {
    std::uint64_t value = static_cast<unsigned char>(field.front()) & 0x7FU;
    if ((value & 0x40U) != 0) return std::nullopt;
    for (const char c : field.substr(1)) {
        if (value >> 56U != 0) return std::nullopt;
        value = (value << 8U) | static_cast<unsigned char>(c);
    }
    return value;
}

// Blanks may stand before the digits, blanks or a NUL behind them; behind that NUL nothing counts. NULs alone are 0,
// but digits behind a leading NUL are read by some and not by others. Twelve digits fit 64 bits by far.
std::optional<std::uint64_t> octal_number(std::string_view field) {
    if (field.find_first_not_of('\0') == std::string_view::npos) return 0;
    const std::size_t first = field.find_first_not_of(' ');
    if (first == std::string_view::npos) return std::nullopt;
    std::size_t at = first;
    std::uint64_t value = 0;
    for (; at < field.size() && field[at] >= '0' && field[at] <= '7'; ++at)
        value = value * 8 + static_cast<std::uint64_t>(field[at] - '0');
    if (at == first) return std::nullopt;
    while (at < field.size() && field[at] == ' ') ++at;
    if (at < field.size() && field[at] != '\0') return std::nullopt;
    return value;
}

}  // namespace

std::string_view TarBlock::text(TarField field) const {
    const std::string_view all = raw(field);
    return all.substr(0, all.find('\0'));
}

bool TarBlock::is_binary(TarField field) const { return (static_cast<unsigned char>(block_[field.at]) & 0x80U) != 0; }

std::optional<std::uint64_t> TarBlock::number(TarField field) const {
    return is_binary(field) ? binary_number(raw(field)) : octal_number(raw(field));
}

bool TarBlock::is_zero() const { return block_.find_first_not_of('\0') == std::string_view::npos; }

std::uint32_t tar_sum(std::string_view block) {
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < block.size(); ++at)
        sum += within_checksum(at) ? static_cast<unsigned char>(' ') : static_cast<unsigned char>(block[at]);
    return sum;
}

bool TarBlock::checksum_holds() const {
    const auto stated = is_binary(tar_checksum) ? std::nullopt : number(tar_checksum);
    if (!stated) return false;
    const std::uint32_t sum = tar_sum(block_);
    if (*stated == sum) return true;
    // Every byte from 128 on counts 256 less when it is taken as signed.
    std::uint32_t high = 0;
    for (std::size_t at = 0; at < block_.size(); ++at)
        if (!within_checksum(at) && static_cast<unsigned char>(block_[at]) >= 0x80U) ++high;
    return high != 0 && static_cast<std::int64_t>(*stated) == std::int64_t{sum} - std::int64_t{high} * 256;
}

TarFormat TarBlock::format() const {
    using namespace std::string_view_literals;
    const std::string_view magic = raw(tar_magic);
    if (magic.substr(0, 6) == "ustar\0"sv) return TarFormat::ustar;
    return magic == "ustar  \0"sv ? TarFormat::gnu : TarFormat::no_magic;
}

char TarBlock::type() const {
    const char flag = block_[tar_type.at];
    return flag == '\0' || flag == '7' ? '0' : flag;
}

std::string TarBlock::name() const {
    std::string whole(text(tar_name));
    // GNU's old headers keep times and sparse maps where ustar has the prefix.
    const std::string_view folder = format() == TarFormat::ustar ? text(tar_prefix) : std::string_view();
    return folder.empty() ? whole : std::string(folder) + "/" + whole;
}

}  // namespace ovfkit::io
