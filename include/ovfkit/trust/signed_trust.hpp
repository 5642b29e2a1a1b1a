// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/base/span.hpp>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::trust {

// A signed statement of what a descriptor says about trust, inside the descriptor, so that a flag cannot be flipped
// unnoticed by whoever can change the file and its manifest.
//
// The element `TrustStatement` lists every flag with its place and every entity with its id, name, kind and facts, and
// carries an enveloped XML signature over itself. It is written from the descriptor when it is signed, and written
// again from the descriptor when it is verified; both have to be the same, byte for byte, and the first is what the
// signature covers. So the trust sections and the ids are signed without a signature that points into the document:
// there is no XPath in a hostile file to be obeyed, and nothing to be moved out of a signature's sight.
//
// Bound: every trust flag wherever `collect` finds one, its spelling, value and kind of place; ids, names and kinds of
// the entities, their number and order, and the collections around them; also whatever else bears the name of a flag or
// of an entity, at any depth and letter by letter, because other readers see other things in it. Not bound: everything
// else, such as hardware, disks and networks; that is what a signed manifest is for. Nor can a signature know that it
// is old: the statement of an earlier version of the same entities is accepted again, until its certificate ends.
//
// Sign before the manifest is made: the signature changes the descriptor's digest.

/// The descriptor with a signed statement in it, in place of any that was there; no other byte changes.
///
/// The result is read within `limits`, and verified, before it is returned: one that only its maker can read is
/// `limit_exceeded`. Fails with `invalid_argument` when there is no entity,
/// when two entities share an id, which would leave open whose flags were signed, or when another element has the Id of
/// the statement; with the same when no verifier would accept the key (`crypto::never_accepted_because`); and as
/// `crypto::sign_element` and `descriptor::embed` do.
[[nodiscard]] Result<std::string> sign_trust(const descriptor::Descriptor& descriptor, const crypto::SigningKey& key,
                                             std::string_view certificates,
                                             crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::sha256,
                                             const Limits& limits = {});

/// Whether there is a statement, good or bad.
[[nodiscard]] bool has_trust_signature(const descriptor::Descriptor& descriptor);

/// The bytes of the descriptor without any statement; what `sign_trust` was given, when it made it.
[[nodiscard]] Result<std::string> remove_trust_signature(const descriptor::Descriptor& descriptor);

/// What became of a signed statement.
struct TrustSignature {
    /// What it is worth.
    SignedTrust state = SignedTrust::absent;
    crypto::SignatureVerdict signature;  ///< says nothing when there is no statement, or more than one
    std::vector<std::string> details;    ///< why it is not accepted, one sentence each, escaped
    Span at{};                           ///< of the first statement
    /// What a signature is made of that is `valid`, whether it is accepted or not.
    std::optional<SignatureStrength> strength{};
};

/// Verifies the statement in `descriptor` with the chain of its certificate up to one of `anchors`, at the time that
/// `options` say.
///
/// `altered` when the signature is valid, whoever made it, and the descriptor says something else than what was signed;
/// `rejected` for everything else that is not accepted: a signature that is broken, of a form that is not read, or not
/// accepted by `crypto::verify_element`, a statement that stands elsewhere than where `sign_trust` puts it, a second
/// one, a second element with its Id, and two entities that share an id.
[[nodiscard]] TrustSignature verify_trust(const descriptor::Descriptor& descriptor, const crypto::TrustAnchors& anchors,
                                          const crypto::SignatureOptions& options);

/// Reports what `verify_trust` found: `trust/unsigned`, `trust/altered-statement` or `trust/rejected-signature`, or
/// nothing. The second is an error, and so is the third, unless nothing but the lack of anchors is against the
/// signature, which is a warning. That there is no statement is a finding for those only who insist on one: others
/// leave the call out when the state is `absent`.
void report(const TrustSignature& signature, const descriptor::Descriptor& descriptor, Diagnostics& diagnostics);

}  // namespace ovfkit::trust
