// SPDX-License-Identifier: Apache-2.0
// Headers of disk images, as the makers of the formats lay them out, and as nobody should.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "validate/disk_image.hpp"

namespace ovfkit::validate {
namespace {

/// `value` in `size` bytes at `at`.
void put(std::string& bytes, std::size_t at, std::size_t size, std::uint64_t value, bool big_endian) {
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t place = big_endian ? at + size - 1 - i : at + i;
        bytes[place] = static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
    }
}

std::string header(const std::string& sign, std::size_t at = 0, std::size_t size = 1024) {
    std::string bytes(size, '\0');
    return bytes.replace(at, sign.size(), sign);
}

TEST(DiskImages, OfEachKindAreRecognised) {
    const auto kind = [](const std::string& bytes) { return recognize_image(bytes)->kind; };
    EXPECT_EQ(kind(header("KDMV")), ImageKind::vmdk);
    EXPECT_EQ(kind(header("COWD")), ImageKind::vmdk);
    EXPECT_EQ(kind("# Disk DescriptorFile\nversion=1\n"), ImageKind::vmdk);
    EXPECT_EQ(kind(header("QFI\xFB")), ImageKind::qcow);
    EXPECT_EQ(kind(header("conectix")), ImageKind::vhd);
    EXPECT_EQ(kind(header("vhdxfile")), ImageKind::vhdx);
    EXPECT_EQ(kind(header("\x7F\x10\xDA\xBE", 64)), ImageKind::vdi);
    EXPECT_EQ(kind(header("\x1F\x8B\x08")), ImageKind::gzip);
    EXPECT_EQ(kind(header(std::string("\xFD\x37zXZ\0", 6))), ImageKind::xz);
    EXPECT_EQ(kind(header("\x28\xB5\x2F\xFD")), ImageKind::zstd);
    EXPECT_EQ(kind(header("CD001", 32769, 40000)), ImageKind::iso);
    EXPECT_FALSE(recognize_image(std::string(1024, '\0')));
    EXPECT_FALSE(recognize_image(""));
    EXPECT_FALSE(recognize_image("KDM"));
}

TEST(DiskImages, TellTheirCapacity) {
    std::string vmdk = header("KDMV");
    put(vmdk, 12, 8, 2048, false);
    EXPECT_EQ(recognize_image(vmdk)->capacity, 2048U * 512);
    put(vmdk, 12, 8, UINT64_MAX, false);
    EXPECT_FALSE(recognize_image(vmdk)->capacity) << "more bytes than there can be";
    put(vmdk, 12, 8, 0, false);
    EXPECT_FALSE(recognize_image(vmdk)->capacity);

    std::string qcow = header("QFI\xFB");
    put(qcow, 24, 8, 5U << 20U, true);
    EXPECT_EQ(recognize_image(qcow)->capacity, 5U << 20U);

    std::string vhd = header("conectix", 0, 512);
    put(vhd, 48, 8, 7U << 20U, true);
    EXPECT_EQ(recognize_vhd(vhd)->capacity, 7U << 20U);
    EXPECT_FALSE(recognize_vhd(std::string(512, '\0')));

    std::string vdi = header("\x7F\x10\xDA\xBE", 64);
    put(vdi, 68, 4, 0x10001, false);
    put(vdi, 368, 8, 9U << 20U, false);
    EXPECT_EQ(recognize_image(vdi)->capacity, 9U << 20U);
    put(vdi, 68, 4, 0x1, false);  // version 0 lays it out in another way
    EXPECT_FALSE(recognize_image(vdi)->capacity);

    EXPECT_EQ(recognize_image("# Disk DescriptorFile\nRW 2048 FLAT \"a\" 0\nRW 2048 SPARSE \"b\"\n")->capacity,
              4096U * 512);
    EXPECT_FALSE(recognize_image("# Disk DescriptorFile\nRW many FLAT \"a\" 0\n")->capacity);
    EXPECT_FALSE(recognize_image("# Disk DescriptorFile\nRW 36028797018963968 FLAT \"a\"\n")->capacity);
    EXPECT_FALSE(
        recognize_image("# Disk DescriptorFile\nRW 36028797018963967 FLAT \"a\"\nRW 36028797018963967 FLAT \"b\"\n")
            ->capacity);
}

TEST(DiskImages, TellWhetherTheyNeedAParent) {
    std::string vmdk = header("KDMV", 0, 2048);
    put(vmdk, 28, 8, 1, false);
    put(vmdk, 36, 8, 2, false);
    const auto with = [&](const std::string& text) {
        return recognize_image(std::string(vmdk).replace(512, text.size(), text))->needs_parent;
    };
    EXPECT_FALSE(with("# Disk DescriptorFile\nparentCID=ffffffff\n"));
    EXPECT_FALSE(with("# Disk DescriptorFile\r\nparentCID = \"FFFFFFFF\"\r\n"));
    EXPECT_TRUE(with("# Disk DescriptorFile\nparentCID=7a12bc90\n"));
    EXPECT_FALSE(with("# Disk DescriptorFile\n# no parentCID=7a12bc90\n"));
    EXPECT_FALSE(with("\nxparentCID=7a12bc90\n"));

    std::string qcow = header("QFI\xFB");
    put(qcow, 8, 8, 104, true);
    EXPECT_TRUE(recognize_image(qcow)->needs_parent);
    std::string vhd = header("conectix", 0, 512);
    put(vhd, 60, 4, 3, true);
    EXPECT_FALSE(recognize_vhd(vhd)->needs_parent);
    put(vhd, 60, 4, 4, true);
    EXPECT_TRUE(recognize_vhd(vhd)->needs_parent);
}

TEST(DiskImages, CanBeCutOffAnywhereAndPointAnywhere) {
    std::string vmdk = header("KDMV", 0, 2048);
    for (const std::uint64_t wild : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{1} << 55U,
                                     UINT64_MAX / 512, UINT64_MAX}) {
        put(vmdk, 28, 8, wild, false);
        put(vmdk, 36, 8, wild, false);
        EXPECT_TRUE(recognize_image(vmdk)) << wild;
    }
    for (const std::string& whole : {vmdk, header("QFI\xFB"), header("conectix"), header("\x7F\x10\xDA\xBE", 64)})
        for (std::size_t size = 0; size <= whole.size(); ++size) (void)recognize_image(whole.substr(0, size));
}

TEST(Formats, AreKnownByTheirUris) {
    EXPECT_EQ(kind_of_format("http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"),
              ImageKind::vmdk);
    EXPECT_EQ(kind_of_format("HTTP://WWW.VMWARE.COM/specifications/VMDK.html#sparse"), ImageKind::vmdk);
    EXPECT_EQ(kind_of_format("http://www.vmware.com/specifications/vmdk.html#monolithicFlat"), std::nullopt);
    EXPECT_EQ(kind_of_format("http://www.gnome.org/~markmc/qcow-image-format.html"), ImageKind::qcow);
    EXPECT_EQ(kind_of_format("http://www.microsoft.com/technet/virtualserver/downloads/vhdspec.mspx"), ImageKind::vhd);
    EXPECT_EQ(kind_of_format("http://www.ecma-international.org/publications/files/ECMA-ST/Ecma-119.pdf"),
              ImageKind::iso);
    EXPECT_EQ(kind_of_format("raw"), std::nullopt);
    EXPECT_EQ(kind_of_format("http://www.osta.org/specs/pdf/udf260.pdf"), std::nullopt);
}

}  // namespace
}  // namespace ovfkit::validate
