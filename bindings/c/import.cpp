// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/import.hpp>
#include <ovfkit/trust/policy.hpp>

#include "decision_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_import_options {
    trust::Cluster cluster;
    trust::ImportPolicy policy;
    std::optional<trust::Acknowledgement> acknowledgement;
    task::EvidenceOptions evidence;
};

ovfkit_status ovfkit_import_options_create(const char* cluster, std::int32_t trust, ovfkit_import_options** out,
                                           ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_import_options>> {
        if (!cluster) return missing("cluster");
        if (*cluster == '\0') return bad_argument("a cluster has a name");
        const auto known = cluster_trust_of(trust);
        if (!known) return known.error();
        auto made = std::make_unique<ovfkit_import_options>();
        made->cluster = {cluster, *known};
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

ovfkit_status ovfkit_decide_import(const ovfkit_descriptor* descriptor, const ovfkit_import_options* options,
                                   ovfkit_decision** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_decision>> {
        if (!descriptor) return missing("descriptor");
        if (!options) return missing("options");
        const auto& package = descriptor->inspection.package;
        task::EvidenceOptions how = options->evidence;
        how.judge_signature = options->policy.require_signed_trust;
        Diagnostics found;
        const trust::Evidence evidence =
            task::import_evidence(descriptor->descriptor, package ? &*package : nullptr, how, found);
        trust::Decision decision = trust::decide(evidence, options->cluster, options->policy, options->acknowledgement);
        return std::unique_ptr<ovfkit_decision>(new ovfkit_decision{std::move(decision), {std::move(found)}});
    });
}
