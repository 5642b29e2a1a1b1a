// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include <ovfkit/io/tar.hpp>

#include "base/ascii.hpp"

namespace ovfkit::io {
namespace {

constexpr std::array device_names = {"con", "prn", "aux", "nul", "conin$", "conout$"};

// What Windows takes for a device whatever its extension: `CON`, `nul.txt`, `com1`, and `com` with a superscript digit.
bool names_a_device(std::string_view part) {
    std::string stem = lowered(part.substr(0, part.find('.')));
    stem.erase(stem.find_last_not_of(' ') + 1);
    if (std::find(device_names.begin(), device_names.end(), stem) != device_names.end()) return true;
    if (stem.compare(0, 3, "com") != 0 && stem.compare(0, 3, "lpt") != 0) return false;
    const std::string digit = stem.substr(3);
    return (digit.size() == 1 && digit[0] >= '0' && digit[0] <= '9') || digit == "\xC2\xB9" || digit == "\xC2\xB2" ||
           digit == "\xC2\xB3";
}

// What is wrong with one part between slashes; empty when nothing is.
std::string_view fault_of_part(std::string_view part) {
    if (part.empty()) return "has an empty part";
    if (part == "." || part == "..") return "has a part that is . or ..";
    if (part.back() == ' ' || part.back() == '.') return "has a part that ends in a blank or dot";
    if (names_a_device(part)) return "is that of a device on Windows";
    return {};
}

std::string_view fault_of(std::string_view name) {
    if (name.empty()) return "is empty";
    if (name.front() == '/') return "is absolute";
    if (name.find('\\') != std::string_view::npos) return "has a backslash";
    if (name.find(':') != std::string_view::npos) return "has a colon";
    // Exactly what printable() changes is what nobody could see for what it is.
    if (printable(name, std::string::npos) != name) return "has control characters or bytes that are not UTF-8";
    while (true) {
        const std::size_t slash = name.find('/');
        if (const auto fault = fault_of_part(name.substr(0, slash)); !fault.empty()) return fault;
        if (slash == std::string_view::npos) return {};
        name.remove_prefix(slash + 1);
    }
}

}  // namespace

bool is_apple_double(std::string_view name) noexcept {
    const std::string_view last = name.substr(name.rfind('/') + 1);
    return last.substr(0, 2) == "._";
}

Result<void> check_member_name(std::string_view name) {
    const std::string_view fault = fault_of(name);
    if (fault.empty()) return {};
    return Error{ErrorCode::invalid_argument, "the name " + quoted(name) + " " + std::string(fault), {}, {}};
}

}  // namespace ovfkit::io
