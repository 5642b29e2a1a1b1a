// SPDX-License-Identifier: Apache-2.0
#include "file_name.hpp"

#include <cctype>

namespace ovfkit::cli {
namespace {

constexpr std::size_t longest = 100;

bool is_safe(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '+');
}

/// Letters beyond ASCII become `_`, too: two systems may spell them in different bytes.
std::string stem_of(std::string_view name) {
    std::string stem;
    for (const char c : name) {
        const bool inside_character = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (inside_character) continue;
        if (stem.size() == longest) break;
        stem += is_safe(c) ? c : '_';
    }
    // A leading dot hides a file, a leading dash is an option, and `..` is a place.
    if (!stem.empty() && (stem.front() == '.' || stem.front() == '-')) stem.front() = '_';
    return stem.empty() ? "entity" : stem;
}

std::string lowered(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

}  // namespace

std::string FileNames::next(std::string_view name) {
    const std::string stem = stem_of(name);
    std::string wanted = stem;
    for (int number = 2; !taken_.insert(lowered(wanted)).second; ++number) wanted = stem + "-" + std::to_string(number);
    return wanted + ".ovf";
}

}  // namespace ovfkit::cli
