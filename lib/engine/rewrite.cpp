// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/ascii.hpp"
#include "descriptor/splices.hpp"
#include "engine/opened.hpp"

namespace ovfkit::engine {
namespace {

bool is_blank(char c) { return blanks.find(c) != std::string_view::npos; }
std::string_view word_of(bool flag) { return flag ? "true" : "false"; }

/// Collects what has to change in one resource for its flags to be others.
class FlagSplices {
public:
    FlagSplices(const Opened& opened, const xml::Node& resource)
        : source_(opened.source), tree_(opened.tree), text_(opened.source.text()), resource_(resource) {}

    void set(std::string_view name, std::optional<bool> flag) {
        const auto nodes = children_named(tree_, resource_, name);
        for (const xml::Node* node : nodes) {
            if (!flag)
                remove(*node);
            else if (flag_of(tree_, *node) != flag)
                replace(*node, word_of(*flag));
        }
        if (flag && nodes.empty()) added_ += indent() + element(name, word_of(*flag));
    }

    [[nodiscard]] Result<std::string> apply() {
        add();
        return splices_.empty() ? std::string(source_.bytes()) : splices_.apply(source_);
    }

private:
    /// `word` as the text of an element, whose comments and instructions stay. Text alone keeps the blanks around it.
    void replace(const xml::Node& node, std::string_view word) {
        if (node.empty_tag())
            return splices_.replace(node.end - 2, node.end, ">" + std::string(word) + "</" + tag_name(node) + ">");
        if (!node.has_children) return replace_text(node.inner_begin, node.inner_end, word);
        splices_.insert(node.inner_begin, std::string(word));
        for (const xml::Node* c = tree_.first_child(node); c != nullptr; c = tree_.next(*c))
            if (c->kind == xml::Node::Kind::text || c->kind == xml::Node::Kind::element)
                splices_.remove(c->begin, c->end);
    }

    void replace_text(std::uint32_t begin, std::uint32_t end, std::string_view word) {
        const bool is_blank_only = trimmed(text_.substr(begin, end - begin)).empty();
        while (!is_blank_only && is_blank(text_[begin])) ++begin;
        while (!is_blank_only && is_blank(text_[end - 1])) --end;
        splices_.replace(begin, end, std::string(word));
    }

    /// Takes an element out with the line that it would leave empty.
    void remove(const xml::Node& node) {
        splices_.remove(node.begin - static_cast<std::uint32_t>(line_before(node.begin).size()), node.end);
    }

    /// Puts what was added behind everything that the resource holds.
    void add() {
        if (added_.empty()) return;
        const std::string closing = indent().empty() ? std::string() : line_end() + margin(resource_.begin);
        if (resource_.empty_tag())
            return splices_.replace(resource_.end - 2, resource_.end,
                                    ">" + added_ + closing + "</" + tag_name(resource_) + ">");
        std::uint32_t at = resource_.inner_end;
        while (at > resource_.inner_begin && is_blank(text_[at - 1])) --at;
        const bool closed_on_this_line =
            text_.substr(at, resource_.inner_end - at).find('\n') == std::string_view::npos;
        const bool is_bare = at == resource_.inner_begin;
        splices_.insert(at, is_bare && closed_on_this_line ? added_ + closing : added_);
    }

    /// What stands in front of a new element: the line end and indentation of the first element, or one step more than
    /// the resource has. Empty where elements do not stand on lines of their own.
    [[nodiscard]] std::string indent() const {
        for (const xml::Node* c = tree_.first_child(resource_); c != nullptr; c = tree_.next(*c))
            if (c->kind == xml::Node::Kind::element) return line_before(c->begin);
        const std::string_view all = text_.substr(resource_.begin, resource_.end - resource_.begin);
        if (line_before(resource_.begin).empty() && all.find('\n') == std::string_view::npos) return {};
        return line_end() + margin(resource_.begin) + "  ";
    }

    /// The blanks in front of `begin` and the line end before them; empty when something else stands on the line.
    [[nodiscard]] std::string line_before(std::uint32_t begin) const {
        std::uint32_t first = begin - static_cast<std::uint32_t>(margin(begin).size());
        if (first == 0 || text_[first - 1] != '\n') return {};
        first -= first > 1 && text_[first - 2] == '\r' ? 2 : 1;
        return std::string(text_.substr(first, begin - first));
    }
    [[nodiscard]] std::string margin(std::uint32_t begin) const {
        std::uint32_t first = begin;
        while (first > 0 && (text_[first - 1] == ' ' || text_[first - 1] == '\t')) --first;
        return std::string(text_.substr(first, begin - first));
    }
    [[nodiscard]] std::string line_end() const {
        const std::size_t at = text_.find('\n');
        return at != std::string_view::npos && at > 0 && text_[at - 1] == '\r' ? "\r\n" : "\n";
    }

