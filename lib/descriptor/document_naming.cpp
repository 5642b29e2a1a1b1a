// SPDX-License-Identifier: Apache-2.0
#include "descriptor/document_naming.hpp"

#include <algorithm>

#include "xml/escape.hpp"

namespace ovfkit::descriptor {
namespace {

std::string_view uri_of(Space space) {
    switch (space) {
        case Space::rasd: return uri::rasd;
        case Space::sasd: return uri::sasd;
        case Space::epasd: return uri::epasd;
        case Space::vssd: return uri::vssd;
        case Space::bootc: return uri::bootc;
        case Space::boots: return uri::boots;
        case Space::xsi: return uri::xsi;
        case Space::ovirt: return uri::ovirt;
        case Space::trust: return uri::trust;
        case Space::environment: return uri::environment;
        default: return {};
    }
}

std::string_view usual_prefix(Space space) {
    switch (space) {
        case Space::rasd: return "rasd";
        case Space::sasd: return "sasd";
        case Space::epasd: return "epasd";
        case Space::vssd: return "vssd";
        case Space::bootc: return "bootc";
        case Space::boots: return "boots";
        case Space::xsi: return "xsi";
        case Space::ovirt: return "ovirt";
        case Space::trust: return "trust";
        case Space::environment: return "oe";
        default: return "ovf";
    }
}

std::string with_colon(std::string_view prefix) { return prefix.empty() ? std::string() : std::string(prefix) + ":"; }

}  // namespace

// Whether a declaration is in force at the element: made by it or an ancestor, and not overridden on the way.
bool DocumentNaming::visible(const xml::Declaration& declaration) const {
    const std::string_view* uri = tree_.resolve(at_, declaration.prefix);
    if (uri == nullptr || uri->data() != declaration.uri.data()) return false;
    for (const xml::Node* n = &at_; n->kind == xml::Node::Kind::element; n = &tree_.parent(*n))
        if (tree_.index_of(*n) == declaration.node) return true;
    return false;
}

// A prefix that is bound to `uri`, or to any namespace of the same meaning when `uri` is empty. `with_default` allows
// none.
std::string DocumentNaming::bound(std::string_view uri, std::string_view wish, bool with_default) {
    if (uri == uri::xml) return "xml:";
    const Space space = space_of(uri);
    for (const xml::Declaration& d : tree_.declarations()) {
        const bool same = d.uri == uri || (space != Space::other && space != Space::ovf && space_of(d.uri) == space);
        if (same && (with_default || !d.prefix.empty()) && visible(d)) return with_colon(d.prefix);
    }
    for (const Binding& b : added_)
        if (b.uri == uri) return with_colon(b.prefix);
    std::string prefix = wish.empty() ? "ns" : std::string(wish);
    const auto taken = [&] {
        return tree_.resolve(at_, prefix) != nullptr ||
               std::any_of(added_.begin(), added_.end(), [&](const Binding& b) { return b.prefix == prefix; });
    };
    while (taken()) prefix += "x";
    added_.push_back({prefix, std::string(uri)});
    return with_colon(prefix);
}

// OVF's own elements are named as the element around them is; inside a foreign element, as the root is.
std::string DocumentNaming::element(Space space) {
    if (space != Space::ovf && space != Space::none && space != Space::any)
        return bound(uri_of(space), usual_prefix(space), true);
    const Space here = spaces_.of(at_);
    if (here == Space::ovf || here == Space::none) return with_colon(tree_.prefix(at_));
    const std::string_view root = tree_.namespace_uri(tree_.root().ns);
    return root.empty() ? std::string() : bound(root, usual_prefix(Space::ovf), true);
}

std::string DocumentNaming::attribute(Space space) {
    if (space == Space::none || space == Space::any) return {};
    if (space == Space::xml) return "xml:";
    if (space != Space::ovf) return bound(uri_of(space), usual_prefix(space), false);
    const std::string_view root = tree_.namespace_uri(tree_.root().ns);
    return root.empty() ? std::string() : bound(root, usual_prefix(Space::ovf), false);
}

std::string DocumentNaming::foreign_element(std::string_view uri, std::string_view wish) {
    if (uri.empty() || (is_ovf(uri) && uri != uri::ovf_2)) return element(Space::ovf);
    return bound(uri, wish, true);
}

std::string DocumentNaming::foreign_attribute(std::string_view uri, std::string_view wish) {
    if (is_ovf(uri) && uri != uri::ovf_2) return attribute(Space::ovf);
    return bound(uri, wish, false);
}

std::string DocumentNaming::undeclared(std::string_view wish) {
    std::string prefix(wish);
    while (tree_.resolve(at_, prefix) != nullptr) prefix = "undeclared-" + prefix;
    return prefix + ":";
}

std::string DocumentNaming::ovf_2() { return bound(uri::ovf_2, "ovf2", false); }

std::string DocumentNaming::take_declarations() {
    std::string out;
    for (const Binding& b : added_) out += " xmlns:" + b.prefix + "=\"" + xml::escape_attribute(b.uri) + "\"";
    added_.clear();
    return out;
}

}  // namespace ovfkit::descriptor
