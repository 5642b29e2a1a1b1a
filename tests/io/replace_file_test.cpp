// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <ovfkit/io/file.hpp>

#include <chrono>
#include <csignal>
#include <thread>

#include "io/scratch.hpp"
#include "io/temporary.hpp"

namespace ovfkit::io {
namespace {

using Names = std::set<std::string>;

TEST(ReplaceFile, MakesANewFileWithTheProcessMode) {
    const Scratch scratch;
    const mode_t before = ::umask(027);
    const auto result = replace_file(scratch / "new", "content");
    ::umask(before);
    ASSERT_TRUE(result);
    EXPECT_EQ(get(scratch / "new"), "content");
    EXPECT_EQ(mode_of(scratch / "new"), 0640U);
    EXPECT_EQ(scratch.names(), Names{"new"});
}

TEST(ReplaceFile, MakesANewFileForItsOwnerOnlyWhenAsked) {
    const Scratch scratch;
    ReplaceOptions options;
    options.owner_only = true;
    const mode_t before = ::umask(0);
    const auto result = replace_file(scratch / "new", "content", options);
    ::umask(before);
    ASSERT_TRUE(result);
    EXPECT_EQ(mode_of(scratch / "new"), 0600U);
    ASSERT_EQ(::chmod((scratch / "new").c_str(), 0640), 0);
    ASSERT_TRUE(replace_file(scratch / "new", "other", options));
    EXPECT_EQ(mode_of(scratch / "new"), 0640U);
}

TEST(ReplaceFile, ReplacesAtOnceAndKeepsTheMode) {
    const Scratch scratch;
    put(scratch / "file", "old");
    ASSERT_EQ(::chmod((scratch / "file").c_str(), 0604), 0);
    ASSERT_EQ(::link((scratch / "file").c_str(), (scratch / "other").c_str()), 0);
    std::string bytes(3'000'000, 'n');
    ASSERT_TRUE(replace_file(scratch / "file", bytes));
    EXPECT_EQ(get(scratch / "file"), bytes);
    EXPECT_EQ(mode_of(scratch / "file"), 0604U);
    // Whoever has the old file open or linked sees none of it.
    EXPECT_EQ(get(scratch / "other"), "old");
    EXPECT_EQ(scratch.names(), (Names{"file", "other"}));
}

TEST(ReplaceFile, KeepsTheOwnerWhenItMay) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may give files away";
    const Scratch scratch;
    put(scratch / "file", "old");
    ASSERT_EQ(::chown((scratch / "file").c_str(), 1234, 4321), 0);
    ASSERT_TRUE(replace_file(scratch / "file", "new"));
    EXPECT_EQ(status_of(scratch / "file").st_uid, 1234U);
    EXPECT_EQ(status_of(scratch / "file").st_gid, 4321U);
}

TEST(ReplaceFile, OpensNothingToAGroupItCannotKeep) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can set this up";
    const Scratch scratch;
    ASSERT_EQ(::chmod(scratch.path().c_str(), 0777), 0);
    put(scratch / "file", "old");
    ASSERT_EQ(::chown((scratch / "file").c_str(), 0, 4321), 0);
    ASSERT_EQ(::chmod((scratch / "file").c_str(), 0662), 0);
    {
        const OrdinaryUser user;
        ASSERT_TRUE(replace_file(scratch / "file", "new"));
    }
    EXPECT_EQ(status_of(scratch / "file").st_uid, 65534U);
    EXPECT_EQ(mode_of(scratch / "file"), 0622U);
}

TEST(ReplaceFile, KeepsTheAccessList) {
    const Scratch scratch;
    put(scratch / "file", "old");
    // Version 2, then tag, permission, id each: owner rw, user 65534 r, group r, mask r, others none.
    const unsigned char list[] = {2, 0,   0,   0,   1,   0,   6,    0, 255, 255, 255, 255, 2,   0,    4,
                                  0, 254, 255, 0,   0,   4,   0,    4, 0,   255, 255, 255, 255, 0x10, 0,
                                  4, 0,   255, 255, 255, 255, 0x20, 0, 0,   0,   255, 255, 255, 255};
    const char* const name = "system.posix_acl_access";
    if (::setxattr((scratch / "file").c_str(), name, list, sizeof list, 0) != 0) GTEST_SKIP() << "no access lists here";
    ASSERT_TRUE(replace_file(scratch / "file", "new"));
    unsigned char now[256];
    ASSERT_EQ(::getxattr((scratch / "file").c_str(), name, now, sizeof now), static_cast<ssize_t>(sizeof list));
    EXPECT_TRUE(std::equal(std::begin(list), std::end(list), now));
    EXPECT_EQ(get(scratch / "file"), "new");
}

