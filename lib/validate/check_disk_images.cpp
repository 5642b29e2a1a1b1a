// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/view.hpp>

#include <unordered_set>

#include "base/ascii.hpp"
#include "validate/disk_image.hpp"
#include "validate/disk_passes.hpp"
#include "validate/disk_rules.hpp"
#include "validate/package_subject.hpp"
#include "validate/reference_passes.hpp"

namespace ovfkit::validate {
namespace {

bool says_stream_optimized(const model::Disk& disk) {
    return disk.format.has_value() && lowered(*disk.format).find("streamoptimized") != std::string::npos;
}

// The image that a disk's file holds; `certain` says whether it could be read, so that an image of no known kind is
// one.
std::optional<DiskImage> image_of_file(const PackageSubject& of, const PackageFile& file,
                                       std::optional<ImageKind> wanted, bool& certain) {
    const auto begin = of.begin_of(*file.file, image_begin);
    certain = begin && !begin->empty();
    if (!certain) return std::nullopt;
    auto image = recognize_image(*begin);
    if (image || wanted != ImageKind::vhd) return image;
    const bool plain = !file.file->compression.has_value() || !same_word(*file.file->compression, "gzip");
    const auto end = plain ? of.end_of(*file.parts.back(), vhd_footer_size) : std::nullopt;
    if (end) return recognize_vhd(*end);
    certain = false;
    return std::nullopt;
}

// Whether an image of that kind can be what the format says. Nobody has a URI of its own for VHDX.
bool image_fits(ImageKind wanted, ImageKind found) {
    return wanted == found || (wanted == ImageKind::vhd && found == ImageKind::vhdx);
}

void check_image_format(const PackageSubject& of, const model::Disk& disk, const PackageFile& file,
                        const std::optional<DiskImage>& image, PackageFindings& findings) {
    if (!disk.format.has_value() || trimmed(*disk.format).empty() || is_template_marker(*disk.format)) return;
    const auto wanted = kind_of_format(*disk.format);
    const std::string name = quoted(file.parts.front()->name);
    if (wanted && !image) {
        findings.in_descriptor().report(rule::disk_format_mismatch,
                                        name + " does not begin as a " + std::string(to_string(*wanted)) + " does",
                                        disk.format.at(), {{file.file->href.at(), "the file"}});
    } else if (wanted && !image_fits(*wanted, image->kind)) {
        findings.in_descriptor().report(
            rule::disk_format_mismatch,
            name + " is a " + std::string(to_string(image->kind)) + " file, not a " + std::string(to_string(*wanted)),
            disk.format.at(), {{file.file->href.at(), "the file"}});
    }
    if (!image || image->kind != ImageKind::vmdk || image->stream_optimized) return;
    if (says_stream_optimized(disk))
        findings.in_descriptor().report(rule::disk_not_stream_optimized,
                                        name + " is not stream-optimized, as the format says", disk.format.at());
    else if (of.is_archive())
        findings.in_descriptor().report(rule::disk_not_stream_optimized,
                                        name + " in an archive is not stream-optimized", disk.format.at());
}

void check_image_header(const model::Disk& disk, const PackageFile& file, const DiskImage& image,
                        PackageFindings& findings) {
    const std::string name = quoted(file.parts.front()->name);
    const auto capacity = model::capacity_bytes(disk);
    if (image.capacity && capacity && *capacity && **capacity < *image.capacity)
        findings.in_descriptor().report(rule::disk_capacity_too_small,
                                        "the capacity is " + std::to_string(**capacity) + " bytes, and " + name +
                                            " holds a disk of " + std::to_string(*image.capacity),
                                        disk.capacity.at(), {{file.file->href.at(), "the file"}});
    if (image.needs_parent && !disk.parent_ref.has_value())
        findings.in_descriptor().report(rule::disk_needs_parent, name + " holds changes of another disk only",
                                        disk.file_ref.at(), {{file.file->href.at(), "the file"}});
}

}  // namespace

void check_disk_images(const PackageSubject& of, PackageFindings& findings) {
    if (!of.subject.is_standard()) return;
    std::unordered_map<const model::File*, const PackageFile*> files;
    for (const PackageFile& file : of.files) files.emplace(file.file, &file);
    std::unordered_set<const model::File*> done;
    for (const model::Disk* disk : disks_of(of.subject)) {
        if (!disk->file_ref.has_value()) continue;
        const auto named = of.subject.files.find(*disk->file_ref);
        if (named == of.subject.files.end() || !done.insert(named->second).second) continue;
        const auto file = files.find(named->second);
        if (file == files.end() || file->second->parts.empty()) continue;
        const auto wanted = disk->format.has_value() ? kind_of_format(*disk->format) : std::nullopt;
        bool certain = false;
        const auto image = image_of_file(of, *file->second, wanted, certain);
        if (!certain) continue;
        check_image_format(of, *disk, *file->second, image, findings);
        if (image) check_image_header(*disk, *file->second, *image, findings);
    }
}

}  // namespace ovfkit::validate
