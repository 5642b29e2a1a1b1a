// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>

#include <ovfkit/trust/evidence.hpp>

#include "task/edit_parts.hpp"

namespace ovfkit::task {
namespace {

using model::TrustFlags;
using model::VirtualSystem;
using model::VirtualSystemCollection;
using trust::Fact;

/// One of the two facts, and what it becomes.
struct Change {
    Fact fact;
    NewFact value;
};

bool states(const TrustFlags& flags, Fact fact) {
    return fact == Fact::trusted_host ? flags.trusted_host().has_value() : flags.trusted_cluster().has_value();
}

void set(TrustFlags& flags, const Change& change) {
    if (change.fact == Fact::trusted_host)
        flags.set_trusted_host(change.value);
    else
        flags.set_trusted_cluster(change.value);
}

bool is_spelling_of(Fact fact, std::string_view name) {
    constexpr std::array<std::string_view, 2> host{"TrustedHostFlag", "trusted_host_flag"};
    constexpr std::array<std::string_view, 3> cluster{"TrustedService", "trusted_cluster_flag", "trusted_service"};
    return fact == Fact::trusted_host ? std::find(host.begin(), host.end(), name) != host.end()
                                      : std::find(cluster.begin(), cluster.end(), name) != cluster.end();
}

/// Sets the fact where it is stated, and takes second flags of one spelling away, which the model keeps as extensions.
/// Answers whether it was stated.
template <class Part>
bool set_stated(Part& part, TrustFlags& flags, const Change& change) {
    auto& extensions = part.extensions;
    const auto is_flag = [&](const model::Extension& e) {
        return e.kind == model::Extension::Kind::element && is_spelling_of(change.fact, e.name);
    };
    extensions.erase(std::remove_if(extensions.begin(), extensions.end(), is_flag), extensions.end());
    if (!states(flags, change.fact)) return false;
    set(flags, change);
    return true;
}

bool is_empty(const model::TrustSection& section) {
    return !section.flags.any() && section.kind.absent() && section.extensions.empty() && section.attributes.empty();
}

/// The same in a system or collection and in the trust sections of it. A section that says nothing any more goes.
template <class Part>
bool set_everywhere(Part& part, const Change& change) {
    bool stated = set_stated(part, part.trust, change);
    auto& sections = part.sections;
    for (auto at = sections.begin(); at != sections.end();) {
        auto* section = std::get_if<model::TrustSection>(&*at);
        const bool here = section && set_stated(*section, section->flags, change);
        stated = stated || here;
        at = here && is_empty(*section) ? sections.erase(at) : at + 1;
    }
    return stated;
}

void add(VirtualSystem& system, const Change& change) {
    if (system.ovirt) return set(system.trust, change);
    auto* section = model::find<model::TrustSection>(system.sections);
    if (!section) {
        model::TrustSection made;
        made.info = model::Msg("Trust requirements of this virtual machine");
        made.required = false;
        system.sections.emplace_back(std::move(made));
        section = std::get_if<model::TrustSection>(&system.sections.back());
    }
    set(section->flags, change);
}

void set_in_collections(std::vector<model::Content>& contents, const Change& change) {
    for (model::Content& content : contents) {
        VirtualSystemCollection* collection = content.collection();
        if (!collection) continue;
        (void)set_everywhere(*collection, change);
        set_in_collections(collection->contents, change);
    }
}

bool stated_above(const model::Envelope& envelope, const VirtualSystem& system, Fact fact) {
    for (const VirtualSystemCollection* collection : model::collections_around(envelope, system)) {
        if (states(collection->trust, fact)) return true;
        for (const model::Section& section : collection->sections)
            if (const auto* trust = std::get_if<model::TrustSection>(&section); trust && states(trust->flags, fact))
                return true;
    }
    return false;
}

/// An edit counts only when everything that the descriptor says agrees with it: a flag in another place, or of a
/// collection around the one entity that is meant, may still say otherwise.
Result<void> verify(const Change& change, const descriptor::Descriptor& source, const trust::EntityEvidence& entity,
                    const VirtualSystem& system) {
    const NewFact now = change.fact == Fact::trusted_host ? entity.trust.trusted_host : entity.trust.trusted_cluster;
    if (now == change.value) return {};
    for (const trust::Flag& flag : entity.flags) {
        if (flag.fact != change.fact || (change.value && flag.value == *change.value)) continue;
        const Location where = flag.at.known() ? source.locate(flag.at) : Location{};
        const std::string place = where.line == 0 ? "" : " in line " + std::to_string(where.line);
        return impossible(called(system) + " would still not be what was asked for: " + std::string(flag.spelling) +
                          place +
                          (flag.place == trust::FlagPlace::collection ? " stands in a collection around it"
                                                                      : " stands where it is not edited"));
    }
    return impossible("the trust of " + called(system) + " cannot be changed");
}

/// The same of all that were meant; what the descriptor says is gathered once, because there can be many.
Result<void> verify_all(const Change& change, const descriptor::Descriptor& source, const model::Envelope& envelope,
                        const std::vector<VirtualSystem*>& meant) {
    Diagnostics unused(0);
    const trust::Evidence evidence = trust::collect(envelope, source.dialect().name, unused);
    auto next = meant.begin();  // in document order, as all of them are
    const auto systems = model::virtual_systems(envelope);
    for (std::size_t i = 0; i < systems.size() && next != meant.end(); ++i) {
        if (systems[i] != *next) continue;
        if (auto verified = verify(change, source, evidence.entities[i], **next++); !verified) return verified;
    }
    return {};
}

Result<void> set_fact(const Change& change, const Edits& edits, const descriptor::Descriptor& source,
                      model::Envelope& envelope, const std::vector<VirtualSystem*>& systems) {
    if (edits.entity.empty()) set_in_collections(envelope.contents, change);
    for (VirtualSystem* system : systems)
        if (!set_everywhere(*system, change) && change.value &&
            (!edits.entity.empty() || !stated_above(envelope, *system, change.fact)))
            add(*system, change);
    return verify_all(change, source, envelope, systems);
}

}  // namespace

Result<void> set_trust(const Edits& edits, const descriptor::Descriptor& source, model::Envelope& envelope,
                       const std::vector<VirtualSystem*>& systems) {
    if (edits.trusted_host)
        if (auto done = set_fact({Fact::trusted_host, *edits.trusted_host}, edits, source, envelope, systems); !done)
            return done;
    if (edits.trusted_cluster)
        return set_fact({Fact::trusted_cluster, *edits.trusted_cluster}, edits, source, envelope, systems);
    return {};
}

}  // namespace ovfkit::task
