// SPDX-License-Identifier: Apache-2.0
// Output for oVirt, read as the engine reads it: by literal prefixes, by what must be there, by text (oVirt reference
// 7).
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <functional>
#include <memory>
#include <regex>
#include <set>

#include "convert/converted.hpp"
#include "support/generate.hpp"

namespace ovfkit::convert {
namespace {

constexpr const char* guid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

bool is_guid(const std::string& text) { return std::regex_match(text, std::regex(guid)); }

/// A document as a reader sees it that compares prefixes, not namespaces.
class Naive {
public:
    explicit Naive(const std::string& bytes)
        : document_(xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), "output", nullptr,
                                  XML_PARSE_NONET | XML_PARSE_HUGE),
                    xmlFreeDoc) {}

    [[nodiscard]] const xmlNode* root() const { return document_ ? xmlDocGetRootElement(document_.get()) : nullptr; }

    static std::string name(const xmlNode* n) {
        const std::string local(reinterpret_cast<const char*>(n->name));
        const bool prefixed = n->ns != nullptr && n->ns->prefix != nullptr;
        return prefixed ? std::string(reinterpret_cast<const char*>(n->ns->prefix)) + ":" + local : local;
    }
    static std::vector<const xmlNode*> children(const xmlNode* n, const std::string& named = {}) {
        std::vector<const xmlNode*> found;
        for (const xmlNode* c = n->children; c != nullptr; c = c->next)
            if (c->type == XML_ELEMENT_NODE && (named.empty() || name(c) == named)) found.push_back(c);
        return found;
    }
    static const xmlNode* child(const xmlNode* n, const std::string& named) {
        const auto all = children(n, named);
        return all.empty() ? nullptr : all.front();
    }
    static std::string text(const xmlNode* n) {
        if (n == nullptr) return {};
        const std::unique_ptr<xmlChar, void (*)(void*)> content(xmlNodeGetContent(const_cast<xmlNode*>(n)), xmlFree);
        return reinterpret_cast<const char*>(content.get());
    }
    static std::optional<std::string> attribute(const xmlNode* n, const std::string& named) {
        for (const xmlAttr* a = n->properties; a != nullptr; a = a->next) {
            const bool prefixed = a->ns != nullptr && a->ns->prefix != nullptr;
            const std::string own = (prefixed ? std::string(reinterpret_cast<const char*>(a->ns->prefix)) + ":" : "") +
                                    reinterpret_cast<const char*>(a->name);
            if (own == named) return a->children != nullptr ? text(a->children) : std::string();
        }
        return std::nullopt;
    }
    /// Every element of that name at any depth.
    static void all(const xmlNode* n, const std::string& named, std::vector<const xmlNode*>& found) {
        for (const xmlNode* c : children(n)) {
            if (name(c) == named) found.push_back(c);
            all(c, named, found);
        }
    }

private:
    std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document_;
};

using Node = const xmlNode*;

std::vector<std::string> names(const std::vector<Node>& nodes) {
    std::vector<std::string> all;
    for (const Node n : nodes)
        if (Naive::name(n).find(':') == std::string::npos) all.push_back(Naive::name(n));
    return all;
}

/// Every oVirt output of the project's descriptors and of generated ones.
void for_every_output(Grammar target, const std::function<void(const Output&)>& check) {
    for (const std::string& path : test::dialect_fixtures()) {
        SCOPED_TRACE(path);
        for (const EntityKind as : {EntityKind::vm, EntityKind::template_}) {
            Options options = to(target);
            options.as = as;
            for (const Output& output : outputs_of(parsed(test::contents(path)), options)) check(output);
        }
    }
}

