// SPDX-License-Identifier: Apache-2.0
// What a descriptor may cost is bounded, and every bound can be moved.
#include <gtest/gtest.h>
#include <pthread.h>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/descriptor/write.hpp>

#include <functional>

namespace ovfkit::descriptor {
namespace {

constexpr const char* deep_head =
    "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1' xmlns:v='urn:v'><VirtualSystem>";
constexpr const char* deep_tail = "</VirtualSystem></Envelope>";

std::string inside(std::string_view content) {
    std::string out(deep_head);
    out += content;
    out += deep_tail;
    return out;
}

std::string repeat(std::string_view piece, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

std::string verdict(const std::string& bytes, const Limits& limits = {}) {
    Diagnostics diagnostics(limits.max_diagnostics);
    ReadOptions options;
    options.limits = limits;
    const auto d = Descriptor::parse(bytes, diagnostics, options);
    if (d) return "ok";
    EXPECT_EQ(d.error().code, ErrorCode::limit_exceeded);
    EXPECT_TRUE(diagnostics.has(d.error().rule));
    return std::string(d.error().rule);
}

// Refused by the default limits, and let through when `change` raises one.
template <class Change>
void expect_adjustable(const std::string& bytes, const std::string& rule, Change change) {
    EXPECT_EQ(verdict(bytes), rule);
    Limits raised;
    change(raised);
    EXPECT_EQ(verdict(bytes, raised), "ok");
}

TEST(Limits, OfBytesCanBeMoved) {
    Limits small;
    small.max_bytes = 50;
    EXPECT_EQ(verdict(inside(""), small), "text/too-large");
    expect_adjustable(inside(("<Name>" + std::string(65U << 20U, 'n') + "</Name>")), "text/too-large",
                      [](Limits& l) { l.max_bytes = 100U << 20U; });
}

TEST(Limits, OfDepthCanBeMoved) {
    expect_adjustable(inside(repeat("<v:a>", 300) + repeat("</v:a>", 300)), "xml/too-deep",
                      [](Limits& l) { l.max_depth = 400; });
    const std::string nested =
        repeat("<VirtualSystemCollection>", 300) + "<VirtualSystem/>" + repeat("</VirtualSystemCollection>", 300);
    expect_adjustable("<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'>" + nested + "</Envelope>",
                      "xml/too-deep", [](Limits& l) { l.max_depth = 400; });
}

TEST(Limits, OfAttributesCanBeMoved) {
    std::string many = "<v:a";
    for (int i = 0; i < 1000; ++i) many += " a" + std::to_string(i) + "=''";
    expect_adjustable(inside(many + "/>"), "xml/too-many-attributes", [](Limits& l) { l.max_attributes = 1000; });
}

TEST(Limits, OfNodesCanBeMoved) {
    expect_adjustable(inside(repeat("<v:a/>", 300'000)), "xml/too-many-nodes",
                      [](Limits& l) { l.max_nodes = 400'000; });
}

TEST(Limits, OfNamespacesCanBeMoved) {
    expect_adjustable(inside(repeat("<v:a xmlns:w='urn:w'/>", 1'500)), "xml/too-many-namespaces",
                      [](Limits& l) { l.max_namespaces = 2'000; });
    expect_adjustable(inside(("<a xmlns='urn:" + std::string(2'000, 'x') + "'/>")), "xml/namespace-too-long",
                      [](Limits& l) { l.max_namespace_bytes = 3'000; });
}

TEST(Limits, OfAttributeValuesCanBeMoved) {
    expect_adjustable(inside(("<v:a b='" + std::string(17U << 20U, 'x') + "'/>")), "xml/attribute-too-long",
                      [](Limits& l) { l.max_attribute_bytes = 20U << 20U; });
}

// Of a thread that an engine may run us on; sanitizers blow frames up.
#if defined(__SANITIZE_ADDRESS__)
#define OVFKIT_LARGE_FRAMES
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OVFKIT_LARGE_FRAMES
#endif
#endif
#ifdef OVFKIT_LARGE_FRAMES
constexpr std::size_t stack_bytes = 8U << 20U;
#else
constexpr std::size_t stack_bytes = 1U << 20U;
#endif

void on_a_thread(std::function<void()> act) {
    pthread_attr_t attributes{};
    pthread_t thread{};
    ASSERT_EQ(pthread_attr_init(&attributes), 0);
    ASSERT_EQ(pthread_attr_setstacksize(&attributes, stack_bytes), 0);
    const auto run = [](void* function) -> void* {
        (*static_cast<std::function<void()>*>(function))();
        return nullptr;
    };
    ASSERT_EQ(pthread_create(&thread, &attributes, run, &act), 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
}

void read_copy_and_write(const std::string& bytes, const Limits& limits) {
    Diagnostics diagnostics;
    ReadOptions options;
    options.limits = limits;
    const auto d = Descriptor::parse(bytes, diagnostics, options);
    ASSERT_TRUE(d) << d.error().message;
    const model::Envelope copy = d->envelope();
    EXPECT_TRUE(copy == d->envelope());
    EXPECT_EQ(rewrite(*d, copy).value(), bytes);
    const auto fresh = write(copy, Grammar::ovf_1);
    ASSERT_TRUE(fresh);
    const auto again = Descriptor::parse(*fresh, diagnostics, options);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->envelope() == copy);
}

// The deepest document there can be is read, compared, copied, written and freed on a small stack.
TEST(Limits, OfDepthKeepTheStackWhateverTheCallerSets) {
    Limits raised;
    raised.max_depth = 0xFFFFFFFF;
    EXPECT_EQ(verdict(inside(repeat("<v:a>", 5'000) + repeat("</v:a>", 5'000)), raised), "xml/too-deep");
    const std::string foreign = inside(repeat("<v:a>", 490) + "x" + repeat("</v:a>", 490));
    const std::string nested = "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'>" +
                               repeat("<VirtualSystemCollection>", 490) + "<VirtualSystem/>" +
                               repeat("</VirtualSystemCollection>", 490) + "</Envelope>";
    for (const std::string& bytes : {foreign, nested}) on_a_thread([&] { read_copy_and_write(bytes, raised); });
}

TEST(Limits, OfFindingsAreThoseOfTheSink) {
    Diagnostics diagnostics(3);
    ASSERT_TRUE(Descriptor::parse(inside(repeat("<x:y/>", 10)), diagnostics));
    EXPECT_EQ(diagnostics.size(), 3U);
    EXPECT_EQ(diagnostics.dropped(), 7U);
}

}  // namespace
}  // namespace ovfkit::descriptor
