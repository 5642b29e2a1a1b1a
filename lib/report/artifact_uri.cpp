// SPDX-License-Identifier: Apache-2.0
#include "report/artifact_uri.hpp"

namespace ovfkit::report {
namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~/").find(c) != std::string_view::npos;
}

}  // namespace

std::string artifact_uri(std::string_view path) {
    while (path.substr(0, 2) == "./" && path.size() > 2) {
        path.remove_prefix(2);
        while (path.size() > 1 && path.front() == '/') path.remove_prefix(1);
    }
    std::string uri = path.substr(0, 1) == "/" ? "file://" : "";
    // Two slashes in front would make the first step a host.
    while (path.substr(0, 2) == "//") path.remove_prefix(1);
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : path) {
        if (is_unreserved(c)) {
            uri += c;
            continue;
        }
        const auto value = static_cast<unsigned char>(c);
        uri += {'%', digits[value >> 4U], digits[value & 0xFU]};
    }
    return uri;
}

}  // namespace ovfkit::report
