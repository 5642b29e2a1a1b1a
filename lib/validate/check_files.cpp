// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <unordered_map>

#include "base/ascii.hpp"
#include "validate/mentions.hpp"
#include "validate/reference_passes.hpp"
#include "validate/reference_rules.hpp"

namespace ovfkit::validate {
namespace {

// Attributes of a File itself do not use it, and ids of other elements are names of something else.
bool file_mention_left_out(const Subject& subject, const xml::Node& node, const xml::Attribute& attribute) {
    return node.name == "File" && subject.tree.parent(node).name == "References" && attribute.name != "fileRef";
}

}  // namespace

void check_file_ids(const Subject& subject, Findings& findings) {
    if (!subject.envelope.references) return;
    for (const model::File& file : subject.envelope.references->files) {
        if (!file.id.has_value() || is_template_marker(*file.id)) continue;
        const auto first = subject.files.find(*file.id);
        if (first == subject.files.end() || first->second == &file) continue;
        findings.report(rule::file_duplicate_id, "another file has the id " + quoted(*file.id), file.id.at(),
                        {{first->second->id.at(), "first used here"}});
    }
}

void check_file_storage(const Subject& subject, Findings& findings) {
    if (!subject.envelope.references) return;
    for (const model::File& file : subject.envelope.references->files) {
        if (file.compression.has_value() && !is_template_marker(*file.compression)) {
            const std::string& how = *file.compression;
            if (!how.empty() && how != "gzip" && how != "identity") {
                const bool only_case = same_word(how, "gzip") || same_word(how, "identity");
                findings.report(rule::file_compression,
                                "the compression " + quoted(how) + " is neither gzip nor identity",
                                file.compression.at(), {}, only_case ? "write " + quoted(lowered(how)) : std::string());
            }
        }
        if (file.chunk_size.has_value() && *file.chunk_size <= 0)
            findings.report(rule::file_chunk_size,
                            "chunks of " + std::to_string(*file.chunk_size) + " bytes cannot be made",
                            file.chunk_size.at());
    }
}

void check_bundle_order(const Subject& subject, Findings& findings) {
    if (!subject.envelope.references || !findings.wants(rule::file_bundle_order)) return;
    std::unordered_map<std::string_view, const model::Strings*> bundles;
    for (const model::Strings& strings : subject.envelope.strings)
        if (strings.file_ref.has_value()) bundles.emplace(*strings.file_ref, &strings);
    const model::File* before = nullptr;  // the first file that is no bundle
    for (const model::File& file : subject.envelope.references->files) {
        if (!file.id.has_value()) continue;
        const auto bundle = bundles.find(*file.id);
        if (bundle == bundles.end()) {
            if (before == nullptr) before = &file;
        } else if (before != nullptr) {
            findings.report(rule::file_bundle_order,
                            "the file " + quoted(*file.id) + " holds messages and comes behind " + quoted(*before->id),
                            file.id.at(), {{bundle->second->file_ref.at(), "used as messages here"}});
        }
    }
}

void check_unused_files(const Subject& subject, Findings& findings) {
    if (!subject.envelope.references || !findings.wants(rule::file_unused)) return;
    const auto used = mentions(subject, [&](const xml::Node& node, const xml::Attribute& attribute) {
        return file_mention_left_out(subject, node, attribute);
    });
    for (const model::File& file : subject.envelope.references->files) {
        if (!file.id.has_value() || file.id->empty() || is_template_marker(*file.id)) continue;
        if (used.count(*file.id) != 0 || used.count(trimmed(*file.id)) != 0) continue;
        findings.report(rule::file_unused, "nothing uses the file " + quoted(*file.id), file.id.at());
    }
}

void check_message_files(const Subject& subject, Findings& findings) {
    for (const model::Strings& strings : subject.envelope.strings)
        for (const model::StringsMsg& message : strings.messages) {
            if (!message.file_ref.has_value() || is_template_marker(*message.file_ref)) continue;
            if (subject.files.count(*message.file_ref) != 0) continue;
            findings.report(rule::file_of_message_unknown, "no File has the id " + quoted(*message.file_ref),
                            message.file_ref.at());
        }
}

}  // namespace ovfkit::validate
