// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/convert/convert.hpp>

#include <algorithm>
#include <unordered_set>

#include <ovfkit/descriptor/write.hpp>

#include "convert/before.hpp"
#include "convert/census.hpp"
#include "convert/select.hpp"
#include "trust/statement.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using model::EntityKind;

bool kind_said(const model::VirtualSystem& system) {
    const auto* section = model::find<model::TrustSection>(system.sections);
    return section != nullptr && !section->kind.absent();
}

std::vector<Entity> entities_of(const descriptor::Descriptor& source, const Options& options) {
    Diagnostics diagnostics;
    const trust::Evidence evidence = trust::collect(source.envelope(), source.dialect().name, diagnostics);
    const auto systems = model::virtual_systems(source.envelope());
    std::vector<Entity> entities;
    for (std::size_t i = 0; i < systems.size(); ++i) {
        Entity entity;
        entity.trust = evidence.entities[i].trust;
        entity.kind = model::entity_kind(*systems[i]);
        entity.wanted = options.as.value_or(entity.kind);
        entity.kind_said = kind_said(*systems[i]);
        entities.push_back(entity);
    }
    return entities;
}

/// What the general data of the oVirt forms says, whatever a trust section says beside it.
EntityKind kind_in_ovirt(const model::VirtualSystem& system) {
    if (!system.ovirt) return EntityKind::vm;
    const auto& general = *system.ovirt;
    const std::string id = model::entity_id(system);
    const bool own = !id.empty() && general.template_id && *general.template_id == id;
    return !general.template_type.absent() || own ? EntityKind::template_ : EntityKind::vm;
}

void to_form(model::Envelope& envelope, const std::vector<Entity>& entities, Job& job) {
    const bool from = is_ovirt(job.form);
    const bool to = is_ovirt(job.target());
    if (from && to) return between_ovirt(envelope, job);
    if (from) return to_standard(envelope, job);
    if (to) return to_ovirt(envelope, entities.front().wanted, job);
    between_standards(envelope, job.target(), job);
}

/// The moment of the conversion, where the target has a place for it.
void stamp(model::Envelope& envelope, Job& job) {
    if (!job.options.now || !is_ovirt(job.target())) return;
    for (model::VirtualSystem* system : model::virtual_systems(envelope)) {
        auto& date = system->ovirt.ensure().export_date;
        job.losses.account(date.at());
        date = model::Timestamp{*job.options.now};
    }
}

void translate(model::Envelope& envelope, const std::vector<Entity>& entities, Job& job) {
    if (is_ovirt(job.form)) {
        const auto systems = model::virtual_systems(envelope);
        for (std::size_t i = 0; i < systems.size(); ++i)
            if (kind_in_ovirt(*systems[i]) != entities[i].wanted) change_kind(*systems[i], entities[i].wanted, job);
    }
    const bool same = job.form == job.target();
    if (same && descriptor::inexpressible(envelope, job.target()).empty()) return stamp(envelope, job);
    Before before(envelope);
    if (!same) to_form(envelope, entities, job);
    stamp(envelope, job);
    if (is_ovirt(job.target())) envelope = descriptor::completed(std::move(envelope), job.target());
    tidy(envelope, job);
    // Of what goes up nothing is left behind, and nobody goes back to the draft.
    const bool lossless =
        job.form == Grammar::draft_0_9 || (job.form == Grammar::ovf_1 && job.target() == Grammar::ovf_2);
    if (lossless && !is_ovirt(job.target()))
        Before::forget(envelope);
    else
        before.record(envelope, job.form,
                      is_ovirt(job.target()) && !is_ovirt(job.form) ? job.guids.salt() : std::string());
}

/// What no step has found a place for: of `before`, the places of everything that the source says.
void report_rest(const std::vector<Span>& before, const model::Envelope& result, Job& job) {
    for (const auto& rest : descriptor::inexpressible(result, job.target())) {
        if (rest.at.known() && job.losses.covers(rest.at)) continue;
        job.losses.dropped(rest.at, rest.path + (rest.value.empty() ? std::string() : " " + quoted(rest.value, 60)) +
                                        " has no place in this dialect");
    }
    std::unordered_set<std::uint64_t> there;
    const auto key = [](Span s) { return (std::uint64_t{s.begin} << 32U) | s.end; };
    for (const Span at : census(result)) there.insert(key(at));
    for (const Span at : before) {
        if (there.count(key(at)) != 0 || job.losses.covers(at)) continue;
        job.losses.dropped(at, quoted(at.of(job.source.bytes()), 60) + " is left out");
    }
}

