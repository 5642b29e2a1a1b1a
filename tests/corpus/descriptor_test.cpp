// SPDX-License-Identifier: Apache-2.0
// Laws over descriptors that real products wrote. Which of them are well-formed is libxml2's verdict, not ours.
#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <iostream>
#include <map>
#include <memory>

#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/view.hpp>

#include "support/files.hpp"

namespace ovfkit::descriptor {
namespace {

// Whether the bytes are a well-formed document with an Envelope at its root, for a parser that is not ours.
bool is_envelope(const std::string& bytes) {
    const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
        xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), "corpus", nullptr,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE),
        xmlFreeDoc);
    const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    return root != nullptr && xmlStrEqual(root->name, reinterpret_cast<const xmlChar*>("Envelope")) != 0;
}

// Calls `check` for every descriptor of the corpus; skips the test when there is none.
template <class Check>
void over_corpus(Check check) {
    const auto paths = test::corpus_descriptors();
    std::size_t read = 0;
    for (const std::string& path : paths) {
        SCOPED_TRACE(path);
        const std::string bytes = test::contents(path);
        Diagnostics diagnostics;
        auto descriptor = Descriptor::parse(bytes, diagnostics);
        if (!descriptor) continue;
        ++read;
        check(*descriptor, bytes);
    }
    if (paths.empty()) GTEST_SKIP() << "no corpus";
    std::cout << "corpus: " << read << " descriptors checked\n";
    EXPECT_GT(read, 0U);
}

TEST(Corpus, EveryWellFormedEnvelopeIsReadAndEverythingElseIsExplained) {
    std::map<bool, std::size_t> count;
    const auto paths = test::corpus_descriptors();
    for (const std::string& path : paths) {
        const std::string bytes = test::contents(path);
        Diagnostics diagnostics;
        const auto descriptor = Descriptor::parse(bytes, diagnostics);
        EXPECT_EQ(descriptor.has_value(), is_envelope(bytes)) << path;
        if (!descriptor) {
            EXPECT_EQ(diagnostics.worst(), Severity::error) << path;
            EXPECT_FALSE(descriptor.error().message.empty()) << path;
            EXPECT_FALSE(descriptor.error().rule.empty()) << path;
        }
        ++count[descriptor.has_value()];
    }
    if (paths.empty()) GTEST_SKIP() << "no corpus";
    std::cout << "corpus: " << count[true] << " read, " << count[false] << " refused with a reason\n";
}

TEST(Corpus, AnUntouchedDescriptorIsWrittenBackByteForByte) {
    over_corpus([](const Descriptor& descriptor, const std::string& bytes) {
        const auto again = rewrite(descriptor, descriptor.envelope());
        ASSERT_TRUE(again) << again.error().message;
        EXPECT_TRUE(*again == bytes);
    });
}

TEST(Corpus, ReadOfAFreshWriteIsEqual) {
    over_corpus([](const Descriptor& descriptor, const std::string&) {
        const Grammar grammar = descriptor.dialect().grammar;
        EXPECT_TRUE(inexpressible(descriptor.envelope(), grammar).empty());
        const auto bytes = write(descriptor.envelope(), grammar);
        ASSERT_TRUE(bytes) << bytes.error().message;
        Diagnostics diagnostics;
        const auto again = Descriptor::parse(*bytes, diagnostics);
        ASSERT_TRUE(again) << again.error().message;
        EXPECT_TRUE(again->envelope() == completed(descriptor.envelope(), grammar));
    });
}

TEST(Corpus, SettingAFlagAndANameChangesOnlyThose) {
    over_corpus([](const Descriptor& descriptor, const std::string& bytes) {
        model::Envelope changed = descriptor.envelope();
        std::size_t names = 0;
        for (model::VirtualSystem* system : model::virtual_systems(changed)) {
            system->trust.set_trusted_host(true);
            if (system->name.has_value()) ++names;
            if (system->name.has_value()) system->name = model::Msg("renamed & \xC3\xA9", system->name->msgid);
        }
        const auto edited = rewrite(descriptor, changed);
        ASSERT_TRUE(edited) << edited.error().message;
        if (model::virtual_systems(changed).empty()) return;
        // What stands in front of the first virtual system is untouched.
        const std::uint32_t begin = model::virtual_systems(descriptor.envelope()).front()->at.begin;
        EXPECT_TRUE(edited->compare(0, begin, bytes, 0, begin) == 0);
        EXPECT_GE(edited->size() + names * 200, bytes.size());
    });
}

// Every value knows its bytes: the span of an id holds the id as it was written.
TEST(Corpus, SpansHoldWhatWasRead) {
    std::size_t values = 0;
    over_corpus([&](const Descriptor& descriptor, const std::string& bytes) {
        if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") return;
        const auto holds = [&](const model::Field<std::string>& field) {
            if (!field.has_value() || field.at().empty()) return;
            ASSERT_LE(field.at().end, bytes.size());
            const std::string_view raw = field.at().of(bytes);
            if (raw.find('&') != std::string_view::npos) return;
            EXPECT_NE(raw.find(*field), std::string_view::npos) << raw;
            ++values;
        };
        if (descriptor.envelope().references)
            for (const model::File& file : descriptor.envelope().references->files) holds(file.href);
        for (const model::VirtualSystem* system : model::virtual_systems(descriptor.envelope()))
            for (const model::Section& section : system->sections)
                if (const auto* hardware = std::get_if<model::VirtualHardwareSection>(&section))
                    for (const model::Item& item : hardware->items) holds(item.instance_id);
    });
    std::cout << "corpus: " << values << " values compared with their bytes\n";
}

}  // namespace
}  // namespace ovfkit::descriptor
