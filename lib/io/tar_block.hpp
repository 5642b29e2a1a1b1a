// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ovfkit::io {

inline constexpr std::size_t tar_block_bytes = 512;
inline constexpr std::size_t tar_record_bytes = 20 * tar_block_bytes;  // archives are padded to these
inline constexpr std::uint64_t tar_largest_octal_size = (1ULL << 33U) - 1;

/// A field of a header block (POSIX.1-2017 pax, ustar interchange format).
struct TarField {
    std::size_t at;
    std::size_t size;
};

inline constexpr TarField tar_name{0, 100};
inline constexpr TarField tar_mode{100, 8};
inline constexpr TarField tar_user{108, 8};
inline constexpr TarField tar_group{116, 8};
inline constexpr TarField tar_size{124, 12};
inline constexpr TarField tar_modified{136, 12};
inline constexpr TarField tar_checksum{148, 8};
inline constexpr TarField tar_type{156, 1};
inline constexpr TarField tar_link{157, 100};
inline constexpr TarField tar_magic{257, 8};  // with the version
inline constexpr TarField tar_prefix{345, 155};

enum class TarFormat : std::uint8_t { no_magic, ustar, gnu };

/// One header block of 512 bytes, which must outlive this. Nothing is believed of it: every answer is bounded by the
/// fields.
class TarBlock {
public:
    explicit TarBlock(std::string_view block) : block_(block) {}

    [[nodiscard]] std::string_view raw(TarField field) const { return block_.substr(field.at, field.size); }
    /// A field up to its first NUL.
    [[nodiscard]] std::string_view text(TarField field) const;
    /// A number in octal, or positive in base 256; empty when it is neither. NULs only are 0.
    [[nodiscard]] std::optional<std::uint64_t> number(TarField field) const;
    /// Whether a number is in base 256.
    [[nodiscard]] bool is_binary(TarField field) const;

    [[nodiscard]] bool is_zero() const;
    /// Whether the checksum is that of the block; old programs added its bytes as signed ones.
    [[nodiscard]] bool checksum_holds() const;
    [[nodiscard]] TarFormat format() const;
    /// The type flag; a NUL and the `7` of contiguous files are those of a file.
    [[nodiscard]] char type() const;
    /// With the prefix, where ustar has one.
    [[nodiscard]] std::string name() const;

private:
    std::string_view block_;
};

/// The sum of the bytes of a block, with the checksum itself counted as blanks.
[[nodiscard]] std::uint32_t tar_sum(std::string_view block);

/// How many bytes fill a member's data up to whole blocks.
[[nodiscard]] constexpr std::uint64_t tar_padding(std::uint64_t size) {
    return (tar_block_bytes - size % tar_block_bytes) % tar_block_bytes;
}

}  // namespace ovfkit::io
