// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>
#include <unordered_set>

#include "package/references.hpp"
#include "package/roles.hpp"
#include "validate/package_rules.hpp"
#include "validate/package_subject.hpp"

namespace ovfkit::validate {
namespace {

using package::Member;

// What the manifest may call a part of a file: the reference as it stands, with the number of the chunk.
std::string listed_as(const PackageFile& file, const Member& part) {
    return file.chunked ? *file.file->href + part.name.substr(part.name.rfind('.')) : *file.file->href;
}

// The names that the lines of the manifest should have, by their key.
std::unordered_map<std::string, std::string> expected_names(const PackageSubject& of) {
    std::unordered_map<std::string, std::string> names;
    const std::string& descriptor = of.package.descriptor_member().name;
    const std::string beside = descriptor.substr(of.folder.size());
    names.emplace(listing_key(beside), beside);
    if (!of.subject.envelope.references) return names;
    for (const PackageFile& file : of.files) {
        names.emplace(listing_key(*file.file->href), *file.file->href);  // of chunks: the whole, which may be listed
        if (!file.chunked) continue;
        for (const Member* part : file.parts) {
            std::string name = listed_as(file, *part);
            std::string key = listing_key(name);
            names.emplace(std::move(key), std::move(name));
        }
    }
    for (const model::File& file : of.subject.envelope.references->files)
        if (file.href.has_value() && package::has_scheme(*file.href))
            names.emplace(listing_key(*file.href), *file.href);
    return names;
}

bool algorithm_of_version(const manifest::Entry& entry, bool is_2) {
    const auto known = entry.known_algorithm();
    if (!known) return true;  // said when the manifest was read
    return *known == crypto::DigestAlgorithm::sha1 || (is_2 && *known == crypto::DigestAlgorithm::sha256);
}

void check_algorithms(const PackageSubject& of, PackageFindings& findings) {
    const bool is_2 = of.subject.is_2();
    const manifest::Entry* first = nullptr;
    std::size_t count = 0;
    for (const manifest::Entry& entry : of.manifest->entries) {
        if (algorithm_of_version(entry, is_2)) continue;
        if (first == nullptr) first = &entry;
        ++count;
    }
    if (first == nullptr) return;
    const std::string more = count > 1 ? "; " + std::to_string(count) + " lines are of that kind" : std::string();
    findings.at_line(rule::package_manifest_algorithm,
                     quoted(first->algorithm) + " is none of the digests of OVF " + (is_2 ? "2.x" : "1.x") + more,
                     *first);
}

void check_listed_names(const PackageSubject& of, PackageFindings& findings) {
    const auto names = expected_names(of);
    for (const manifest::Entry& entry : of.manifest->entries) {
        const auto found = names.find(listing_key(entry.name));
        if (found != names.end()) {
            if (found->second != entry.name)
                findings.at_line(
                    rule::package_manifest_name,
                    "the manifest says " + quoted(entry.name) + ", and the descriptor " + quoted(found->second), entry,
                    "write " + quoted(found->second));
        } else if (of.subject.is_2()) {
            findings.at_line(rule::package_manifest_extra, "nothing references " + quoted(entry.name), entry);
        }
    }
}

// When the manifest speaks of a chunked file at all, and in 2.x always, each chunk has a line.
void check_listed_chunks(const PackageSubject& of, PackageFindings& findings) {
    std::unordered_set<std::string> listed;
    for (const manifest::Entry& entry : of.manifest->entries) listed.insert(listing_key(entry.name));
    for (const PackageFile& file : of.files) {
        if (!file.chunked) continue;
        const Member* missing = nullptr;
        std::size_t count = 0;
        for (const Member* part : file.parts) {
            if (listed.count(listing_key(listed_as(file, *part))) != 0) continue;
            if (missing == nullptr) missing = part;
            ++count;
        }
        const bool spoken_of = count < file.parts.size() || listed.count(listing_key(*file.file->href)) != 0;
        if (missing == nullptr || (!spoken_of && !of.subject.is_2())) continue;
        const std::string more = count > 1 ? " and " + std::to_string(count - 1) + " more chunks" : std::string();
        findings.at_member(rule::package_unlisted_chunk, "the manifest has no line for " + quoted(missing->name) + more,
                           *missing);
    }
}

}  // namespace

void check_listing(const PackageSubject& of, PackageFindings& findings) {
    if (!of.manifest || !of.subject.is_standard()) return;
    check_algorithms(of, findings);
    check_listed_names(of, findings);
    check_listed_chunks(of, findings);
}

}  // namespace ovfkit::validate
