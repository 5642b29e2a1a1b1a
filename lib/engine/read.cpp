// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <ovfkit/engine/rules.hpp>

#include "base/ascii.hpp"
#include "engine/opened.hpp"
#include "trust/flag_words.hpp"

namespace ovfkit::engine {
namespace {

using ElementKind = xml::Node::Kind;

/// The name of a resource, that of a list of them, and what they become.
struct ResourceName {
    std::string_view one;
    std::string_view list;
    Document::Kind kind;
};
constexpr std::array<ResourceName, 4> resource_names{{
    {"vm", "vms", Document::Kind::vms},
    {"template", "templates", Document::Kind::vms},
    {"cluster", "clusters", Document::Kind::clusters},
    {"host", "hosts", Document::Kind::hosts},
}};

/// Whether a flag of that name belongs to the resources that are elements called `parent`. Nested ones, such as the
/// template that a VM was made from, bear flags of their own.
bool is_home(std::string_view flag, std::string_view parent) {
    if (flag == trusted_host_flag)
        return parent == "vm" || parent == "template" || parent == "original_template" || parent == "instance_type";
    return (flag == trusted_cluster_flag || flag == trusted_service) && parent == "cluster";
}

class ResourceReader {
public:
    ResourceReader(const Opened& opened, Diagnostics& diagnostics, std::vector<Span>* places)
        : source_(opened.source), tree_(opened.tree), diagnostics_(diagnostics), places_(places) {}

    Result<Document> run() {
        const xml::Node& root = tree_.root();
        if (const auto fault = fault_words(tree_))
            return refuse("the engine answers with a fault: " + printable(*fault));
        const auto is_root = [&](const ResourceName& n) { return root.name == n.one || root.name == n.list; };
        const auto* known = std::find_if(resource_names.begin(), resource_names.end(), is_root);
        if (known == resource_names.end() || root.undeclared_prefix)
            return refuse("the root element is " + quoted(root.name) +
                          ", not vm, template, cluster or host, nor a list of them");
        Document document;
        document.kind = known->kind;
        document.list = root.name == known->list;
        if (document.list)
            for (const xml::Node* one : children_named(tree_, root, known->one)) take(*one, document);
        else
            take(root, document);
        report_misplaced();
        return document;
    }

private:
    void take(const xml::Node& node, Document& document) {
        if (places_ != nullptr) places_->push_back(source_.to_source(node.begin, node.end));
        switch (document.kind) {
            case Document::Kind::vms: document.vms.push_back(vm(node)); break;
            case Document::Kind::clusters: document.clusters.push_back(cluster(node)); break;
            case Document::Kind::hosts: document.hosts.push_back(host(node)); break;
        }
    }

    VmResource vm(const xml::Node& node) {
        VmResource vm;
        vm.id = id(node);
        vm.name = value(node, "name");
        vm.kind = node.name == "template" ? model::EntityKind::template_ : model::EntityKind::vm;
        if (const xml::Node* cluster = child(node, "cluster")) {
            vm.cluster_id = id(*cluster);
            vm.cluster_name = value(*cluster, "name");
        }
        vm.trusted_host_flag = flag(node, trusted_host_flag, true);
        return vm;
    }

    ClusterResource cluster(const xml::Node& node) {
        ClusterResource cluster;
        cluster.id = id(node);
        cluster.name = value(node, "name");
        cluster.trusted_cluster_flag = flag(node, trusted_cluster_flag, false);
        cluster.trusted_service = flag(node, trusted_service, false);
        const auto& draft = cluster.trusted_cluster_flag;
        const auto& merged = cluster.trusted_service;
        if (draft && merged && *draft != *merged)
            report(rule::conflicting_flags, "trusted_cluster_flag and trusted_service say different things",
                   *children_named(tree_, node, trusted_service).front());
        return cluster;
    }

    HostResource host(const xml::Node& node) {
        HostResource host;
        host.id = id(node);
        host.name = value(node, "name");
        host.address = value(node, "address");
        if (const xml::Node* cluster = child(node, "cluster")) host.cluster_id = id(*cluster);
        if (const xml::Node* status = child(node, "status")) {
            const auto states = children_named(tree_, *status, "state");  // as version 3 of the API nests it
            host.status = trimmed(tree_.string_value(states.empty() ? *status : *states.front()));
        }
        return host;
    }

    std::string id(const xml::Node& node) const {
        const auto* end = tree_.attributes_end(node);
        const auto* found = std::find_if(tree_.attributes_begin(node), end,
                                         [](const xml::Attribute& a) { return a.name == "id" && a.prefix_size == 0; });
        return found == end ? std::string() : std::string(found->value);
    }

    /// The first child of that name; a second one is a finding.
    const xml::Node* child(const xml::Node& node, std::string_view name) {
        const auto nodes = children_named(tree_, node, name);
        if (nodes.size() > 1)
            report(rule::repeated_value, std::string(name) + " stands " + std::to_string(nodes.size()) + " times",
                   *nodes[1]);
        return nodes.empty() ? nullptr : nodes.front();
    }

