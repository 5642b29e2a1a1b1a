// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/gzip.hpp>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.hpp"
#include "descriptor/names.hpp"
#include "package/references.hpp"
#include "text/utf8.hpp"
#include "validate/package_rules.hpp"
#include "validate/package_subject.hpp"
#include "xml/parse.hpp"

namespace ovfkit::validate {
namespace {

using package::Member;

constexpr std::size_t gzip_begin = 10;                 // of the header that every gzip stream has
constexpr std::size_t most_message_bytes = 4U << 20U;  // of a file of messages; a larger one is not judged
constexpr std::size_t most_looked_at_chunks = 16;      // of a file

bool begins_like_gzip(const PackageSubject& of, const Member& member, bool& certain) {
    const auto begin = of.begin_of(member, gzip_begin);
    certain = begin.has_value();
    return begin && io::looks_like_gzip(*begin);
}

// Members `front.digits` by their front.
using NumberedMembers = std::unordered_map<std::string_view, std::vector<const Member*>>;

NumberedMembers numbered_members(const PackageSubject& of) {
    NumberedMembers numbered;
    for (const Member& member : of.package.members()) {
        const std::string_view name = member.name;
        const std::size_t dot = name.rfind('.');
        if (dot == std::string_view::npos || dot + 1 == name.size()) continue;
        const std::string_view digits = name.substr(dot + 1);
        if (std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
            numbered[name.substr(0, dot)].push_back(&member);
    }
    return numbered;
}

// The chunks that are there are those without a gap; whatever else is numbered is called wrongly or comes behind one.
void check_chunk_names(const PackageFile& file, const NumberedMembers& numbered, PackageFindings& findings) {
    if (!file.chunked && !file.parts.empty())
        return findings.at_member(
            rule::package_chunk_name,
            quoted(file.parts.front()->name) + " is one file, and the descriptor says that it lies there in chunks",
            *file.parts.front(), "take ovf:chunkSize away, or cut the file");
    const auto found = numbered.find(file.name);
    if (found == numbered.end()) return;
    const std::unordered_set<const Member*> good(file.parts.begin(), file.parts.end());
    for (const Member* member : found->second) {
        if (good.count(member) != 0) continue;
        const bool nine = member->name.size() - file.name.size() == 10;
        const std::string wanted = package::chunk_name(file.name, file.parts.size());
        return findings.at_member(rule::package_chunk_name,
                                  nine ? quoted(member->name) + " is there, and " + quoted(wanted) + " is not"
                                       : quoted(member->name) + " has not the nine digits of a chunk",
                                  *member);
    }
}

// One chunk can begin as gzip does by chance, all of them cannot.
void check_chunk_compression(const PackageSubject& of, const PackageFile& file, PackageFindings& findings) {
    bool certain = true;
    const std::size_t count = std::min(file.parts.size(), most_looked_at_chunks);
    for (std::size_t i = 0; i < count; ++i)
        if (!begins_like_gzip(of, *file.parts[i], certain) || !certain) return;
    findings.at_member(rule::package_chunk_compressed,
                       quoted(file.parts[1]->name) + " is a gzip file of its own, as are the other chunks of " +
                           quoted(*file.file->href),
                       *file.parts[1]);
}

// What keeps a file from being a bundle; empty when nothing does, and when that is not certain.
std::string bundle_fault(std::string bytes) {
    Diagnostics said;
    xml::Source source("messages", std::move(bytes));
    const Limits limits;
    if (const auto decoded = source.decode(limits, said); !decoded)
        return decoded.error().code == ErrorCode::limit_exceeded ? std::string() : decoded.error().message;
    const auto tree = xml::parse(source, limits, said);
    if (!tree) return tree.error().code == ErrorCode::limit_exceeded ? std::string() : tree.error().message;
    const xml::Node& root = tree->root();
    if (root.name != "Strings") return "its root element is " + quoted(root.name);
    const std::string_view space = tree->namespace_uri(root.ns);
    if (!descriptor::is_ovf(space)) return "its root element is of the namespace " + quoted(space);
    for (auto one = tree->attributes_begin(root); one != tree->attributes_end(root); ++one)
        if (one->name == "fileRef") return "it refers to another file";
    return {};
}

void check_bundle(const PackageSubject& of, const model::Strings& strings, const model::File& file,
                  PackageFindings& findings) {
    auto bytes = of.begin_of(file, most_message_bytes);
    if (!bytes || bytes->size() == most_message_bytes) return;
    if (const std::string fault = bundle_fault(*std::move(bytes)); !fault.empty())
        findings.in_descriptor().report(rule::package_broken_bundle,
                                        quoted(file.href.value_or({})) + " is no file of messages: " + fault,
                                        strings.file_ref.at(), {{file.href.at(), "the file"}});
}

bool is_plain_text(std::string_view bytes) {
    if (text::valid_utf8_prefix(bytes) != bytes.size()) return false;
    return std::none_of(bytes.begin(), bytes.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
}

void check_message(const PackageSubject& of, const model::StringsMsg& message, const model::File& file,
                   PackageFindings& findings) {
    const auto bytes = of.begin_of(file, most_message_bytes);
    if (!bytes || bytes->size() == most_message_bytes || is_plain_text(*bytes)) return;
    findings.in_descriptor().report(rule::package_message_not_text,
                                    quoted(file.href.value_or({})) + " is no plain UTF-8 text", message.file_ref.at(),
                                    {{file.href.at(), "the file"}});
}

const model::File* message_file(const PackageSubject& of, const model::Field<std::string>& reference) {
    if (!reference.has_value()) return nullptr;
    const auto found = of.subject.files.find(*reference);
    return found == of.subject.files.end() ? nullptr : found->second;
}

}  // namespace

void check_chunks(const PackageSubject& of, PackageFindings& findings) {
    const NumberedMembers numbered = numbered_members(of);
    for (const PackageFile& file : of.files) {
        const bool compressed = file.file->compression.has_value() && same_word(*file.file->compression, "gzip");
        if (file.file->chunk_size.has_value()) check_chunk_names(file, numbered, findings);
        if (!compressed || file.parts.empty()) continue;
        bool certain = false;
        if (!begins_like_gzip(of, *file.parts.front(), certain)) {
            if (certain)
                findings.in_descriptor().report(rule::package_not_gzip,
                                                quoted(file.parts.front()->name) + " is no gzip file",
                                                file.file->compression.at());
        } else if (file.parts.size() > 1) {
            check_chunk_compression(of, file, findings);
        }
    }
}

void check_message_texts(const PackageSubject& of, PackageFindings& findings) {
    std::unordered_set<const model::File*> done;
    for (const model::Strings& strings : of.subject.envelope.strings) {
        const model::File* bundle = message_file(of, strings.file_ref);
        if (bundle != nullptr && done.insert(bundle).second) check_bundle(of, strings, *bundle, findings);
        for (const model::StringsMsg& message : strings.messages) {
            const model::File* text = message_file(of, message.file_ref);
            if (text != nullptr && done.insert(text).second) check_message(of, message, *text, findings);
        }
    }
}

}  // namespace ovfkit::validate
