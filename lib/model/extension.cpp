// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/extension.hpp>

namespace ovfkit::model {
namespace {

// Products disagree about the namespace of their own elements (oVirt's two dialects, drafts), and converting a document
// to another version moves them; so OVF's namespaces of every version count as one here.
bool ovf_namespace(std::string_view ns) {
    return ns == "http://schemas.dmtf.org/ovf/envelope/1" || ns == "http://schemas.dmtf.org/ovf/envelope/1/" ||
           ns == "http://schemas.dmtf.org/ovf/envelope/2" || ns == "http://www.vmware.com/schema/ovf/1/envelope";
}

bool same_attribute_namespace(std::string_view a, std::string_view b) {
    return a == b || (ovf_namespace(a) && ovf_namespace(b));
}

bool same_element_namespace(std::string_view a, std::string_view b) {
    return a == b || ((a.empty() || ovf_namespace(a)) && (b.empty() || ovf_namespace(b)));
}

}  // namespace

bool operator==(const Attribute& a, const Attribute& b) {
    return a.name == b.name && a.value == b.value && same_attribute_namespace(a.ns, b.ns);
}

const Extension* Extension::child(std::string_view local_name) const {
    for (const Extension& c : children)
        if (c.kind == Kind::element && c.name == local_name) return &c;
    return nullptr;
}

const std::string* Extension::attribute(std::string_view local_name) const {
    for (const Attribute& a : attributes)
        if (a.name == local_name) return &a.value;
    return nullptr;
}

bool operator==(const Extension& a, const Extension& b) {
    return a.kind == b.kind && a.name == b.name && a.text == b.text && same_element_namespace(a.ns, b.ns) &&
           a.undeclared_prefix == b.undeclared_prefix && a.attributes == b.attributes && a.children == b.children;
}

const std::string* find_attribute(const std::vector<Attribute>& attributes, std::string_view ns,
                                  std::string_view name) {
    for (const Attribute& a : attributes)
        if (a.name == name && a.ns == ns) return &a.value;
    return nullptr;
}

}  // namespace ovfkit::model
