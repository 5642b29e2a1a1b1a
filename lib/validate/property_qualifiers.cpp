// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <ovfkit/base/diagnostic.hpp>

#include "base/ascii.hpp"
#include "validate/property_value.hpp"

namespace ovfkit::validate {
namespace {

constexpr bool is_qualifier_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

void skip_qualifier_blanks(std::string_view& rest) {
    const std::size_t first = rest.find_first_not_of(blanks);
    rest.remove_prefix(first == std::string_view::npos ? rest.size() : first);
}

// Where the bracket that opens `text` ends, brackets inside of quotes aside.
std::size_t qualifier_end(std::string_view text) {
    const char close = text[0] == '(' ? ')' : '}';
    char quote = '\0';
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (quote != '\0') {
            if (text[i] == '\\')
                ++i;
            else if (text[i] == quote)
                quote = '\0';
        } else if (text[i] == '"' || (text[i] == '\'' && close == ')')) {
            quote = text[i];
        } else if (text[i] == close) {
            return i;
        }
    }
    return std::string_view::npos;
}

// A quoted string at the start of `rest`, which it is taken from; empty when it does not end.
std::optional<std::string> take_qualifier_string(std::string_view& rest) {
    std::string text;
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            return text;
        }
        if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
        text += rest[i];
    }
    return std::nullopt;
}

}  // namespace

QualifierList read_qualifiers(std::string_view text) {
    QualifierList list;
    std::string_view rest = text;
    for (skip_qualifier_blanks(rest); !rest.empty(); skip_qualifier_blanks(rest)) {
        if (!list.entries.empty()) {
            const bool comma = rest[0] == ',';
            list.commas = list.commas && comma;
            if (comma) rest.remove_prefix(1);
            skip_qualifier_blanks(rest);
        }
        std::size_t size = 0;
        while (size < rest.size() && is_qualifier_letter(rest[size])) ++size;
        if (size == 0) {
            list.problem =
                rest.empty() ? "nothing follows the last comma" : "a name is expected at " + quoted(rest, 30);
            break;
        }
        Qualifier one{rest.substr(0, size), {}, '\0'};
        rest.remove_prefix(size);
        skip_qualifier_blanks(rest);
        if (!rest.empty() && (rest[0] == '(' || rest[0] == '{')) {
            const std::size_t end = qualifier_end(rest);
            if (end == std::string_view::npos) {
                list.problem = "the bracket behind " + std::string(one.name) + " is not closed";
                break;
            }
            one.bracket = rest[0];
            one.inner = rest.substr(1, end - 1);
            rest.remove_prefix(end + 1);
        }
        list.entries.push_back(one);
    }
    return list;
}

std::optional<ValueMap> read_value_map(std::string_view inner) {
    ValueMap map;
    std::string_view rest = inner;
    for (bool first = true;; first = false) {
        skip_qualifier_blanks(rest);
        if (!first) {
            if (rest.empty()) return map;
            if (rest[0] != ',') return std::nullopt;
            rest.remove_prefix(1);
            skip_qualifier_blanks(rest);
        }
        if (rest.empty()) return std::nullopt;
        if (rest[0] == '"') {
            auto text = take_qualifier_string(rest);
            if (!text) return std::nullopt;
            map.members.push_back({*std::move(text), true});
            continue;
        }
        const std::string_view bare = trimmed(rest.substr(0, rest.find(',')));
        if (!is_of_type(bare, property_type("int")) && !is_of_type(bare, property_type("uint64"))) return std::nullopt;
        map.members.push_back({std::string(bare), false});
        rest.remove_prefix(std::min(rest.find(','), rest.size()));
    }
}

}  // namespace ovfkit::validate
