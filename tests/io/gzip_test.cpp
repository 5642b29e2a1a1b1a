// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include <ovfkit/io/gzip.hpp>

#include "io/archive.hpp"
#include "io/scratch.hpp"
#include "support/command.hpp"

namespace ovfkit::io {
namespace {

using namespace std::string_literals;

std::string compressed(std::string_view bytes, int level = 6, std::size_t piece = 10'000) {
    Kept out;
    GzipWriter writer(out, level);
    for (std::size_t at = 0; at < bytes.size(); at += piece) EXPECT_TRUE(writer.write(bytes.substr(at, piece)));
    EXPECT_TRUE(writer.finish());
    return out.bytes;
}

Result<std::string> decompressed(const std::string& bytes, const GzipLimits& limits = {}, std::size_t piece = 1000) {
    Trickle input(bytes, piece);
    return read_all(*gunzip(input, "x.gz", limits), 1'000'000'000, "x");
}

std::string noise(std::size_t size) {
    std::mt19937 random(1);
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(random());
    return bytes;
}

TEST(Gzip, GivesBackWhatWasCompressed) {
    for (const std::string& bytes :
         {""s, "a"s, std::string(300'000, 'z'), noise(200'000), noise(1000) + std::string(100'000, '\0')})
        for (const std::size_t piece : {std::size_t{1}, std::size_t{70'000}, std::size_t{1'000'000}})
            EXPECT_EQ(decompressed(compressed(bytes, 6, piece < 2 ? 997 : piece), {}, piece).value(), bytes);
    for (const int level : {-1, 0, 1, 9, 10}) EXPECT_EQ(decompressed(compressed("levels", level)).value(), "levels");
}

TEST(Gzip, GivesAsMuchAsIsAskedFor) {
    const std::string packed = compressed(std::string(100'000, 'z'));
    Trickle input(packed, 1'000'000);
    const auto stream = gunzip(input, "x");
    std::string all;
    char c[3];
    while (true) {
        const std::size_t got = stream->read(c, 1 + all.size() % 3).value();
        if (got == 0) break;
        all.append(c, got);
    }
    EXPECT_EQ(all, std::string(100'000, 'z'));
    EXPECT_EQ(stream->skip(1).value(), 0U);
}

TEST(Gzip, WritesNoTimeAndNoName) {
    const std::string packed = compressed("same");
    EXPECT_EQ(packed, compressed("same"));
    EXPECT_EQ(packed.substr(0, 10), "\x1F\x8B\x08\0\0\0\0\0\0\xFF"s);
    EXPECT_TRUE(looks_like_gzip(packed));
    EXPECT_FALSE(looks_like_gzip("\x1F\x8B"));
    EXPECT_FALSE(looks_like_gzip("<Envelope"));
    EXPECT_FALSE(looks_like_gzip(""));
}

TEST(Gzip, IsReadAndWrittenLikeByGzip) {
    const Scratch scratch;
    const std::string bytes = noise(100'000) + std::string(100'000, 'x');
    put(scratch / "ours.gz", compressed(bytes));
    const auto tested = test::run({"gzip", "-t", scratch / "ours.gz"});
    EXPECT_EQ(tested.status, 0) << tested.output;
    EXPECT_EQ(test::run({"gzip", "-d", scratch / "ours.gz"}).status, 0);
    EXPECT_EQ(get(scratch / "ours"), bytes);
    put(scratch / "theirs", bytes);
    EXPECT_EQ(test::run({"gzip", scratch / "theirs"}).status, 0);
    EXPECT_EQ(decompressed(get(scratch / "theirs.gz")).value(), bytes);
}

TEST(Gzip, TakesEveryOptionalHeaderField) {
    const Scratch scratch;
    const std::string write = R"(
import sys, zlib
body = zlib.compressobj(9, zlib.DEFLATED, -15)
data = body.compress(b'content') + body.flush()
head = b'\x1f\x8b\x08\x1f\0\0\0\0\0\x03' + b'\x04\0AB\0\0' + b'name\0' + b'comment\0'
head += (zlib.crc32(head) & 0xffff).to_bytes(2, 'little')
open(sys.argv[1], 'wb').write(head + data + zlib.crc32(b'content').to_bytes(4, 'little') + (7).to_bytes(4, 'little'))
)";
    ASSERT_EQ(test::run_python(write, {scratch / "x.gz"}).status, 0);
    std::string bytes = get(scratch / "x.gz");
    EXPECT_EQ(decompressed(bytes).value(), "content");
    bytes[18] ^= 1;  // of the name: the header has a checksum of its own here
    expect_error(decompressed(bytes), ErrorCode::malformed);
}

TEST(Gzip, JoinsSeveralMembersAndIgnoresZerosBehindThem) {
    const std::string two = compressed("one, ") + compressed("") + compressed("two");
    for (const std::size_t piece : {1U, 5U, 1000U}) {
        EXPECT_EQ(decompressed(two, {}, piece).value(), "one, two");
        EXPECT_EQ(decompressed(two + std::string(5000, '\0'), {}, piece).value(), "one, two");
        expect_error(decompressed(two + "x", {}, piece), ErrorCode::malformed, "behind");
        expect_error(decompressed(two + "\x1F", {}, piece), ErrorCode::malformed, "x.gz");
        expect_error(decompressed(two + "\0x"s, {}, piece), ErrorCode::malformed, "behind");
        expect_error(decompressed(two + "\0"s + compressed("hidden"), {}, piece), ErrorCode::malformed, "behind");
    }
}

TEST(Gzip, RefusesEveryTruncationAndDamage) {
    const std::string packed = compressed("some content that is long enough, some content");
    for (std::size_t size = 0; size < packed.size(); ++size)
        expect_error(decompressed(packed.substr(0, size)), ErrorCode::malformed, "x.gz");
    for (std::size_t at = 10; at < packed.size(); ++at) {
        std::string damaged = packed;
        damaged[at] ^= 1;
        expect_error(decompressed(damaged), ErrorCode::malformed, "x.gz");
    }
    expect_error(decompressed("<Envelope/>"), ErrorCode::malformed);
}

TEST(Gzip, FailsForGood) {
    Trickle input("not gzip at all");
    const auto stream = gunzip(input, "x");
    char c = ' ';
    expect_error(stream->read(&c, 1), ErrorCode::malformed);
    expect_error(stream->read(&c, 1), ErrorCode::malformed);
    expect_error(stream->skip(1), ErrorCode::malformed);
}

TEST(Gzip, StopsABomb) {
    const std::string bomb = compressed(std::string(20'000'000, '\0'), 9);
    ASSERT_LT(bomb.size(), 25'000U);
    GzipLimits limits;
    limits.max_bytes = 5'000'000;
    expect_error(decompressed(bomb, limits), ErrorCode::limit_exceeded, "5000000");
    limits = {};
    limits.max_ratio = 500;
    expect_error(decompressed(bomb, limits), ErrorCode::limit_exceeded, "500 times");
    EXPECT_EQ(decompressed(bomb).value().size(), 20'000'000U);
    // What compresses well and is small is no bomb.
    EXPECT_EQ(decompressed(compressed(std::string(1'000'000, '\0')), limits).value().size(), 1'000'000U);
    limits = {};
    limits.max_bytes = 7;
    EXPECT_EQ(decompressed(compressed("content"), limits).value(), "content");
    limits.max_bytes = 6;
    expect_error(decompressed(compressed("content"), limits), ErrorCode::limit_exceeded);
}

// Input without an end that never gives anything.
class Endless : public Input {
public:
    Endless(std::string begin, std::string then) : begin_(std::move(begin)), then_(std::move(then)) {}
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        for (std::size_t i = 0; i < size; ++i, ++at_)
            to[i] = at_ < begin_.size() ? begin_[at_] : then_[(at_ - begin_.size()) % then_.size()];
        return size;
    }

private:
    std::string begin_;
    std::string then_;
    std::size_t at_ = 0;
};

TEST(Gzip, StopsAtEndlessInputThatGivesNothing) {
    const std::string one = compressed("x");
    const std::string name_follows = "\x1F\x8B\x08\x08\0\0\0\0\0\3"s;
    for (const auto& [begin, then] : std::vector<std::pair<std::string, std::string>>{
             {one, "\0"s}, {name_follows, "n"}, {"", compressed("")}, {one.substr(0, 10), "\0\0\0\xFF\xFF"s}}) {
        Endless input(begin, then);
        expect_error(read_all(*gunzip(input, "x"), 1000, "x"), ErrorCode::limit_exceeded, "give nothing");
    }
}

TEST(Gzip, SaysThatTheOutputIsFull) {
    Kept out(1000);
    GzipWriter writer(out);
    Result<void> written;
    const std::string bytes = noise(500'000);
    for (std::size_t at = 0; at < bytes.size() && written; at += 10'000)
        written = writer.write(bytes.substr(at, 10'000));
    expect_error(written, ErrorCode::no_space);
    expect_error(writer.write("x"), ErrorCode::no_space);
    expect_error(writer.finish(), ErrorCode::no_space);
    Kept roomy;
    GzipWriter done(roomy);
    EXPECT_TRUE(done.finish());
    expect_error(done.write("x"), ErrorCode::invalid_argument);
    expect_error(done.finish(), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace ovfkit::io