void check_items(Node hardware, bool ova) {
    for (const Node item : Naive::children(hardware, "Item")) {
        const Node type = Naive::child(item, "rasd:ResourceType");
        ASSERT_NE(type, nullptr);
        ASSERT_NE(Naive::child(item, ova ? "rasd:InstanceID" : "rasd:InstanceId"), nullptr);
        const std::string number = Naive::text(type);
        const std::string id = Naive::text(Naive::child(item, ova ? "rasd:InstanceID" : "rasd:InstanceId"));
        const auto has = [&](const char* name) {
            EXPECT_NE(Naive::child(item, name), nullptr) << name << " in type " << number;
        };
        if (number == "0") has("Type");
        if (number == (ova ? "32768" : "20")) has("rasd:VirtualQuantity");
        if (number == "10") has("rasd:Connection");
        if (number == "17") {
            has("rasd:HostResource");
            has("rasd:Parent");
        }
        if (number == "4") {
            EXPECT_EQ(Naive::text(Naive::child(item, "rasd:AllocationUnits")), "MegaBytes");
        }
        if (number == "3") has("rasd:num_of_sockets");
    }
}

/// Elements that a reader looks for at any depth must mean what it takes them for.
void check_files(Node root) {
    std::vector<Node> files;
    Naive::all(root, "File", files);
    for (const Node file : files) {
        for (const char* name : {"ovf:href", "ovf:id", "ovf:description"})
            EXPECT_TRUE(Naive::attribute(file, name).has_value()) << name;
        const std::string href = Naive::attribute(file, "ovf:href").value_or("");
        EXPECT_TRUE(is_guid(href.substr(0, href.find('/')))) << href;
    }
}

std::map<std::string, Node> sections_by_type(Node content) {
    std::map<std::string, Node> sections;
    for (const Node section : Naive::children(content, "Section")) {
        const auto type = Naive::attribute(section, "xsi:type");
        EXPECT_TRUE(type.has_value());
        sections.emplace(type.value_or(""), section);
    }
    return sections;
}

