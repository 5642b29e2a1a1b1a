// SPDX-License-Identifier: Apache-2.0
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <map>
#include <memory>
#include <set>

#include "convert/converted.hpp"
#include "support/generate.hpp"

namespace ovfkit::convert {
namespace {

/// Every conversion of every descriptor of the project's own.
template <class Check>
void for_every_conversion(Check check) {
    for (const std::string& path : test::dialect_fixtures())
        for (const Grammar target : all_targets) {
            SCOPED_TRACE(path + " to " + target_word(target));
            const Descriptor source = parsed(test::contents(path));
            for (const Output& output : outputs_of(source, to(target))) check(source, output, target);
        }
}

TEST(ConversionLaw, ReadingTheOutputGivesTheModelThatWasWritten) {
    for_every_conversion([](const Descriptor&, const Output& output, Grammar target) {
        const Descriptor back = parsed(output.bytes);
        EXPECT_EQ(back.dialect().grammar, target);
        EXPECT_TRUE(back.envelope() == output.envelope);
        EXPECT_TRUE(descriptor::inexpressible(output.envelope, target).empty());
    });
}

TEST(ConversionLaw, TheOutputSaysWhatItIs) {
    for_every_conversion([](const Descriptor&, const Output& output, Grammar) {
        const auto systems = model::virtual_systems(output.envelope);
        ASSERT_FALSE(systems.empty());
        EXPECT_EQ(output.id, model::entity_id(*systems.front()));
        EXPECT_EQ(output.name, model::entity_name(*systems.front()));
        EXPECT_EQ(output.kind, model::entity_kind(*systems.front()));
    });
}

// ---- nothing is lost silently: the source's XML as a parser that is not ours sees it ----

std::string trimmed(std::string text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_in(const xmlNs* ns, const char* uri) { return ns != nullptr && xmlStrEqual(ns->href, BAD_CAST uri) != 0; }

/// All but what says how the dialect writes a thing, and the trust section, which is written anew.
void collect_texts(const xmlNode* node, std::vector<std::pair<std::string, long>>& texts) {
    for (const xmlNode* n = node; n != nullptr; n = n->next) {
        const auto add = [&](const xmlChar* value) {
            std::string text = trimmed(reinterpret_cast<const char*>(value));
            if (!text.empty()) texts.emplace_back(std::move(text), xmlGetLineNo(const_cast<xmlNode*>(n)));
        };
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE || n->type == XML_COMMENT_NODE)
            add(n->content);
        if (n->type != XML_ELEMENT_NODE) continue;
        for (const xmlAttr* a = n->properties; a != nullptr; a = a->next)
            if (a->children != nullptr && !is_in(a->ns, "http://www.w3.org/2001/XMLSchema-instance") &&
                !(n->parent->type == XML_DOCUMENT_NODE && xmlStrEqual(a->name, BAD_CAST "version") != 0))
                add(a->children->content);
        if (!is_in(n->ns, "urn:ovfkit:trust:1")) collect_texts(n->children, texts);
    }
}

std::vector<std::pair<std::string, long>> texts_of(const std::string& bytes) {
    const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
        xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), "text", nullptr, XML_PARSE_NONET | XML_PARSE_HUGE),
        xmlFreeDoc);
    std::vector<std::pair<std::string, long>> texts;
    EXPECT_NE(document, nullptr) << "the output is not well-formed";
    if (document) collect_texts(xmlDocGetRootElement(document.get()), texts);
    return texts;
}

// Spellings that the conversion may change without changing what they mean, and flags, which it writes anew.
std::set<std::string> same_meaning(const std::string& text) {
    std::set<std::string> forms{text};
    const auto lower = [](std::string s) {
        for (char& c : s)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return s;
    };
    forms.insert(lower(text));  // booleans, GUIDs
    if (text == "1") forms.insert("true");
    if (text == "0") forms.insert("false");
    if (text.rfind("/disk/", 0) == 0 || text.rfind("/file/", 0) == 0) forms.insert("ovf:" + text);
    if (text == "MegaBytes") forms.insert("byte * 2^20");
    return forms;
}

std::string without_escapes(std::string text) {
    const auto replace = [&](const std::string& from, const std::string& with) {
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + with.size()))
            text.replace(at, from.size(), with);
    };
    replace("&#10;", "\n");  // oVirt escapes the newlines of scripts twice, or writes backslash and n
    replace("\\n", "\n");
    return text;
}

// Each text of the source is a text of one of the outputs, or a loss of the one that should have it names its line.
TEST(ConversionLaw, EveryTextOfTheSourceIsInTheOutputOrInALoss) {
    for (const std::string& path : test::dialect_fixtures()) {
        if (path.find("xen/vm.ovf") != std::string::npos) continue;  // its encoding is labelled wrongly
        const std::string bytes = test::contents(path);
        const auto before = texts_of(bytes);
        for (const Grammar target : all_targets) {
            SCOPED_TRACE(path + " to " + target_word(target));
            std::multiset<std::string> after;
            std::set<std::uint32_t> lines;
            const auto outputs = outputs_of(parsed(bytes), to(target));
            std::string losses;
            for (const Output& output : outputs) {
                for (const auto& [text, line] : texts_of(output.bytes)) after.insert(without_escapes(text));
                for (const Loss& loss : output.losses) {
                    const auto text = loss.where.span.of(bytes);
                    for (auto l = 0; l <= std::count(text.begin(), text.end(), '\n'); ++l)
                        lines.insert(loss.where.line + static_cast<std::uint32_t>(l));
                }
                losses += listed(output);
            }
            const bool one_line = std::count(bytes.begin(), bytes.end(), '\n') < 20;
            for (const auto& [text, line] : before) {
                bool found = !one_line && lines.count(static_cast<std::uint32_t>(line)) != 0;
                if (one_line) found = losses.find(text.substr(0, 40)) != std::string::npos;
                for (const std::string& form : same_meaning(text)) {
                    if (after.count(without_escapes(form)) != 0) found = true;
                }
                EXPECT_TRUE(found) << "line " << line << ": " << text;
            }
        }
    }
}

