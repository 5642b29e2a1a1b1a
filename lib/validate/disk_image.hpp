// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ovfkit::validate {

enum class ImageKind : std::uint8_t { vmdk, qcow, vhd, vhdx, vdi, iso, gzip, xz, zstd };

/// `VMDK`, `qcow2`, ...
[[nodiscard]] std::string_view to_string(ImageKind kind) noexcept;

/// What the header of a disk image says.
struct DiskImage {
    ImageKind kind = ImageKind::vmdk;
    std::optional<std::uint64_t> capacity;  ///< bytes, as the guest sees them
    bool stream_optimized = false;          ///< a VMDK of compressed grains with markers
    bool needs_parent = false;              ///< it holds changes against another image
};

/// How many bytes from the beginning are looked at.
inline constexpr std::size_t image_begin = 64U << 10U;
/// The footer of a VHD, which a fixed one has at its end only.
inline constexpr std::size_t vhd_footer_size = 512;

/// The image that `begin`, its first `image_begin` bytes or fewer if there are no more, belongs to; empty for one that
/// is not recognised, such as a raw disk.
[[nodiscard]] std::optional<DiskImage> recognize_image(std::string_view begin);
/// The same by the footer of a VHD.
[[nodiscard]] std::optional<DiskImage> recognize_vhd(std::string_view footer);

/// The kind of image that a format's URI names; empty for one that is not known, or whose files can hold anything.
[[nodiscard]] std::optional<ImageKind> kind_of_format(std::string_view format);

}  // namespace ovfkit::validate
