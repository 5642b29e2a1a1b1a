// SPDX-License-Identifier: Apache-2.0
#include "validate/subject.hpp"

#include <variant>

namespace ovfkit::validate {
namespace {

void add_scopes(const std::vector<model::Content>& contents, std::size_t parent, std::vector<Scope>& scopes) {
    for (const model::Content& content : contents) {
        if (const auto* system = content.system()) {
            scopes.push_back({system, nullptr, parent, &system->sections});
        } else if (const auto* collection = content.collection()) {
            scopes.push_back({nullptr, collection, parent, &collection->sections});
            add_scopes(collection->contents, scopes.size() - 1, scopes);
        }
    }
}

void add_disks(const std::vector<model::Disk>& disks, Subject& subject) {
    for (const model::Disk& disk : disks)
        if (disk.disk_id) subject.disks.emplace(*disk.disk_id, &disk);
}

}  // namespace

Subject::Subject(const descriptor::Descriptor& of)
    : descriptor(of),
      envelope(of.envelope()),
      tree(of.state().tree),
      spaces(of.state().tree),
      grammar(of.dialect().grammar) {
    scopes.push_back({nullptr, nullptr, 0, &envelope.sections});
    add_scopes(envelope.contents, 0, scopes);
    if (envelope.references)
        for (const model::File& file : envelope.references->files)
            if (file.id) files.emplace(*file.id, &file);
    for (const model::Section& section : envelope.sections) {
        if (const auto* of_disks = std::get_if<model::DiskSection>(&section)) add_disks(of_disks->disks, *this);
        if (const auto* shared = std::get_if<model::SharedDiskSection>(&section)) add_disks(shared->disks, *this);
    }
}

Span start_tag(const Subject& subject, Span element) {
    const auto& source = subject.descriptor.state().source;
    const std::uint32_t begin = source.decoded().to_text(element.begin);
    const xml::Node* node = subject.tree.element_at(begin);
    return node != nullptr && node->begin == begin ? source.to_source(node->begin, node->inner_begin) : element;
}

}  // namespace ovfkit::validate
