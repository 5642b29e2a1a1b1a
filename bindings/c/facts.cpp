// SPDX-License-Identifier: Apache-2.0
#include "import_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace {

trust::EntityEvidence& entity_of(ovfkit_vm_facts& facts) { return facts.evidence.entities.front(); }

Result<trust::SignedTrust> signed_trust_of(std::int32_t number) {
    switch (number) {
        case OVFKIT_SIGNED_TRUST_ABSENT: return trust::SignedTrust::absent;
        case OVFKIT_SIGNED_TRUST_ALTERED: return trust::SignedTrust::altered;
        case OVFKIT_SIGNED_TRUST_REJECTED: return trust::SignedTrust::rejected;
        case OVFKIT_SIGNED_TRUST_ACCEPTED: return trust::SignedTrust::accepted;
        default: return unknown_number("OVFKIT_SIGNED_TRUST_ number", number);
    }
}

std::optional<unsigned> bits_of(std::uint32_t bits) { return bits == 0 ? std::nullopt : std::optional<unsigned>(bits); }

}  // namespace

ovfkit_status ovfkit_vm_facts_create(const char* name, ovfkit_vm_facts** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_vm_facts>> {
        if (!name) return missing("name");
        auto made = std::make_unique<ovfkit_vm_facts>();
        made->evidence.entities.emplace_back();
        entity_of(*made).name = name;
        return made;
    });
}

void ovfkit_vm_facts_free(ovfkit_vm_facts* facts) noexcept { delete facts; }

ovfkit_status ovfkit_vm_facts_set_id(ovfkit_vm_facts* facts, const char* id, ovfkit_error** error) noexcept {
    return changing(facts, error, [&](ovfkit_vm_facts& to) -> Result<void> {
        entity_of(to).id = id ? id : "";
        return {};
    });
}

ovfkit_status ovfkit_vm_facts_set_template(ovfkit_vm_facts* facts, std::int32_t on, ovfkit_error** error) noexcept {
    return changing(facts, error, [&](ovfkit_vm_facts& to) -> Result<void> {
        const auto value = switch_of(on);
        if (!value) return value.error();
        entity_of(to).kind = *value ? model::EntityKind::template_ : model::EntityKind::vm;
        return {};
    });
}

ovfkit_status ovfkit_vm_facts_set_trusted_host(ovfkit_vm_facts* facts, std::int32_t fact,
                                               ovfkit_error** error) noexcept {
    return changing(facts, error, [&](ovfkit_vm_facts& to) -> Result<void> {
        const auto value = fact_of(fact);
        if (!value) return value.error();
        entity_of(to).trust.trusted_host = *value;
        entity_of(to).stated = entity_of(to).trust;
        return {};
    });
}

ovfkit_status ovfkit_vm_facts_set_trusted_cluster(ovfkit_vm_facts* facts, std::int32_t fact,
                                                  ovfkit_error** error) noexcept {
    return changing(facts, error, [&](ovfkit_vm_facts& to) -> Result<void> {
        const auto value = fact_of(fact);
        if (!value) return value.error();
        entity_of(to).trust.trusted_cluster = *value;
        entity_of(to).stated = entity_of(to).trust;
        return {};
    });
}

ovfkit_status ovfkit_vm_facts_set_signed_trust(ovfkit_vm_facts* facts, std::int32_t state,
                                               ovfkit_error** error) noexcept {
    return changing(facts, error, [&](ovfkit_vm_facts& to) -> Result<void> {
        const auto value = signed_trust_of(state);
        if (!value) return value.error();
        to.evidence.signed_trust = *value;
        return {};
    });
}

ovfkit_status ovfkit_vm_facts_set_strength(ovfkit_vm_facts* facts, std::int32_t digest, std::uint32_t rsa_bits,
                                           std::uint32_t ec_bits, ovfkit_error** error) noexcept {
    return changing(facts, error, [&](ovfkit_vm_facts& to) -> Result<void> {
        const auto algorithm = digest_of(digest);
        if (!algorithm) return algorithm.error();
        trust::SignatureStrength strength;
        strength.digest = *algorithm;
        strength.weak_digest = *algorithm == crypto::DigestAlgorithm::sha1;
        strength.rsa_bits = bits_of(rsa_bits);
        strength.ec_bits = bits_of(ec_bits);
        strength.other_key = rsa_bits == 0 && ec_bits == 0;  // some key it has, and nobody knows how strong a one
        to.evidence.signature_strength = strength;
        return {};
    });
}

ovfkit_status ovfkit_vm_facts_set_manifest_digest(ovfkit_vm_facts* facts, std::int32_t digest,
                                                  ovfkit_error** error) noexcept {
    return changing(facts, error, [&](ovfkit_vm_facts& to) -> Result<void> {
        const auto algorithm = digest_of(digest);
        if (!algorithm) return algorithm.error();
        to.evidence.manifest_digest = *algorithm;
        return {};
    });
}

ovfkit_status ovfkit_vm_facts_set_disowned(ovfkit_vm_facts* facts, std::int32_t on, ovfkit_error** error) noexcept {
    return changing(facts, error, [&](ovfkit_vm_facts& to) -> Result<void> {
        const auto value = switch_of(on);
        if (!value) return value.error();
        to.evidence.disowned = *value;
        return {};
    });
}

std::int32_t ovfkit_vm_facts_may_require_trust(const ovfkit_vm_facts* facts) noexcept {
    return !facts || trust::may_require_trust(facts->evidence.entities.front(), facts->evidence) ? 1 : 0;
}

ovfkit_status ovfkit_decide_facts(const ovfkit_vm_facts* facts, const ovfkit_import_options* options,
                                  ovfkit_decision** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_decision>> {
        if (!facts) return missing("facts");
        if (!options) return missing("options");
        return decided(facts->evidence, *options, facts->sha256, Diagnostics());
    });
}

ovfkit_status ovfkit_explain_facts(const ovfkit_vm_facts* facts, const ovfkit_import_options* options,
                                   ovfkit_explanation** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_explanation>> {
        if (!facts) return missing("facts");
        if (!options) return missing("options");
        if (!options->rules) return bad_argument("the options have no policy that could be explained");
        return explained(facts->evidence.entities.front(), facts->evidence, *options);
    });
}