    std::string value(const xml::Node& node, std::string_view name) {
        const xml::Node* found = child(node, name);
        return found != nullptr ? tree_.string_value(*found) : std::string();
    }

    /// What all elements of that name say together; `unclear` when they do not say it clearly.
    std::optional<bool> flag(const xml::Node& node, std::string_view name, bool unclear) {
        const auto nodes = children_named(tree_, node, name);
        if (nodes.empty()) return std::nullopt;
        std::optional<bool> said;
        bool clear = true;
        for (const xml::Node* one : nodes) {
            const auto says = flag_of(tree_, *one);
            if (says && (!said || *said == *says)) {
                said = says;
                continue;
            }
            clear = false;
            if (says)
                report(rule::conflicting_flags, std::string(name) + " stands twice and says both true and false", *one);
            else
                report(rule::unreadable_flag,
                       std::string(name) + " is " + quoted(tree_.string_value(*one)) + ", which is no boolean", *one);
        }
        return clear ? *said : unclear;
    }

    /// Every spelling of a flag, descriptors' ones too, that is nobody's flag.
    void report_misplaced() {
        for (const xml::Node& node : tree_.nodes()) {
            if (node.kind != ElementKind::element) continue;
            for (const auto* a = tree_.attributes_begin(node); a != tree_.attributes_end(node); ++a)
                if (trust::find_spelling(a->name) != nullptr)
                    report(rule::misplaced_flag, std::string(a->name) + " is an attribute, and has to be an element",
                           node);
            if (trust::find_spelling(node.name) == nullptr) continue;
            const xml::Node& parent = tree_.parent(node);
            const bool own = node.ns == parent.ns && !node.undeclared_prefix && !parent.undeclared_prefix;
            if (own && is_home(node.name, parent.name)) continue;
            report(rule::misplaced_flag,
                   std::string(node.name) + " in " + quoted(parent.name) +
                       (own ? " is no flag of it" : " stands in another namespace and is no flag of it"),
                   node);
        }
    }

    void report(const Rule& rule, std::string message, const xml::Node& node) {
        diagnostics_.report(rule, std::move(message), place(node));
    }

    [[nodiscard]] Location place(const xml::Node& node) const {
        Location where = source_.locate(node.begin, node.inner_begin);
        if (diagnostics_.keeps(Severity::error)) where.path = tree_.path(node);  // costs time in a long list
        return where;
    }

    Error refuse(std::string message) {
        Location where = place(tree_.root());
        diagnostics_.report(rule::not_a_resource, message, where);
        return {ErrorCode::not_a_descriptor, std::move(message), std::move(where), rule::not_a_resource.slug};
    }

    const xml::Source& source_;
    const xml::Tree& tree_;
    Diagnostics& diagnostics_;
    std::vector<Span>* places_;
};

/// The document, if its resources are of that kind.
Result<Document> parse_kind(std::string_view xml, Document::Kind kind, std::string_view wanted,
                            Diagnostics& diagnostics, const Limits& limits) {
    auto document = parse_document(xml, diagnostics, {{}, limits});
    if (!document || document->kind == kind) return document;
    const std::string message = "the document holds other resources than " + std::string(wanted);
    diagnostics.report(rule::not_a_resource, message);
    return Error{ErrorCode::not_a_descriptor, message, {}, rule::not_a_resource.slug};
}

}  // namespace

Result<Document> read(const Opened& opened, Diagnostics& diagnostics, std::vector<Span>* places) {
    return ResourceReader(opened, diagnostics, places).run();
}

Result<Document> parse_document(std::string_view xml, Diagnostics& diagnostics, const ReadOptions& options) {
    const auto opened = open(xml, diagnostics, options);
    if (!opened) return opened.error();
    return read(**opened, diagnostics);
}

Result<std::vector<VmResource>> parse_vms(std::string_view xml, Diagnostics& diagnostics, const Limits& limits) {
    auto document = parse_kind(xml, Document::Kind::vms, "VMs and templates", diagnostics, limits);
    if (!document) return document.error();
    return std::move(document->vms);
}

Result<std::vector<ClusterResource>> parse_clusters(std::string_view xml, Diagnostics& diagnostics,
                                                    const Limits& limits) {
    auto document = parse_kind(xml, Document::Kind::clusters, "clusters", diagnostics, limits);
    if (!document) return document.error();
    return std::move(document->clusters);
}

Result<std::vector<HostResource>> parse_hosts(std::string_view xml, Diagnostics& diagnostics, const Limits& limits) {
    auto document = parse_kind(xml, Document::Kind::hosts, "hosts", diagnostics, limits);
    if (!document) return document.error();
    return std::move(document->hosts);
}

}  // namespace ovfkit::engine
