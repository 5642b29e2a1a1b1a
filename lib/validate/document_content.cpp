// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/ascii.hpp"
#include "validate/document_passes.hpp"
#include "validate/document_rules.hpp"
#include "validate/reference_passes.hpp"

// Machines and collections: their ids and names, and what a collection holds.

namespace ovfkit::validate {
namespace {

// Levels of collections that vApps and the like are known to be made with; beyond it nobody has been seen to try.
constexpr std::size_t deepest_collection = 8;

std::string_view content_kind(const Scope& scope) { return scope.system != nullptr ? "machine" : "collection"; }

// C0, DEL and C1; the latter are two bytes of UTF-8.
bool has_control_character(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7F) return true;
        if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
    }
    return false;
}

void check_content_id(const Scope& scope, Findings& findings) {
    const auto* id = scope.id();
    if (!id->has_value()) return;  // the schema asks for it
    const std::string what = "the id of the " + std::string(content_kind(scope));
    if (trimmed(**id).empty())
        findings.report(rule::content_unusable_id, what + " is empty", id->at());
    else if (has_control_character(**id))
        findings.report(rule::content_unusable_id, what + " holds control characters: " + quoted(**id), id->at());
}

}  // namespace

void check_content_ids(const Subject& subject, Findings& findings) {
    // By parent; in OVF 2.x all are in one space of names, that of the envelope.
    std::vector<std::unordered_map<std::string_view, const Scope*>> used(subject.scopes.size());
    for (const Scope& scope : subject.scopes) {
        if (scope.is_envelope()) continue;
        check_content_id(scope, findings);
        const auto* id = scope.id();
        if (!id->has_value() || trimmed(**id).empty() || is_template_marker(**id)) continue;
        const auto [first, is_new] = used[subject.is_2() ? 0 : scope.parent].emplace(**id, &scope);
        if (is_new) continue;
        findings.report(rule::content_duplicate_id,
                        "another " + std::string(content_kind(*first->second)) + " has the id " + quoted(**id) +
                            (first->second->parent == scope.parent ? " beside this one" : " in this package"),
                        id->at(), {{first->second->id()->at(), "first used here"}});
    }
}

void check_contents(const Subject& subject, Findings& findings) {
    std::vector<std::size_t> depth(subject.scopes.size(), 0);
    bool deep = false;
    for (std::size_t i = 1; i < subject.scopes.size(); ++i) {
        const Scope& scope = subject.scopes[i];
        if (scope.system != nullptr) {
            const auto& name = scope.system->name;
            if (name.absent() || (name.has_value() && trimmed(name->text).empty() && name->msgid.empty()))
                findings.report(rule::content_no_name, "the machine has no name", scope.at());
            continue;
        }
        if (scope.collection->contents.empty())
            findings.report(rule::content_empty_collection, "the collection is empty", scope.at());
        depth[i] = depth[scope.parent] + 1;
        if (depth[i] <= deepest_collection || deep) continue;
        deep = true;  // once: it is one nest
        findings.report(rule::content_deep_nesting,
                        "the collection is nested " + std::to_string(depth[i]) + " levels deep", scope.at());
    }
}

}  // namespace ovfkit::validate
