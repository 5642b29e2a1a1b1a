// SPDX-License-Identifier: Apache-2.0
#include "convert/job.hpp"
#include "convert/words.hpp"

namespace ovfkit::convert {
namespace {

using model::Extension;
using model::TrustFlags;
using model::TrustSection;

constexpr const char* section_info = "Trusted compute pool requirements of this virtual machine";

bool is_flag(const Extension& e) { return e.kind == Extension::Kind::element && is_flag_name(e.name); }

TrustFlags documented(const trust::TrustFacts& facts) {
    TrustFlags flags;
    if (facts.trusted_host) flags.TrustedHostFlag = *facts.trusted_host;
    if (facts.trusted_cluster) flags.trusted_cluster_flag = *facts.trusted_cluster;
    return flags;
}

TrustFlags for_engine(const trust::TrustFacts& facts, TrustNames names) {
    TrustFlags flags = documented(facts);
    if (!facts.trusted_cluster) return flags;
    if (names != TrustNames::documented_only) flags.TrustedService = *facts.trusted_cluster;
    if (names == TrustNames::engine_only) flags.trusted_cluster_flag = std::nullopt;
    return flags;
}

void to_section(model::VirtualSystem& system, const Entity& entity, std::optional<TrustSection> old, Job& job) {
    const bool understood = job.options.require_trust_understood || (old && old->required.value_or(true));
    TrustSection section = old ? std::move(*old) : TrustSection{};
    section.flags = documented(entity.trust);
    system.trust = {};
    // A flag that occurs twice is kept among the foreign elements; there it stays one, because it is not in our
    // namespace.
    for (auto e = system.extensions.begin(); e != system.extensions.end();) {
        if (is_flag(*e)) {
            section.extensions.push_back(std::move(*e));
            e = system.extensions.erase(e);
        } else {
            ++e;
        }
    }
    if (section.info.absent()) section.info = model::Msg(section_info);
    section.required = understood;
    const bool says_kind =
        entity.kind_said || entity.wanted != entity.kind || entity.wanted == model::EntityKind::template_;
    section.kind = std::nullopt;
    if (says_kind) section.kind = std::string(model::to_string(entity.wanted));
    if (says_kind || section.flags.any() || !section.extensions.empty())
        system.sections.emplace_back(std::move(section));
}

void to_children(model::VirtualSystem& system, const Entity& entity, std::optional<TrustSection> old, Job& job) {
    system.trust = for_engine(entity.trust, job.options.trust_names);
    const bool asked_for = job.options.require_trust_understood && entity.trust.requires_trust();
    if (asked_for || (old && old->required.value_or(true)))
        job.losses.weakened(old ? old->at : system.at,
                            "oVirt has no way to say that trust must be understood: an engine that knows no "
                            "TrustedService takes the entity without it");
    if (!old) return;
    if (old->info && old->info->text != section_info)
        job.losses.dropped(old->info.at(), "oVirt has no trust section, so its description is left out");
    for (const model::Attribute& a : old->attributes)
        job.losses.dropped(a.at, "oVirt has no trust section, so its attribute " + quoted(a.name) + " is left out");
    system.extensions.insert(system.extensions.end(), old->extensions.begin(), old->extensions.end());
}

void clear_collections(std::vector<model::Content>& contents) {
    for (model::Content& content : contents) {
        if (model::VirtualSystemCollection* collection = content.collection()) {
            collection->trust = {};
            clear_collections(collection->contents);
        }
    }
}

}  // namespace

std::optional<TrustSection> take_trust_section(model::VirtualSystem& system) {
    std::optional<TrustSection> first;
    for (auto s = system.sections.begin(); s != system.sections.end();) {
        auto* section = std::get_if<TrustSection>(&*s);
        if (section == nullptr) {
            ++s;
            continue;
        }
        if (!first)
            first = std::move(*section);
        else
            first->extensions.insert(first->extensions.end(), section->extensions.begin(), section->extensions.end());
        s = system.sections.erase(s);
    }
    return first;
}

void write_trust(model::VirtualSystem& system, const Entity& entity, std::optional<TrustSection> old, Job& job) {
    if (is_ovirt(job.target()))
        to_children(system, entity, std::move(old), job);
    else
        to_section(system, entity, std::move(old), job);
}

void clear_outer_trust(model::Envelope& envelope, Job& job) {
    clear_collections(envelope.contents);
    if (!is_ovirt(job.target())) return;
    for (auto s = envelope.sections.begin(); s != envelope.sections.end();) {
        const auto* section = std::get_if<TrustSection>(&*s);
        if (section == nullptr) {
            ++s;
            continue;
        }
        envelope.extensions.insert(envelope.extensions.end(), section->extensions.begin(), section->extensions.end());
        s = envelope.sections.erase(s);
    }
}

}  // namespace ovfkit::convert
