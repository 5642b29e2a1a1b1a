// SPDX-License-Identifier: Apache-2.0
#include "package/roles.hpp"

#include <algorithm>

#include <ovfkit/package/rules.hpp>

#include "base/ascii.hpp"

namespace ovfkit::package {
namespace {

std::ptrdiff_t depth_of(std::string_view name) { return std::count(name.begin(), name.end(), '/'); }

Location place_of(const std::string& package, const Member& member) {
    Location where;
    where.source = package;
    where.offset = member.offset;
    return where;
}

std::optional<std::size_t> find_descriptor(const std::vector<Member>& members, const std::string& package,
                                           Diagnostics& diagnostics) {
    std::optional<std::size_t> found;
    std::size_t equals = 0;  // descriptors as deep as the one that was found
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!is_descriptor_name(members[i].name)) continue;
        const auto depth = depth_of(members[i].name);
        if (!found || depth < depth_of(members[*found].name)) {
            found = i;
            equals = 1;
        } else if (depth == depth_of(members[*found].name)) {
            ++equals;
        }
    }
    if (equals > 1)
        diagnostics.report(
            rule::several_descriptors,
            std::to_string(equals) + " members could be the descriptor; " + quoted(members[*found].name) + " is taken",
            place_of(package, members[*found]));
    return found;
}

std::optional<std::size_t> find_companion(const std::vector<Member>& members, std::size_t descriptor,
                                          std::string_view extension, const std::string& package,
                                          std::vector<std::string>& rivals, Diagnostics& diagnostics) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!goes_with(members[i].name, members[descriptor].name, extension)) continue;
        if (!found) {
            found = i;
            continue;
        }
        rivals.push_back(members[i].name);
        diagnostics.report(rule::several_manifests,
                           quoted(members[i].name) + " goes with the descriptor as " + quoted(members[*found].name) +
                               " does, which is taken",
                           place_of(package, members[i]));
    }
    if (found) return found;
    for (const Member& member : members)
        if (has_extension(member.name, extension) && depth_of(member.name) <= depth_of(members[descriptor].name)) {
            diagnostics.report(rule::foreign_manifest,
                               quoted(member.name) + " does not go with " + quoted(members[descriptor].name) +
                                   " and is taken for a plain file",
                               place_of(package, member));
            break;
        }
    return std::nullopt;
}

}  // namespace

bool has_extension(std::string_view name, std::string_view extension) {
    return name.size() > extension.size() && same_word(name.substr(name.size() - extension.size()), extension);
}

std::string_view folder_of(std::string_view name) { return name.substr(0, name.rfind('/') + 1); }

std::string_view base_name(std::string_view name) {
    name.remove_prefix(folder_of(name).size());
    return name.substr(0, name.rfind('.'));
}

bool is_descriptor_name(std::string_view name) {
    return (has_extension(name, ".ovf") && !base_name(name).empty()) || name == "ovf";
}

bool goes_with(std::string_view name, std::string_view descriptor, std::string_view extension) {
    return has_extension(name, extension) && folder_of(name) == folder_of(descriptor) &&
           base_name(name) == base_name(descriptor);
}

bool has_rival(const std::vector<std::string>& names, std::string_view descriptor) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return is_descriptor_name(name) && depth_of(name) <= depth_of(descriptor);
    });
}

Roles find_roles(const std::vector<Member>& members, bool ordered, const std::string& package,
                 Diagnostics& diagnostics) {
    Roles roles;
    roles.descriptor = find_descriptor(members, package, diagnostics);
    if (!roles.descriptor) return roles;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (i != *roles.descriptor && has_rival({members[i].name}, members[*roles.descriptor].name))
            roles.rivals.push_back(members[i].name);
    if (ordered && *roles.descriptor != 0)
        diagnostics.report(
            rule::descriptor_not_first,
            quoted(members.front().name) + " stands before the descriptor " + quoted(members[*roles.descriptor].name),
            place_of(package, members[*roles.descriptor]));
    roles.manifest = find_companion(members, *roles.descriptor, ".mf", package, roles.rivals, diagnostics);
    roles.certificate = find_companion(members, *roles.descriptor, ".cert", package, roles.rivals, diagnostics);
    return roles;
}

}  // namespace ovfkit::package
