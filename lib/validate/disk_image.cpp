// SPDX-License-Identifier: Apache-2.0
#include "validate/disk_image.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>

#include "base/ascii.hpp"

namespace ovfkit::validate {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t sector = 512;

// `size` bytes at `at` as a number; 0 when they are not there.
std::uint64_t image_number(std::string_view bytes, std::size_t at, std::size_t size, bool big_endian) {
    if (at > bytes.size() || bytes.size() - at < size) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const char byte = bytes[big_endian ? at + i : at + size - 1 - i];
        value = value << 8U | static_cast<unsigned char>(byte);
    }
    return value;
}

std::optional<std::uint64_t> of_sectors(std::uint64_t count) {
    if (count > std::numeric_limits<std::uint64_t>::max() / sector) return std::nullopt;
    return count * sector;
}

// The value of `key=value` at the beginning of a line of a VMDK's descriptor, without quotes.
std::string_view vmdk_value(std::string_view text, std::string_view key) {
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
        if (at != 0 && text[at - 1] != '\n') continue;
        std::string_view rest = text.substr(at + key.size());
        rest = trimmed(rest.substr(0, std::min(rest.find_first_of("\r\n"), rest.size())));
        if (rest.empty() || rest.front() != '=') continue;
        rest = trimmed(rest.substr(1));
        if (rest.size() > 1 && rest.front() == '"' && rest.back() == '"') rest = rest.substr(1, rest.size() - 2);
        return rest;
    }
    return {};
}

bool vmdk_has_parent(std::string_view text) {
    const std::string_view parent = vmdk_value(text, "parentCID");
    return !parent.empty() && !same_word(parent, "ffffffff");
}

// The sectors of the extents, lines such as `RW 8192 SPARSE "disk-s001.vmdk"`.
std::optional<std::uint64_t> vmdk_extents(std::string_view text) {
    std::uint64_t total = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const auto parts = words(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (parts.size() < 3 || (parts[0] != "RW" && parts[0] != "RDONLY" && parts[0] != "NOACCESS")) continue;
        std::uint64_t count = 0;
        const auto [stop, problem] = std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), count);
        if (problem != std::errc() || stop != parts[1].data() + parts[1].size()) return std::nullopt;
        if (count > std::numeric_limits<std::uint64_t>::max() / sector - total) return std::nullopt;
        total += count;
    }
    return total == 0 ? std::nullopt : of_sectors(total);
}

DiskImage sparse_vmdk(std::string_view bytes) {
    constexpr std::uint64_t compressed = 1U << 16U;
    constexpr std::uint64_t markers = 1U << 17U;
    DiskImage image;
    const std::uint64_t flags = image_number(bytes, 8, 4, false);
    image.stream_optimized = (flags & (compressed | markers)) == (compressed | markers);
    image.capacity = of_sectors(image_number(bytes, 12, 8, false));
    const auto at = of_sectors(image_number(bytes, 28, 8, false));
    const auto size = of_sectors(image_number(bytes, 36, 8, false));
    if (at && size && *at != 0 && *at < bytes.size()) {
        std::string_view text = bytes.substr(static_cast<std::size_t>(*at), static_cast<std::size_t>(*size));
        text = text.substr(0, text.find('\0'));
        image.needs_parent = vmdk_has_parent(text);
    }
    // A stream can have its capacity in the descriptor only.
    if (image.capacity == 0U) image.capacity.reset();
    return image;
}

DiskImage text_vmdk(std::string_view bytes) {
    DiskImage image;
    const std::string_view text = bytes.substr(0, bytes.find('\0'));
    image.capacity = vmdk_extents(text);
    image.needs_parent = vmdk_has_parent(text);
    return image;
}

DiskImage qcow_image(std::string_view bytes) {
    DiskImage image;
    image.kind = ImageKind::qcow;
    image.needs_parent = image_number(bytes, 8, 8, true) != 0;
    if (bytes.size() >= 32) image.capacity = image_number(bytes, 24, 8, true);
    return image;
}

