// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <unordered_set>
#include <vector>

#include "base/ascii.hpp"
#include "validate/place.hpp"
#include "validate/reference_passes.hpp"
#include "validate/section_2_rules.hpp"
#include "validate/section_passes.hpp"

// EncryptionSection: what its keys are for. The keys are XML Encryption, which the model keeps as it stands, so the
// tree is asked.

namespace ovfkit::validate {
namespace {

bool is_xenc(const Subject& subject, const xml::Node& node) {
    const std::string_view ns = subject.tree.namespace_uri(node.ns);
    return ns == "http://www.w3.org/2001/04/xmlenc#" || ns == "http://www.w3.org/2009/xmlenc11#";
}

const xml::Attribute* attribute_named(const Subject& subject, const xml::Node& node, std::string_view name) {
    for (auto a = subject.tree.attributes_begin(node); a != subject.tree.attributes_end(node); ++a)
        if (a->name == name && a->ns == xml::no_namespace) return &*a;
    return nullptr;
}

/// What a reference can name: elements by their ids, and files. Gathered when the first key is met.
class EncryptedThings {
public:
    explicit EncryptedThings(const Subject& subject) {
        for (const xml::Node& node : subject.tree.nodes()) {
            if (!is_xml_element(node)) continue;
            for (auto a = subject.tree.attributes_begin(node); a != subject.tree.attributes_end(node); ++a)
                if (same_word(a->name, "id")) ids_.insert(a->value);
        }
        if (!subject.envelope.references) return;
        for (const model::File& file : subject.envelope.references->files)
            if (file.href.has_value()) files_.insert(reference_key(*file.href));
    }

    /// Whether `uri` certainly names nothing.
    [[nodiscard]] bool lacks(std::string_view uri) const {
        if (uri.empty() || uri.find('(') != std::string_view::npos) return false;  // the whole document, or XPointer
        if (uri.front() == '#') return ids_.find(uri.substr(1)) == ids_.end();
        if (uri.find(':') != std::string_view::npos) return false;  // somewhere else
        return files_.find(reference_key(uri.substr(0, uri.find('#')))) == files_.end();
    }

private:
    std::unordered_set<std::string_view> ids_;
    std::unordered_set<std::string> files_;
};

void check_encryption_key(const Subject& subject, const xml::Node& key, const EncryptedThings& encrypted,
                          Findings& findings) {
    bool any = false;
    for (const xml::Node* list = subject.tree.first_child(key); list != nullptr; list = subject.tree.next(*list)) {
        if (!is_xml_element(*list) || list->name != "ReferenceList") continue;
        for (const xml::Node* one = subject.tree.first_child(*list); one != nullptr; one = subject.tree.next(*one)) {
            if (!is_xml_element(*one)) continue;
            any = true;
            const xml::Attribute* uri = attribute_named(subject, *one, "URI");
            if (uri != nullptr && encrypted.lacks(uri->value))
                findings.report(rule::encryption_unresolved_reference,
                                "the key names " + quoted(uri->value) + ", and there is no such file or element", *uri);
        }
    }
    if (!any)
        findings.report(rule::encryption_key_without_references,
                        called(subject, key) + " has no ReferenceList that says what it encrypts", key);
}

}  // namespace

void check_encryption(const Subject& subject, Findings& findings) {
    std::vector<const xml::Node*> keys;
    for (const xml::Node& node : subject.tree.nodes()) {
        if (!is_xml_element(node) || (node.name != "EncryptedKey" && node.name != "DerivedKey")) continue;
        const xml::Node& parent = subject.tree.parent(node);
        if (is_xml_element(parent) && parent.name == "EncryptionSection" && is_xenc(subject, node) &&
            subject.spaces.of(parent) == descriptor::Space::ovf)
            keys.push_back(&node);
    }
    if (keys.empty()) return;
    const EncryptedThings encrypted(subject);
    for (const xml::Node* key : keys) check_encryption_key(subject, *key, encrypted, findings);
}

}  // namespace ovfkit::validate
