// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/ascii.hpp"
#include "validate/document_passes.hpp"
#include "validate/document_rules.hpp"
#include "validate/extension_rules.hpp"
#include "validate/place.hpp"

// Names: what prefixes are bound to, and which names stand in which namespace.

namespace ovfkit::validate {
namespace {

using descriptor::Space;
using Kind = xml::Node::Kind;
using Names = std::vector<std::string_view>;
namespace uri = descriptor::uri;

constexpr std::array standard_namespaces{uri::ovf_1, uri::ovf_2, uri::rasd, uri::vssd,        uri::sasd,  uri::epasd,
                                         uri::bootc, uri::boots, uri::xsi,  uri::environment, uri::ovirt, uri::ovf_0_9};

// What is left of a namespace when everything is taken away that people get wrong about it.
std::string namespace_core(std::string_view ns) {
    ns = trimmed(ns);
    std::string core = lowered(ns);
    if (core.rfind("https:", 0) == 0) core.erase(4, 1);
    if (core.rfind("http://schema.dmtf.org", 0) == 0) core.insert(13, "s");
    if (core.rfind("http://www.dmtf.org/ovf/", 0) == 0) core.replace(7, 3, "schemas");
    while (!core.empty() && core.back() == '/') core.pop_back();
    if (core.size() > 4 && core.compare(core.size() - 4, 4, ".xsd") == 0) core.resize(core.size() - 4);
    return core;
}

// The namespace of the standard that is meant by one that is none; empty when that is not certain.
std::string_view meant_namespace(std::string_view ns) {
    if (std::find(standard_namespaces.begin(), standard_namespaces.end(), ns) != standard_namespaces.end()) return {};
    const std::string core = namespace_core(ns);
    for (const std::string_view known : standard_namespaces)
        if (namespace_core(known) == core) return known;
    return {};
}

// The bytes of a declaration's value; of the whole start tag when it is written with references.
Span place_of_declaration(const Subject& subject, const xml::Declaration& one) {
    const xml::Node& node = subject.tree[one.node];
    const auto& source = subject.descriptor.state().source;
    const std::string_view tag = subject.tree.text().substr(node.begin, node.inner_begin - node.begin);
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
const Names* attributes_of_element(std::string_view name, std::string_view parent) {
    static const std::unordered_map<std::string_view, Names> all{
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
    static const Names startup_item{"id",        "order",       "startDelay", "waitingForGuest",
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

void check_unqualified(const Subject& subject, const xml::Node& node, Findings& findings) {
    const Names* known = nullptr;
    std::vector<const xml::Attribute*> bare;
    for (auto a = subject.tree.attributes_begin(node); a != subject.tree.attributes_end(node); ++a) {
        if (subject.spaces.of(*a) != Space::none) continue;
        if (known == nullptr) {
            const auto name = descriptor::effective_name(subject.tree, subject.spaces, node).name;
            known = attributes_of_element(name, subject.tree.parent(node).name);
            if (known == nullptr) return;
        }
        if (std::find(known->begin(), known->end(), a->name) != known->end()) bare.push_back(&*a);
    }
    if (bare.empty()) return;
    std::string names;
    for (std::size_t i = 0; i < bare.size(); ++i)
        names += (i == 0 ? "" : i + 1 == bare.size() ? " and " : ", ") + std::string(bare[i]->name);
    findings.report(rule::document_unqualified_attribute,
                    names + " of " + called(subject, node) + (bare.size() == 1 ? " has" : " have") + " no namespace",
                    *bare.front(),
                    "write ovf:" + std::string(bare.front()->name) + ", with the prefix that is bound to " +
                        std::string(subject.is_2() ? uri::ovf_2 : uri::ovf_1));
}

void check_reserved_attributes(const Subject& subject, const xml::Node& node, Findings& findings) {
    for (auto a = subject.tree.attributes_begin(node); a != subject.tree.attributes_end(node); ++a) {
        const Space space = subject.spaces.of(*a);
        if (space == Space::none || !is_of_standard(space)) continue;
        if (space == Space::ovf && is_attribute_name(a->name)) continue;
        findings.report(rule::extension_reserved_namespace,
                        called(subject, *a) + " of " + called(subject, node) + " is no attribute of the standard", *a);
    }
}

bool is_device(std::string_view name) {
    return name == "Item" || name == "StorageItem" || name == "EthernetPortItem" || name == "System";
}

// Behind the CIM classes a schema lets every other namespace in, and OVF's is another one.
void check_reserved_element(const Subject& subject, const xml::Node& node, Findings& findings) {
    const xml::Node& parent = subject.tree.parent(node);
    if (node.ns == xml::no_namespace || subject.spaces.of(node) != Space::ovf || !is_device(parent.name)) return;
    if (parent.kind != Kind::element || subject.spaces.of(parent) != Space::ovf) return;
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
    for (const xml::Node& node : subject.tree.nodes()) {
        if (node.kind != Kind::element) continue;
        check_reserved_attributes(subject, node, findings);
        const Space space = subject.spaces.of(node);
        if (space != Space::ovf && space != Space::none) continue;
        if (space == Space::ovf) check_unqualified(subject, node, findings);
        check_reserved_element(subject, node, findings);
        check_abstract_name(subject, node, findings);
    }
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