DiskImage vdi_image(std::string_view bytes) {
    constexpr std::uint64_t differencing = 4;
    DiskImage image;
    image.kind = ImageKind::vdi;
    const bool known = image_number(bytes, 68, 4, false) >> 16U == 1;  // version 1.x
    if (known) image.needs_parent = image_number(bytes, 76, 4, false) == differencing;
    if (known && bytes.size() >= 376) image.capacity = image_number(bytes, 368, 8, false);
    return image;
}

DiskImage image_of(ImageKind kind) {
    DiskImage image;
    image.kind = kind;
    return image;
}

bool has_at(std::string_view bytes, std::size_t at, std::string_view sign) {
    return at < bytes.size() && bytes.substr(at, sign.size()) == sign;
}

}  // namespace

std::string_view to_string(ImageKind kind) noexcept {
    switch (kind) {
        case ImageKind::vmdk: return "VMDK";
        case ImageKind::qcow: return "qcow2";
        case ImageKind::vhd: return "VHD";
        case ImageKind::vhdx: return "VHDX";
        case ImageKind::vdi: return "VDI";
        case ImageKind::iso: return "ISO 9660";
        case ImageKind::gzip: return "gzip";
        case ImageKind::xz: return "xz";
        case ImageKind::zstd: break;
    }
    return "zstd";
}

std::optional<DiskImage> recognize_image(std::string_view begin) {
    constexpr std::size_t iso_sign = 32769;  // of the first volume descriptor
    if (has_at(begin, 0, "KDMV"sv)) return sparse_vmdk(begin);
    if (has_at(begin, 0, "COWD"sv)) {
        DiskImage image;
        image.capacity = of_sectors(image_number(begin, 12, 4, false));
        return image;
    }
    if (has_at(begin, 0, "# Disk DescriptorFile"sv)) return text_vmdk(begin);
    if (has_at(begin, 0, "QFI\xFB"sv)) return qcow_image(begin);
    if (has_at(begin, 0, "conectix"sv)) return recognize_vhd(begin.substr(0, vhd_footer_size));
    if (has_at(begin, 0, "vhdxfile"sv)) return image_of(ImageKind::vhdx);
    if (has_at(begin, 64, "\x7F\x10\xDA\xBE"sv)) return vdi_image(begin);
    if (has_at(begin, 0, "\x1F\x8B\x08"sv)) return image_of(ImageKind::gzip);
    if (has_at(begin, 0, "\xFD\x37zXZ\0"sv)) return image_of(ImageKind::xz);
    if (has_at(begin, 0, "\x28\xB5\x2F\xFD"sv)) return image_of(ImageKind::zstd);
    if (has_at(begin, iso_sign, "CD001"sv)) return image_of(ImageKind::iso);
    return std::nullopt;
}

std::optional<DiskImage> recognize_vhd(std::string_view footer) {
    constexpr std::uint64_t differencing = 4;
    if (!has_at(footer, 0, "conectix"sv)) return std::nullopt;
    DiskImage image = image_of(ImageKind::vhd);
    if (footer.size() < 64) return image;
    image.capacity = image_number(footer, 48, 8, true);
    image.needs_parent = image_number(footer, 60, 4, true) == differencing;
    return image;
}

std::optional<ImageKind> kind_of_format(std::string_view format) {
    const std::string low = lowered(format);
    const auto has = [&](std::string_view word) { return low.find(word) != std::string::npos; };
    // The extents of these are raw disks.
    if (has("flat") || has("raw")) return std::nullopt;
    if (has("vmdk")) return ImageKind::vmdk;
    if (has("qcow")) return ImageKind::qcow;
    if (has("vhdx")) return ImageKind::vhdx;
    if (has("vhdspec") || low == "vhd") return ImageKind::vhd;
    if (has("ecma-119") || has("iso9660") || has("iso-9660")) return ImageKind::iso;
    return std::nullopt;
}

}  // namespace ovfkit::validate