TEST(ReplaceFile, FollowsLinksToTheirTarget) {
    const Scratch scratch;
    ASSERT_TRUE(make_directory(scratch / "d"));
    put(scratch / "d/target", "old");
    ASSERT_EQ(::symlink("d/middle", (scratch / "link").c_str()), 0);
    ASSERT_EQ(::symlink("target", (scratch / "d/middle").c_str()), 0);
    ASSERT_TRUE(replace_file(scratch / "link", "new"));
    EXPECT_EQ(get(scratch / "d/target"), "new");
    EXPECT_TRUE(std::filesystem::is_symlink(scratch / "link"));
    EXPECT_TRUE(std::filesystem::is_symlink(scratch / "d/middle"));
    // A link to what is not there yet makes it.
    ASSERT_EQ(::symlink((scratch / "d/fresh").c_str(), (scratch / "dangling").c_str()), 0);
    ASSERT_TRUE(replace_file(scratch / "dangling", "fresh"));
    EXPECT_EQ(get(scratch / "d/fresh"), "fresh");
    EXPECT_EQ(scratch.names(), (Names{"d", "dangling", "link"}));
}

TEST(ReplaceFile, RefusesLinksInARing) {
    const Scratch scratch;
    ASSERT_EQ(::symlink("b", (scratch / "a").c_str()), 0);
    ASSERT_EQ(::symlink("a", (scratch / "b").c_str()), 0);
    expect_error(replace_file(scratch / "a", "x"), ErrorCode::invalid_argument);
}

TEST(ReplaceFile, KeepsAnExistingFileWhenAsked) {
    const Scratch scratch;
    const ReplaceOptions keep{false};
    ASSERT_TRUE(replace_file(scratch / "file", "first", keep));
    expect_error(replace_file(scratch / "file", "second", keep), ErrorCode::already_exists);
    EXPECT_EQ(get(scratch / "file"), "first");
    EXPECT_EQ(scratch.names(), Names{"file"});
    EXPECT_TRUE(replace_file("/dev/null", "x", keep));
}

