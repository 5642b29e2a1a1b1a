// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/locale.hpp>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/ascii.hpp"
#include "validate/string_rules.hpp"
#include "validate/strings_passes.hpp"

namespace ovfkit::validate {
namespace {

using descriptor::Space;

// Whether an element that has a message id may have one. Elements of others have rules of their own.
bool is_localisable(const Subject& subject, const xml::Node& node) {
    constexpr std::array of_ovf{"Info",    "Name",   "Annotation", "License", "Description",
                                "Product", "Vendor", "Category",   "Label"};
    constexpr std::array of_cim{"ElementName", "Caption", "Description"};
    switch (subject.spaces.of(node)) {
        case Space::ovf: return std::find(of_ovf.begin(), of_ovf.end(), node.name) != of_ovf.end();
        case Space::rasd:
        case Space::vssd:
        case Space::sasd:
        case Space::epasd: return std::find(of_cim.begin(), of_cim.end(), node.name) != of_cim.end();
        default: return true;
    }
}

// Whether two texts differ in more than their white space.
bool same_words(std::string_view a, std::string_view b) { return words(a) == words(b); }

struct MessageUse {
    const xml::Node* node = nullptr;
    const xml::Attribute* id = nullptr;
};

// The elements with a message id, and what the bundles hold.
class MessageCheck {
public:
    MessageCheck(const Subject& subject, Findings& findings)
        : subject_(subject),
          findings_(findings),
          default_language_(subject.envelope.strings.empty()
                                ? std::string()
                                : text::canonical_tag(trimmed(subject.envelope.language.value_or("en-US")))) {
        for (const model::Strings& bundle : subject.envelope.strings) add(bundle);
    }

    void run() {
        for (const xml::Node& node : subject_.tree.nodes())
            if (node.kind == xml::Node::Kind::element && node.attribute_count != 0) look_at(node);
        for (const model::StringsMsg* message : messages_)
            if (used_.count(*message->msgid) == 0 && used_.insert(*message->msgid).second)
                findings_.report(rule::unused_message, "no element asks for the message " + quoted(*message->msgid),
                                 message->msgid.at());
    }

private:
    void add(const model::Strings& bundle) {
        if (!bundle.file_ref.absent()) is_external_ = true;
        const bool is_default = !default_language_.empty() &&
                                text::canonical_tag(trimmed(Subject::text_of(bundle.language))) == default_language_;
        for (const model::StringsMsg& message : bundle.messages) {
            if (!message.msgid) continue;
            messages_.push_back(&message);
            defined_.insert(*message.msgid);
            if (is_default) default_[*message.msgid] = &message;  // the later wins
        }
    }

    void look_at(const xml::Node& node) {
        const xml::Tree& tree = subject_.tree;
        if (node.name == "Msg" && subject_.spaces.of(node) == Space::ovf) return;
        for (const xml::Attribute* a = tree.attributes_begin(node); a != tree.attributes_end(node); ++a) {
            if (a->name != "msgid") continue;
            used_.insert(a->value);
            const Space space = subject_.spaces.of(*a);
            if (space != Space::ovf && space != Space::none) continue;
            if (!is_localisable(subject_, node))
                findings_.report(
                    rule::msgid_not_localisable,
                    std::string(node.name) + " is not translated, so " + quoted(a->value) + " means nothing here", *a);
            else if (space == Space::none)
                check_unqualified(node, *a);
            else
                check({&node, a});
        }
    }

    // In an element of somebody else's, an attribute without prefix is that element's own.
    void check_unqualified(const xml::Node& node, const xml::Attribute& id) {
        const Space space = subject_.spaces.of(node);
        if (space == Space::other || space == Space::undeclared || space == Space::none) return;
        findings_.report(rule::unqualified_msgid, "msgid of " + std::string(node.name) + " lacks its prefix", id);
    }

    void check(const MessageUse& use) {
        const std::string_view id = use.id->value;
        const std::string text = subject_.tree.string_value(*use.node);
        if (id.empty() || is_external_) return;
        if (defined_.count(id) == 0) {
            if (trimmed(text).empty())
                findings_.report(rule::missing_message, "the element is empty, and no bundle has " + quoted(id),
                                 *use.id);
            else if (!messages_.empty())
                findings_.report(rule::undefined_message, "no bundle has the message " + quoted(id), *use.id);
            return;
        }
        const auto found = default_.find(id);
        if (found == default_.end() || trimmed(text).empty()) return;
        const model::StringsMsg& message = *found->second;
        if (message.text && message.file_ref.absent() && !same_words(*message.text, text))
            findings_.report(
                rule::contradicts_default,
                "the message is " + quoted(*message.text, 60) + ", and the element that asks for it says " +
                    quoted(trimmed(text), 60),
                message.text.at().known() ? message.text.at() : message.at,
                {{subject_.descriptor.state().source.to_source(use.node->begin, use.node->end), "the element"}});
    }

    const Subject& subject_;
    Findings& findings_;
    std::string default_language_;  ///< empty if nobody can tell, or asks
    bool is_external_ = false;      ///< whether there are messages in files, which nothing here can see
    std::vector<const model::StringsMsg*> messages_;
    std::unordered_set<std::string_view> defined_;
    std::unordered_set<std::string_view> used_;
    std::unordered_map<std::string_view, const model::StringsMsg*> default_;
};

}  // namespace

void check_messages(const Subject& subject, Findings& findings) { MessageCheck(subject, findings).run(); }

}  // namespace ovfkit::validate
