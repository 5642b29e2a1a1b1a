// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <ovfkit/text/units.hpp>

#include <cmath>
#include <limits>

#include "text/fraction.hpp"
#include "text/random_text.hpp"

namespace ovfkit::text {
namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t ki = 1024;

struct UnitCase {
    const char* text;
    BaseUnit base;
    std::uint64_t numerator;
    std::uint64_t denominator;
};

void expect(const UnitCase& c, bool conforming) {
    const auto unit = parse_unit(c.text);
    ASSERT_TRUE(unit) << c.text;
    EXPECT_EQ(unit->base, c.base) << c.text;
    EXPECT_EQ(unit->numerator, c.numerator) << c.text;
    EXPECT_EQ(unit->denominator, c.denominator) << c.text;
    EXPECT_EQ(unit->conforming, conforming) << c.text;
}

TEST(Units, ReadsWhatDsp0004Writes) {
    const UnitCase cases[] = {
        {"byte", BaseUnit::byte, 1, 1},
        {"byte * 2^10", BaseUnit::byte, ki, 1},
        {"byte * 2^20", BaseUnit::byte, ki * ki, 1},
        {"byte * 2^30", BaseUnit::byte, ki * ki * ki, 1},
        {"byte * 2^40", BaseUnit::byte, ki * ki * ki * ki, 1},
        {"byte*2^30", BaseUnit::byte, ki * ki * ki, 1},
        {"byte*1024*1024", BaseUnit::byte, ki * ki, 1},
        {"2^20 * byte", BaseUnit::byte, ki * ki, 1},
        {"kilobyte", BaseUnit::byte, 1000, 1},
        {"megabyte", BaseUnit::byte, 1'000'000, 1},
        {"kibibyte", BaseUnit::byte, ki, 1},
        {"gibibyte * 4", BaseUnit::byte, 4 * ki * ki * ki, 1},
        {"kilobyte * 2^10", BaseUnit::byte, 1'024'000, 1},
        {"hertz * 10^6", BaseUnit::hertz, 1'000'000, 1},
        {"hertz * 10^9", BaseUnit::hertz, 1'000'000'000, 1},
        {"hertz * 2^20", BaseUnit::hertz, ki * ki, 1},
        {"hertz * 106", BaseUnit::hertz, 106, 1},
        {"megahertz", BaseUnit::hertz, 1'000'000, 1},
        {"bit", BaseUnit::bit, 1, 1},
        {"bit / second", BaseUnit::bit_per_second, 1, 1},
        {"bit / second * 10^9", BaseUnit::bit_per_second, 1'000'000'000, 1},
        {"10^9 * bit / second", BaseUnit::bit_per_second, 1'000'000'000, 1},
        {"bit * second^-1", BaseUnit::bit_per_second, 1, 1},
        {"gigabit / second", BaseUnit::bit_per_second, 1'000'000'000, 1},
        {"percent", BaseUnit::percent, 1, 1},
        {"count", BaseUnit::count, 1, 1},
        {"count * 10", BaseUnit::count, 10, 1},
        {"second * 10^-3", BaseUnit::second, 1, 1000},
        {"millisecond", BaseUnit::second, 1, 1000},
        {"revolution", BaseUnit::revolution, 1, 1},
        {"byte * 1.5", BaseUnit::byte, 3, 2},
        {"byte * 0.25", BaseUnit::byte, 1, 4},
        {"byte / 8", BaseUnit::byte, 1, 8},
        {"byte / 2^-3", BaseUnit::byte, 8, 1},
        {"byte / 0.5", BaseUnit::byte, 2, 1},
        {"byte * 2^0", BaseUnit::byte, 1, 1},
        {"byte * 1^4000", BaseUnit::byte, 1, 1},
        {"byte * 2^63 * 1.5", BaseUnit::byte, 3ULL << 62U, 1},
        {"yottabyte * 10^-20", BaseUnit::byte, 10'000, 1},
        {"byte * 10^30 * 10^-28", BaseUnit::byte, 100, 1},
        {"byte * byte / byte", BaseUnit::byte, 1, 1},
        {"byte / byte", BaseUnit::count, 1, 1},
        {"1024", BaseUnit::count, 1024, 1},
        {"second^2", BaseUnit::other, 1, 1},
        {"kilobyte^2", BaseUnit::other, 1'000'000, 1},
        {"byte / second", BaseUnit::other, 1, 1},
        {"second^-1", BaseUnit::other, 1, 1},
        {"revolution / minute", BaseUnit::other, 1, 1},
        {"degree celsius", BaseUnit::other, 1, 1},
        {"milliwatt", BaseUnit::other, 1, 1000},
        {"acme:gizmo", BaseUnit::other, 1, 1},
        {"acme:giz-mo2 * 2^4", BaseUnit::other, 16, 1},
    };
    for (const UnitCase& c : cases) expect(c, true);
}

TEST(Units, ReadsWhatProductsWriteAndSaysSo) {
    const UnitCase cases[] = {
        {"byte * 2 ^ 20", BaseUnit::byte, ki * ki, 1},
        {"byte * 2 ^ 30", BaseUnit::byte, ki * ki * ki, 1},
        {"MegaBytes", BaseUnit::byte, ki * ki, 1},
        {"KiloBytes", BaseUnit::byte, ki, 1},
        {"GigaBytes", BaseUnit::byte, ki * ki * ki, 1},
        {"Megabyte", BaseUnit::byte, ki * ki, 1},
        {"megabytes", BaseUnit::byte, ki * ki, 1},
        {"MEGABYTES", BaseUnit::byte, ki * ki, 1},
        {"Bytes", BaseUnit::byte, 1, 1},
        {"B", BaseUnit::byte, 1, 1},
        {"KB", BaseUnit::byte, ki, 1},
        {"kB", BaseUnit::byte, ki, 1},
        {"kb", BaseUnit::byte, ki, 1},
        {"MB", BaseUnit::byte, ki * ki, 1},
        {"mb", BaseUnit::byte, ki * ki, 1},
        {"GB", BaseUnit::byte, ki * ki * ki, 1},
        {"TB", BaseUnit::byte, ki * ki * ki * ki, 1},
        {"MiB", BaseUnit::byte, ki * ki, 1},
        {"GiB", BaseUnit::byte, ki * ki * ki, 1},
        {"KibiBytes", BaseUnit::byte, ki, 1},
        {"MHz", BaseUnit::hertz, 1'000'000, 1},
        {"GHz", BaseUnit::hertz, 1'000'000'000, 1},
        {"MegaHertz", BaseUnit::hertz, 1'000'000, 1},
        {"Hertz*10^9", BaseUnit::hertz, 1'000'000'000, 1},
        {"Hz", BaseUnit::hertz, 1, 1},
        {"MegaBits", BaseUnit::bit, 1'000'000, 1},
        {"%", BaseUnit::percent, 1, 1},
        {"Percent", BaseUnit::percent, 1, 1},
        {" byte ", BaseUnit::byte, 1, 1},
        {"byte\t* 2", BaseUnit::byte, 2, 1},
        {"byte * 010", BaseUnit::byte, 10, 1},
        {"byte * 2^010", BaseUnit::byte, ki, 1},
    };
    for (const UnitCase& c : cases) expect(c, false);
}

TEST(Units, RefusesWhatIsNoUnit) {
    for (const char* text : {"",
                             " ",
                             "Ports",
                             "Disk",
                             "DVD Drives",
                             "Processor Cores",
                             "Mb",
                             "Gb",
                             "Kb",
                             "-byte",
                             "byte * -2",
                             "byte *",
                             "* byte",
                             "byte byte",
                             "byte 2^20",
                             "byte * 2^",
                             "byte ^",
                             "byte * 2^2^2",
                             "byte * 1.5^2",
                             "byte * .5",
                             "byte * 1.",
                             "byte * 0",
                             "byte / 0",
                             "0^-1",
                             "byte * 2^- 3",
                             "byte ** 2",
                             "byte + 1",
                             "byte * 2^1.5",
                             "kibi",
                             "kilo byte",
                             "kilokilobyte",
                             "acme:",
                             ":x",
                             "a:b:c",
                             "centiBytes",
                             "hertzs^",
                             "byte\xC3\xA4",
                             "(byte)",
                             "byte * 2^+20",
                             "XB",
                             "iB",
                             "KKB",
                             "byte,"})
        EXPECT_FALSE(parse_unit(text)) << text;
    EXPECT_FALSE(parse_unit(std::string_view("byte\0", 5)));
}

TEST(Units, RefusesFactorsBeyond64Bits) {
    EXPECT_FALSE(parse_unit("byte * 2^64"));
    EXPECT_FALSE(parse_unit("byte * 2^-64"));
    EXPECT_FALSE(parse_unit("yobibyte"));
    EXPECT_FALSE(parse_unit("byte * 10^40"));
    EXPECT_FALSE(parse_unit("byte * 2^999999999"));
    EXPECT_FALSE(parse_unit("byte * 2^99999999999999999999999999999999999999999"));
    EXPECT_FALSE(parse_unit("byte * 18446744073709551616"));
    EXPECT_EQ(parse_unit("byte * 18446744073709551615")->numerator, most);
    EXPECT_EQ(parse_unit("byte * 2^63")->numerator, 1ULL << 63U);
    EXPECT_FALSE(parse_unit("second^1000000"));
}

TEST(Units, RefusesLongTextsAtOnce) {
    std::string text = "byte";
    while (text.size() < 252) text += " * 1";
    EXPECT_TRUE(parse_unit(text));
    EXPECT_FALSE(parse_unit(text + " * 1 * 1"));
    EXPECT_FALSE(parse_unit(std::string(10'000'000, '1')));
    EXPECT_FALSE(parse_unit(std::string(10'000'000, '*')));
}

// Law: a chain of random factors equals plain arithmetic as long as that fits, and is refused when it does not.
TEST(Units, AgreesWithExactArithmetic) {
    int read = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        RandomText random(seed);
        Wide numerator = 1;
        Wide denominator = 1;
        std::string text = "byte";
        for (std::size_t i = random.below(5); i > 0; --i) {
            const std::uint64_t base = random.below(12) + 1;
            const int power = static_cast<int>(random.below(9)) - 4;
            const bool divide = random.below(3) == 0;
            text += (divide ? " / " : " * ") + std::to_string(base) + "^" + std::to_string(power);
            for (int k = 0; k < std::abs(power); ++k) ((power > 0) != divide ? numerator : denominator) *= base;
        }
        Wide x = numerator;
        Wide y = denominator;
        while (y != 0) {
            const Wide rest = x % y;
            x = y;
            y = rest;
        }
        const auto unit = parse_unit(text);
        const bool fits = numerator / x <= most && denominator / x <= most;
        ASSERT_EQ(unit.has_value(), fits) << text;
        if (!unit) continue;
        ++read;
        ASSERT_TRUE(Wide{unit->numerator} == numerator / x) << text;
        ASSERT_TRUE(Wide{unit->denominator} == denominator / x) << text;
        const std::uint64_t amount = random.below(std::size_t{1} << 40U);
        const auto scaled = scale(amount, *unit);
        const Wide product = Wide{amount} * unit->numerator;
        const bool whole = product % unit->denominator == 0 && product / unit->denominator <= most;
        ASSERT_EQ(scaled.has_value(), whole) << text;
        if (scaled) {
            ASSERT_TRUE(Wide{*scaled} * unit->denominator == product) << text;
        }
    }
    EXPECT_GT(read, 2000);
}

TEST(Units, ScalesWithoutOverflow) {
    EXPECT_EQ(scale(4, *parse_unit("byte * 2^30")).value(), 4ULL << 30U);
    EXPECT_EQ(scale(3, *parse_unit("byte * 0.5 * 2")).value(), 3U);
    EXPECT_EQ(scale(most, Unit{BaseUnit::byte, 1, 1, true}).value(), most);
    EXPECT_EQ(scale(most, Unit{BaseUnit::byte, most, most, true}).value(), most);
    EXPECT_EQ(scale(0, *parse_unit("byte * 2^63")).value(), 0U);
    const auto overflow = scale(1ULL << 34U, *parse_unit("byte * 2^30"));
    ASSERT_FALSE(overflow);
    EXPECT_EQ(overflow.error().code, ErrorCode::limit_exceeded);
    const auto part = scale(3, *parse_unit("byte / 2"));
    ASSERT_FALSE(part);
    EXPECT_EQ(part.error().code, ErrorCode::invalid_argument);
    EXPECT_FALSE(scale(1, Unit{BaseUnit::byte, 1, 0, true}));
}

TEST(Units, NamesItsBases) {
    for (const char* name : {"byte", "bit", "hertz", "count", "second", "percent", "revolution", "bit / second"})
        EXPECT_EQ(to_string(parse_unit(name)->base), name);
}

TEST(Sizes, ReadsWhatPeopleType) {
    const std::pair<const char*, std::uint64_t> cases[] = {
        {"0", 0},
        {"4096", 4096},
        {"12 b", 12},
        {"4GiB", 4 * ki * ki * ki},
        {"512 MiB", 512 * ki * ki},
        {"1.5GiB", 3 * ki * ki * ki / 2},
        {"1.5 GiB", 3 * ki * ki * ki / 2},
        {"4G", 4 * ki * ki * ki},
        {"4g", 4 * ki * ki * ki},
        {"16 kb", 16 * ki},
        {"1T", ki * ki * ki * ki},
        {"2P", 2 * ki * ki * ki * ki * ki},
        {" 8 M ", 8 * ki * ki},
        {"0.5K", 512},
        {"1.000 B", 1},
        {"007", 7},
        {"18446744073709551615", most},
        {"15.5E", 31ULL << 59U},
    };
    for (const auto& [text, bytes] : cases) {
        const auto size = parse_size(text);
        ASSERT_TRUE(size) << text;
        EXPECT_EQ(*size, bytes) << text;
    }
}

TEST(Sizes, RefusesWhatIsNoSize) {
    for (const char* text : {"", " ", "G", "-1", "+1", "1,5G", "1.G", ".5G", "1..5G", "4 Gi", "4GG", "4 GiBs", "0x10",
                             "1e3", "4 G iB", "1.5", "0.1K", "NaN", "1 2"}) {
        const auto size = parse_size(text);
        ASSERT_FALSE(size) << text;
        EXPECT_EQ(size.error().code, ErrorCode::invalid_argument) << text;
    }
    for (const char* text : {"16E", "18446744073709551616", "99999999999999999999999999999999999999999999", "16384P"}) {
        const auto size = parse_size(text);
        ASSERT_FALSE(size) << text;
        EXPECT_EQ(size.error().code, ErrorCode::limit_exceeded) << text;
    }
    EXPECT_FALSE(parse_size(std::string(1'000'000, '0')));
}

TEST(Sizes, EscapesTheTextInMessages) {
    EXPECT_EQ(parse_size("4\x1b[2J").error().message.find('\x1b'), std::string::npos);
}

TEST(Sizes, WritesTheLargestUnitThatDivides) {
    EXPECT_EQ(canonical_byte_unit(0), (ByteAmount{0, "byte"}));
    EXPECT_EQ(canonical_byte_unit(1), (ByteAmount{1, "byte"}));
    EXPECT_EQ(canonical_byte_unit(1536), (ByteAmount{1536, "byte"}));
    EXPECT_EQ(canonical_byte_unit(2048), (ByteAmount{2, "byte * 2^10"}));
    EXPECT_EQ(canonical_byte_unit(512 * ki * ki), (ByteAmount{512, "byte * 2^20"}));
    EXPECT_EQ(canonical_byte_unit(4 * ki * ki * ki), (ByteAmount{4, "byte * 2^30"}));
    EXPECT_EQ(canonical_byte_unit(4096 * ki * ki * ki), (ByteAmount{4, "byte * 2^40"}));
    EXPECT_EQ(canonical_byte_unit(1ULL << 63U), (ByteAmount{1ULL << 23U, "byte * 2^40"}));
    EXPECT_EQ(canonical_byte_unit(most), (ByteAmount{most, "byte"}));
}

TEST(Sizes, ReadsBackItsOwnUnits) {
    RandomText random(3);
    for (int i = 0; i < 500; ++i) {
        const std::uint64_t bytes = random.below(std::size_t{1} << 20U) << random.below(43);
        const ByteAmount written = canonical_byte_unit(bytes);
        const auto unit = parse_unit(written.unit);
        ASSERT_TRUE(unit && unit->conforming && unit->base == BaseUnit::byte);
        ASSERT_EQ(scale(written.amount, *unit).value(), bytes);
    }
}

TEST(Sizes, TellsPeopleWhenItRounds) {
    const std::pair<std::uint64_t, const char*> cases[] = {
        {0, "0 bytes"},
        {1, "1 byte"},
        {1023, "1023 bytes"},
        {1024, "1 KiB"},
        {1536, "1.5 KiB"},
        {1500, "~1.5 KiB"},
        {ki * ki - 1, "~1 MiB"},
        {4 * ki * ki * ki, "4 GiB"},
        {4 * ki * ki * ki + 1, "~4 GiB"},
        {1'500'000, "~1.4 MiB"},
        {ki * ki * ki * ki * 5 / 2, "2.5 TiB"},
        {most, "~16 EiB"},
        {1ULL << 60U, "1 EiB"},
    };
    for (const auto& [bytes, text] : cases) EXPECT_EQ(human_bytes(bytes), text);
}

}  // namespace
}  // namespace ovfkit::text
