// SPDX-License-Identifier: Apache-2.0
#include "package/evidence.hpp"

#include <set>
#include <utility>

#include "package/references.hpp"
#include "package/state.hpp"

namespace ovfkit::package {
namespace {

Result<void> read_role(const Package& package, const Member* member, std::optional<std::string>& name,
                       std::string& bytes) {
    if (member == nullptr) return {};
    auto read = read_small(*PackageAccess::state(package).store, *member);
    if (!read) return read.error();
    name = member->name;
    bytes = *std::move(read);
    return {};
}

}  // namespace

std::vector<std::string> missing_of(const Package& package) {
    std::vector<std::string> missing;
    const auto& references = package.descriptor().envelope().references;
    if (!references) return missing;
    const auto find = [&](std::string_view name) { return PackageAccess::state(package).find_beside(name); };
    std::set<std::pair<std::string, bool>> done;  // many may mean the same file, which can be of many chunks
    for (const model::File& file : references->files) {
        const std::string href = file.href.value_or({});
        if (!done.emplace(href, file.chunk_size.has_value()).second) continue;
        if (!href.empty() && !has_scheme(href) && !resolve(file, find)) missing.push_back(href);
    }
    return missing;
}

Result<Evidence> evidence_of(const Package& package) {
    Evidence evidence;
    evidence.package = package.name();
    evidence.descriptor_name = package.descriptor_member().name;
    if (auto read = read_role(package, package.manifest_member(), evidence.manifest_name, evidence.manifest_bytes);
        !read)
        return read.error();
    if (auto read =
            read_role(package, package.certificate_member(), evidence.certificate_name, evidence.certificate_bytes);
        !read)
        return read.error();
    evidence.refused = package.refused();
    evidence.missing = missing_of(package);
    return evidence;
}

}  // namespace ovfkit::package
