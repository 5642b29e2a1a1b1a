// SPDX-License-Identifier: Apache-2.0
#include "trust/flag_finder.hpp"

namespace ovfkit::trust {
namespace {

using model::Extension;

/// What an element says: the texts between whatever else is in it, so that a comment cannot hide a value. An element
/// can: readers disagree about what belongs to the value then, so that it counts as none.
std::string text_of(const Extension& element) {
    std::string text = element.text;
    for (const Extension& child : element.children) {
        if (child.kind == Extension::Kind::text) text += child.text;
        if (child.kind == Extension::Kind::element) text += "<" + child.name + ">";
    }
    return text;
}

bool is_there(const model::Field<bool>& field) {
    // An element that was there with attributes only (such as xsi:nil) has no value and still is a request.
    return !field.absent() || !field.attributes().empty();
}

FoundFlag flag_of(const Spelling& spelling, std::optional<bool> value, FlagPlace place, Span at) {
    FoundFlag found;
    found.flag.spelling = spelling.name;
    found.flag.fact = spelling.fact;
    found.flag.value = value.value_or(true);
    found.flag.readable = value.has_value();
    found.flag.place = place;
    found.flag.at = at;
    return found;
}

/// What a field of the model says. The reader sets it to true for a text that is no boolean and keeps the text.
std::optional<bool> value_of(const model::Field<bool>& field) {
    if (!field.has_value()) return std::nullopt;
    if (!*field) return false;
    const bool was_empty = field.at().known() && field.at().empty();
    const bool unreadable = was_empty || (!field.text().empty() && !parse_flag(field.text()));
    return unreadable ? std::nullopt : std::optional<bool>(true);
}

}  // namespace

void FlagFinder::take_typed(const model::TrustFlags& flags, FlagPlace place) {
    for (const Spelling& spelling : spellings) {
        const model::Field<bool>& field = flags.*spelling.member;
        if (!is_there(field)) continue;
        FoundFlag found = flag_of(spelling, value_of(field), place, field.at());
        if (!found.flag.readable) found.text = field.text();
        found_.push_back(std::move(found));
    }
}

void FlagFinder::take_foreign(const Spelling& spelling, const std::string& text, Span at) {
    const FlagPlace place = place_ == FlagPlace::document ? FlagPlace::document : FlagPlace::misplaced;
    FoundFlag found = flag_of(spelling, parse_flag(text), place, at);
    if (!found.flag.readable) found.text = text;
    found_.push_back(std::move(found));
}

void FlagFinder::take_attributes(const std::vector<model::Attribute>& attributes) {
    for (const model::Attribute& a : attributes)
        if (const Spelling* spelling = find_spelling(a.name)) take_foreign(*spelling, a.value, a.at);
}

void FlagFinder::take_children(const std::vector<Extension>& children, const model::TrustFlags* typed,
                               FlagPlace place) {
    for (const Extension& child : children) {
        if (child.kind != Extension::Kind::element) continue;
        if (const Spelling* spelling = find_spelling(child.name)) {
            take_foreign(*spelling, text_of(child), child.at);
            // The reader keeps the second flag of one spelling among the extensions.
            if (typed && is_there(typed->*spelling->member)) {
                found_.back().duplicate = true;
                found_.back().flag.place = place;
            }
        }
        visit(child);
    }
}

void FlagFinder::visit(const Extension& extension) {
    take_attributes(extension.attributes);
    take_children(extension.children, nullptr, place_);
}

// The flags themselves are taken with the element that holds them; here are the attributes on their elements.
void FlagFinder::visit(const model::TrustFlags& flags) { visit_members(flags); }

}  // namespace ovfkit::trust