// ---- round trips ----

/// Order among sections, Items and extensions is not what these laws are about.
model::Envelope ordered(model::Envelope envelope) {
    const auto by_text = [](const model::Item& a, const model::Item& b) {
        return a.instance_id.value_or({}) < b.instance_id.value_or({});
    };
    const auto sort_sections = [&](std::vector<model::Section>& sections) {
        std::stable_sort(sections.begin(), sections.end(),
                         [](const auto& a, const auto& b) { return a.index() < b.index(); });
        for (model::Section& s : sections)
            if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&s))
                std::stable_sort(hardware->items.begin(), hardware->items.end(), by_text);
    };
    sort_sections(envelope.sections);
    for (model::VirtualSystem* system : model::virtual_systems(envelope)) {
        sort_sections(system->sections);
        system->trust = {};
        system->sections.erase(
            std::remove_if(system->sections.begin(), system->sections.end(),
                           [](const model::Section& s) { return std::holds_alternative<model::TrustSection>(s); }),
            system->sections.end());
    }
    return envelope;
}

Output there_and_back(const Descriptor& source, Grammar by) {
    const Output there = output_of(source, by);
    return output_of(parsed(there.bytes), source.dialect().grammar);
}

TEST(ConversionLaw, OVirtComesBackWholeByWayOfAnyOtherDialect) {
    for (const std::string& path : test::dialect_fixtures())
        for (const Grammar by : all_targets) {
            const Descriptor source = parsed(test::contents(path));
            const Grammar own = source.dialect().grammar;
            if ((own != Grammar::ovirt && own != Grammar::ovirt_ova) || by == own) continue;
            SCOPED_TRACE(path + " by way of " + target_word(by));
            const Output back = there_and_back(source, by);
            const auto want = ordered(output_of(source, own).envelope);
            const auto have = ordered(back.envelope);
            EXPECT_TRUE(have == want) << descriptor::write(have, own).value() << "\n\n"
                                      << descriptor::write(want, own).value();
        }
}

TEST(ConversionLaw, StandardDescriptorsComeBackWholeByWayOfOVirt) {
    for (const std::string& path : test::dialect_fixtures())
        for (const Grammar by : {Grammar::ovirt, Grammar::ovirt_ova}) {
            const Descriptor source = parsed(test::contents(path));
            const Grammar own = source.dialect().grammar;
            if (own != Grammar::ovf_1 && own != Grammar::ovf_2) continue;
            if (model::virtual_systems(source.envelope()).size() != 1) continue;
            if (source.envelope().contents.front().collection() != nullptr) continue;
            SCOPED_TRACE(path + " by way of " + target_word(by));
            const Output back = there_and_back(source, by);
            auto want = ordered(source.envelope());
            for (model::Strings& bundle : want.strings)  // the one thing that is reported as dropped
                for (model::StringsMsg& message : bundle.messages) message.file_ref.reset();
            EXPECT_TRUE(ordered(back.envelope) == want)
                << descriptor::write(ordered(back.envelope), own).value() << "\n\n"
                << descriptor::write(want, own).value();
        }
}

TEST(ConversionLaw, DescriptorsOf2ComeBackWholeByWayOf1) {
    for (const char* name :
         {"dmtf-2.x/vm.ovf", "dmtf-2.x/template.ovf", "dmtf-2.x/cluster.ovf", "virtualbox/template-2.0.ovf"}) {
        SCOPED_TRACE(name);
        const Descriptor source = read_dialect(name);
        const Output back = there_and_back(source, Grammar::ovf_1);
        auto want = ordered(source.envelope());
        for (model::Strings& bundle : want.strings)
            for (model::StringsMsg& message : bundle.messages) message.file_ref.reset();
        EXPECT_TRUE(ordered(back.envelope) == want)
            << descriptor::write(ordered(back.envelope), Grammar::ovf_2).value() << "\n\n"
            << descriptor::write(want, Grammar::ovf_2).value();
    }
}

// ---- generated models ----

TEST(ConversionLaw, HoldsForGeneratedModels) {
    std::uint32_t seed = 1;
    for (const Grammar from : {Grammar::draft_0_9, Grammar::ovf_1, Grammar::ovf_2, Grammar::ovirt, Grammar::ovirt_ova})
        for (const EntityKind kind : {EntityKind::vm, EntityKind::template_})
            for (int round = 0; round < 15; ++round, ++seed) {
                test::Generator generator(seed);
                const Descriptor source = written(generator.envelope(from, kind), from);
                if (model::virtual_systems(source.envelope()).empty()) continue;
                const auto before = evidence_of(source).entities;
                for (const Grammar target : all_targets) {
                    SCOPED_TRACE("seed " + std::to_string(seed) + " to " + target_word(target));
                    std::size_t i = 0;
                    for (const Output& output : outputs_of(source, to(target))) {
                        const Descriptor back = parsed(output.bytes);
                        EXPECT_TRUE(back.envelope() == output.envelope);
                        EXPECT_TRUE(descriptor::inexpressible(output.envelope, target).empty());
                        for (const auto& entity : evidence_of(back).entities)
                            EXPECT_EQ(entity.trust, before.at(i++).trust);
                    }
                    EXPECT_EQ(i, before.size());
                }
            }
}

}  // namespace
}  // namespace ovfkit::convert
