// SPDX-License-Identifier: Apache-2.0
#include "task/edit_parts.hpp"

#include <utility>

#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/trust/signed_trust.hpp>

namespace ovfkit::task {
namespace {

using model::VirtualSystem;

/// The entities that are meant: the one of that id, or of that name, or all.
Result<std::vector<VirtualSystem*>> select(const std::string& entity, model::Envelope& envelope) {
    std::vector<VirtualSystem*> systems = model::virtual_systems(envelope);
    if (systems.empty()) return impossible("the descriptor has no virtual machine that could be changed");
    if (entity.empty()) return systems;
    std::vector<VirtualSystem*> by_id;
    std::vector<VirtualSystem*> by_name;
    for (VirtualSystem* system : systems) {
        if (model::entity_id(*system) == entity) by_id.push_back(system);
        if (model::entity_name(*system) == entity) by_name.push_back(system);
    }
    const auto& found = by_id.empty() ? by_name : by_id;
    if (found.empty()) return impossible("there is no entity with the id or name " + ovfkit::quoted(entity));
    if (found.size() > 1)
        return impossible("several entities are called " + ovfkit::quoted(entity) + "; use an id that is one's own");
    return found;
}

void rename(const std::string& name, VirtualSystem& system, Remarks& remarks) {
    const std::string before = model::entity_name(system);
    if (system.name)
        system.name->text = name;
    else
        system.name = model::Msg(name);
    drop_nil(system.name);
    if (!system.name->msgid.empty())
        remarks.push_back("the name has translations under the message id " + ovfkit::quoted(system.name->msgid) +
                          ", which were left alone");
    const auto* hardware = model::find<model::VirtualHardwareSection>(system.sections);
    if (!hardware || !hardware->system || !hardware->system->virtual_system_identifier) return;
    const std::string& identifier = *hardware->system->virtual_system_identifier;
    if (!before.empty() && identifier == before)
        remarks.push_back("VirtualSystemIdentifier still says " + ovfkit::quoted(identifier));
}

}  // namespace

Error impossible(std::string message) {
    Error error;
    error.code = ErrorCode::invalid_argument;
    error.message = std::move(message);
    return error;
}

std::string called(const VirtualSystem& system) {
    const std::string word = model::entity_kind(system) == model::EntityKind::vm ? "VM" : "template";
    std::string name = model::entity_name(system);
    if (name.empty()) name = model::entity_id(system);
    return name.empty() ? "the " + word : word + " " + ovfkit::quoted(name);
}

Result<Remarks> apply(const Edits& edits, const descriptor::Descriptor& source, model::Envelope& changed) {
    Remarks remarks;
    if (!edits.any()) return remarks;
    const auto systems = select(edits.entity, changed);
    if (!systems) return systems.error();
    const bool needs_one = edits.name || edits.cpus || edits.memory_bytes;
    if (needs_one && systems->size() > 1)
        return impossible("the descriptor holds " + std::to_string(systems->size()) +
                          " entities; say which one is meant");
    VirtualSystem& system = *systems->front();
    if (edits.cpus)
        if (auto done = set_cpus(*edits.cpus, changed, system, remarks); !done) return done.error();
    if (edits.memory_bytes)
        if (auto done = set_memory(*edits.memory_bytes, changed, system, remarks); !done) return done.error();
    if (edits.trust())
        if (auto done = set_trust(edits, source, changed, *systems); !done) return done.error();
    // Last, so that all messages use the name that the entity is known by.
    if (edits.name) rename(*edits.name, system, remarks);
    return remarks;
}

namespace {

/// Whether a signed statement about trust fitted the descriptor and does not fit what became of it.
bool loses_signature(const std::string& bytes, const descriptor::Descriptor& source, const Limits& limits) {
    const auto altered = [](const descriptor::Descriptor& one) {
        return trust::verify_trust(one, {}, {}).state == trust::SignedTrust::altered;
    };
    if (!trust::has_trust_signature(source) || altered(source)) return false;
    Diagnostics ignored(0);
    descriptor::ReadOptions read;
    read.limits = limits;
    const auto again = descriptor::Descriptor::parse(bytes, ignored, read);
    return !again || altered(*again);
}

}  // namespace

Result<Edited> edited(const Edits& edits, const descriptor::Descriptor& source, const Limits& limits) {
    if (!edits.any()) return Edited{std::string(source.bytes()), {}, false};
    model::Envelope changed = source.envelope();
    auto remarks = apply(edits, source, changed);
    if (!remarks) return remarks.error();
    auto bytes = descriptor::rewrite(source, changed);
    if (!bytes) return bytes.error();
    const bool lost = loses_signature(*bytes, source, limits);
    return Edited{*std::move(bytes), *std::move(remarks), lost};
}

}  // namespace ovfkit::task