/// A signed statement names the places of the flags, which are others now, and its text would not stay what it is.
void drop_statement(std::vector<model::Extension>& extensions, Job& job) {
    const auto is_statement = [](const model::Extension& e) {
        return e.ns == trust::statement_namespace && e.name == trust::statement_name;
    };
    for (const model::Extension& e : extensions)
        if (is_statement(e))
            job.losses.dropped(e.at, "the signature over the trust flags does not fit another descriptor; sign anew");
    extensions.erase(std::remove_if(extensions.begin(), extensions.end(), is_statement), extensions.end());
}

Result<Output> finish(model::Envelope envelope, const std::vector<Entity>& entities, Job& job) {
    restore_carried(envelope, job);
    drop_statement(envelope.extensions, job);
    if (envelope.references) drop_statement(envelope.references->extensions, job);
    const std::vector<Span> before = census(envelope);
    // What a trust section says about the kind must not speak while the entity becomes another.
    std::vector<std::optional<model::TrustSection>> sections;
    for (auto* system : model::virtual_systems(envelope)) sections.push_back(take_trust_section(*system));
    translate(envelope, entities, job);
    const auto systems = model::virtual_systems(envelope);
    for (std::size_t i = 0; i < systems.size(); ++i) write_trust(*systems[i], entities[i], std::move(sections[i]), job);
    clear_outer_trust(envelope, job);
    Output output;
    output.envelope = descriptor::completed(std::move(envelope), job.target());
    auto bytes = descriptor::write(output.envelope, job.target());
    if (!bytes) return bytes.error();
    report_rest(before, output.envelope, job);
    output.bytes = std::move(*bytes);
    const model::VirtualSystem& first = *model::virtual_systems(std::as_const(output.envelope)).front();
    output.id = model::entity_id(first);
    output.name = model::entity_name(first);
    output.kind = entities.front().wanted;
    output.losses = job.losses.take();
    return output;
}

Error failure(ErrorCode code, std::string message) {
    Error error;
    error.code = code;
    error.message = std::move(message);
    return error;
}

/// The numbers of the systems that are meant: that of the id `entity`, or else of that name; all when it is empty. One
/// that several answer to names none: they need not be trusted alike.
Result<std::vector<std::size_t>> chosen_of(const std::vector<const model::VirtualSystem*>& systems,
                                           const std::string& entity) {
    std::vector<std::size_t> by_id;
    std::vector<std::size_t> by_name;
    for (std::size_t i = 0; i < systems.size(); ++i) {
        if (entity.empty() || model::entity_id(*systems[i]) == entity) by_id.push_back(i);
        if (model::entity_name(*systems[i]) == entity) by_name.push_back(i);
    }
    auto& found = by_id.empty() ? by_name : by_id;
    if (found.empty()) return failure(ErrorCode::not_found, "the descriptor has no entity " + quoted(entity));
    if (!entity.empty() && found.size() > 1)
        return failure(ErrorCode::invalid_argument,
                       "several entities are called " + quoted(entity) + "; use an id that is one's own");
    return std::move(found);
}

}  // namespace

Result<std::vector<Output>> convert(const descriptor::Descriptor& source, const Options& options) {
    if (options.target == Grammar::draft_0_9)
        return failure(ErrorCode::unsupported, "the 0.9 draft is read, but not written");
    const model::Envelope& whole = source.envelope();
    const Selection selection(whole);
    const auto& systems = selection.systems();
    if (systems.empty()) return failure(ErrorCode::unsupported, "the descriptor describes no virtual machine");

    const auto chosen = chosen_of(systems, options.entity);
    if (!chosen) return chosen.error();

    const model::Extension* carried = find_carried(whole.extensions, "EnvelopeSection");
    const Guids guids(source.bytes(), carried != nullptr ? carried->attribute("guids") : nullptr);
    const std::vector<Entity> entities = entities_of(source, options);
    std::vector<Output> outputs;
    const auto add = [&](const std::vector<Entity>& of, auto take_envelope) -> std::optional<Error> {
        Losses losses(source);
        Job job{source, options, guids, losses, source.dialect().grammar};
        auto output = finish(take_envelope(job), of, job);
        if (!output) return output.error();
        outputs.push_back(std::move(*output));
        return std::nullopt;
    };
    if (options.entity.empty() && !is_ovirt(options.target)) {
        if (auto error = add(entities, [&](Job&) { return whole; })) return *error;
        return outputs;
    }
    for (const std::size_t index : *chosen)
        if (auto error = add({entities[index]}, [&](Job& job) { return selection.only(index, job); })) return *error;
    return outputs;
}

}  // namespace ovfkit::convert
