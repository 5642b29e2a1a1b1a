// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/tar.hpp>
#include <ovfkit/package/rules.hpp>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.hpp"
#include "package/references.hpp"
#include "package/roles.hpp"
#include "validate/package_rules.hpp"
#include "validate/package_subject.hpp"

namespace ovfkit::validate {
namespace {

using package::Member;

// Of a part on all common file systems, and of a whole path on Windows.
constexpr std::size_t longest_part = 255;
constexpr std::size_t longest_path = 259;

std::size_t archive_place(const PackageSubject& of, const Member* member) {
    return static_cast<std::size_t>(member - of.package.members().data());
}

// Right behind the descriptor, or at the end; the manifest before the certificate (DSP0243 1.1.1, 5.3).
void check_manifest_place(const PackageSubject& of, PackageFindings& findings) {
    const Member* manifest = of.package.manifest_member();
    const Member* certificate = of.package.certificate_member();
    if (manifest == nullptr) return;
    const std::size_t last = of.package.members().size() - 1;
    const std::size_t at = archive_place(of, manifest);
    const bool early = at == archive_place(of, &of.package.descriptor_member()) + 1;
    const bool together = certificate == nullptr || archive_place(of, certificate) == at + 1;
    const bool late = at + (certificate == nullptr ? 0 : 1) == last;
    if (together && (early || late)) return;
    if (!together)
        findings.at_member(rule::archive_manifest_place,
                           quoted(certificate->name) + " does not follow " + quoted(manifest->name), *certificate);
    else
        findings.at_member(rule::archive_manifest_place,
                           quoted(manifest->name) + " stands between other files of the archive", *manifest);
}

void check_member_order(const PackageSubject& of, PackageFindings& findings) {
    const Member* latest = nullptr;
    std::size_t latest_place = 0;
    for (const Member& member : of.package.members()) {
        const auto user = of.user_of.find(&member);
        if (of.has_role(member) || user == of.user_of.end()) continue;
        const std::size_t place = user->second->place;
        if (latest != nullptr && place < latest_place)
            return findings.at_member(
                rule::archive_member_order,
                quoted(member.name) + " comes behind " + quoted(latest->name) + ", which References lists later",
                member);
        latest = &member;
        latest_place = place;
    }
}

void check_remote_files(const PackageSubject& of, PackageFindings& findings) {
    if (!of.subject.envelope.references) return;
    for (const model::File& file : of.subject.envelope.references->files)
        if (file.href.has_value() && package::has_scheme(*file.href))
            findings.in_descriptor().report(rule::archive_remote_file,
                                            quoted(*file.href) + " is no member of the archive", file.href.at());
}

// What keeps Windows, or every system, from holding a file of that name; names that no package may have were refused
// when it was opened.
std::string unportable_fault(std::string_view name) {
    const std::size_t bad = name.find_first_of("<>\"|?*");
    if (bad != std::string_view::npos) return "has a " + quoted(name.substr(bad, 1)) + ", which Windows does not allow";
    for (const std::string_view part : words(name, "/"))
        if (part.size() > longest_part)
            return "has a part of " + std::to_string(part.size()) + " bytes; file systems take " +
                   std::to_string(longest_part);
    if (name.size() > longest_path)
        return "has " + std::to_string(name.size()) + " bytes; Windows takes " + std::to_string(longest_path);
    return {};
}

bool extension_is(std::string_view name, std::string_view extension) {
    return name.size() > extension.size() && name.substr(name.size() - extension.size()) == extension;
}

void check_extension(const Member* member, std::string_view extension, std::string_view role,
                     PackageFindings& findings) {
    if (member == nullptr || extension_is(member->name, extension)) return;
    findings.at_member(
        rule::package_extension,
        quoted(member->name) + " is the " + std::string(role) + " and does not end in " + std::string(extension),
        *member);
}

// A manifest or certificate elsewhere, save the one that whoever opens a package speaks of.
void check_misplaced(const PackageSubject& of, const Member& member, std::string_view extension, const Member* own,
                     PackageFindings& findings) {
    if (!package::has_extension(member.name, extension)) return;
    const auto depth = [](std::string_view name) { return std::count(name.begin(), name.end(), '/'); };
    const auto& descriptor = of.package.descriptor_member();
    if (own == nullptr && depth(member.name) <= depth(descriptor.name)) return;
    findings.at_member(rule::package_misplaced_manifest,
                       quoted(member.name) + " does not go with " + quoted(descriptor.name), member);
}

bool is_manifest_like(std::string_view name) {
    return package::has_extension(name, ".mf") || package::has_extension(name, ".cert");
}

}  // namespace

void check_archive(const PackageSubject& of, PackageFindings& findings) {
    if (!of.is_archive()) return;
    const std::string& name = of.package.name();
    if (of.package.form() == package::Form::compressed_archive)
        findings.at_package(rule::archive_compressed, "the archive is inside gzip");
    else if (name != "-" && !package::has_extension(name, ".ova"))
        findings.at_package(rule::archive_extension,
                            quoted(package::base_name(name)) + " is an archive and is not called .ova");
    check_remote_files(of, findings);
    check_manifest_place(of, findings);
    check_member_order(of, findings);
}

void check_roles(const PackageSubject& of, PackageFindings& findings) {
    const auto& package = of.package;
    if (of.subject.is_standard()) check_extension(&package.descriptor_member(), ".ovf", "descriptor", findings);
    check_extension(package.manifest_member(), ".mf", "manifest", findings);
    check_extension(package.certificate_member(), ".cert", "certificate", findings);
    for (const PackageFile& file : of.files)
        for (const Member* part : file.parts)
            if (of.has_role(*part))
                findings.in_descriptor().report(rule::package_referenced_manifest,
                                                quoted(part->name) + " is no file to be referenced",
                                                file.file->href.at());
    const std::unordered_set<std::string_view> rivals(package.refused().begin(), package.refused().end());
    for (const Member& member : package.members()) {
        if (of.has_role(member) || of.user_of.count(&member) != 0 || rivals.count(member.name) != 0) continue;
        check_misplaced(of, member, ".mf", package.manifest_member(), findings);
        check_misplaced(of, member, ".cert", package.certificate_member(), findings);
    }
}

void check_members(const PackageSubject& of, PackageFindings& findings) {
    std::unordered_map<std::string, const Member*> first;
    const std::unordered_set<std::string_view> rivals(of.package.refused().begin(), of.package.refused().end());
    for (const Member& member : of.package.members()) {
        if (const std::string fault = unportable_fault(member.name); !fault.empty())
            findings.at_member(rule::package_unportable_name, "the name " + quoted(member.name) + " " + fault, member);
        const auto [other, added] = first.emplace(lowered(member.name), &member);
        if (!added && other->second->name != member.name)
            findings.at_member(
                package::rule::name_clash,
                quoted(member.name) + " and " + quoted(other->second->name) + " differ in letter case only", member);
        if (!of.subject.is_standard() || of.has_role(member) || of.user_of.count(&member) != 0) continue;
        if (is_manifest_like(member.name) || rivals.count(member.name) != 0) continue;  // said elsewhere
        findings.at_member(rule::package_unused_member, "nothing references " + quoted(member.name), member);
    }
}

}  // namespace ovfkit::validate
