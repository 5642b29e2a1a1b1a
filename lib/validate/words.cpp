// SPDX-License-Identifier: Apache-2.0
#include "validate/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::validate {

std::string one_of(const std::vector<std::string>& names) {
    constexpr std::size_t most = 6;
    std::vector<std::string> unique;
    for (const std::string& name : names) {
        // The heads of the substitution groups are abstract; what stands for them is in the list as well.
        if (names.size() > 1 && (name == "Section" || name == "Content")) continue;
        std::string word = name == "*" ? std::string("an element of another namespace") : printable(name, 80);
        if (std::find(unique.begin(), unique.end(), word) == unique.end()) unique.push_back(std::move(word));
    }
    const std::size_t left_out = unique.size() > most ? unique.size() - most : 0;
    if (left_out != 0) unique.resize(most);
    std::string all;
    for (std::size_t i = 0; i < unique.size(); ++i) {
        if (i != 0) all += left_out == 0 && i + 1 == unique.size() ? " or " : ", ";
        all += unique[i];
    }
    if (left_out != 0) all += " or " + std::to_string(left_out) + " others";
    return all;
}

std::string words_for_type(std::string_view type) {
    using Row = std::pair<std::string_view, std::string_view>;
    static constexpr std::array rows{
        Row{"boolean", "true, false, 1 or 0"},
        Row{"unsignedLong", "a whole number from 0 to 18446744073709551615"},
        Row{"cimUnsignedLong", "a whole number from 0 to 18446744073709551615"},
        Row{"unsignedInt", "a whole number from 0 to 4294967295"},
        Row{"cimUnsignedInt", "a whole number from 0 to 4294967295"},
        Row{"unsignedShort", "a whole number from 0 to 65535"},
        Row{"cimUnsignedShort", "a whole number from 0 to 65535"},
        Row{"unsignedByte", "a whole number from 0 to 255"},
        Row{"long", "a whole number of 64 bits"},
        Row{"int", "a whole number of 32 bits"},
        Row{"short", "a whole number of 16 bits"},
        Row{"anyURI", "a URI"},
        Row{"language", "a language tag such as en-US"},
        Row{"dateTime", "a date and time such as 2026-01-31T12:00:00Z"},
        Row{"QName", "a name with a declared prefix"},
    };
    for (const Row& row : rows)
        if (row.first == type) return std::string(row.second);
    return type.empty() ? std::string("a value that is allowed here") : "a value of type " + printable(type, 80);
}

}  // namespace ovfkit::validate
