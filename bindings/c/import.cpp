// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/policy_file.hpp>

#include "import_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace ovfkit::c {

trust::Evidence evidence_for(const ovfkit_descriptor& descriptor, const ovfkit_import_options& options,
                             Diagnostics& found) {
    task::Source source{{},           Diagnostics(),      descriptor.descriptor, descriptor.inspection.package,
                        std::nullopt, descriptor.disowned};
    task::EvidenceOptions how = options.evidence;
    how.signatures = options.rules ? trust::asks_for_signatures(*options.rules) : options.policy.require_signed_trust;
    trust::Evidence evidence = task::collect_evidence(source, how);
    evidence.disowned = evidence.disowned || descriptor.disowned;
    if (!evidence.manifest_digest) evidence.manifest_digest = descriptor.manifest_digest;
    found = std::move(source.diagnostics);
    return evidence;
}

std::unique_ptr<ovfkit_decision> decided(const trust::Evidence& evidence, const ovfkit_import_options& options,
                                         std::string sha256, Diagnostics found) {
    auto made = std::make_unique<ovfkit_decision>();
    made->decision = options.rules ? trust::decide(evidence, options.cluster, *options.rules, options.acknowledgement)
                                   : trust::decide(evidence, options.cluster, options.policy, options.acknowledgement);
    if (options.rules) made->demand = task::demand_of(*options.rules);
    made->diagnostics.list = std::move(found);
    made->sha256 = std::move(sha256);
    made->cluster_source = options.cluster_source;
    if (options.rules) made->policy_sha256 = options.rules_sha256;
    return made;
}

std::string sha256_of(std::string_view bytes) { return crypto::digest_hex(crypto::DigestAlgorithm::sha256, bytes); }

}  // namespace ovfkit::c

ovfkit_status ovfkit_import_options_create(const char* cluster, std::int32_t trust, ovfkit_import_options** out,
                                           ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_import_options>> {
        if (!cluster) return missing("cluster");
        if (*cluster == '\0') return bad_argument("a cluster has a name");
        const auto known = cluster_trust_of(trust);
        if (!known) return known.error();
        auto made = std::make_unique<ovfkit_import_options>();
        made->cluster.name = cluster;
        made->cluster.trust = *known;
        return made;
    });
}

void ovfkit_import_options_free(ovfkit_import_options* options) noexcept { delete options; }

ovfkit_status ovfkit_import_options_set_action(ovfkit_import_options* options, std::int32_t action,
                                               ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_import_options& to) -> Result<void> {
        switch (action) {
            case OVFKIT_ACTION_WARN: to.policy.trusted_into_untrusted = trust::Action::warn; break;
            case OVFKIT_ACTION_ALLOW: to.policy.trusted_into_untrusted = trust::Action::allow; break;
            case OVFKIT_ACTION_REFUSE: to.policy.trusted_into_untrusted = trust::Action::refuse; break;
            default: return unknown_number("OVFKIT_ACTION_ number", action);
        }
        return {};
    });
}

ovfkit_status ovfkit_import_options_set_landing(ovfkit_import_options* options, std::int32_t landing,
                                                ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_import_options& to) -> Result<void> {
        switch (landing) {
            case OVFKIT_LANDING_KEEP: to.policy.landing = trust::ImportPolicy::Landing::keep; break;
            case OVFKIT_LANDING_FROM_CLUSTER: to.policy.landing = trust::ImportPolicy::Landing::from_cluster; break;
            default: return unknown_number("OVFKIT_LANDING_ number", landing);
        }
        return {};
    });
}

ovfkit_status ovfkit_import_options_set_require_signed_trust(ovfkit_import_options* options, std::int32_t on,
                                                             ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_import_options& to) -> Result<void> {
        const auto value = switch_of(on);
        if (!value) return value.error();
        to.policy.require_signed_trust = *value;
        return {};
    });
}

ovfkit_status ovfkit_import_options_acknowledge(ovfkit_import_options* options, const char* who, const char* why,
                                                ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_import_options& to) -> Result<void> {
        if (!who && why) return missing("who");
        if (who && !why) return missing("why");
        to.acknowledgement.reset();
        if (who) to.acknowledgement = trust::Acknowledgement{who, why};
        return {};
    });
}

ovfkit_status ovfkit_import_options_add_anchors(ovfkit_import_options* options, const char* pem, std::size_t size,
                                                ovfkit_error** error) noexcept {
    return changing(options, error,
                    [&](ovfkit_import_options& to) { return add_anchors(to.evidence.anchors, pem, size); });
}

ovfkit_status ovfkit_import_options_set_time(ovfkit_import_options* options, std::int64_t time,
                                             ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_import_options& to) -> Result<void> {
        to.evidence.time = time;
        return {};
    });
}

ovfkit_status ovfkit_import_options_set_policy(ovfkit_import_options* options, const ovfkit_policy* policy,
                                               ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_import_options& to) -> Result<void> {
        to.rules.reset();
        to.rules_sha256.clear();
        if (!policy) return {};
        to.rules_sha256 = policy->sha256;
        to.rules = policy->policy;
        return {};
    });
}

ovfkit_status ovfkit_import_options_set_cluster_source(ovfkit_import_options* options, const char* source,
                                                       ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_import_options& to) -> Result<void> {
        to.cluster_source = source ? source : "";
        return {};
    });
}

ovfkit_status ovfkit_decide_import(const ovfkit_descriptor* descriptor, const ovfkit_import_options* options,
                                   ovfkit_decision** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_decision>> {
        if (!descriptor) return missing("descriptor");
        if (!options) return missing("options");
        Diagnostics found;
        const trust::Evidence evidence = evidence_for(*descriptor, *options, found);
        return decided(evidence, *options, sha256_of(descriptor->descriptor.bytes()), std::move(found));
    });
}

ovfkit_status ovfkit_decision_not_recorded(const ovfkit_decision* decision, const ovfkit_error* why,
                                           ovfkit_decision** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_decision>> {
        if (!decision) return missing("decision");
        const Error reason = why ? why->error : Error{ErrorCode::io, "the record could not be written", {}, {}};
        auto made = std::make_unique<ovfkit_decision>(*decision);
        made->decision = trust::not_recorded(decision->decision, reason, decision->demand.unrecorded);
        made->record_state = OVFKIT_RECORD_FAILED;
        made->record_failure = reason.message;
        return made;
    });
}
