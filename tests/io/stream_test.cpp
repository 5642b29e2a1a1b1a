// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/stream.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "io/scratch.hpp"
#include "io/system.hpp"

namespace ovfkit::io {
namespace {

using namespace std::chrono_literals;

std::string numbered(std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 7 + i / 251);
    return bytes;
}

std::string rest(Input& input) { return read_all(input, 100'000'000, "input").value(); }

// The two ends of a pipe.
struct Pipe {
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) std::abort();
        reader = Descriptor(ends[0]);
        writer = Descriptor(ends[1]);
    }
    Descriptor reader;
    Descriptor writer;
};

TEST(OpenFile, ReadsAtAnyOffset) {
    const Scratch scratch;
    const std::string bytes = numbered(200'000);
    put(scratch / "file", bytes);
    const auto file = open_file(scratch / "file").value();
    EXPECT_EQ(file->size(), bytes.size());
    std::string got(1000, ' ');
    for (const std::size_t offset : {0U, 1U, 65'536U, 199'000U}) {
        ASSERT_EQ(file->read_at(offset, got.data(), got.size()).value(), got.size());
        EXPECT_EQ(got, bytes.substr(offset, got.size()));
    }
    EXPECT_EQ(file->read_at(199'990, got.data(), got.size()).value(), 10U);
    EXPECT_EQ(file->read_at(200'000, got.data(), got.size()).value(), 0U);
    EXPECT_EQ(file->read_at(UINT64_MAX, got.data(), got.size()).value(), 0U);
}

TEST(OpenFile, DoesNotCountWhatIsAddedLater) {
    const Scratch scratch;
    put(scratch / "file", "before");
    const auto file = open_file(scratch / "file").value();
    put(scratch / "file", "before and after");
    EXPECT_EQ(file->size(), 6U);
    EXPECT_EQ(rest(*stream_range(file, 0, 100)), "before");
}

TEST(OpenFile, ReachesBeyondFourGiB) {
    const Scratch scratch;
    put(scratch / "file", "");
    ASSERT_EQ(::truncate((scratch / "file").c_str(), 9LL << 30), 0);
    const auto file = open_file(scratch / "file").value();
    EXPECT_EQ(file->size(), 9ULL << 30U);
    char last = 'x';
    EXPECT_EQ(file->read_at((9ULL << 30U) - 1, &last, 1).value(), 1U);
    EXPECT_EQ(last, '\0');
}

TEST(OpenFile, RefusesWhatIsNoRegularFileWithoutWaitingForIt) {
    const Scratch scratch;
    ASSERT_EQ(::mkfifo((scratch / "fifo").c_str(), 0600), 0);
    expect_error(open_file(scratch / "fifo"), ErrorCode::unsupported, "fifo");
    expect_error(open_file("/dev/null"), ErrorCode::unsupported);
    expect_error(open_file(scratch.path()), ErrorCode::invalid_argument, "directory");
    expect_error(open_file(scratch / "none"), ErrorCode::not_found);
    expect_error(open_file(""), ErrorCode::invalid_argument);
    expect_error(open_file(std::string("a\0b", 3)), ErrorCode::invalid_argument);
}

TEST(StreamDescriptor, ReadsAndSkipsInAFile) {
    const Scratch scratch;
    const std::string bytes = numbered(300'000);
    put(scratch / "file", bytes);
    const Descriptor file = open_at(AT_FDCWD, scratch / "file", O_RDONLY);
    const auto input = stream_descriptor(file.get(), "file");
    EXPECT_EQ(input->skip(100'001).value(), 100'001U);
    char c = ' ';
    ASSERT_EQ(input->read(&c, 1).value(), 1U);
    EXPECT_EQ(c, bytes[100'001]);
    EXPECT_EQ(input->skip(0).value(), 0U);
    EXPECT_EQ(input->skip(UINT64_MAX).value(), 300'000U - 100'002U);
    EXPECT_EQ(input->read(&c, 1).value(), 0U);
    EXPECT_EQ(input->skip(1).value(), 0U);
}

TEST(StreamDescriptor, SkipsGigabytesByGoingThere) {
    const Scratch scratch;
    put(scratch / "file", "");
    ASSERT_EQ(::truncate((scratch / "file").c_str(), 1LL << 40), 0);
    const Descriptor file = open_at(AT_FDCWD, scratch / "file", O_RDONLY);
    EXPECT_EQ(stream_descriptor(file.get(), "file")->skip(1ULL << 40U).value(), 1ULL << 40U);
}

TEST(StreamDescriptor, SkipsInFilesThatSayTheyAreEmpty) {
    const Descriptor file = open_at(AT_FDCWD, "/proc/self/status", O_RDONLY);
    EXPECT_EQ(stream_descriptor(file.get(), "status")->skip(10).value(), 10U);
}

TEST(StreamDescriptor, ReadsAndSkipsInAPipe) {
    Pipe pipe;
    const std::string bytes = numbered(500'000);
    std::thread writer([&] {
        EXPECT_EQ(write_all(pipe.writer.get(), bytes), 0);
        pipe.writer = Descriptor();
    });
    const auto input = stream_descriptor(pipe.reader.get(), "pipe");
    EXPECT_EQ(input->skip(123'456).value(), 123'456U);
    EXPECT_EQ(rest(*input), bytes.substr(123'456));
    EXPECT_EQ(input->skip(10).value(), 0U);
    writer.join();
}

TEST(StreamDescriptor, WaitsForADescriptorThatDoesNotBlock) {
    Pipe pipe;
    ASSERT_EQ(::fcntl(pipe.reader.get(), F_SETFL, O_NONBLOCK), 0);
    std::thread writer([&] {
        std::this_thread::sleep_for(30ms);
        EXPECT_EQ(write_all(pipe.writer.get(), "late"), 0);
        pipe.writer = Descriptor();
    });
    EXPECT_EQ(rest(*stream_descriptor(pipe.reader.get(), "pipe")), "late");
    writer.join();
}

TEST(StreamDescriptor, SaysWhatItCannotRead) {
    const Descriptor directory = open_at(AT_FDCWD, "/", O_RDONLY);
    char c = ' ';
    expect_error(stream_descriptor(directory.get(), "the root")->read(&c, 1), ErrorCode::invalid_argument, "the root");
    expect_error(stream_descriptor(-1, "closed")->read(&c, 1), ErrorCode::io, "closed");
    expect_error(stream_descriptor(-1, "closed")->skip(1), ErrorCode::io, "closed");
}

TEST(SeekableDescriptor, IsOnlyARegularFile) {
    const Scratch scratch;
    put(scratch / "file", "0123456789");
    const Descriptor file = open_at(AT_FDCWD, scratch / "file", O_RDONLY);
    char skipped[4];
    ASSERT_EQ(read_some(file.get(), skipped, sizeof skipped), 4);
    const auto whole = seekable_descriptor(file.get(), "file");
    ASSERT_NE(whole, nullptr);
    // From the beginning of the file, wherever the descriptor stands, which does not move.
    EXPECT_EQ(rest(*stream_range(whole, 0, whole->size())), "0123456789");
    EXPECT_EQ(::lseek(file.get(), 0, SEEK_CUR), 4);
    const Pipe pipe;
    EXPECT_EQ(seekable_descriptor(pipe.reader.get(), "pipe"), nullptr);
    EXPECT_EQ(seekable_descriptor(-1, "closed"), nullptr);
}

TEST(StreamRange, StopsAtItsEndAndAtTheFiles) {
    const auto whole = in_memory("0123456789");
    EXPECT_EQ(rest(*stream_range(whole, 2, 3)), "234");
    EXPECT_EQ(rest(*stream_range(whole, 8, 3)), "89");
    EXPECT_EQ(rest(*stream_range(whole, 8, UINT64_MAX)), "89");
    EXPECT_EQ(rest(*stream_range(whole, UINT64_MAX, UINT64_MAX)), "");
    const auto input = stream_range(whole, 2, 6);
    EXPECT_EQ(input->skip(2).value(), 2U);
    char c = ' ';
    EXPECT_EQ(input->read(&c, 1).value(), 1U);
    EXPECT_EQ(c, '4');
    EXPECT_EQ(input->skip(UINT64_MAX).value(), 3U);
    EXPECT_EQ(input->read(&c, 1).value(), 0U);
}

TEST(ReadAll, StopsAtTheLimit) {
    const std::string bytes = numbered(200'000);
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65'536}, bytes.size()})
        EXPECT_EQ(read_all(*stream_bytes(bytes.substr(0, size)), size, "x").value(), bytes.substr(0, size));
    EXPECT_EQ(read_all(*stream_bytes(bytes), UINT64_MAX, "x").value(), bytes);
    expect_error(read_all(*stream_bytes("ab"), 1, "the name"), ErrorCode::limit_exceeded, "the name");
    expect_error(read_all(*stream_bytes("a"), 0, "x"), ErrorCode::limit_exceeded);
}

TEST(WriteToDescriptor, WritesAllAndWaitsForAReader) {
    Pipe pipe;
    ASSERT_EQ(::fcntl(pipe.writer.get(), F_SETFL, O_NONBLOCK), 0);
    const std::string bytes = numbered(400'000);
    std::string got;
    std::thread reader([&] {
        std::this_thread::sleep_for(30ms);
        got = rest(*stream_descriptor(pipe.reader.get(), "pipe"));
    });
    EXPECT_TRUE(write_to_descriptor(pipe.writer.get(), "pipe")->write(bytes));
    pipe.writer = Descriptor();
    reader.join();
    EXPECT_EQ(got, bytes);
}

TEST(WriteToDescriptor, SurvivesAReaderThatHasGone) {
    Pipe pipe;
    pipe.reader = Descriptor();
    expect_error(write_to_descriptor(pipe.writer.get(), "the pipe")->write("x"), ErrorCode::io, "the pipe");
    const Descriptor full = open_at(AT_FDCWD, "/dev/full", O_WRONLY);
    expect_error(write_to_descriptor(full.get(), "full")->write("x"), ErrorCode::no_space);
}

}  // namespace
}  // namespace ovfkit::io
