// SPDX-License-Identifier: Apache-2.0
#include "trust/import_event.hpp"

#include "trust/naming.hpp"

namespace ovfkit::trust {
namespace {

std::string_view origin_of(const EntityEvidence& entity, bool leaves_trust) {
    if (!leaves_trust) return "an untrusted";
    return entity.requires_trust() ? "a trusted" : "a possibly trusted";
}

}  // namespace

Event event_of(const EntityEvidence& entity, bool leaves_trust, const Cluster& cluster) {
    const bool vm = entity.kind == model::EntityKind::vm;
    Event event;
    event.id = (vm ? 10003 : 10007) + (leaves_trust ? 0 : 1);
    if (vm)
        event.name = leaves_trust ? "IMPORTEXPORT_IMPORT_VM_FROM_TRUSTED_TO_UNTRUSTED"
                                  : "IMPORTEXPORT_IMPORT_VM_FROM_UNTRUSTED_TO_TRUSTED";
    else
        event.name = leaves_trust ? "IMPORTEXPORT_IMPORT_TEMPLATE_FROM_TRUSTED_TO_UNTRUSTED"
                                  : "IMPORTEXPORT_IMPORT_TEMPLATE_FROM_UNTRUSTED_TO_TRUSTED";
    event.severity = Severity::warning;
    event.message = "import of " + called(entity) + " from " + std::string(origin_of(entity, leaves_trust)) +
                    " origin into the " + (leaves_trust ? "untrusted" : "trusted") + " cluster " + quoted(cluster.name);
    event.variables.emplace_back(vm ? "VmName" : "VmTemplateName", entity.name.empty() ? entity.id : entity.name);
    return event;
}

}  // namespace ovfkit::trust
