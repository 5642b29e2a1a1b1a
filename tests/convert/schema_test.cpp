// SPDX-License-Identifier: Apache-2.0
// Standard output against the published schemas, when they are beside the checkout (or where OVFKIT_XSD says).
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "convert/converted.hpp"

namespace ovfkit::convert {
namespace {

std::string schema_folder() {
    if (const char* folder = std::getenv("OVFKIT_XSD")) return folder;
    std::string beside = OVFKIT_SOURCE_DIR;
    beside += "/../shared/xsd";
    if (!std::filesystem::is_directory(beside)) beside.clear();
    return beside;
}

void append(void* errors, const char* format, ...) {
    char line[1000];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    *static_cast<std::string*>(errors) += line;
}

class Schema {
public:
    Schema(const std::string& folder, const std::string& version) {
        const std::string base = folder + "/" + version;
        xmlLoadCatalog((base + "/catalog.xml").c_str());
        const std::string path = base + "/dsp8023_" + version + ".xsd";
        xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path.c_str());
        schema_.reset(xmlSchemaParse(parser));
        xmlSchemaFreeParserCtxt(parser);
    }
    [[nodiscard]] bool loaded() const { return schema_ != nullptr; }

    /// What the schema finds; empty when the document is valid. Foreign sections, which it can never take, are left
    /// out.
    [[nodiscard]] std::string errors(const std::string& bytes) const {
        const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
            xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), "output", nullptr,
                          XML_PARSE_NONET | XML_PARSE_HUGE),
            xmlFreeDoc);
        if (!document) return "not well-formed";
        remove_foreign(xmlDocGetRootElement(document.get()));
        std::string found;
        const std::unique_ptr<xmlSchemaValidCtxt, void (*)(xmlSchemaValidCtxtPtr)> validator(
            xmlSchemaNewValidCtxt(schema_.get()), xmlSchemaFreeValidCtxt);
        xmlSchemaSetValidErrors(validator.get(), append, append, &found);
        const int result = xmlSchemaValidateDoc(validator.get(), document.get());
        return result == 0 ? std::string() : found.empty() ? "invalid" : found;
    }

private:
    static void remove_foreign(xmlNode* parent) {
        const xmlNs* own = parent->ns;
        for (xmlNode* n = parent->children; n != nullptr;) {
            xmlNode* next = n->next;
            const bool foreign =
                n->type == XML_ELEMENT_NODE && (n->ns == nullptr || !xmlStrEqual(n->ns->href, own->href));
            const bool content =
                n->type == XML_ELEMENT_NODE && (xmlStrEqual(n->name, BAD_CAST "VirtualSystem") ||
                                                xmlStrEqual(n->name, BAD_CAST "VirtualSystemCollection"));
            if (content) remove_foreign(n);
            if (foreign) {
                xmlUnlinkNode(n);
                xmlFreeNode(n);
            }
            n = next;
        }
    }

    struct Free {
        void operator()(xmlSchemaPtr schema) const { xmlSchemaFree(schema); }
    };
    std::unique_ptr<xmlSchema, Free> schema_;
};

bool says_why(const Output& output) { return tells(output, LossKind::weakened, "schema"); }

void check_all(Grammar target, const std::string& version, const std::vector<std::string>& invalid_sources) {
    const std::string folder = schema_folder();
    if (folder.empty()) GTEST_SKIP() << "no schemas";
    const Schema schema(folder, version);
    ASSERT_TRUE(schema.loaded());
    for (const std::string& path : test::dialect_fixtures()) {
        SCOPED_TRACE(path);
        const bool was_invalid =
            std::any_of(invalid_sources.begin(), invalid_sources.end(),
                        [&](const std::string& name) { return path.find(name) != std::string::npos; });
        if (was_invalid) continue;
        for (const Output& output : outputs_of(parsed(test::contents(path)), to(target))) {
            const std::string errors = schema.errors(output.bytes);
            EXPECT_EQ(errors.empty(), !says_why(output)) << errors << listed(output);
        }
    }
}

// These are invalid as that product writes them, and conversion within the standard repairs nothing that it is not told
// to: a collection without an id and Info, Items without ElementName.
TEST(Schema, TakesEveryOutputOf1) { check_all(Grammar::ovf_1, "1.1.0", {"virtualbox/machines-1.0"}); }
TEST(Schema, TakesEveryOutputOf2) {
    check_all(Grammar::ovf_2, "2.0.1", {"virtualbox/machines-1.0", "virtualbox/template-2.0"});
}

TEST(Schema, RefusesWhatIsWrong) {
    const std::string folder = schema_folder();
    if (folder.empty()) GTEST_SKIP() << "no schemas";
    const Schema schema(folder, "1.1.0");
    std::string bytes = output_of(read_dialect("ovirt/vm-4.5.ovf"), Grammar::ovf_1).bytes;
    EXPECT_EQ(schema.errors(bytes), "");
    const auto at = bytes.find("<rasd:InstanceID>");
    bytes.replace(at, 17, "<rasd:InstanceId>");
    bytes.replace(bytes.find("</rasd:InstanceID>", at), 18, "</rasd:InstanceId>");
    EXPECT_NE(schema.errors(bytes), "");
}

}  // namespace
}  // namespace ovfkit::convert
