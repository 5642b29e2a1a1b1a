// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/inspect.hpp>

#include <utility>

#include <ovfkit/model/ovirt_os.hpp>

namespace ovfkit::report {
namespace {

PackageKind kind_of(const model::Envelope& envelope, const std::vector<InspectedEntity>& entities) {
    for (const model::Content& content : envelope.contents)
        if (content.collection()) return PackageKind::collection;
    if (entities.size() > 1) return PackageKind::collection;
    const bool is_template = !entities.empty() && entities.front().kind == model::EntityKind::template_;
    return is_template ? PackageKind::template_ : PackageKind::vm;
}

InspectedEntity inspected(const model::VirtualSystem& system, model::HardwareView hardware, const trust::Evidence& all,
                          const trust::EntityEvidence& evidence) {
    InspectedEntity entity;
    entity.id = evidence.id;
    entity.name = evidence.name;
    entity.kind = evidence.kind;
    const model::OperatingSystemView os = model::operating_system(system);
    entity.os_number = os.number;
    entity.os_description = os.description;
    entity.hardware = std::move(hardware);
    entity.trust = evidence.stated;
    entity.trust_misplaced = evidence.trust != evidence.stated;
    entity.requires_trust = trust::may_require_trust(evidence, all);
    return entity;
}

std::vector<std::string> network_names(const model::Envelope& envelope) {
    std::vector<std::string> names;
    for (const model::Section& section : envelope.sections)
        if (const auto* networks = std::get_if<model::NetworkSection>(&section))
            for (const model::Network& network : networks->networks)
                if (network.name) names.push_back(*network.name);
    return names;
}

}  // namespace

std::string_view to_string(PackageKind kind) noexcept {
    switch (kind) {
        case PackageKind::vm: return "vm";
        case PackageKind::template_: return "template";
        case PackageKind::collection: break;
    }
    return "collection";
}

trust::Evidence collect_trust(const descriptor::Descriptor& source, Diagnostics& diagnostics) {
    // Finding a place costs time, and what is only counted needs none.
    const auto locate = [&](Span span) {
        if (!diagnostics.full()) return source.locate(span);
        Location where;
        where.source = source.name();
        where.span = span;
        return where;
    };
    return trust::collect(source.envelope(), source.dialect().name, diagnostics, locate);
}

Inspection inspect(const descriptor::Descriptor& source, Diagnostics& diagnostics) {
    const model::Envelope& envelope = source.envelope();
    Inspection inspection;
    inspection.dialect = source.dialect();
    inspection.configuration = model::default_configuration(envelope);

    // Where there is no virtual system the evidence may hold an entity all the same; nothing is shown of that.
    const trust::Evidence evidence = collect_trust(source, diagnostics);
    const std::vector<const model::VirtualSystem*> systems = model::virtual_systems(envelope);
    std::vector<model::HardwareView> hardware = model::hardware(envelope);
    for (std::size_t i = 0; i < systems.size(); ++i)
        inspection.entities.push_back(inspected(*systems[i], std::move(hardware[i]), evidence, evidence.entities[i]));

    inspection.kind = kind_of(envelope, inspection.entities);
    if (envelope.references)
        for (const model::File& file : envelope.references->files) inspection.files.push_back(&file);
    inspection.networks = network_names(envelope);
    return inspection;
}

}  // namespace ovfkit::report
