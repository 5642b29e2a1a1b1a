// SPDX-License-Identifier: Apache-2.0
#include "xml/schema.hpp"

#include <map>
#include <mutex>
#include <utility>

#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemas.h>

#include "xml/schema_feed.hpp"

namespace ovfkit::xml {
namespace {

constexpr std::string_view scheme = "ovfkit-schema:/";

// libxml2 knows one way to hand it what a schema imports: input callbacks for the whole process. Ours answer to names
// of a scheme of our own only, and only while a schema is compiled by the same thread.
thread_local const std::vector<SchemaDocument>* documents_of_this_thread = nullptr;

struct OpenDocument {
    std::string_view rest;
};

int match_document(const char* name) { return std::string_view(name).substr(0, scheme.size()) == scheme ? 1 : 0; }

void* open_document(const char* name) {
    if (documents_of_this_thread == nullptr) return nullptr;
    const std::string_view wanted = std::string_view(name).substr(scheme.size());
    for (const SchemaDocument& document : *documents_of_this_thread)
        if (document.name == wanted) return new OpenDocument{document.text};
    return nullptr;
}

int read_document(void* context, char* buffer, int size) {
    auto& open = *static_cast<OpenDocument*>(context);
    const std::size_t taken = open.rest.copy(buffer, static_cast<std::size_t>(size));
    open.rest.remove_prefix(taken);
    return static_cast<int>(taken);
}

int close_document(void* context) {
    delete static_cast<OpenDocument*>(context);
    return 0;
}

void register_documents() {
    static std::once_flag once;
    std::call_once(once, [] {
        xmlInitParser();  // registers libxml2's own callbacks, which it does not do any more once there are others
        xmlRegisterInputCallbacks(match_document, open_document, read_document, close_document);
    });
}

void collect_message(void* to, xmlErrorPtr error) {
    if (error->level >= XML_ERR_ERROR || static_cast<std::string*>(to)->empty())
        *static_cast<std::string*>(to) += error->message != nullptr ? error->message : "unknown";
}

/// What one thread compiles. While it does, whatever libxml2 has to say comes to us; it would be printed otherwise.
class Compiling {
public:
    Compiling(const std::vector<SchemaDocument>& documents, std::string& said)
        : receiver_(xmlStructuredError), context_(xmlStructuredErrorContext) {
        documents_of_this_thread = &documents;
        xmlSetStructuredErrorFunc(&said, collect_message);
    }
    ~Compiling() {
        xmlSetStructuredErrorFunc(context_, receiver_);
        documents_of_this_thread = nullptr;
    }
    Compiling(const Compiling&) = delete;
    Compiling& operator=(const Compiling&) = delete;

private:
    xmlStructuredErrorFunc receiver_;
    void* context_;
};

struct FreeSchemaParser {
    void operator()(xmlSchemaParserCtxt* context) const { xmlSchemaFreeParserCtxt(context); }
};

}  // namespace

struct Schema::Compiled {
    xmlSchemaPtr schema = nullptr;
    Compiled() = default;
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;
    ~Compiled() { xmlSchemaFree(schema); }
};

Result<Schema> Schema::compile(std::string_view main, const std::vector<SchemaDocument>& documents) {
    register_documents();
    const std::string url = std::string(scheme) + std::string(main);
    std::string said;
    auto compiled = std::make_shared<Compiled>();
    {
        const Compiling compiling(documents, said);
        const std::unique_ptr<xmlSchemaParserCtxt, FreeSchemaParser> parser(xmlSchemaNewParserCtxt(url.c_str()));
        if (parser) {
            xmlSchemaSetParserStructuredErrors(parser.get(), collect_message, &said);
            compiled->schema = xmlSchemaParse(parser.get());
        }
    }
    if (compiled->schema == nullptr || !said.empty())
        return Error{
            ErrorCode::unsupported, "the schema " + quoted(main) + " does not compile: " + printable(said), {}, {}};
    return Schema(std::move(compiled));
}

void Schema::validate(const Tree& tree, const Walk& walk) const {
    SchemaFeed feed(compiled_->schema, tree, walk);
    feed.run(tree.root(), SchemaFeed::Root::document);
    // What was passed over can again hold an unexpected element, so the list grows while it is worked on; every entry
    // lies inside an earlier one, or beside it.
    for (std::size_t i = 0; i < feed.passed_over().size() && !feed.ended(); ++i)
        feed.run(*feed.passed_over()[i], SchemaFeed::Root::part);
}

}  // namespace ovfkit::xml
