// SPDX-License-Identifier: Apache-2.0
#include "package/member_names.hpp"

#include <algorithm>

#include <ovfkit/io/tar.hpp>
#include <ovfkit/package/rules.hpp>

#include "base/ascii.hpp"

namespace ovfkit::package {
namespace {

constexpr std::ptrdiff_t most_folders = 16;

}  // namespace

Result<void> MemberNames::take(const std::string& name, bool folder) {
    const auto [place, added] = taken_.try_emplace(lowered(name), Taken{name, folder});
    const Taken& before = place->second;
    if (added || (folder && before.folder && before.name == name)) return {};
    std::string message = quoted(before.name) + " and " + quoted(name) + " cannot lie in one folder";
    if (before.name == name && !folder && !before.folder) message = "there are two files called " + quoted(name);
    if (before.folder != folder) message = quoted(name) + " is a file, and a folder that another file is in";
    return Error{ErrorCode::invalid_argument, std::move(message), {}, rule::name_clash.slug};
}

Result<void> MemberNames::add(const std::string& name) {
    if (auto checked = io::check_member_name(name); !checked) return checked;
    // Every folder on the way is kept, and names are of up to 4 KiB.
    if (std::count(name.begin(), name.end(), '/') > most_folders)
        return Error{ErrorCode::invalid_argument,
                     quoted(name) + " lies more than " + std::to_string(most_folders) + " folders deep",
                     {},
                     {}};
    for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1))
        if (auto taken = take(name.substr(0, slash), true); !taken) return taken;
    return take(name, false);
}

}  // namespace ovfkit::package
