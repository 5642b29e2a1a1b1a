// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/trust/audit.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/evidence.hpp>
#include <ovfkit/trust/policy.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace in_trust {

using namespace trust;

void describe_evidence() {
    describe_enum<Fact>("trust", "Fact",
                        {{Fact::trusted_host, "trusted-host"}, {Fact::trusted_cluster, "trusted-cluster"}});
    describe_enum<FlagPlace>("trust", "FlagPlace",
                             {{FlagPlace::entity, "entity"},
                              {FlagPlace::trust_section, "trust-section"},
                              {FlagPlace::collection, "collection"},
                              {FlagPlace::document, "document"},
                              {FlagPlace::misplaced, "misplaced"}});
    describe_enum("trust", "SignedTrust", SignedTrust::accepted);
    Struct<TrustFacts>("trust", "TrustFacts") OVFKIT_FIELDS(TrustFacts, trusted_host, trusted_cluster);
    Struct<Flag>("trust", "Flag") OVFKIT_FIELDS(Flag, spelling, fact, value, readable, place, at);
    Struct<EntityEvidence>("trust", "EntityEvidence")
        OVFKIT_FIELDS(EntityEvidence, id, name, kind, trust, stated, flags);
    Struct<SignatureStrength>("trust", "SignatureStrength")
        OVFKIT_FIELDS(SignatureStrength, digest, weak_digest, rsa_bits, ec_bits, other_key);
    Struct<Evidence>("trust", "Evidence")
        OVFKIT_FIELDS(Evidence, entities, signed_trust, disowned, signature_strength, manifest_digest);
}

void describe_decision() {
    describe_enum("trust", "Action", Action::refuse);
    describe_enum("trust", "Landing", ImportPolicy::Landing::from_cluster);
    describe_enum("trust", "ClusterTrust", Cluster::Trust::unknown);
    describe_enum("trust", "Outcome", Outcome::refuse);
    Struct<ImportPolicy>("trust", "ImportPolicy")
        OVFKIT_FIELDS(ImportPolicy, trusted_into_untrusted, landing, require_signed_trust);
    Struct<Cluster>("trust", "Cluster") OVFKIT_FIELDS(Cluster, name, trust);
    Struct<Acknowledgement>("trust", "Acknowledgement") OVFKIT_FIELDS(Acknowledgement, who, why);
    Struct<Reason>("trust", "Reason") OVFKIT_FIELDS(Reason, code, severity, message);
    Struct<Event>("trust", "Event") OVFKIT_FIELDS(Event, id, name, severity, message, variables);
    Struct<EntityDecision>("trust", "EntityDecision") OVFKIT_FIELDS(
        EntityDecision, id, name, kind, outcome, acknowledged, trust, trust_after, reasons, events, flags, decided_by);
    Struct<Decision>("trust", "Decision")
        OVFKIT_FIELDS(Decision, outcome, acknowledged, cluster, policy, acknowledgement, signed_trust, reasons, events,
                      entities, policy_file, decided_by);
    Struct<AuditRecord>("trust", "AuditRecord")
        OVFKIT_FIELDS(AuditRecord, file, sha256, decision, cluster_source, policy_sha256)
            .as<MomentText>("time", &AuditRecord::time);
}

py::object make_record(py::handle time, py::handle file, py::handle sha256, py::handle decision,
                       py::handle cluster_source, py::handle policy_sha256) {
    AuditSubject subject;
    MomentSeconds::from(subject.unix_seconds, time);
    subject.file = from_python<std::string>(file);
    subject.sha256 = from_python<std::string>(sha256);
    subject.cluster_source = from_python<std::string>(cluster_source);
    subject.policy_sha256 = from_python<std::string>(policy_sha256);
    return to_python(value_of(make_audit_record(std::move(subject), from_python<Decision>(decision))));
}

py::object decide_by_rules(py::handle evidence, py::handle cluster, py::handle policy, py::handle acknowledgement) {
    return to_python(decide(from_python<Evidence>(evidence), from_python<Cluster>(cluster),
                            from_python<ImportPolicy>(policy),
                            from_python<std::optional<Acknowledgement>>(acknowledgement)));
}

}  // namespace in_trust

void add_trust(py::module_& m) {
    using namespace in_trust;
    describe_evidence();
    describe_decision();
    m.def(
        "collect",
        [](const descriptor::Descriptor& source, py::handle diagnostics) {
            return to_python(with_findings(diagnostics, [&](Diagnostics& found) {
                return Result<Evidence>(report::collect_trust(source, found));
            }));
        },
        py::arg("source"), py::arg("diagnostics"));
    m.def("decide", decide_by_rules, py::arg("evidence"), py::arg("cluster"), py::arg("policy"),
          py::arg("acknowledgement"));
    m.def("make_audit_record", make_record, py::arg("time"), py::arg("file"), py::arg("sha256"), py::arg("decision"),
          py::arg("cluster_source"), py::arg("policy_sha256"));
    m.def(
        "may_require_trust",
        [](py::handle entity, py::handle evidence) {
            return may_require_trust(from_python<EntityEvidence>(entity), from_python<Evidence>(evidence));
        },
        py::arg("entity"), py::arg("evidence"));
    m.def(
        "any_may_require_trust", [](py::handle evidence) { return may_require_trust(from_python<Evidence>(evidence)); },
        py::arg("evidence"));
    m.def(
        "parse_cluster", [](py::handle text) { return to_python(parse_cluster(from_python<std::string>(text))); },
        py::arg("text"));
}

}  // namespace ovfkit::python