TEST(ReplaceFile, RefusesPathsThatCannotBeFiles) {
    const Scratch scratch;
    expect_error(replace_file("", "x"), ErrorCode::invalid_argument);
    expect_error(replace_file(scratch.path(), "x"), ErrorCode::invalid_argument);
    expect_error(replace_file(scratch / "new/", "x"), ErrorCode::invalid_argument);
    expect_error(replace_file(std::string("a\0b", 3), "x"), ErrorCode::invalid_argument);
    expect_error(replace_file(scratch / "no/such", "x"), ErrorCode::not_found);
    put(scratch / "file", "x");
    expect_error(replace_file(scratch / "file/below", "x"), ErrorCode::invalid_argument);
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(ReplaceFile, DoesNotGoAroundWriteProtection) {
    const Scratch scratch;
    put(scratch / "file", "old");
    ASSERT_EQ(::chmod((scratch / "file").c_str(), 0444), 0);
    ASSERT_EQ(::chmod(scratch.path().c_str(), 0777), 0);
    const OrdinaryUser user;
    expect_error(replace_file(scratch / "file", "new"), ErrorCode::permission);
    EXPECT_EQ(get(scratch / "file"), "old");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(ReplaceFile, WritesIntoDirectoriesItMayNotRead) {
    const Scratch scratch;
    ASSERT_EQ(::chmod(scratch.path().c_str(), 0733), 0);
    {
        const OrdinaryUser user;
        EXPECT_TRUE(replace_file(scratch / "file", "one"));
        EXPECT_TRUE(replace_file(scratch / "file", "two"));
    }
    EXPECT_EQ(get(scratch / "file"), "two");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(ReplaceFile, ReportsAMissingPermission) {
    const Scratch scratch;
    ASSERT_EQ(::chmod(scratch.path().c_str(), 0555), 0);
    const OrdinaryUser user;
    expect_error(replace_file(scratch / "file", "x"), ErrorCode::permission);
}

TEST(ReplaceFile, WritesDevicesAndPipesDirectly) {
    EXPECT_TRUE(replace_file("/dev/null", "x"));
    expect_error(replace_file("/dev/full", "x"), ErrorCode::no_space);
    const Scratch scratch;
    ASSERT_EQ(::mkfifo((scratch / "fifo").c_str(), 0600), 0);
    std::string got;
    std::thread reader([&] { got = get(scratch / "fifo"); });
    EXPECT_TRUE(replace_file(scratch / "fifo", "through"));
    reader.join();
    EXPECT_EQ(got, "through");
    EXPECT_EQ(scratch.names(), Names{"fifo"});
}

TEST(ReplaceFile, AddsToRedirectedOutput) {
    const Scratch scratch;
    put(scratch / "out", "before\n");
    const int file = ::open((scratch / "out").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    const auto inode = status_of(scratch / "out").st_ino;
    ASSERT_TRUE(replace_file("/dev/fd/" + std::to_string(file), "after"));
    ASSERT_EQ(::symlink(("/proc/self/fd/" + std::to_string(file)).c_str(), (scratch / "stdout").c_str()), 0);
    ASSERT_TRUE(replace_file(scratch / "stdout", "!"));
    ::close(file);
    EXPECT_EQ(get(scratch / "out"), "before\nafter!");
    EXPECT_EQ(status_of(scratch / "out").st_ino, inode);
}

TEST(ReplaceFile, SurvivesAReaderThatHasGone) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    ::close(ends[0]);
    // Without care SIGPIPE would end this test.
    expect_error(replace_file("/dev/fd/" + std::to_string(ends[1]), "x"), ErrorCode::io);
    ::close(ends[1]);
    sigset_t pending;
    sigpending(&pending);
    EXPECT_EQ(sigismember(&pending, SIGPIPE), 0);
}

TEST(ReplaceFile, KeepsTheOldFileWhenTheDiskIsFull) {
    const SmallDisk disk;
    if (!disk.is_mounted()) GTEST_SKIP() << "a small disk can be mounted by root only";
    const Scratch& scratch = disk.directory();
    put(scratch / "file", "old");
    const std::string bytes(100'000, 'n');
    expect_error(replace_file(scratch / "file", bytes), ErrorCode::no_space);
    EXPECT_EQ(get(scratch / "file"), "old");
    expect_error(replace_file(scratch / "new", bytes), ErrorCode::no_space);
    EXPECT_EQ(scratch.names(), Names{"file"});
    ASSERT_TRUE(replace_file(scratch / "file", "new"));
    EXPECT_EQ(get(scratch / "file"), "new");
}

TEST(ReplaceFile, TakesASizeLimitForAFullDisk) {
    const Scratch scratch;
    put(scratch / "file", "old");
    struct rlimit before {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = before;
    small.rlim_cur = 1000;
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto result = replace_file(scratch / "file", std::string(5000, 'x'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    expect_error(result, ErrorCode::no_space);
    EXPECT_EQ(get(scratch / "file"), "old");
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(ReplaceFile, LeavesOldOrNewWhenKilled) {
    const Scratch scratch;
    const std::string old(1'000'000, 'o');
    const std::string fresh(1'500'000, 'n');
    put(scratch / "file", old);
    for (int i = 0; i < 40; ++i) {
        kill_during(
            [&] {
                (void)replace_file(scratch / "file", fresh);
                (void)replace_file(scratch / "file", old);
            },
            500 + i * 350);
        const std::string now = get(scratch / "file");
        ASSERT_TRUE(now == old || now == fresh) << now.size();
    }
    ASSERT_TRUE(replace_file(scratch / "file", "end"));
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(ReplaceFile, ServesManyAtOnce) {
    const Scratch scratch;
    std::vector<std::thread> threads;
    for (char c = 'a'; c < 'e'; ++c)
        threads.emplace_back([&scratch, c] {
            for (int i = 0; i < 25; ++i) EXPECT_TRUE(replace_file(scratch / "file", std::string(20'000, c)));
        });
    for (std::thread& thread : threads) thread.join();
    const std::string now = get(scratch / "file");
    EXPECT_EQ(now, std::string(20'000, now.front()));
    EXPECT_EQ(scratch.names(), Names{"file"});
}

// A process that is gone for certain.
pid_t dead_process() {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    return child;
}

std::string temporary_name(pid_t process) { return ".ovfkit-" + std::to_string(process) + "-0123456789abcdef"; }

TEST(Temporary, OfADeadProcessIsRemovedByTheNextCall) {
    const Scratch scratch;
    put(scratch / temporary_name(dead_process()), "left behind");
    ASSERT_TRUE(replace_file(scratch / "file", "x"));
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(Temporary, OfALiveProcessStaysForAnHour) {
    const Scratch scratch;
    const std::string name = temporary_name(::getppid());
    put(scratch / name, "in use");
    ASSERT_TRUE(replace_file(scratch / "file", "x"));
    EXPECT_EQ(scratch.names(), (Names{"file", name}));
    const auto age = std::filesystem::last_write_time(scratch / name) - std::chrono::minutes(61);
    std::filesystem::last_write_time(scratch / name, age);
    ASSERT_TRUE(replace_file(scratch / "file", "x"));
    EXPECT_EQ(scratch.names(), Names{"file"});
}

TEST(Temporary, ThatIsLockedStaysWhateverItsName) {
    const Scratch scratch;
    const std::string name = temporary_name(dead_process());
    put(scratch / name, "of another container");
    const int file = ::open((scratch / name).c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_EQ(::flock(file, LOCK_EX), 0);
    ASSERT_TRUE(replace_file(scratch / "file", "x"));
    ::close(file);
    EXPECT_EQ(scratch.names(), (Names{"file", name}));
}

TEST(Temporary, TouchesNothingThatOnlyLooksAlike) {
    const Scratch scratch;
    const std::string dead = std::to_string(dead_process());
    const Names others = {".ovfkit-notes",
                          ".ovfkit-" + dead,
                          ".ovfkit-" + dead + "-0123456789abcde",
                          ".ovfkit-" + dead + "-0123456789ABCDEF",
                          "ovfkit-" + dead + "-0123456789abcdef",
                          ".ovfkit--" + dead + "-0123456789abcdef"};
    for (const std::string& name : others) put(scratch / name, "mine");
    ASSERT_EQ(::symlink("/etc/passwd", (scratch / temporary_name(dead_process())).c_str()), 0);
    ASSERT_TRUE(replace_file(scratch / "file", "x"));
    EXPECT_EQ(scratch.names().size(), others.size() + 2);
}

class TemporaryKinds : public testing::TestWithParam<Temporary::Kind> {
protected:
    TemporaryKinds() : directory_(open_at(AT_FDCWD, scratch_.path(), O_RDONLY | O_DIRECTORY)) {}
    Scratch scratch_;
    Descriptor directory_;
};

TEST_P(TemporaryKinds, AreGoneUnlessPutIntoPlace) {
    {
        const Temporary temporary(directory_.get(), GetParam(), 0600);
        if (!temporary.is_open() && GetParam() == Temporary::Kind::nameless) GTEST_SKIP() << "no nameless files here";
        ASSERT_TRUE(temporary.is_open());
        EXPECT_EQ(scratch_.names().size(), GetParam() == Temporary::Kind::named ? 1U : 0U);
    }
    EXPECT_EQ(scratch_.names(), Names{});
}

TEST_P(TemporaryKinds, ReplaceOrKeep) {
    put(scratch_ / "file", "old");
    for (const auto existing : {Temporary::Existing::keep, Temporary::Existing::replace}) {
        Temporary temporary(directory_.get(), GetParam(), 0600);
        if (!temporary.is_open()) GTEST_SKIP() << "no nameless files here";
        ASSERT_EQ(write_all(temporary.get(), "new"), 0);
        const bool replace = existing == Temporary::Existing::replace;
        EXPECT_EQ(temporary.put_into_place("file", existing), replace ? 0 : EEXIST);
        EXPECT_EQ(get(scratch_ / "file"), replace ? "new" : "old");
    }
    EXPECT_EQ(scratch_.names(), Names{"file"});
}

TEST_P(TemporaryKinds, AreLockedWhileTheyLive) {
    Temporary temporary(directory_.get(), GetParam(), 0600);
    if (!temporary.is_open()) GTEST_SKIP() << "no nameless files here";
    ASSERT_EQ(temporary.put_into_place("file", Temporary::Existing::keep), 0);
    const Descriptor again = open_at(directory_.get(), "file", O_RDONLY);
    EXPECT_NE(::flock(again.get(), LOCK_EX | LOCK_NB), 0);
}

INSTANTIATE_TEST_SUITE_P(All, TemporaryKinds, testing::Values(Temporary::Kind::nameless, Temporary::Kind::named),
                         [](const auto& kind) { return kind.param == Temporary::Kind::named ? "Named" : "Nameless"; });

}  // namespace
}  // namespace ovfkit::io
