// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/tar.hpp>

#include "io/tar_block.hpp"

namespace ovfkit::io {
namespace {

constexpr std::string_view octal_digits = "01234567";

/// Writes `value` where the digits of a field are, with as many as there are; blanks before them are room as well.
/// False when it does not fit.
bool put_where_digits_are(std::string& block, TarField field, std::uint64_t value) {
    const std::string_view old = std::string_view(block).substr(field.at, field.size);
    const std::size_t first = old.find_first_of(octal_digits);
    if (first == std::string_view::npos) return false;
    const std::size_t behind = old.find_first_not_of(octal_digits, first);
    const std::size_t end = behind == std::string_view::npos ? field.size : behind;
    const bool padded = first != 0;
    std::size_t at = end;
    do {
        if (at == 0) return false;
        block[field.at + --at] = static_cast<char>('0' + (value & 7U));
        value >>= 3U;
    } while (value != 0);
    while (at != 0) block[field.at + --at] = padded ? ' ' : '0';
    return true;
}

}  // namespace

Result<std::string> resized_tar_header(std::string_view block, std::uint64_t size) {
    const TarBlock old(block.substr(0, tar_block_bytes));
    if (block.size() != tar_block_bytes || !old.checksum_holds() || !old.number(tar_size))
        return Error{ErrorCode::malformed, "these bytes are no header of an archive", {}, {}};
    std::string fresh(block);
    if (old.is_binary(tar_size) || !put_where_digits_are(fresh, tar_size, size))
        return Error{ErrorCode::unsupported, "the header has no room for another size", {}, {}};
    if (!put_where_digits_are(fresh, tar_checksum, tar_sum(fresh)))
        return Error{ErrorCode::unsupported, "the header has no room for another checksum", {}, {}};
    return fresh;
}

}  // namespace ovfkit::io
