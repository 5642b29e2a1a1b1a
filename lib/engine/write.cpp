// SPDX-License-Identifier: Apache-2.0
#include "engine/opened.hpp"
#include "text/utf8.hpp"
#include "xml/escape.hpp"

namespace ovfkit::engine {
namespace {

/// A document with one resource in it.
class ResourceWriter {
public:
    explicit ResourceWriter(std::string_view root) : root_(root) {}

    void id(std::string_view id) { attributes_ += attribute(id); }
    void value(std::string_view name, std::string_view text) {
        if (text.empty()) return;
        check(text, name);
        children_ += "  " + element(name, text) + "\n";
    }
    void flag(std::string_view name, std::optional<bool> flag) {
        if (flag) value(name, *flag ? "true" : "false");
    }
    /// The cluster that a VM belongs to, by id, name or both.
    void cluster(std::string_view id, std::string_view name) {
        if (id.empty() && name.empty()) return;
        check(name, "name of the cluster");
        children_ += "  <cluster" + attribute(id);
        children_ += name.empty() ? "/>\n" : ">\n    " + element("name", name) + "\n  </cluster>\n";
    }

    [[nodiscard]] Result<std::string> take() const {
        if (!problem_.empty()) return Error{ErrorCode::invalid_argument, problem_, {}, {}};
        const std::string tag = "<" + root_ + attributes_;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + tag +
               (children_.empty() ? "/>\n" : ">\n" + children_ + "</" + root_ + ">\n");
    }

private:
    [[nodiscard]] std::string attribute(std::string_view id) {
        check(id, "id");
        return id.empty() ? std::string() : " id=\"" + xml::escape_attribute(id) + "\"";
    }
    static std::string element(std::string_view name, std::string_view text) {
        const std::string tag(name);
        return "<" + tag + ">" + xml::escape_text(text) + "</" + tag + ">";
    }
    void check(std::string_view text, std::string_view what) {
        if (problem_.empty()) problem_ = inexpressible(text, what);
    }

    std::string root_;
    std::string attributes_;
    std::string children_;
    std::string problem_;
};

}  // namespace

std::string inexpressible(std::string_view text, std::string_view what) {
    if (text::valid_utf8_prefix(text) == text.size() && xml::expressible(text)) return {};
    return "the " + std::string(what) + " " + quoted(text, 60) + " holds what XML cannot express";
}

Result<std::string> write(const VmResource& vm) {
    ResourceWriter writer(vm.kind == model::EntityKind::template_ ? "template" : "vm");
    writer.id(vm.id);
    writer.value("name", vm.name);
    writer.cluster(vm.cluster_id, vm.cluster_name);
    writer.flag(trusted_host_flag, vm.trusted_host_flag);
    return writer.take();
}

Result<std::string> write(const ClusterResource& cluster, ClusterSpelling spelling) {
    ResourceWriter writer("cluster");
    writer.id(cluster.id);
    writer.value("name", cluster.name);
    const auto trust = cluster.trust();
    if (trust != trust::Cluster::Trust::unknown)
        writer.flag(spelling == ClusterSpelling::draft ? trusted_cluster_flag : trusted_service,
                    trust == trust::Cluster::Trust::trusted);
    return writer.take();
}

}  // namespace ovfkit::engine
