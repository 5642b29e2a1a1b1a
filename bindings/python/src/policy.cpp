// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/inventory.hpp>
#include <ovfkit/trust/policy_file.hpp>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace in_policy {

using namespace trust;

void describe_policy() {
    describe_enum("trust", "Acknowledging", Acknowledging::ignored);
    describe_enum("trust", "FlagState", FlagState::true_);
    describe_enum<Policy::Unrecorded>("trust", "Unrecorded",
                                      {{Policy::Unrecorded::refuse, "refuse"}, {Policy::Unrecorded::allow, "allow"}});
    describe_enum<Policy::Record>("trust", "Record",
                                  {{Policy::Record::optional, "optional"}, {Policy::Record::required, "required"}});
    Struct<Strength>("trust", "Strength") OVFKIT_FIELDS(Strength, digests, rsa_bits, ec_bits);
    Struct<PolicyRule>("trust", "PolicyRule") OVFKIT_FIELDS(
        PolicyRule, name, line, cluster, cluster_trust, vm, id, kind, requires_trust, trusted_host, trusted_cluster,
        signature, action, acknowledgement, acknowledged_by, require_signed_trust, strength, landing);
    Struct<Policy>("trust", "Policy")
        OVFKIT_FIELDS(Policy, source, rules, otherwise, unrecorded, otherwise_line, otherwise_is_rule, record);
    Struct<RuleTrace>("trust", "RuleTrace") OVFKIT_FIELDS(RuleTrace, rule, line, fits, because);
    Struct<PolicyCase>("trust", "PolicyCase")
        OVFKIT_FIELDS(PolicyCase, name, line, entity, signed_trust, disowned, cluster, acknowledgement, expected,
                      expected_rule, signature_strength, manifest_digest);
    Struct<CaseResult>("trust", "CaseResult") OVFKIT_FIELDS(CaseResult, tested, decision, passed, rule);
    Struct<InventoryCluster>("trust", "InventoryCluster") OVFKIT_FIELDS(InventoryCluster, cluster, hosts);
    Struct<Inventory>("trust", "Inventory") OVFKIT_FIELDS(Inventory, clusters);
}

/// What the three readers of TOML have in common.
template <class T>
void add_reader(py::module_& m, const char* name,
                Result<T> (*read)(std::string_view, const std::string&, Diagnostics&)) {
    m.def(
        name,
        [read](py::handle toml, py::handle source, py::handle diagnostics) {
            const std::string text = bytes_from_python(toml);
            const auto called = from_python<std::string>(source);
            return to_python(with_findings(diagnostics, [&](Diagnostics& found) { return read(text, called, found); }));
        },
        py::arg("toml"), py::arg("source"), py::arg("diagnostics"));
}

}  // namespace in_policy

void add_policy(py::module_& m) {
    using namespace in_policy;
    describe_policy();
    add_reader(m, "parse_policy", &parse_policy);
    add_reader(m, "parse_cases", &parse_cases);
    add_reader(m, "parse_inventory", &parse_inventory);
    m.def(
        "decide_by_policy",
        [](py::handle evidence, py::handle cluster, py::handle policy, py::handle acknowledgement) {
            return to_python(decide(from_python<Evidence>(evidence), from_python<Cluster>(cluster),
                                    from_python<Policy>(policy),
                                    from_python<std::optional<Acknowledgement>>(acknowledgement)));
        },
        py::arg("evidence"), py::arg("cluster"), py::arg("policy"), py::arg("acknowledgement"));
    m.def(
        "explain",
        [](py::handle entity, py::handle evidence, py::handle cluster, py::handle policy) {
            return to_python(explain(from_python<EntityEvidence>(entity), from_python<Evidence>(evidence),
                                     from_python<Cluster>(cluster), from_python<Policy>(policy)));
        },
        py::arg("entity"), py::arg("evidence"), py::arg("cluster"), py::arg("policy"));
    m.def(
        "asks_for_signatures", [](py::handle policy) { return asks_for_signatures(from_python<Policy>(policy)); },
        py::arg("policy"));
    m.def(
        "not_recorded",
        [](py::handle decision, py::handle error, py::handle unrecorded) {
            return to_python(not_recorded(from_python<Decision>(decision), from_python<Error>(error),
                                          from_python<Policy::Unrecorded>(unrecorded)));
        },
        py::arg("decision"), py::arg("error"), py::arg("unrecorded"));
    m.def(
        "run_cases",
        [](py::handle cases, py::handle policy) {
            return to_python(run_cases(from_python<std::vector<PolicyCase>>(cases), from_python<Policy>(policy)));
        },
        py::arg("cases"), py::arg("policy"));
}

}  // namespace ovfkit::python
