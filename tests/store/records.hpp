// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <ovfkit/store/store.hpp>
#include <ovfkit/trust/audit.hpp>
#include <ovfkit/trust/decide.hpp>

namespace ovfkit::store {

/// An entity as a descriptor has it that requires a trusted host.
[[nodiscard]] inline trust::EntityEvidence trusted_vm(const std::string& id, const std::string& name) {
    trust::EntityEvidence entity;
    entity.id = id;
    entity.name = name;
    entity.trust.trusted_host = true;
    entity.stated = entity.trust;
    trust::Flag host;
    host.spelling = "TrustedHostFlag";
    entity.flags.push_back(host);
    return entity;
}

/// The record of what is decided about `entities` in `cluster`.
[[nodiscard]] inline trust::AuditRecord record_of(std::vector<trust::EntityEvidence> entities,
                                                  const trust::Cluster& cluster,
                                                  const std::string& time = "2026-01-31T12:00:00Z") {
    trust::Evidence evidence;
    evidence.entities = std::move(entities);
    trust::AuditRecord record;
    record.time = time;
    record.file = "some.ovf";
    record.sha256 = std::string(64, 'a');
    record.decision = trust::decide(evidence, cluster);
    return record;
}

inline const trust::Cluster lab{"lab", trust::Cluster::Trust::untrusted};
inline const trust::Cluster vault{"vault", trust::Cluster::Trust::trusted};

/// A record of one trusted VM in the lab.
[[nodiscard]] inline trust::AuditRecord some_record() { return record_of({trusted_vm("id", "vm")}, lab); }

}  // namespace ovfkit::store
