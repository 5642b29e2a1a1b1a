// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/new_file.hpp>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "io/scratch.hpp"

namespace ovfkit::io {
namespace {

using Names = std::set<std::string>;

TEST(NewFile, AppearsWholeAtItsCommit) {
    const Scratch scratch;
    const auto file = NewFile::create(scratch / "file").value();
    ASSERT_TRUE(file->write("one, "));
    ASSERT_TRUE(file->write("two"));
    EXPECT_FALSE(scratch.names().count("file"));
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(get(scratch / "file"), "one, two");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(NewFile, LeavesTheOldOneUntilThenAndKeepsItsMode) {
    const Scratch scratch;
    put(scratch / "file", "old");
    ASSERT_EQ(::chmod((scratch / "file").c_str(), 0604), 0);
    const auto file = NewFile::create(scratch / "file").value();
    ASSERT_TRUE(file->write("new"));
    EXPECT_EQ(get(scratch / "file"), "old");
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(get(scratch / "file"), "new");
    EXPECT_EQ(mode_of(scratch / "file"), 0604U);
}

TEST(NewFile, LeavesNothingWithoutACommit) {
    const Scratch scratch;
    put(scratch / "old", "old");
    for (const char* name : {"old", "new"})
        ASSERT_TRUE(NewFile::create(scratch / name).value()->write(std::string(100'000, 'n')));
    EXPECT_EQ(get(scratch / "old"), "old");
    EXPECT_EQ(scratch.names(), Names{"old"});
}

TEST(NewFile, TakesTheModeOfAFileThatCameMeanwhile) {
    const Scratch scratch;
    const auto file = NewFile::create(scratch / "file").value();
    put(scratch / "file", "came");
    ASSERT_EQ(::chmod((scratch / "file").c_str(), 0600), 0);
    ASSERT_TRUE(file->write("new"));
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(get(scratch / "file"), "new");
    EXPECT_EQ(mode_of(scratch / "file"), 0600U);
}

TEST(NewFile, KeepsAnExistingFileWhenAsked) {
    const Scratch scratch;
    const ReplaceOptions keep{false};
    put(scratch / "file", "old");
    expect_error(NewFile::create(scratch / "file", keep), ErrorCode::already_exists);
    const auto file = NewFile::create(scratch / "other", keep).value();
    ASSERT_TRUE(file->write("new"));
    put(scratch / "other", "came");
    expect_error(file->commit(), ErrorCode::already_exists);
    EXPECT_EQ(get(scratch / "other"), "came");
    EXPECT_EQ(scratch.names(), (Names{"file", "other"}));
}

TEST(NewFile, GoesBackIntoWhatWasWritten) {
    const Scratch scratch;
    const auto file = NewFile::create(scratch / "file").value();
    ASSERT_TRUE(file->write("0123456789"));
    ASSERT_TRUE(file->write_at(2, "ab"));
    ASSERT_TRUE(file->write_at(10, ""));
    ASSERT_TRUE(file->write("end"));
    expect_error(file->write_at(12, "xy"), ErrorCode::invalid_argument);
    expect_error(file->write_at(UINT64_MAX, "x"), ErrorCode::invalid_argument);
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(get(scratch / "file"), "01ab456789end");
}

TEST(NewFile, CopiesRangesOfOthers) {
    const Scratch scratch;
    const std::string old = std::string(300'000, 'a') + std::string(300'000, 'b');
    put(scratch / "old", old);
    const auto from = open_file(scratch / "old").value();
    const auto file = NewFile::create(scratch / "file").value();
    ASSERT_TRUE(file->write("begin "));
    ASSERT_TRUE(file->copy_from(*from, 299'999, 300'000));
    ASSERT_TRUE(file->copy_from(*in_memory("0123456789"), 3, 4));
    ASSERT_TRUE(file->copy_from(*from, 600'000, 0));
    ASSERT_TRUE(file->write_at(0, "BEGIN"));
    expect_error(file->copy_from(*from, 599'999, 2), ErrorCode::io);
    ASSERT_TRUE(file->commit());
    EXPECT_EQ(get(scratch / "file"), "BEGIN " + old.substr(299'999, 300'000) + "3456" + "b");
    expect_error(file->copy_from(*from, 0, 1), ErrorCode::invalid_argument);
}

TEST(NewFile, TakesNothingAfterItsCommit) {
    const Scratch scratch;
    const auto file = NewFile::create(scratch / "file").value();
    ASSERT_TRUE(file->commit());
    expect_error(file->write("x"), ErrorCode::invalid_argument);
    expect_error(file->write_at(0, ""), ErrorCode::invalid_argument);
    expect_error(file->commit(), ErrorCode::invalid_argument);
    EXPECT_EQ(get(scratch / "file"), "");
}

TEST(NewFile, WritesPipesAndRedirectedOutputDirectly) {
    const Scratch scratch;
    ASSERT_EQ(::mkfifo((scratch / "fifo").c_str(), 0600), 0);
    std::string got;
    std::thread reader([&] { got = get(scratch / "fifo"); });
    {
        const auto file = NewFile::create(scratch / "fifo").value();
        EXPECT_TRUE(file->write("through"));
        expect_error(file->write_at(0, "x"), ErrorCode::unsupported);
        EXPECT_TRUE(file->commit());
    }
    reader.join();
    EXPECT_EQ(got, "through");
    put(scratch / "out", "before\n");
    const int out = ::open((scratch / "out").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    const auto file = NewFile::create("/dev/fd/" + std::to_string(out)).value();
    EXPECT_TRUE(file->write("after"));
    EXPECT_TRUE(file->commit());
    ::close(out);
    EXPECT_EQ(get(scratch / "out"), "before\nafter");
}

TEST(NewFile, RefusesPathsThatCannotBeFiles) {
    const Scratch scratch;
    expect_error(NewFile::create(""), ErrorCode::invalid_argument);
    expect_error(NewFile::create(scratch.path()), ErrorCode::invalid_argument);
    expect_error(NewFile::create(scratch / "no/such"), ErrorCode::not_found);
}

TEST(NewFile, KeepsTheOldFileWhenTheDiskIsFull) {
    const SmallDisk disk;
    if (!disk.is_mounted()) GTEST_SKIP() << "a small disk can be mounted by root only";
    const Scratch& scratch = disk.directory();
    put(scratch / "file", "old");
    {
        const auto file = NewFile::create(scratch / "file").value();
        Result<void> written;
        for (int i = 0; i < 30 && written; ++i) written = file->write(std::string(10'000, 'n'));
        expect_error(written, ErrorCode::no_space);
        // A file with a hole where the disk was full would be worse than none.
        expect_error(file->write("x"), ErrorCode::invalid_argument);
        expect_error(file->commit(), ErrorCode::invalid_argument);
    }
    EXPECT_EQ(get(scratch / "file"), "old");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(NewFile, LeavesOldOrNewWhenKilled) {
    const Scratch scratch;
    const std::string old(1'000'000, 'o');
    const std::string fresh(1'500'000, 'n');
    const auto renew = [&](const std::string& bytes) {
        const auto file = NewFile::create(scratch / "file");
        for (std::size_t at = 0; file && at < bytes.size(); at += 50'000)
            (void)(*file)->write(bytes.substr(at, 50'000));
        if (file) (void)(*file)->commit();
    };
    put(scratch / "file", old);
    for (int i = 0; i < 30; ++i) {
        kill_during([&] { renew(fresh), renew(old); }, 500 + i * 450);
        const std::string now = get(scratch / "file");
        ASSERT_TRUE(now == old || now == fresh) << now.size();
    }
    renew("end");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

}  // namespace
}  // namespace ovfkit::io
