// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/model/view.hpp>

namespace ovfkit::trust {

/// The two facts that a descriptor can state about trust, each absent, false or true.
struct TrustFacts {
    std::optional<bool> trusted_host;     ///< the entity must run on a trusted host
    std::optional<bool> trusted_cluster;  ///< the entity comes from a trusted cluster

    /// True when either fact is: the entity wants a trusted cluster.
    [[nodiscard]] bool requires_trust() const {
        return trusted_host.value_or(false) || trusted_cluster.value_or(false);
    }

    friend bool operator==(const TrustFacts& a, const TrustFacts& b) {
        return a.trusted_host == b.trusted_host && a.trusted_cluster == b.trusted_cluster;
    }
    friend bool operator!=(const TrustFacts& a, const TrustFacts& b) { return !(a == b); }
};

/// Which of the two facts a flag states.
enum class Fact : std::uint8_t { trusted_host, trusted_cluster };

/// The element a flag stands in, as far as it matters for whom it counts.
enum class FlagPlace : std::uint8_t {
    entity,         ///< the entity itself, directly
    trust_section,  ///< a trust section of the entity
    collection,     ///< a collection around the entity
    document,       ///< outside of any entity and collection, where no product looks; counts for all entities
    misplaced,      ///< deeper in the entity or in a collection around it, where no product looks
};

/// One flag as it stands in the file.
struct Flag {
    std::string_view spelling;  ///< one of the five names; lives as long as the program
    /// Which of the two facts it states.
    Fact fact = Fact::trusted_host;
    /// What it says.
    bool value = true;
    bool readable = true;  ///< false: the text is no boolean, and counts as true
    /// Where it stands.
    FlagPlace place = FlagPlace::entity;
    Span at{};  ///< of the value, or of the whole element when it has no type of its own; unknown if built by hand

    friend bool operator==(const Flag& a, const Flag& b) {
        return a.spelling == b.spelling && a.fact == b.fact && a.value == b.value && a.readable == b.readable &&
               a.place == b.place && a.at == b.at;
    }
    friend bool operator!=(const Flag& a, const Flag& b) { return !(a == b); }
};

/// What the descriptor says about the trust of one VM or template.
struct EntityEvidence {
    /// The id under which the product knows it; may be empty.
    std::string id;
    /// Its name; may be empty.
    std::string name;
    /// Whether it is a VM or a template.
    model::EntityKind kind = model::EntityKind::vm;
    TrustFacts trust;   ///< what all flags say together, wherever they stand
    TrustFacts stated;  ///< what the flags say that stand where they belong: not `document`, not `misplaced`
    /// The entity's own flags, then those of the collections around it and of the document that decide: of each fact
    /// the first that says true and the first that says false.
    std::vector<Flag> flags;

    /// Whether any flag asks for trust: then it wants a trusted cluster.
    [[nodiscard]] bool requires_trust() const { return trust.requires_trust(); }

    friend bool operator==(const EntityEvidence& a, const EntityEvidence& b) {
        return a.id == b.id && a.name == b.name && a.kind == b.kind && a.trust == b.trust && a.stated == b.stated &&
               a.flags == b.flags;
    }
    friend bool operator!=(const EntityEvidence& a, const EntityEvidence& b) { return !(a == b); }
};

/// What became of a signed statement of the trust flags (see signed_trust.hpp).
enum class SignedTrust : std::uint8_t {
    absent,    ///< there is none
    altered,   ///< the descriptor says something else than what was signed
    rejected,  ///< the signature is broken, or of nobody that one trusts
    accepted,  ///< somebody that one trusts signed exactly what the descriptor says
};

/// `absent`, `altered`, `rejected` or `accepted`.
[[nodiscard]] std::string_view to_string(SignedTrust state) noexcept;

/// What an accepted signature is made of, for a policy that does not count every one.
struct SignatureStrength {
    /// Of the signature itself; empty when it is none that a manifest knows, such as SHA-384.
    std::optional<crypto::DigestAlgorithm> digest;
    bool weak_digest = false;            ///< the signature, or one in its chain below the anchor, rests on SHA-1 or MD5
    std::optional<unsigned> rsa_bits{};  ///< of the shortest RSA key in the chain, the signer's and the anchor's too
    std::optional<unsigned> ec_bits{};   ///< of the shortest key on an elliptic curve there
    bool other_key = false;              ///< there is a key of another kind, whose bits say nothing

    [[nodiscard]] auto tied() const { return std::tie(digest, weak_digest, rsa_bits, ec_bits, other_key); }
    friend bool operator==(const SignatureStrength& a, const SignatureStrength& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const SignatureStrength& a, const SignatureStrength& b) { return !(a == b); }
};

/// What a descriptor says about trust, apart from what anybody thinks of it.
struct Evidence {
    /// Every virtual system in document order. A document that has none and asks for trust all the same is one VM
    /// without id and name, so that the request is not lost.
    std::vector<EntityEvidence> entities;
    /// Who stands for all this; empty when nobody looked. `collect` does not look: `verify_trust` does.
    std::optional<SignedTrust> signed_trust{};
    /// The package that the descriptor came in does not stand for it: the manifest says that it was another one, or
    /// there is another one. To be set by whoever looked.
    bool disowned = false;
    /// What the signature is made of; empty when nobody looked. `verify_trust` says it, and it matters only beside
    /// `SignedTrust::accepted` and to a policy that asks for more than `crypto` does.
    std::optional<SignatureStrength> signature_strength{};
    /// The digest with which the manifest of the package stands for the descriptor; empty when none does, or when
    /// nobody looked. To be set by whoever looked.
    std::optional<crypto::DigestAlgorithm> manifest_digest{};

    [[nodiscard]] auto tied() const {
        return std::tie(entities, signed_trust, disowned, signature_strength, manifest_digest);
    }
    friend bool operator==(const Evidence& a, const Evidence& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const Evidence& a, const Evidence& b) { return !(a == b); }
};

/// Whether `entity` of `evidence` requires trust, or counts as one that does: that it does not is not believed when the
/// descriptor says something else than what was signed, or is disowned by its package, as `decide` does under any
/// policy. To be asked by whoever acts on flags without a policy.
[[nodiscard]] bool may_require_trust(const EntityEvidence& entity, const Evidence& evidence);
/// Whether any entity does. Of evidence without entities: whether one may have been taken away that did.
[[nodiscard]] bool may_require_trust(const Evidence& evidence);

/// Says where a span lies in its source.
using Locate = std::function<Location(Span)>;

/// What `envelope` says about the trust of its entities.
///
/// Five spellings are known: `TrustedHostFlag` and `trusted_host_flag` for the host, `TrustedService`,
/// `trusted_cluster_flag` and `trusted_service` for the cluster. They count wherever they stand, in any namespace, as
/// elements or attributes: in the entity or deeper in it, in its trust sections, in every collection around it, and for
/// all entities when outside of any. Values are `true` and `false` in any letter case, `1` and `0`, white space around
/// them ignored. Fails closed: of several flags true wins, and a text that is no boolean is true.
///
/// Not looked at: descriptors inside the descriptor (the configuration that an oVirt snapshot holds in base64), and
/// texts that merely mention a flag, such as the keys of properties.
///
/// `dialect_name` is the name of the dialect the document was read as; `ovirt` and `ovirt-ova` decide about
/// `trust/flag-engine-ignores`. Reports every finding about flags into `diagnostics`; `locate`, when given, turns their
/// spans into places.
[[nodiscard]] Evidence collect(const model::Envelope& envelope, std::string_view dialect_name, Diagnostics& diagnostics,
                               const Locate& locate = {});

}  // namespace ovfkit::trust
