// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "validate/document_passes.hpp"
#include "validate/document_rules.hpp"
#include "validate/extension_rules.hpp"
#include "validate/place.hpp"

// AttributeNames: what prefixes are bound to, and which names stand in which namespace.

namespace ovfkit::validate {
namespace {

using descriptor::Space;

using AttributeNames = std::vector<std::string_view>;
namespace uri = descriptor::uri;

// The bytes of a declaration's value; of the whole start tag when it is written with references.
Span place_of_declaration(const Subject& subject, const xml::Declaration& one) {
    const xml::Node& node = subject.tree[one.node];
    const auto& source = subject.descriptor.state().source;
    const std::string_view tag = subject.tree.text().substr(node.begin, node.inner_begin - node.begin);
    if (tag.size() > 100'000) return source.to_source(node.begin, node.inner_begin);  // not again for each of many
    std::string name = one.prefix.empty() ? std::string("xmlns") : "xmlns:" + std::string(one.prefix);
    for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        std::size_t value = tag.find_first_not_of(" \t\r\n=", at + name.size());
        if (value == std::string_view::npos || value == at + name.size()) continue;
        if (tag.substr(++value, one.uri.size()) != one.uri) continue;
        const auto begin = static_cast<std::uint32_t>(node.begin + value);
        return source.to_source(begin, begin + static_cast<std::uint32_t>(one.uri.size()));
    }
    return source.to_source(node.begin, node.inner_begin);
}

// oVirt's own form has a slash at the end of the envelope's namespace, on purpose or at least for ever.
bool slash_is_right(const Subject& subject, std::string_view ns) {
    if (ns != uri::ovf_1_slash || subject.is_standard()) return false;
    if (subject.descriptor.dialect().vendor == descriptor::Vendor::virt_v2v) return true;
    if (subject.grammar == descriptor::Grammar::ovirt) return true;
    for (const xml::Declaration& one : subject.tree.declarations())
        if (one.uri == uri::ovirt) return true;
    return std::any_of(subject.scopes.begin(), subject.scopes.end(),
                       [](const Scope& scope) { return scope.system != nullptr && scope.system->ovirt.has_value(); });
}

// The attributes that the standard gives an element.
const AttributeNames* attributes_of_element(std::string_view name, std::string_view parent) {
    static const std::unordered_map<std::string_view, AttributeNames> all{
        {"File", {"id", "href", "size", "compression", "chunkSize", "fileRef", "path"}},
        {"Disk",
         {"diskId", "fileRef", "capacity", "capacityAllocationUnits", "format", "populatedSize", "parentRef",
          "readOnly"}},
        {"SharedDisk",
         {"diskId", "fileRef", "capacity", "capacityAllocationUnits", "format", "populatedSize", "parentRef",
          "readOnly"}},
        {"Network", {"name"}},
        {"Configuration", {"id", "default"}},
        {"VirtualSystem", {"id"}},
        {"VirtualSystemCollection", {"id"}},
        {"VirtualHardwareSection", {"id", "transport", "required"}},
        {"Item", {"required", "configuration", "bound"}},
        {"StorageItem", {"required", "configuration", "bound"}},
        {"EthernetPortItem", {"required", "configuration", "bound"}},
        {"OperatingSystemSection", {"id", "version", "required"}},
        {"InstallSection", {"initialBootStopDelay", "required"}},
        {"ProductSection", {"class", "instance", "required"}},
        {"Property", {"key", "type", "qualifiers", "value", "userConfigurable", "password", "configuration"}},
        {"Value", {"value", "configuration"}},
        {"Icon", {"fileRef", "height", "width", "mimeType"}},
        {"EnvironmentFilesSection", {"transport", "required"}},
        {"ScaleOutSection", {"id", "required"}},
        {"InstanceCount", {"minimum", "default", "maximum", "configuration"}},
        {"PlacementGroupSection", {"id", "policy", "required"}},
        {"PlacementSection", {"group", "required"}},
        {"Strings", {"fileRef"}},
        {"Msg", {"msgid", "fileRef"}},
        {"Info", {"msgid"}},
        {"Name", {"msgid"}},
        {"Label", {"msgid"}},
        {"Description", {"msgid"}},
        {"Category", {"msgid"}},
        {"License", {"msgid"}},
        {"Annotation", {"msgid"}},
        {"Product", {"msgid"}},
        {"Vendor", {"msgid"}},
        {"DiskSection", {"required"}},
        {"SharedDiskSection", {"required"}},
        {"NetworkSection", {"required"}},
        {"DeploymentOptionSection", {"required"}},
        {"AnnotationSection", {"required"}},
        {"EulaSection", {"required"}},
        {"ResourceAllocationSection", {"required"}},
        {"StartupSection", {"required"}},
        {"BootDeviceSection", {"required"}},
        {"EncryptionSection", {"required"}},
    };
    static const AttributeNames startup_item{"id",        "order",       "startDelay", "waitingForGuest",
                                             "stopDelay", "startAction", "stopAction"};
    if (name == "Item" && parent == "StartupSection") return &startup_item;
    const auto found = all.find(name);
    return found == all.end() ? nullptr : &found->second;
}

// Every name that an attribute of the standard has anywhere, in any version; `version` of Envelope is no attribute of
// the standard, but everybody writes it.
bool is_attribute_name(std::string_view name) {
    static const std::unordered_set<std::string_view> all{"id",
                                                          "href",
                                                          "size",
                                                          "compression",
                                                          "chunkSize",
                                                          "fileRef",
                                                          "path",
                                                          "diskId",
                                                          "capacity",
                                                          "format",
                                                          "populatedSize",
                                                          "parentRef",
                                                          "readOnly",
                                                          "name",
                                                          "default",
                                                          "transport",
                                                          "required",
                                                          "configuration",
                                                          "bound",
                                                          "version",
                                                          "class",
                                                          "instance",
                                                          "key",
                                                          "type",
                                                          "value",
                                                          "qualifiers",
                                                          "password",
                                                          "height",
                                                          "width",
                                                          "mimeType",
                                                          "minimum",
                                                          "maximum",
                                                          "policy",
                                                          "group",
                                                          "msgid",
                                                          "order",
                                                          "startDelay",
                                                          "stopDelay",
                                                          "startAction",
                                                          "stopAction",
                                                          "waitingForGuest",
                                                          "initialBootStopDelay",
                                                          "userConfigurable",
                                                          "capacityAllocationUnits"};
    return all.find(name) != all.end();
}

// What is wrong with one kind of element in the same way again and again: said once, with its number.
struct RepeatedName {
    const xml::Attribute* first = nullptr;
    std::string message;
    std::string hint;
    std::size_t count = 0;
};

/// Attributes that stand in no namespace or wrongly in the standard's, by what is said of them.
class AttributeFindings {
public:
    AttributeFindings(const Subject& subject, Findings& findings) : subject_(subject), findings_(findings) {}

