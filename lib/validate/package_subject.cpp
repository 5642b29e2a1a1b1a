// SPDX-License-Identifier: Apache-2.0
#include "validate/package_subject.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "package/references.hpp"
#include "package/roles.hpp"
#include "validate/reference_passes.hpp"

namespace ovfkit::validate {
namespace {

constexpr std::uint64_t most_manifest_bytes = 16U << 20U;
// Of files that are looked into where each costs reading the archive up to it.
constexpr std::size_t most_readings = 64;

std::optional<std::string> read_begin(Result<std::unique_ptr<io::Input>> input, std::size_t most) {
    if (!input) return std::nullopt;
    std::string bytes(most, '\0');
    std::size_t filled = 0;
    while (filled < most) {
        const auto got = (*input)->read(bytes.data() + filled, most - filled);
        if (!got) return std::nullopt;
        if (*got == 0) break;
        filled += *got;
    }
    bytes.resize(filled);
    return bytes;
}

}  // namespace

PackageSubject::PackageSubject(const package::Package& of, const Subject& descriptor)
    : package(of), subject(descriptor), folder(package::folder_of(of.descriptor_member().name)) {
    resolve_files();
    read_manifest();
}

void PackageSubject::resolve_files() {
    if (!subject.envelope.references) return;
    std::unordered_set<std::string> known;
    std::size_t place = 0;
    for (const model::File& file : subject.envelope.references->files) {
        ++place;
        if (!file.href.has_value() || file.href->empty() || package::has_scheme(*file.href)) continue;
        if (!known.insert(*file.href).second) continue;
        PackageFile found;
        found.file = &file;
        found.place = place;
        const auto decoded = package::percent_decoded(*file.href);
        found.name = folder + (decoded ? *decoded : *file.href);
        if (auto parts = package.resolve(file)) found.parts = *std::move(parts);
        if (!found.parts.empty() && file.chunk_size.has_value()) {
            const std::string& first = found.parts.front()->name;
            const auto names = package::names_of(*file.href);
            found.chunked = std::all_of(names.begin(), names.end(),
                                        [&](const std::string& name) { return folder + name != first; });
            if (found.chunked) found.name = first.substr(0, first.rfind('.'));
        }
        files.push_back(std::move(found));
    }
    for (const PackageFile& file : files)
        for (const package::Member* part : file.parts) user_of.emplace(part, &file);
}

void PackageSubject::read_manifest() {
    const package::Member* member = package.manifest_member();
    if (member == nullptr || member->size > most_manifest_bytes) return;
    auto bytes = read_begin(package.read(*member), static_cast<std::size_t>(member->size));
    if (!bytes) return;
    manifest_bytes = *std::move(bytes);
    Diagnostics said_by_verify;
    if (auto parsed = manifest::parse(manifest_bytes, member->name, said_by_verify)) manifest = *std::move(parsed);
}

bool PackageSubject::may_read() const {
    return package.form() != package::Form::compressed_archive || readings_++ < most_readings;
}

std::optional<std::string> PackageSubject::begin_of(const package::Member& member, std::size_t most) const {
    if (!may_read()) return std::nullopt;
    return read_begin(package.read(member), most);
}

std::optional<std::string> PackageSubject::begin_of(const model::File& file, std::size_t most) const {
    if (!may_read()) return std::nullopt;
    return read_begin(package.read(file), most);
}

std::optional<std::string> PackageSubject::end_of(const package::Member& member, std::size_t most) const {
    if (package.form() == package::Form::compressed_archive || member.size < most) return std::nullopt;
    auto input = package.read(member);
    if (!input || !(*input)->skip(member.size - most)) return std::nullopt;
    return read_begin(std::move(input), most);
}

void PackageFindings::put(const Rule& rule, std::string message, Location where, std::string hint) {
    const auto severity = profile_.severity(rule.slug, rule.severity);
    if (!severity) return;
    diagnostics_.add(Diagnostic{rule.slug,
                                *severity,
                                std::move(message),
                                std::move(where),
                                {},
                                hint.empty() ? std::string(rule.hint) : std::move(hint)});
}

void PackageFindings::at_member(const Rule& rule, std::string message, const package::Member& member,
                                std::string hint) {
    Location where;
    where.source = of_.package.name();
    where.offset = member.offset;
    put(rule, std::move(message), std::move(where), std::move(hint));
}

void PackageFindings::at_package(const Rule& rule, std::string message) {
    Location where;
    where.source = of_.package.name();
    put(rule, std::move(message), std::move(where), {});
}

void PackageFindings::at_line(const Rule& rule, std::string message, const manifest::Entry& entry, std::string hint) {
    const text::Position position = lines_.position(entry.at.begin);
    Location where;
    where.source = of_.package.name() + "/" + of_.package.manifest_member()->name;
    where.span = entry.at;
    where.line = position.line;
    where.column = position.column;
    put(rule, std::move(message), std::move(where), std::move(hint));
}

std::string listing_key(std::string_view name) { return reference_key(name); }

}  // namespace ovfkit::validate