TEST(Strict, ConfigurationsAreWhatTheEngineReads) {
    for_every_output(Grammar::ovirt, [](const Output& output) {
        const std::string& bytes = output.bytes;
        EXPECT_EQ(bytes.find("xmlns=\""), std::string::npos);
        EXPECT_FALSE(std::regex_search(bytes, std::regex(">\\n\\s*<[A-Za-z/]"))) << "indented";
        EXPECT_EQ(bytes.find("/>"), std::string::npos) << "an empty tag";
        EXPECT_NE(
            bytes.find(
                "<ovf:Envelope xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1/\" "
                "xmlns:rasd=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData\" "
                "xmlns:vssd=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData\" "
                "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""),
            std::string::npos);
        const Naive document(bytes);
        ASSERT_NE(document.root(), nullptr);
        const auto top = names(Naive::children(document.root()));
        ASSERT_GE(top.size(), 4U);
        EXPECT_EQ(top[0], "References");
        EXPECT_EQ(top[1], "NetworkSection");
        EXPECT_EQ(top[2], "Section");
        check_files(document.root());
        for (const Node disk_section : Naive::children(document.root(), "Section"))
            for (const Node disk : Naive::children(disk_section, "Disk")) {
                EXPECT_TRUE(is_guid(Naive::attribute(disk, "ovf:diskId").value_or("")));
                const auto size = Naive::attribute(disk, "ovf:size");
                if (size) {
                    EXPECT_TRUE(std::regex_match(*size, std::regex("[0-9]+")));
                }
            }
        const Node content = Naive::child(document.root(), "Content");
        ASSERT_NE(content, nullptr);
        EXPECT_EQ(Naive::attribute(content, "ovf:id"), "out");
        EXPECT_EQ(Naive::attribute(content, "xsi:type"), "ovf:VirtualSystem_Type");
        const auto sections = sections_by_type(content);
        ASSERT_EQ(sections.count("ovf:OperatingSystemSection_Type"), 1U);
        ASSERT_EQ(sections.count("ovf:VirtualHardwareSection_Type"), 1U);
        const std::string id = Naive::attribute(sections.at("ovf:OperatingSystemSection_Type"), "ovf:id").value_or("");
        EXPECT_TRUE(is_guid(id)) << id;
        check_items(sections.at("ovf:VirtualHardwareSection_Type"), false);
        const Node template_id = Naive::child(content, "TemplateId");
        ASSERT_NE(template_id, nullptr);
        const bool is_template = output.kind == EntityKind::template_;
        EXPECT_EQ(Naive::text(template_id) == id, is_template);
        EXPECT_EQ(bytes.find("<TemplateType>") != std::string::npos, is_template);
        const auto begin = bytes.find("<Name>");
        ASSERT_NE(begin, std::string::npos);
        EXPECT_EQ(bytes.substr(begin + 6, bytes.find("</Name>") - begin - 6), [&] {
            std::string escaped = std::regex_replace(output.name, std::regex("&"), "&amp;");
            escaped = std::regex_replace(escaped, std::regex("<"), "&lt;");
            return std::regex_replace(escaped, std::regex(">"), "&gt;");
        }());
    });
}

/// What the engine does to the text of an OVA before it parses it (oVirt reference 1b).
std::string mangled(std::string text) {
    text = std::regex_replace(text, std::regex("[\r\n]"), "");
    return std::regex_replace(text, std::regex("xmlns=[^-\\s]*"), "");
}

TEST(Strict, OvasAreWhatTheEngineReadsAfterItChangedTheText) {
    for_every_output(Grammar::ovirt_ova, [](const Output& output) {
        EXPECT_NE(output.bytes.find("xmlns:ovirt"), std::string::npos);
        EXPECT_NE(output.bytes.find(" xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" xmlns:ovirt=\""),
                  std::string::npos);
        EXPECT_FALSE(std::regex_search(output.bytes, std::regex(">\\n\\s*<[A-Za-z/]"))) << "indented";
        const Naive document(mangled(output.bytes));
        ASSERT_NE(document.root(), nullptr) << "the engine's change breaks the document";
        const auto top = names(Naive::children(document.root()));
        ASSERT_GE(top.size(), 4U);
        EXPECT_EQ(top[0], "References");
        EXPECT_EQ(top[1], "NetworkSection");
        EXPECT_EQ(top[2], "DiskSection");
        std::set<std::string> files;
        for (const Node file : Naive::children(Naive::child(document.root(), "References"), "File"))
            files.insert(Naive::attribute(file, "ovf:id").value_or(""));
        for (const Node disk : Naive::children(Naive::child(document.root(), "DiskSection"), "Disk")) {
            EXPECT_TRUE(is_guid(Naive::attribute(disk, "ovf:diskId").value_or("")));
            EXPECT_EQ(files.count(Naive::attribute(disk, "ovf:fileRef").value_or("missing")), 1U);
            const std::string capacity = Naive::attribute(disk, "ovf:capacity").value_or("missing");
            const std::string unit = Naive::attribute(disk, "ovf:capacityAllocationUnits").value_or("byte");
            EXPECT_TRUE(std::regex_match(capacity, std::regex("[0-9]+"))) << capacity;
            EXPECT_TRUE(unit == "byte" || unit == "byte * 2^30") << unit;
        }
        const Node system = Naive::child(document.root(), "VirtualSystem");
        ASSERT_NE(system, nullptr);
        EXPECT_TRUE(is_guid(Naive::attribute(system, "ovf:id").value_or("")));
        const Node os = Naive::child(system, "OperatingSystemSection");
        ASSERT_NE(os, nullptr);
        const Node hardware = Naive::child(system, "VirtualHardwareSection");
        ASSERT_NE(hardware, nullptr);
        check_items(hardware, true);
        EXPECT_NE(Naive::child(system, "TemplateId"), nullptr);
    });
}

TEST(Strict, AnOvaOfAStandardDescriptorSaysTheEnginesNumber) {
    const Naive document(mangled(output_of(read_dialect("vmware/vm.ovf"), Grammar::ovirt_ova).bytes));
    const Node os = Naive::child(Naive::child(document.root(), "VirtualSystem"), "OperatingSystemSection");
    EXPECT_EQ(Naive::attribute(os, "ovf:id"), "96");
    EXPECT_EQ(Naive::attribute(os, "ovirt:id"), "5");
}

}  // namespace
}  // namespace ovfkit::convert