    void see_unqualified(const xml::Node& node);
    void see_reserved(const xml::Node& node);
    void finish() {
        say(rule::document_unqualified_attribute, unqualified_);
        say(rule::extension_reserved_namespace, reserved_);
    }

private:
    struct List {
        std::vector<RepeatedName> all;
        std::unordered_map<std::string, std::size_t> by_message;
    };

    void add(List& list, const xml::Attribute& at, std::string message, std::string hint = {}) {
        const auto [found, is_new] = list.by_message.emplace(message, list.all.size());
        if (is_new) list.all.push_back({&at, std::move(message), std::move(hint), 0});
        ++list.all[found->second].count;
    }

    void say(const Rule& rule, List& list) {
        for (RepeatedName& one : list.all) {
            if (one.count > 1) one.message += ", here and in " + std::to_string(one.count - 1) + " more";
            findings_.report(rule, std::move(one.message), *one.first, std::move(one.hint));
        }
    }

    const Subject& subject_;
    Findings& findings_;
    List unqualified_;
    List reserved_;
};

void AttributeFindings::see_unqualified(const xml::Node& node) {
    const AttributeNames* known = nullptr;
    std::vector<const xml::Attribute*> bare;
    for (auto a = subject_.tree.attributes_begin(node); a != subject_.tree.attributes_end(node); ++a) {
        if (subject_.spaces.of(*a) != Space::none) continue;
        if (known == nullptr) {
            const auto name = descriptor::effective_name(subject_.tree, subject_.spaces, node).name;
            known = attributes_of_element(name, subject_.tree.parent(node).name);
            if (known == nullptr) return;
        }
        if (std::find(known->begin(), known->end(), a->name) != known->end()) bare.push_back(&*a);
    }
    if (bare.empty()) return;
    std::string names;
    for (std::size_t i = 0; i < bare.size(); ++i)
        names += (i == 0 ? "" : i + 1 == bare.size() ? " and " : ", ") + std::string(bare[i]->name);
    add(unqualified_, *bare.front(),
        names + " of " + called(subject_, node) + (bare.size() == 1 ? " has" : " have") + " no namespace",
        "write ovf:" + std::string(bare.front()->name) + ", with the prefix that is bound to " +
            std::string(subject_.is_2() ? uri::ovf_2 : uri::ovf_1));
}

void AttributeFindings::see_reserved(const xml::Node& node) {
    for (auto a = subject_.tree.attributes_begin(node); a != subject_.tree.attributes_end(node); ++a) {
        const Space space = subject_.spaces.of(*a);
        if (space == Space::none || !is_of_standard(space)) continue;
        if (space == Space::ovf && is_attribute_name(a->name)) continue;
        add(reserved_, *a, called(subject_, *a) + " of " + called(subject_, node) + " is no attribute of the standard");
    }
}

bool is_device(std::string_view name) {
    return name == "Item" || name == "StorageItem" || name == "EthernetPortItem" || name == "System";
}

// Behind the CIM classes a schema lets every other namespace in, and OVF's is another one.
void check_reserved_element(const Subject& subject, const xml::Node& node, Findings& findings) {
    const xml::Node& parent = subject.tree.parent(node);
    if (node.ns == xml::no_namespace || subject.spaces.of(node) != Space::ovf || !is_device(parent.name)) return;
    if (!is_xml_element(parent) || subject.spaces.of(parent) != Space::ovf) return;
    findings.report(rule::extension_reserved_namespace,
                    called(subject, node) + " is no element of the standard in " + called(subject, parent), node);
}

void check_abstract_name(const Subject& subject, const xml::Node& node, Findings& findings) {
    const auto name = descriptor::effective_name(subject.tree, subject.spaces, node);
    if (!name.abstract) return;
    for (auto a = subject.tree.attributes_begin(node); a != subject.tree.attributes_end(node); ++a)
        if (a->name == "type" && subject.spaces.of(*a) == Space::xsi)
            return findings.report(rule::content_abstract_name,
                                   called(subject, node) + " has an abstract name and the type " + quoted(a->value, 80),
                                   span_of(subject, node), {}, "write the element " + printable(name.name, 80));
}

}  // namespace

void check_namespaces(const Subject& subject, Findings& findings) {
    const std::string_view root = subject.tree.namespace_uri(subject.tree.root().ns);
    std::unordered_set<std::string_view> said;
    for (const xml::Declaration& one : subject.tree.declarations()) {
        if (said.find(one.uri) != said.end()) continue;
        const std::string_view meant = meant_namespace(one.uri);
        if (meant.empty() || slash_is_right(subject, one.uri)) continue;
        if (one.uri == root && !descriptor::is_ovf(root)) continue;  // an unknown version, and said already
        said.insert(one.uri);
        findings.report(rule::document_namespace_spelling,
                        "the namespace " + quoted(one.uri) +
                            (one.prefix.empty() ? std::string() : " of the prefix " + quoted(one.prefix, 80)) +
                            " is none of the standard's",
                        place_of_declaration(subject, one), {}, "write " + std::string(meant));
    }
}

void check_names(const Subject& subject, Findings& findings) {
    AttributeFindings attributes(subject, findings);
    for (const xml::Node& node : subject.tree.nodes()) {
        if (!is_xml_element(node)) continue;
        attributes.see_reserved(node);
        const Space space = subject.spaces.of(node);
        if (space != Space::ovf && space != Space::none) continue;
        if (space == Space::ovf) attributes.see_unqualified(node);
        check_reserved_element(subject, node, findings);
        check_abstract_name(subject, node, findings);
    }
    attributes.finish();
}

void check_document_version(const Subject& subject, Findings& findings) {
    const auto& version = subject.envelope.version;
    if (!version.has_value()) return;
    const std::string_view text = trimmed(*version);
    if (text.size() > 1 && text[1] != '.') return;
    // Products of oVirt's kind write their own version; only numbers that OVF has had are taken for one of OVF's.
    const std::string_view major = text.substr(0, 1);
    const std::string_view namespace_says = subject.descriptor.dialect().ovf_version;
    if (major != "0" && major != "1" && major != "2") return;
    if (namespace_says.substr(0, 1) == major) return;
    if (!descriptor::is_ovf(subject.tree.namespace_uri(subject.tree.root().ns))) return;
    findings.report(rule::document_version_contradicts,
                    "ovf:version is " + quoted(*version, 40) + ", the namespace is that of OVF " +
                        (namespace_says == "0.9" ? "0.9" : std::string(namespace_says.substr(0, 1)) + ".x"),
                    version.at());
}

}  // namespace ovfkit::validate
