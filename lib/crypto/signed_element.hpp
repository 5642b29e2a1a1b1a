// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/limits.hpp>

#include "crypto/openssl.hpp"
#include "xml/raw_tree.hpp"

namespace ovfkit::crypto {

/// Why something is not of the one form that is read. Empty: it is.
using Objection = std::string;

/// An element with its `Id`, and the signature in it. Nothing is left to xmlsec's judgement: whatever it could be asked
/// to do that is not on a short list is refused here, before it sees it.
class SignedElement {
public:
    /// Reads `text`. After an objection nothing else may be asked.
    [[nodiscard]] Objection read(std::string_view text, const Limits& limits);
    /// The form of `ds:Signature`, which must be the last child of the element.
    [[nodiscard]] Objection read_signature();

    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] bool has_signature() const { return signatures_ != 0; }
    [[nodiscard]] xmlNode* signature() const { return signature_; }
    [[nodiscard]] const std::string& signature_method() const { return signature_method_; }
    [[nodiscard]] const std::string& digest_method() const { return digest_method_; }
    /// The signer's first.
    [[nodiscard]] const std::vector<X509Ptr>& certificates() const { return certificates_; }
    /// The text of the element of that name in the signature, after xmlsec filled it in.
    [[nodiscard]] std::string value_in_signature(std::string_view name) const;

private:
    [[nodiscard]] Objection take_ids();
    [[nodiscard]] Objection read_signed_info(const xmlNode* info);
    [[nodiscard]] Objection read_reference(const xmlNode* reference);
    [[nodiscard]] Objection read_key_info(const xmlNode* key_info);

    xml::RawDocument document_;
    xmlNode* root_ = nullptr;
    xmlNode* signature_ = nullptr;
    std::size_t signatures_ = 0;  // any element of XML-DSig that is not in one counts as one
    std::string id_;
    std::string signature_method_;
    std::string digest_method_;
    std::vector<X509Ptr> certificates_;
};

}  // namespace ovfkit::crypto
