// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/convert/convert.hpp>
#include <ovfkit/trust/evidence.hpp>

#include "convert/guid.hpp"
#include "convert/losses.hpp"

namespace ovfkit::convert {

[[nodiscard]] inline bool is_ovirt(descriptor::Grammar grammar) {
    return grammar == descriptor::Grammar::ovirt || grammar == descriptor::Grammar::ovirt_ova;
}

/// What the steps of one conversion share.
struct Job {
    const descriptor::Descriptor& source;
    const Options& options;
    const Guids& guids;
    Losses& losses;
    /// The form that the model has: that of the source, or that of the document which the source was once made from.
    descriptor::Grammar form = descriptor::Grammar::ovf_1;

    [[nodiscard]] descriptor::Grammar target() const { return options.target; }
};

/// What is known of one entity before anything is translated.
struct Entity {
    trust::TrustFacts trust;
    model::EntityKind kind = model::EntityKind::vm;    ///< in the source
    model::EntityKind wanted = model::EntityKind::vm;  ///< in the output
    bool kind_said = false;                            ///< the source says by a word of its own what the entity is
};

// Steps, in the order in which they run.

/// Brings back what an earlier conversion carried along, and says what form the model has then.
void restore_carried(model::Envelope& envelope, Job& job);
/// Makes a VM of a template or the other way round, in the oVirt forms.
void change_kind(model::VirtualSystem& system, model::EntityKind to, Job& job);
/// The values that only a VM or only a template has, set to what a fresh one has.
void fill_kind(model::VirtualSystem& system, model::EntityKind kind, descriptor::Grammar grammar);
/// Translates between forms.
void to_standard(model::Envelope& envelope, Job& job);
/// `envelope` has one virtual system, which becomes a `kind`.
void to_ovirt(model::Envelope& envelope, model::EntityKind kind, Job& job);
void between_ovirt(model::Envelope& envelope, Job& job);
/// Translates among the draft, 1.x and 2.x.
void between_standards(model::Envelope& envelope, descriptor::Grammar to, Job& job);
/// Takes out what the target's tables do not write, so that the record of changes keeps it.
void tidy(model::Envelope& envelope, Job& job);
/// Takes away the boxes for what oVirt and 2.x have more, where they are empty: a reader makes none.
void drop_empty_boxes(model::Envelope& envelope);
/// All trust sections of `system` as one, taken out of its sections; foreign children of each are kept.
[[nodiscard]] std::optional<model::TrustSection> take_trust_section(model::VirtualSystem& system);
/// Writes the flags in the form of the target; `old` is the section that the source has.
void write_trust(model::VirtualSystem& system, const Entity& entity, std::optional<model::TrustSection> old, Job& job);
void clear_outer_trust(model::Envelope& envelope, Job& job);

}  // namespace ovfkit::convert