    [[nodiscard]] std::string tag_name(const xml::Node& node) const {
        const std::string_view prefix = tree_.prefix(node);
        return (prefix.empty() ? std::string() : std::string(prefix) + ":") + std::string(node.name);
    }
    /// In the resource's own namespace, which its prefix is bound to.
    [[nodiscard]] std::string element(std::string_view name, std::string_view word) const {
        const std::string_view prefix = tree_.prefix(resource_);
        const std::string tag = (prefix.empty() ? std::string() : std::string(prefix) + ":") + std::string(name);
        return "<" + tag + ">" + std::string(word) + "</" + tag + ">";
    }

    const xml::Source& source_;
    const xml::Tree& tree_;
    std::string_view text_;
    const xml::Node& resource_;
    std::string added_;
    descriptor::Splices splices_;
};

/// What `wanted` and the first of `found` have in common apart from flags.
bool same_resource(VmResource found, const VmResource& wanted) {
    found.trusted_host_flag = wanted.trusted_host_flag;
    return found == wanted;
}
bool same_resource(ClusterResource found, const ClusterResource& wanted) {
    found.trusted_cluster_flag = wanted.trusted_cluster_flag;
    found.trusted_service = wanted.trusted_service;
    return found == wanted;
}

const std::vector<VmResource>& resources_of(const Document& document, const VmResource&) { return document.vms; }
const std::vector<ClusterResource>& resources_of(const Document& document, const ClusterResource&) {
    return document.clusters;
}

void set_flags(FlagSplices& splices, const VmResource& vm) { splices.set(trusted_host_flag, vm.trusted_host_flag); }
void set_flags(FlagSplices& splices, const ClusterResource& cluster) {
    splices.set(trusted_cluster_flag, cluster.trusted_cluster_flag);
    splices.set(trusted_service, cluster.trusted_service);
}

/// The limits for what came out of a document that kept `limits`: two elements more.
Limits with_room(Limits limits, std::size_t bytes) {
    limits.max_bytes = std::max<std::uint64_t>(limits.max_bytes, bytes * 2 + 16);  // UTF-16 can grow in UTF-8
    limits.max_nodes += std::min<std::uint32_t>(16, 0xFFFFFFFFU - limits.max_nodes);
    limits.max_depth += limits.max_depth < 2 ? 2 : 0;
    return limits;
}

template <class Resource>
Result<std::string> rewritten(std::string_view xml, const Resource& wanted, const Limits& limits) {
    Diagnostics ignored(0);
    const auto opened = open(xml, ignored, {{}, limits});
    if (!opened) return opened.error();
    const auto was = read(**opened, ignored);
    if (!was) return was.error();
    const Location place = (*opened)->source.locate((*opened)->tree.root().begin, (*opened)->tree.root().inner_begin);
    if (was->list) return Error{ErrorCode::unsupported, "a list is not rewritten, only one resource", place, {}};
    const auto& found = resources_of(*was, wanted);
    if (found.empty()) return Error{ErrorCode::not_a_descriptor, "the document holds another resource", place, {}};
    if (!same_resource(found.front(), wanted))
        return Error{ErrorCode::invalid_argument,
                     "the flags are of another resource than the document: id, name, kind or cluster differ",
                     place,
                     {}};
    FlagSplices splices(**opened, (*opened)->tree.root());
    set_flags(splices, wanted);
    auto bytes = splices.apply();
    if (!bytes) return bytes;

    // Belief is not enough: what comes out is read again and must say what was asked for.
    const auto again = parse_document(*bytes, ignored, {{}, with_room(limits, bytes->size())});
    if (!again) return again.error();
    if (again->list || resources_of(*again, wanted) != std::vector<Resource>{wanted})
        return Error{ErrorCode::unsupported, "the flags cannot be expressed in this document", place, {}};
    return bytes;
}

}  // namespace

Result<std::string> rewrite(std::string_view xml, const VmResource& vm, const Limits& limits) {
    return rewritten(xml, vm, limits);
}

Result<std::string> rewrite(std::string_view xml, const ClusterResource& cluster, const Limits& limits) {
    return rewritten(xml, cluster, limits);
}

}  // namespace ovfkit::engine
