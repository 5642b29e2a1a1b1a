// SPDX-License-Identifier: Apache-2.0
#include "xml/raw_tree.hpp"

#include <limits>
#include <string>
#include <utility>

#include <libxml/parser.h>

#include "xml/parse.hpp"

namespace ovfkit::xml {
namespace {

struct FreeRawContext {
    void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

}  // namespace

RawDocument parse_raw(std::string_view text, const Limits& limits) {
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return nullptr;
    Diagnostics ignored(0);
    Source source("element", std::string(text));
    if (!source.decode(limits, ignored) || source.text() != text || !parse(source, limits, ignored)) return nullptr;

    const std::unique_ptr<xmlParserCtxt, FreeRawContext> context(xmlNewParserCtxt());
    if (!context) return nullptr;
    constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
    RawDocument document(
        xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()), nullptr, nullptr, options));
    return context->nsWellFormed == 1 ? std::move(document) : nullptr;
}

}  // namespace ovfkit::xml
