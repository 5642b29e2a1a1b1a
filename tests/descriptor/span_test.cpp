// SPDX-License-Identifier: Apache-2.0
// Every value of the model knows the bytes it came from.
#include "descriptor/span_walk.hpp"

#include <gtest/gtest.h>

#include <map>

#include "support/files.hpp"

namespace ovfkit::descriptor {
namespace {

std::optional<Descriptor> read(std::string bytes) {
    Diagnostics diagnostics;
    auto d = Descriptor::parse(std::move(bytes), diagnostics);
    return d ? std::optional<Descriptor>(*std::move(d)) : std::nullopt;
}

// What stands at the edges of a place, in UTF-8 sources.
void check_edges(const Place& place, std::string_view bytes) {
    const std::string_view text = place.at.of(bytes);
    switch (place.what) {
        case Placed::element:
            EXPECT_EQ(text.front(), '<') << place.name;
            EXPECT_EQ(text.back(), '>') << place.name;
            return;
        case Placed::attribute: {
            const char quote = bytes[place.at.end];
            EXPECT_TRUE(quote == '"' || quote == '\'') << place.name;
            EXPECT_EQ(bytes[place.at.begin - 1], quote) << place.name;
            return;
        }
        case Placed::value:
            if (bytes[place.at.begin - 1] == '>') {  // between tags, or behind `<x/>`
                EXPECT_TRUE(place.at.empty() || bytes.substr(place.at.end, 2) == "</") << place.name << " " << text;
            } else {
                EXPECT_EQ(bytes[place.at.begin - 1], bytes[place.at.end]) << place.name << " " << text;
            }
            return;
        case Placed::extension: return;  // a text begins and ends anywhere
    }
}

TEST(Span, OfEverythingIsInsideItsElementOverAllFixtures) {
    std::size_t places = 0;
    for (const std::string& path : test::files_below(test::fixture(""), {".ovf"})) {
        SCOPED_TRACE(path);
        const auto d = read(test::contents(path));
        if (!d) continue;
        const Span whole{0, static_cast<std::uint32_t>(d->bytes().size())};
        const bool utf16 = d->bytes().find('\0') != std::string_view::npos;
        const SpanWalk walk(*d);
        for (const Place& place : walk.places()) {
            EXPECT_LE(place.at.begin, place.at.end) << place.name;
            EXPECT_TRUE(whole.contains(place.at)) << place.name;
            EXPECT_TRUE(!place.around.known() || place.around.contains(place.at)) << place.name;
            if (!utf16) check_edges(place, d->bytes());
        }
        places += walk.places().size();
        if (testing::Test::HasFailure()) return;
    }
    EXPECT_GT(places, 9'000U);
}

TEST(Span, OfAPlainValueIsItsText) {
    const auto d = read(test::contents(test::fixture("dialects/dmtf-1.1/vm.ovf")));
    ASSERT_TRUE(d);
    const model::Envelope& e = d->envelope();
    for (const model::File& file : e.references->files) {
        EXPECT_EQ(file.id.at().of(d->bytes()), *file.id);
        EXPECT_EQ(file.size.at().of(d->bytes()), std::to_string(*file.size));
        EXPECT_EQ(file.at.of(d->bytes()).substr(0, 1), "<");
    }
}

// The same document in other bytes: places are in those bytes, lines and columns are the same.
TEST(Span, CountsBytesOfTheSourceInEveryEncoding) {
    const auto good = read(test::contents(test::fixture("hostile/odd-but-good.ovf")));
    const auto eight = read(test::contents(test::fixture("hostile/utf-8-bom.ovf")));
    ASSERT_TRUE(good && eight);
    for (const char* file : {"utf-16le-bom", "utf-16be-bom", "utf-16le-no-bom"}) {
        SCOPED_TRACE(file);
        const auto wide = read(test::contents(test::fixture("hostile/" + std::string(file) + ".ovf")));
        ASSERT_TRUE(wide);
        EXPECT_TRUE(wide->envelope() == eight->envelope());
        const SpanWalk a(*wide);
        const SpanWalk b(*eight);
        ASSERT_EQ(a.places().size(), b.places().size());
        const std::string_view bytes = wide->bytes();
        const bool big = std::string_view(file) == "utf-16be-bom";
        for (std::size_t i = 0; i < a.places().size(); ++i) {
            const Place& w = a.places()[i];
            if (w.what == Placed::element) {
                EXPECT_EQ(bytes[w.at.begin + (big ? 1 : 0)], '<');
            }
            EXPECT_EQ(w.at.begin % 2, 0U);
            const Location here = wide->locate(w.at);
            const Location there = eight->locate(b.places()[i].at);
            ASSERT_EQ(here.column, there.column) << w.name;
            ASSERT_EQ(here.path, there.path) << w.name;
        }
    }
}

TEST(Span, LocateNamesTheInnermostElement) {
    const std::string bytes =
        "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'>\n"
        " <é/>\n <VirtualSystem id='é'><Name>n</Name></VirtualSystem>\n</Envelope>";
    const auto d = read(bytes);
    ASSERT_TRUE(d);
    const auto at = static_cast<std::uint32_t>(bytes.find("<Name>") + 6);
    const Location where = d->locate({at, at + 1});
    EXPECT_EQ(where.line, 3U);
    EXPECT_EQ(where.column, 30U) << "characters, not bytes";
    EXPECT_EQ(where.path, "/Envelope/VirtualSystem/Name");
    EXPECT_EQ(d->line(3), " <VirtualSystem id='é'><Name>n</Name></VirtualSystem>");
    EXPECT_EQ(d->line(9), "");
    EXPECT_EQ(d->locate({0, 1}).path, "/Envelope");
    const auto size = static_cast<std::uint32_t>(bytes.size());
    EXPECT_EQ(d->locate({size, size}).line, 4U) << "the end of the source is a place, too";
}

}  // namespace
}  // namespace ovfkit::descriptor
