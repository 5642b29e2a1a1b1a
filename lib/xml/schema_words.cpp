// SPDX-License-Identifier: Apache-2.0
#include "xml/schema_words.hpp"

#include <libxml/xmlerror.h>

namespace ovfkit::xml {
namespace {

using Kind = SchemaViolation::Kind;

Kind kind_of(int code, std::string_view message) {
    switch (code) {
        case XML_SCHEMAV_CVC_ELT_1: return Kind::no_declaration;
        case XML_SCHEMAV_ELEMENT_CONTENT:
            return message.find("Missing child") != std::string_view::npos ? Kind::missing_element
                                                                           : Kind::unexpected_element;
        case XML_SCHEMAV_CVC_WILDCARD: return Kind::unexpected_element;
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: return Kind::missing_attribute;
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_1:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2: return Kind::unexpected_attribute;
        case XML_SCHEMAV_CVC_TYPE_3_1_1: return Kind::unexpected_attribute;
        case XML_SCHEMAV_CVC_TYPE_3_1_2:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3: return Kind::unexpected_text;
        case XML_SCHEMAV_CVC_ELT_2:
        case XML_SCHEMAV_CVC_ELT_3_1:
        case XML_SCHEMAV_CVC_ELT_3_2_1:
        case XML_SCHEMAV_CVC_ELT_3_2_2:
        case XML_SCHEMAV_CVC_ELT_4_1:
        case XML_SCHEMAV_CVC_ELT_4_2:
        case XML_SCHEMAV_CVC_ELT_4_3:
        case XML_SCHEMAV_CVC_TYPE_1:
        case XML_SCHEMAV_CVC_TYPE_2: return Kind::bad_type;
        default: break;
    }
    const bool value = (code >= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 && code <= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3) ||
                       (code >= XML_SCHEMAV_CVC_FACET_VALID && code <= XML_SCHEMAV_CVC_ENUMERATION_VALID) ||
                       (code >= XML_SCHEMAV_CVC_ATTRIBUTE_1 && code <= XML_SCHEMAV_CVC_ATTRIBUTE_4) ||
                       (code >= XML_SCHEMAV_CVC_ELT_5_1_1 && code <= XML_SCHEMAV_CVC_ELT_5_2_2_2_2);
    return value ? Kind::bad_value : Kind::other;
}

// The text between the first `open` behind `from` and the next `close`; moves `from` behind it.
std::string_view between(std::string_view text, std::string_view open, std::string_view close, std::size_t& from) {
    const std::size_t begin = text.find(open, from);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = text.find(close, begin + open.size());
    if (end == std::string_view::npos) return {};
    from = end + close.size();
    return text.substr(begin + open.size(), end - begin - open.size());
}

// `{uri}local`, `prefix:local` or `local`.
std::string_view local(std::string_view name) {
    if (const std::size_t at = name.rfind('}'); at != std::string_view::npos) return name.substr(at + 1);
    if (const std::size_t at = name.rfind(':'); at != std::string_view::npos) return name.substr(at + 1);
    return name;
}

// `( {uri}a, {uri}b, ##other{uri}* )`, in which a URI holds no comma.
std::vector<std::string> read_expected(std::string_view message) {
    std::vector<std::string> names;
    std::size_t from = message.find("Expected is");
    if (from == std::string_view::npos) return names;
    std::string_view list = between(message, "( ", " )", from);
    while (!list.empty()) {
        const std::size_t comma = list.find(", ");
        const std::string_view name = list.substr(0, comma);
        const bool wildcard = name.substr(0, 2) == "##" || name == "*" || (!name.empty() && name.back() == '*');
        names.emplace_back(wildcard ? std::string_view("*") : local(name));
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 2);
    }
    return names;
}

}  // namespace

SchemaViolation read_schema_message(int code, std::string_view message) {
    SchemaViolation found;
    found.kind = kind_of(code, message);
    found.text = std::string(message.substr(0, message.find_last_not_of(" \r\n\t.") + 1));
    std::size_t from = 0;
    (void)between(message, "Element '", "'", from);
    if (message.substr(from, 13) == ", attribute '") {
        found.attribute = std::string(local(between(message, ", attribute '", "'", from)));
    } else if (found.kind == Kind::missing_attribute || found.kind == Kind::unexpected_attribute) {
        found.attribute = std::string(local(between(message, "The attribute '", "'", from)));
    }
    if (found.kind == Kind::unexpected_element || found.kind == Kind::missing_element)
        found.expected = read_expected(message.substr(from));
    if (found.kind == Kind::bad_value) {
        // A value can hold quotes, so the type is looked for from the end.
        const std::size_t type = message.rfind(" type '");
        std::size_t at = type == std::string_view::npos ? message.size() : type;
        found.type = std::string(local(between(message, " type '", "'", at)));
        // `[facet 'pattern'] The value '4' is not accepted by ...`; of a length that is wrong, no value is told.
        std::size_t open = from;
        if (message.substr(from, 10) == ": [facet '") open = message.find("The value '", from);
        if (open != std::string_view::npos) open = message.find('\'', open);
        const std::size_t close = message.find("' is not ", open == std::string_view::npos ? from : open);
        if (open != std::string_view::npos && close != std::string_view::npos && close > open)
            found.value = std::string(message.substr(open + 1, close - open - 1));
    }
    return found;
}

}  // namespace ovfkit::xml
