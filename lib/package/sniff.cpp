// SPDX-License-Identifier: Apache-2.0
#include "package/sniff.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

#include <ovfkit/io/gzip.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::package {
namespace {

constexpr std::size_t magic_at = 257;
constexpr std::size_t checksum_at = 148;
constexpr std::size_t checksum_size = 8;

}  // namespace

Result<Form> form_of(const io::RandomAccess& bytes) {
    std::string begin(sniffed_bytes, '\0');
    const auto got = bytes.read_at(0, begin.data(), begin.size());
    if (!got) return got.error();
    begin.resize(*got);
    if (looks_like_tar(begin)) return Form::archive;
    return io::looks_like_gzip(begin) ? Form::compressed_archive : Form::bare;
}

bool looks_like_archive(std::string_view begin) noexcept { return io::looks_like_gzip(begin) || looks_like_tar(begin); }

bool looks_like_tar(std::string_view begin) noexcept {
    if (begin.size() < sniffed_bytes) return false;
    if (begin.substr(magic_at, 5) == "ustar") return true;
    // Archives older than the magic: the sum of all bytes, with the field of the sum itself as blanks.
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < sniffed_bytes; ++i) {
        const bool own = i >= checksum_at && i < checksum_at + checksum_size;
        sum += own ? std::uint32_t{' '} : static_cast<unsigned char>(begin[i]);
    }
    std::uint32_t said = 0;
    bool digits = false;
    for (const char c : begin.substr(checksum_at, checksum_size)) {
        if (c == ' ' && !digits) continue;
        if (c < '0' || c > '7') break;
        said = said * 8 + static_cast<std::uint32_t>(c - '0');
        digits = true;
    }
    return digits && said == sum;
}

}  // namespace ovfkit::package
