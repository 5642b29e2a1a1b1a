// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <ovfkit/io/file.hpp>

#include <chrono>
#include <map>
#include <sstream>
#include <thread>

#include "io/scratch.hpp"

namespace ovfkit::io {
namespace {

TEST(AppendRecord, StartsAFileThatOthersMayNotRead) {
    const Scratch scratch;
    const mode_t before = ::umask(0);
    const auto result = append_record(scratch / "log", "r=one");
    ::umask(before);
    ASSERT_TRUE(result);
    ASSERT_TRUE(append_record(scratch / "log", "r=two"));
    EXPECT_EQ(get(scratch / "log"), "r=one\nr=two\n");
    EXPECT_EQ(mode_of(scratch / "log"), 0640U);
}

TEST(AppendRecord, StartsOnALineOfItsOwn) {
    const Scratch scratch;
    put(scratch / "log", "r=torn by somebody el");
    ASSERT_TRUE(append_record(scratch / "log", "r=whole"));
    EXPECT_EQ(get(scratch / "log"), "r=torn by somebody el\nr=whole\n");
}

TEST(AppendRecord, RefusesMoreThanOneLine) {
    const Scratch scratch;
    const auto result = append_record(scratch / "log", "one\ntwo");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::invalid_argument);
    EXPECT_FALSE(exists(scratch / "log"));
}

// A log is named by people, who name another file now and then.
TEST(AppendRecord, LeavesAFileOfOtherThingsAlone) {
    const Scratch scratch;
    const std::string record = "{\"time\":\"now\"}";
    for (const std::string other : {"version = 1\n", "<Envelope/>", "{\n  \"time\": 1\n}\n", " {\"time\":1}\n", "\n",
                                    "[", "PK\3\4", "SQLite format 3"}) {
        put(scratch / "log", other);
        const auto result = append_record(scratch / "log", record);
        ASSERT_FALSE(result) << other;
        EXPECT_EQ(result.error().code, ErrorCode::invalid_argument);
        EXPECT_EQ(get(scratch / "log"), other);
    }
    for (const std::string torn : {"", "{", "{\"ti"}) {
        put(scratch / "log", torn);
        ASSERT_TRUE(append_record(scratch / "log", record)) << torn;
        EXPECT_EQ(get(scratch / "log"), torn + (torn.empty() ? "" : "\n") + record + "\n");
    }
    EXPECT_EQ(append_record(scratch / "log", "").error().code, ErrorCode::invalid_argument) << "no record at all";
}

TEST(AppendRecord, SaysWhyItCannot) {
    const Scratch scratch;
    EXPECT_EQ(append_record(scratch.path(), "x").error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(append_record(scratch / "no/such", "x").error().code, ErrorCode::not_found);
    EXPECT_EQ(append_record("", "x").error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(append_record("/dev/full", "x").error().code, ErrorCode::no_space);
    EXPECT_EQ(append_record("/dev/null", "x").error().code, ErrorCode::invalid_argument);
    put(scratch / "log", "");
    ASSERT_EQ(::chmod((scratch / "log").c_str(), 0444), 0);
    const OrdinaryUser user;
    EXPECT_EQ(append_record(scratch / "log", "x").error().code, ErrorCode::permission);
}

TEST(AppendRecord, NeedsNoPermissionToRead) {
    const Scratch scratch;
    put(scratch / "log", "r=a\n");
    ASSERT_EQ(::chmod((scratch / "log").c_str(), 0222), 0);
    ASSERT_EQ(::chmod(scratch.path().c_str(), 0755), 0);
    {
        const OrdinaryUser user;
        ASSERT_TRUE(append_record(scratch / "log", "r=b"));
    }
    ASSERT_EQ(::chmod((scratch / "log").c_str(), 0644), 0);
    EXPECT_EQ(get(scratch / "log"), "r=a\nr=b\n");
}

TEST(AppendRecord, WritesToPipes) {
    const Scratch scratch;
    ASSERT_EQ(::mkfifo((scratch / "fifo").c_str(), 0600), 0);
    std::string got;
    std::thread reader([&] { got = get(scratch / "fifo"); });
    EXPECT_TRUE(append_record(scratch / "fifo", "through"));
    reader.join();
    EXPECT_EQ(got, "through\n");
}

TEST(AppendRecord, KeepsRecordsOfManyProcessesWhole) {
    const Scratch scratch;
    constexpr int processes = 4;
    constexpr int records = 60;
    for (int p = 0; p < processes; ++p) {
        if (::fork() != 0) continue;
        bool good = true;
        const std::string line =
            "r=" + std::string(static_cast<std::size_t>(3000 + p * 2500), static_cast<char>('a' + p));
        for (int i = 0; i < records; ++i) good = append_record(scratch / "log", line).has_value() && good;
        ::_exit(good ? 0 : 1);
    }
    for (int p = 0; p < processes; ++p) {
        int status = 0;
        ::wait(&status);
        EXPECT_EQ(status, 0);
    }
    std::istringstream log(get(scratch / "log"));
    std::map<std::string, int> seen;
    for (std::string line; std::getline(log, line);) ++seen[line];
    ASSERT_EQ(seen.size(), static_cast<std::size_t>(processes));
    for (const auto& [line, count] : seen) EXPECT_EQ(count, records) << line.substr(0, 3);
}

TEST(AppendRecord, LeavesNoHalfRecordOnAFullDisk) {
    const SmallDisk disk;
    if (!disk.is_mounted()) GTEST_SKIP() << "a small disk can be mounted by root only";
    const std::string log = disk.directory() / "log";
    const std::string line(10'000, 'r');
    std::string expected;
    while (true) {
        const auto result = append_record(log, line);
        if (!result) {
            EXPECT_EQ(result.error().code, ErrorCode::no_space);
            break;
        }
        expected += line + "\n";
        ASSERT_LT(expected.size(), 70'000U);
    }
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(get(log), expected);
    // What still fits is taken.
    ASSERT_TRUE(append_record(log, "rr short"));
    EXPECT_EQ(get(log), expected + "rr short\n");
}

TEST(AppendRecord, LeavesNoHalfRecordAtASizeLimit) {
    const Scratch scratch;
    ASSERT_TRUE(append_record(scratch / "log", "xx first"));
    struct rlimit before {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = before;
    small.rlim_cur = 1000;
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto result = append_record(scratch / "log", std::string(5000, 'x'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::no_space);
    EXPECT_EQ(get(scratch / "log"), "xx first\n");
}

TEST(AppendRecord, FollowsALogThatIsRotatedMeanwhile) {
    const Scratch scratch;
    put(scratch / "log", "old\n");
    const int holder = ::open((scratch / "log").c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_EQ(::flock(holder, LOCK_EX), 0);
    std::thread writer([&] { EXPECT_TRUE(append_record(scratch / "log", "new")); });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    ASSERT_EQ(::rename((scratch / "log").c_str(), (scratch / "log.1").c_str()), 0);
    ::close(holder);
    writer.join();
    EXPECT_EQ(get(scratch / "log.1"), "old\n");
    EXPECT_EQ(get(scratch / "log"), "new\n");
}

}  // namespace
}  // namespace ovfkit::io
