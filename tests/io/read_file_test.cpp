// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>
#include <ovfkit/io/file.hpp>

#include <thread>

#include "io/scratch.hpp"

namespace ovfkit::io {
namespace {

Limits at_most(std::uint64_t bytes) {
    Limits limits;
    limits.max_bytes = bytes;
    return limits;
}

TEST(ReadFile, ReturnsAllBytes) {
    const Scratch scratch;
    std::string bytes;
    for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 7);
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{65535}, std::size_t{65536}, bytes.size()}) {
        put(scratch / "file", bytes.substr(0, size));
        EXPECT_EQ(read_file(scratch / "file", {}).value(), bytes.substr(0, size));
    }
}

TEST(ReadFile, ReadsFilesThatSayTheyAreEmpty) { EXPECT_NE(read_file("/proc/self/status", {}).value(), ""); }

TEST(ReadFile, StopsAtTheLimit) {
    const Scratch scratch;
    put(scratch / "file", std::string(1000, 'x'));
    EXPECT_EQ(read_file(scratch / "file", at_most(1000)).value().size(), 1000U);
    expect_error(read_file(scratch / "file", at_most(999)), ErrorCode::limit_exceeded, "999");
    expect_error(read_file(scratch / "file", at_most(0)), ErrorCode::limit_exceeded, "limit");
    put(scratch / "empty", "");
    EXPECT_EQ(read_file(scratch / "empty", at_most(0)).value(), "");
    expect_error(read_file("/dev/zero", at_most(1 << 20)), ErrorCode::limit_exceeded, "/dev/zero");
    EXPECT_EQ(read_file(scratch / "file", at_most(~std::uint64_t{0})).value().size(), 1000U);
}

TEST(ReadFile, ReadsNamedPipesToTheEnd) {
    const Scratch scratch;
    const std::string bytes(500'000, 'p');
    ASSERT_EQ(::mkfifo((scratch / "fifo").c_str(), 0600), 0);
    std::thread writer([&] { put(scratch / "fifo", bytes); });
    EXPECT_EQ(read_file(scratch / "fifo", {}).value(), bytes);
    writer.join();
}

TEST(ReadFile, SaysWhyItCannot) {
    const Scratch scratch;
    expect_error(read_file(scratch / "none", {}), ErrorCode::not_found, "No such file");
    expect_error(read_file(scratch / "none", {}), ErrorCode::not_found, scratch / "none");
    expect_error(read_file(scratch.path(), {}), ErrorCode::invalid_argument, "is a directory");
    expect_error(read_file("", {}), ErrorCode::invalid_argument, "empty");
    put(scratch / "a", "not this");
    expect_error(read_file(std::string(scratch / "a") + std::string("\0b", 2), {}), ErrorCode::invalid_argument, "NUL");
    put(scratch / "secret", "x");
    ASSERT_EQ(::chmod((scratch / "secret").c_str(), 0), 0);
    const OrdinaryUser user;
    expect_error(read_file(scratch / "secret", {}), ErrorCode::permission, "Permission denied");
}

TEST(ReadFile, EscapesThePathInMessages) {
    const auto result = read_file("/no\x1b[31m/\nsuch", {});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message.find_first_of("\x1b\n"), std::string::npos);
}

class Pipe {
public:
    explicit Pipe(int flags = 0) {
        if (::pipe2(ends_, O_CLOEXEC | flags) != 0) std::abort();
    }
    ~Pipe() { ::close(ends_[0]); }
    [[nodiscard]] int reader() const { return ends_[0]; }
    void write_and_close(const std::string& bytes) const {
        for (std::size_t at = 0; at < bytes.size();) {
            const ssize_t done = ::write(ends_[1], bytes.data() + at, bytes.size() - at);
            if (done > 0) at += static_cast<std::size_t>(done);
        }
        ::close(ends_[1]);
    }

private:
    int ends_[2] = {-1, -1};
};

TEST(ReadDescriptor, ReadsPipesAndLeavesThemOpen) {
    const std::string bytes(300'000, 'q');
    const Pipe pipe;
    std::thread writer([&] { pipe.write_and_close(bytes); });
    EXPECT_EQ(read_descriptor(pipe.reader(), "-", {}).value(), bytes);
    writer.join();
    EXPECT_NE(::fcntl(pipe.reader(), F_GETFD), -1);
}

TEST(ReadDescriptor, WaitsForPipesThatDoNotBlock) {
    const Pipe pipe(O_NONBLOCK);
    std::thread writer([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        pipe.write_and_close("late");
    });
    EXPECT_EQ(read_descriptor(pipe.reader(), "-", {}).value(), "late");
    writer.join();
}

TEST(ReadDescriptor, BoundsPipes) {
    const Pipe pipe;
    std::thread writer([&] { pipe.write_and_close(std::string(5000, 'x')); });
    expect_error(read_descriptor(pipe.reader(), "-", at_most(4999)), ErrorCode::limit_exceeded, "'-'");
    writer.join();
}

TEST(ReadDescriptor, ReadsFromWhereAFileStands) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    const int file = ::open((scratch / "file").c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_EQ(::lseek(file, 7, SEEK_SET), 7);
    EXPECT_EQ(read_descriptor(file, "file", at_most(3)).value(), "789");
    ::close(file);
}

TEST(ReadDescriptor, RefusesDirectoriesAndClosedOnes) {
    const int directory = ::open("/", O_RDONLY | O_CLOEXEC);
    expect_error(read_descriptor(directory, "-", {}), ErrorCode::invalid_argument, "directory");
    ::close(directory);
    expect_error(read_descriptor(-1, "-", {}), ErrorCode::io, "Bad file descriptor");
}

TEST(Directory, IsMadeOnce) {
    const Scratch scratch;
    EXPECT_FALSE(exists(scratch / "d"));
    ASSERT_TRUE(make_directory(scratch / "d"));
    EXPECT_TRUE(exists(scratch / "d"));
    EXPECT_EQ(make_directory(scratch / "d").error().code, ErrorCode::already_exists);
    EXPECT_EQ(make_directory(scratch / "a/b").error().code, ErrorCode::not_found);
    EXPECT_EQ(make_directory("").error().code, ErrorCode::invalid_argument);
}

TEST(Directory, DoesNotSeeBehindDanglingLinks) {
    const Scratch scratch;
    ASSERT_EQ(::symlink("nowhere", (scratch / "link").c_str()), 0);
    EXPECT_FALSE(exists(scratch / "link"));
    EXPECT_FALSE(exists(""));
    EXPECT_TRUE(exists("/dev/null"));
}

TEST(IsRegularFile, KnowsFilesFromEverythingElse) {
    const Scratch scratch;
    put(scratch / "file", "x");
    ASSERT_EQ(::symlink("file", (scratch / "link").c_str()), 0);
    ASSERT_EQ(::mkfifo((scratch / "pipe").c_str(), 0600), 0);
    EXPECT_TRUE(is_regular_file(scratch / "file"));
    EXPECT_TRUE(is_regular_file(scratch / "link"));
    for (const std::string& path : {scratch / "pipe", scratch.path(), scratch / "none", std::string("/dev/null"),
                                    std::string(), std::string("a\0b", 3)})
        EXPECT_FALSE(is_regular_file(path)) << path;
}

}  // namespace
}  // namespace ovfkit::io
