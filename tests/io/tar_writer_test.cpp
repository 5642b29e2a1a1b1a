// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "io/archive.hpp"
#include "io/scratch.hpp"

namespace ovfkit::io {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(TarWriter, WritesWhatIsReadWithoutAFinding) {
    Kept out;
    TarWriter writer(out);
    ASSERT_TRUE(writer.begin("vm.ovf", 10));
    EXPECT_EQ(writer.position(), 512U);
    ASSERT_TRUE(writer.write("desc"));
    ASSERT_TRUE(writer.write("riptor"));
    EXPECT_EQ(writer.position(), 1024U);
    ASSERT_TRUE(writer.begin("empty", 0));
    ASSERT_TRUE(writer.write(""));
    ASSERT_TRUE(writer.begin("a/disk", 512));
    ASSERT_TRUE(writer.write(std::string(512, 'd')));
    ASSERT_TRUE(writer.finish());
    EXPECT_EQ(writer.position(), 10240U);
    EXPECT_EQ(out.bytes.size(), 10240U);
    const ReadArchive got = read_archive(out.bytes);
    EXPECT_THAT(got.names(), ElementsAre("vm.ovf", "empty", "a/disk"));
    EXPECT_THAT(got.data, ElementsAre("descriptor", "", std::string(512, 'd')));
    EXPECT_THAT(got.slugs(), IsEmpty());
}

TEST(TarWriter, PadsToWholeRecords) {
    for (const std::size_t size : {0U, 8704U, 8705U, 9216U, 20'000U}) {
        Kept out;
        TarWriter writer(out);
        ASSERT_TRUE(writer.begin("a", size));
        ASSERT_TRUE(writer.write(std::string(size, 'x')));
        ASSERT_TRUE(writer.finish());
        EXPECT_EQ(out.bytes.size() % 10240, 0U);
        EXPECT_THAT(read_archive(out.bytes).slugs(), IsEmpty());
    }
    Kept out;
    ASSERT_TRUE(TarWriter(out).finish());
    EXPECT_EQ(out.bytes, std::string(10240, '\0'));
}

TEST(TarWriter, CutsLongNamesAtASlash) {
    const std::string folder(155, 'f');
    const std::string last(100, 'n');
    for (const std::string& name :
         {last, folder + "/" + last, "a/" + last, std::string(99, 'x') + "/" + last, folder + "/a/b"}) {
        const auto block = tar_header(name, 0);
        ASSERT_TRUE(block) << name;
        EXPECT_EQ(TarBlock(*block).name(), name);
    }
    for (const std::string& name :
         {last + "n", folder + "f/" + last, folder + "/" + last + "n", folder + "/" + last + "/a"})
        expect_error(tar_header(name, 0), ErrorCode::invalid_argument, "too long");
}

TEST(TarWriter, WritesGnuSizesFromEightGiBOn) {
    const std::uint64_t most = (8ULL << 30U) - 1;
    EXPECT_EQ(tar_header("a", most).value().substr(124, 12), std::string("77777777777\0", 12));
    const auto block = tar_header("a", most + 1).value();
    EXPECT_EQ(block.substr(124, 12), std::string("\x80\0\0\0\0\0\0\2\0\0\0\0", 12));
    EXPECT_TRUE(TarBlock(block).checksum_holds());
    EXPECT_EQ(TarBlock(tar_header("a", INT64_MAX).value()).number(tar_size), static_cast<std::uint64_t>(INT64_MAX));
    TarWriteOptions strict;
    strict.strict_ustar = true;
    EXPECT_TRUE(tar_header("a", most, strict));
    expect_error(tar_header("a", most + 1, strict), ErrorCode::invalid_argument, "8589934592");
    expect_error(tar_header("a", UINT64_MAX), ErrorCode::invalid_argument);
}

TEST(TarWriter, WritesTheTimeItIsGiven) {
    TarWriteOptions options;
    options.modified = 1'600'000'000;
    EXPECT_EQ(TarBlock(tar_header("a", 0, options).value()).number(tar_modified), options.modified);
    options.modified = UINT64_MAX;
    expect_error(tar_header("a", 0, options), ErrorCode::invalid_argument);
}

TEST(TarWriter, RefusesWhatMakesNoArchive) {
    Kept out;
    TarWriter writer(out);
    expect_error(writer.begin("../x", 0), ErrorCode::invalid_argument);
    expect_error(writer.begin("", 0), ErrorCode::invalid_argument);
    expect_error(writer.write("x"), ErrorCode::invalid_argument);
    EXPECT_EQ(out.bytes, "");
    ASSERT_TRUE(writer.begin("a", 3));
    expect_error(writer.write("1234"), ErrorCode::invalid_argument, "'a'");
    expect_error(writer.begin("b", 0), ErrorCode::invalid_argument, "lacks 3");
    expect_error(writer.finish(), ErrorCode::invalid_argument, "lacks 3");
    ASSERT_TRUE(writer.write("123"));
    expect_error(writer.write("4"), ErrorCode::invalid_argument);
    expect_error(writer.begin("a", 0), ErrorCode::invalid_argument, "second");
    ASSERT_TRUE(writer.finish());
    expect_error(writer.begin("b", 0), ErrorCode::invalid_argument);
    expect_error(writer.write(""), ErrorCode::invalid_argument);
    expect_error(writer.finish(), ErrorCode::invalid_argument);
    EXPECT_THAT(read_archive(out.bytes).slugs(), IsEmpty());
}

TEST(TarWriter, AddsNothingAfterAFailure) {
    for (const std::size_t room : {0U, 600U, 1100U, 2000U}) {
        Kept out(room);
        TarWriter writer(out);
        Result<void> written = writer.begin("a", 300);
        if (written) written = writer.write(std::string(300, 'x'));
        if (written) written = writer.finish();
        expect_error(written, ErrorCode::no_space);
        const std::size_t size = out.bytes.size();
        expect_error(writer.begin("b", 0), ErrorCode::no_space);
        expect_error(writer.finish(), ErrorCode::no_space);
        EXPECT_EQ(out.bytes.size(), size);
    }
}

TEST(TarWriter, GivesTheSameBytesForTheSameInput) {
    std::string first;
    for (int round = 0; round < 2; ++round) {
        Kept out;
        TarWriter writer(out);
        ASSERT_TRUE(writer.begin("a", 3));
        ASSERT_TRUE(writer.write("abc"));
        ASSERT_TRUE(writer.finish());
        if (round == 0) first = out.bytes;
        EXPECT_EQ(out.bytes, first);
    }
}

std::string random_name(std::mt19937& random, int number) {
    std::string name = std::to_string(number);
    for (auto parts = random() % 5; parts != 0; --parts) {
        name += '/';
        for (auto left = 1 + random() % 30; left != 0; --left) name += static_cast<char>('a' + random() % 26);
        if (random() % 4 == 0) name += "\xC3\xA4_";
    }
    return name;
}

TEST(TarWriter, IsReadBackWhateverItWrites) {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        Kept out;
        TarWriter writer(out);
        std::vector<std::string> names;
        std::vector<std::string> data;
        for (int number = 0; number < static_cast<int>(random() % 8); ++number) {
            names.push_back(random_name(random, number));
            data.emplace_back(random() % 3 == 0 ? random() % 5 * 512 : random() % 3000, static_cast<char>(random()));
            const std::uint64_t at = writer.position();
            ASSERT_TRUE(writer.begin(names.back(), data.back().size()));
            EXPECT_EQ(at % 512, 0U);
            for (std::size_t done = 0; done < data.back().size();) {
                const std::size_t piece = std::min<std::size_t>(1 + random() % 1000, data.back().size() - done);
                ASSERT_TRUE(writer.write(std::string_view(data.back()).substr(done, piece)));
                done += piece;
            }
        }
        ASSERT_TRUE(writer.finish());
        const ReadArchive got = read_archive(out.bytes);
        EXPECT_EQ(got.names(), names);
        EXPECT_EQ(got.data, data);
        EXPECT_THAT(got.slugs(), IsEmpty()) << seed;
    }
}

TEST(TarWriter, ResizesAHeaderInTheFormThatItHas) {
    const std::string own = tar_header("a/b.mf", 10, {1'700'000'000, false}).value();
    EXPECT_EQ(resized_tar_header(own, 1'234).value(), tar_header("a/b.mf", 1'234, {1'700'000'000, false}).value());
    for (const std::string_view magic : {ustar_magic, gnu_magic, no_magic}) {
        Raw raw{"b.cert"};
        raw.magic = magic;
        raw.size = "       1234 ";  // as programs older than the standard wrote it
        const std::string fresh = resized_tar_header(header(raw), 01'000'777).value();
        raw.size = "    1000777 ";
        EXPECT_EQ(fresh, header(raw));
    }
}

TEST(TarWriter, RefusesToResizeWhatHasNoRoomForIt) {
    Raw raw{"disk"};
    raw.size = "1234 ";
    EXPECT_EQ(resized_tar_header(header(raw), 077'777).error().code, ErrorCode::unsupported);
    const std::string large = tar_header("disk", 1ULL << 40U).value();
    EXPECT_EQ(resized_tar_header(large, 10).error().code, ErrorCode::unsupported);
    std::string damaged = header(raw);
    damaged[0] = 'x';
    EXPECT_EQ(resized_tar_header(damaged, 10).error().code, ErrorCode::malformed);
    EXPECT_EQ(resized_tar_header("", 10).error().code, ErrorCode::malformed);
}

}  // namespace
}  // namespace ovfkit::io
