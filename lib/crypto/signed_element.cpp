// SPDX-License-Identifier: Apache-2.0
#include "crypto/signed_element.hpp"

#include <algorithm>
#include <iterator>

#include <openssl/objects.h>

#include "base/ascii.hpp"
#include "crypto/xmlsec.hpp"

namespace ovfkit::crypto {
namespace {

// More than any chain has.
constexpr std::size_t most_certificates = 16;
constexpr std::size_t most_certificate_bytes = std::size_t{1} << 16U;

std::string_view view_of(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

bool in_dsig(const xmlNode* node) { return node->ns != nullptr && view_of(node->ns->href) == dsig::ns; }

bool is_dsig(const xmlNode* node, std::string_view name) {
    return node->type == XML_ELEMENT_NODE && in_dsig(node) && view_of(node->name) == name;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// The next node in document order within `root`; null behind the last.
const xmlNode* following(const xmlNode* node, const xmlNode* root) {
    if (node->children != nullptr) return node->children;
    while (node != root && node->next == nullptr) node = node->parent;
    return node == root ? nullptr : node->next;
}

/// The child elements of an element that holds nothing else; empty otherwise, and when they are not as many as `names`
/// or not called so.
std::optional<std::vector<xmlNode*>> children_of(const xmlNode* node, const std::vector<std::string_view>& names) {
    std::vector<xmlNode*> found;
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
        if (child->type == XML_TEXT_NODE && is_blank(view_of(child->content))) continue;
        if (found.size() == names.size() || !is_dsig(child, names[found.size()])) return std::nullopt;
        found.push_back(child);
    }
    if (found.size() != names.size()) return std::nullopt;
    return found;
}

/// The text of an element that holds nothing else and has no attributes.
std::string text_of(const xmlNode* node) {
    std::string text;
    for (const xmlNode* child = node->children; child != nullptr; child = child->next)
        if (child->type == XML_TEXT_NODE) text += view_of(child->content);
    return text;
}

bool is_plain_text(const xmlNode* node) {
    if (node->properties != nullptr) return false;
    for (const xmlNode* child = node->children; child != nullptr; child = child->next)
        if (child->type != XML_TEXT_NODE) return false;
    return node->children != nullptr;
}

/// The value of the one attribute of an element, which has that name and no namespace; empty otherwise.
std::string only_attribute(const xmlNode* node, std::string_view name) {
    const xmlAttr* attribute = node->properties;
    const bool one = attribute != nullptr && attribute->next == nullptr && attribute->ns == nullptr;
    if (!one || view_of(attribute->name) != name || attribute->children == nullptr ||
        attribute->children->type != XML_TEXT_NODE || attribute->children->next != nullptr)
        return {};
    return std::string(view_of(attribute->children->content));
}

/// The Algorithm of an element that holds nothing: a parameter would change what the algorithm does.
std::string bare_algorithm(const xmlNode* node) {
    return children_of(node, {}) ? only_attribute(node, "Algorithm") : std::string();
}

bool is_id(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !text.empty() && text.size() <= 200 && letter(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

/// Base64 with white space in it; empty when it is anything else.
std::string decode_base64(const std::string& text) {
    std::string packed;
    std::copy_if(text.begin(), text.end(), std::back_inserter(packed), [](char c) { return !is_blank({&c, 1}); });
    if (packed.empty() || packed.size() % 4 != 0 || packed.size() > most_certificate_bytes) return {};
    const std::size_t padding = packed.size() - (packed.find_last_not_of('=') + 1);
    std::string bytes(packed.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), unsigned_bytes(packed),
                                     static_cast<int>(packed.size()));
    if (size < 0 || padding > 2) return {};
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

X509Ptr certificate_of(const xmlNode* node) {
    const std::string der = is_plain_text(node) ? decode_base64(text_of(node)) : std::string();
    const unsigned char* at = unsigned_bytes(der);
    X509Ptr certificate(der.empty() ? nullptr : d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    return certificate && at == unsigned_bytes(der) + der.size() ? std::move(certificate) : nullptr;
}

}  // namespace

Objection SignedElement::read(std::string_view text, const Limits& limits) {
    // What is signed is small and flat; deep trees and many namespaces only cost the canonicalization time.
    Limits narrow = limits;
    narrow.max_depth = std::min<std::uint32_t>(limits.max_depth, 32);
    narrow.max_namespaces = std::min<std::uint32_t>(limits.max_namespaces, 32);
    narrow.max_attributes = std::min<std::uint32_t>(limits.max_attributes, 32);
    document_ = xml::parse_raw(text, narrow);
    root_ = document_ ? xmlDocGetRootElement(document_.get()) : nullptr;
    if (root_ == nullptr || root_->prev != nullptr || root_->next != nullptr)
        return "the signed element cannot be read on its own";
    if (auto objection = take_ids(); !objection.empty()) return objection;
    xmlNode* last = root_->last;
    while (last != nullptr && last->type == XML_TEXT_NODE && is_blank(view_of(last->content))) last = last->prev;
    if (last != nullptr && is_dsig(last, "Signature")) signature_ = last;
    return {};
}

Objection SignedElement::take_ids() {
    xmlAttr* own = nullptr;
    for (const xmlNode* node = root_; node != nullptr; node = following(node, root_)) {
        if (node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE)
            return "the signed element holds a comment, an instruction or a CDATA section";
        if (node->type != XML_ELEMENT_NODE) continue;
        // What belongs to a signature stands only in it: reached before, it is no part of one.
        if (in_dsig(node) && (signatures_ == 0 || view_of(node->name) == "Signature") && ++signatures_ > 1)
            return "there is more than one signature in the signed element";
        for (xmlAttr* a = node->properties; a != nullptr; a = a->next) {
            const std::string_view name = view_of(a->name);
            if (node == root_ && a->ns == nullptr && name == "Id")
                own = a;
            else if (same_word(name, "id"))  // xml:id as well
                return "there is a second Id in the signed element";
        }
    }
    if (own == nullptr || own->children == nullptr || own->children->next != nullptr)
        return "the signed element has no Id";
    id_ = std::string(view_of(own->children->content));
    if (!is_id(id_)) return "the Id of the signed element is none that can be used";
    if (xmlAddID(nullptr, document_.get(), own->children->content, own) == nullptr)
        return "the Id of the signed element is taken";
    return {};
}

Objection SignedElement::read_signature() {
    if (signature_ == nullptr) return "there is no signature as the last child of the signed element";
    if (signature_->properties != nullptr) return "the signature has attributes";
    auto parts = children_of(signature_, {"SignedInfo", "SignatureValue", "KeyInfo"});
    if (!parts) return "the signature has not exactly SignedInfo, SignatureValue and KeyInfo";
    if (auto objection = read_signed_info((*parts)[0]); !objection.empty()) return objection;
    if (!is_plain_text((*parts)[1])) return "the signature has no value";
    return read_key_info((*parts)[2]);
}

Objection SignedElement::read_signed_info(const xmlNode* info) {
    const auto parts = children_of(info, {"CanonicalizationMethod", "SignatureMethod", "Reference"});
    if (!parts || info->properties != nullptr) return "the signature has not exactly one Reference";
    if (bare_algorithm((*parts)[0]) != dsig::exclusive_c14n) return "the signature is not in exclusive canonical XML";
    signature_method_ = bare_algorithm((*parts)[1]);
    if (digest_of_signature_method(signature_method_) == NID_undef)
        return "the signature is made with a method that is not allowed";
    return read_reference((*parts)[2]);
}

Objection SignedElement::read_reference(const xmlNode* reference) {
    if (only_attribute(reference, "URI") != "#" + id_) return "the signature refers to something else";
    const auto parts = children_of(reference, {"Transforms", "DigestMethod", "DigestValue"});
    if (!parts) return "the Reference of the signature has another form";
    const auto transforms = children_of((*parts)[0], {"Transform", "Transform"});
    if (!transforms || (*parts)[0]->properties != nullptr || bare_algorithm((*transforms)[0]) != dsig::enveloped ||
        bare_algorithm((*transforms)[1]) != dsig::exclusive_c14n)
        return "the signature uses transforms that are not allowed";
    digest_method_ = bare_algorithm((*parts)[1]);
    if (digest_of_digest_method(digest_method_) == NID_undef)
        return "the signature is made with a digest that is not allowed";
    return is_plain_text((*parts)[2]) ? Objection() : "the signature has no digest";
}

Objection SignedElement::read_key_info(const xmlNode* key_info) {
    const auto data = children_of(key_info, {"X509Data"});
    const Objection no_certificate = "the signature does not bring certificates and nothing else";
    if (!data || key_info->properties != nullptr || data->front()->properties != nullptr) return no_certificate;
    for (const xmlNode* child = data->front()->children; child != nullptr; child = child->next) {
        if (child->type == XML_TEXT_NODE && is_blank(view_of(child->content))) continue;
        if (!is_dsig(child, "X509Certificate")) return no_certificate;
        if (certificates_.size() == most_certificates) return "the signature brings too many certificates";
        X509Ptr certificate = certificate_of(child);
        if (!certificate) return "a certificate of the signature cannot be read";
        certificates_.push_back(std::move(certificate));
    }
    return certificates_.empty() ? no_certificate : Objection();
}

std::string SignedElement::value_in_signature(std::string_view name) const {
    for (const xmlNode* node = signature_; node != nullptr; node = following(node, signature_))
        if (is_dsig(node, name)) return text_of(node);
    return {};
}

}  // namespace ovfkit::crypto
