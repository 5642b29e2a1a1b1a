// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/signed_trust.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include <ovfkit/crypto/xml_signature.hpp>
#include <ovfkit/descriptor/embedded.hpp>
#include <ovfkit/model/view.hpp>
#include <ovfkit/trust/rules.hpp>

#include "trust/statement.hpp"

namespace ovfkit::trust {
namespace {

using crypto::SignatureState;
using descriptor::Descriptor;
using descriptor::EmbeddedElement;

std::vector<EmbeddedElement> statements_in(const Descriptor& descriptor) {
    return descriptor::embedded_elements(descriptor, statement_namespace, statement_name);
}

Error not_signed(const Descriptor& descriptor, std::string message) {
    return {ErrorCode::invalid_argument, std::move(message), {descriptor.name(), {}, 0, 0, {}}, {}};
}

/// What makes it unclear whose flags a statement lists; empty when nothing does.
std::string ambiguity(const Descriptor& descriptor) {
    std::set<std::string> ids;
    for (const model::VirtualSystem* system : model::virtual_systems(descriptor.envelope()))
        if (std::string id = model::entity_id(*system); !ids.insert(id).second)
            return id.empty() ? "two entities have no id" : "two entities share the id " + quoted(id);
    return {};
}

/// What is wrong with where statements stand; empty when nothing is.
std::string misplacement(const Descriptor& descriptor, const std::vector<EmbeddedElement>& found) {
    if (found.size() > 1) return "there is more than one signed statement";
    if (!found.front().in_place) return "the signed statement stands where none belongs";
    // The statement itself is one; when its own Id is another, its form is refused later.
    if (descriptor::count_ids(descriptor, statement_id) > 1) return "a second element has the Id of the statement";
    return {};
}

/// Of two texts that differ, in words; each line of a statement is about one flag, entity or collection.
std::string first_difference(std::string_view signed_text, std::string_view text) {
    const auto differ = std::mismatch(signed_text.begin(), signed_text.end(), text.begin(), text.end());
    const auto line = [](std::string_view whole, std::ptrdiff_t at) {
        const std::size_t begin = at == 0 ? 0 : whole.rfind('\n', static_cast<std::size_t>(at) - 1) + 1;
        const std::string_view rest = whole.substr(begin);
        return quoted(rest.substr(0, rest.find('\n')), 200);
    };
    return "it says " + line(text, differ.second - text.begin()) + " where " +
           line(signed_text, differ.first - signed_text.begin()) + " was signed";
}

SignatureStrength strength_of(const crypto::SignatureVerdict& verdict) {
    SignatureStrength strength;
    strength.digest = verdict.digest;
    strength.weak_digest = verdict.has(SignatureState::weak_digest);
    const auto shortest = [](std::optional<unsigned>& least, unsigned bits) {
        least = std::min(least.value_or(bits), bits);
    };
    for (const crypto::CertificateFacts& one : verdict.chain) {
        if (one.key_kind == crypto::KeyKind::rsa)
            shortest(strength.rsa_bits, one.key_bits);
        else if (one.key_kind == crypto::KeyKind::ec)
            shortest(strength.ec_bits, one.key_bits);
        else
            strength.other_key = true;
    }
    return strength;
}

/// What was once read within limits is read again with a little more in it.
Result<Descriptor> read_again(const Descriptor& before, std::string bytes) {
    Diagnostics ignored(0);
    descriptor::ReadOptions options;
    options.name = before.name();
    options.limits.max_bytes = bytes.size() * 2 + 16;  // UTF-16 can grow by half in UTF-8
    options.limits.max_depth = 500;
    options.limits.max_attributes = 65535;
    options.limits.max_nodes = std::numeric_limits<std::uint32_t>::max();
    options.limits.max_namespaces = 65000;
    options.limits.max_namespace_bytes = bytes.size() + 1;
    options.limits.max_attribute_bytes = bytes.size() + 1;
    return Descriptor::parse(std::move(bytes), ignored, options);
}

bool lacks_only_anchors(const TrustSignature& signature) {
    if (signature.details.size() != signature.signature.details.size()) return false;  // some are about the place
    for (const SignatureState state : signature.signature.states)
        if (state != SignatureState::valid && state != SignatureState::no_anchors &&
            state != SignatureState::self_signed)
            return false;
    return signature.state == SignedTrust::rejected && signature.signature.has(SignatureState::valid) &&
           signature.signature.has(SignatureState::no_anchors);
}

std::string states_text(const crypto::SignatureVerdict& verdict) {
    std::string text;
    for (const SignatureState state : verdict.states)
        text += (text.empty() ? "" : ", ") + std::string(to_string(state));
    return text;
}

}  // namespace

std::string_view to_string(SignedTrust state) noexcept {
    switch (state) {
        case SignedTrust::absent: return "absent";
        case SignedTrust::altered: return "altered";
        case SignedTrust::accepted: return "accepted";
        case SignedTrust::rejected: break;
    }
    return "rejected";
}

Result<std::string> sign_trust(const Descriptor& descriptor, const crypto::SigningKey& key,
                               std::string_view certificates, crypto::DigestAlgorithm digest, const Limits& limits) {
    if (model::virtual_systems(descriptor.envelope()).empty())
        return not_signed(descriptor, "the descriptor has no entity whose trust could be signed");
    if (std::string problem = ambiguity(descriptor); !problem.empty()) return not_signed(descriptor, problem);

    // An old statement can hold a flag of its own; what is signed is what the descriptor says without it.
    auto bare = remove_trust_signature(descriptor);
    if (!bare) return bare.error();
    auto without = read_again(descriptor, *std::move(bare));
    if (!without) return without.error();
    if (descriptor::count_ids(*without, statement_id) != 0)
        return not_signed(descriptor, "an element has the Id of the statement already");
    const std::string statement = statement_of(*without);
    const auto element = crypto::sign_element(in_ascii(statement), key, certificates, digest);
    if (!element) return element.error();
    auto bytes = descriptor::embed(*without, statement_namespace, statement_name, *element);
    if (!bytes) return bytes.error();

    Diagnostics ignored(0);
    descriptor::ReadOptions read;
    read.name = descriptor.name();
    read.limits = limits;
    const auto again = Descriptor::parse(*bytes, ignored, read);
    if (!again) return again.error();
    const TrustSignature signature = verify_trust(*again, {}, {});
    if (signature.state == SignedTrust::altered || !signature.signature.has(SignatureState::valid))
        return not_signed(descriptor, "the signed descriptor does not verify" +
                                          (signature.details.empty() ? "" : ": " + signature.details.front()));
    if (const std::string why = crypto::never_accepted_because(signature.signature); !why.empty())
        return not_signed(descriptor, "nobody would accept the signature, because " + why);
    return bytes;
}

bool has_trust_signature(const Descriptor& descriptor) { return !statements_in(descriptor).empty(); }

Result<std::string> remove_trust_signature(const Descriptor& descriptor) {
    return descriptor::embed(descriptor, statement_namespace, statement_name, {});
}

TrustSignature verify_trust(const Descriptor& descriptor, const crypto::TrustAnchors& anchors,
                            const crypto::SignatureOptions& options) {
    TrustSignature result;
    const std::vector<EmbeddedElement> found = statements_in(descriptor);
    if (found.empty()) return result;
    result.at = found.front().at;
    result.state = SignedTrust::rejected;
    for (std::string problem : {misplacement(descriptor, found), ambiguity(descriptor)})
        if (!problem.empty()) result.details.push_back(std::move(problem));
    if (found.size() > 1) return result;

    // A part of a document that was read within limits already.
    Limits limits;
    limits.max_bytes = found.front().text.size();
    limits.max_attribute_bytes = limits.max_bytes;
    limits.max_nodes = std::numeric_limits<std::uint32_t>::max();
    const crypto::ElementVerdict verdict = crypto::verify_element(found.front().text, anchors, options, limits);
    result.signature = verdict.signature;
    result.details.insert(result.details.end(), verdict.signature.details.begin(), verdict.signature.details.end());
    if (!verdict.signature.has(SignatureState::valid)) return result;
    result.strength = strength_of(verdict.signature);
    const std::string statement = statement_of(descriptor);
    if (verdict.content != statement) {
        result.state = SignedTrust::altered;
        result.details.insert(result.details.begin(), first_difference(verdict.content, statement));
    } else if (verdict.signature.accepted && result.details.size() == verdict.signature.details.size()) {
        result.state = SignedTrust::accepted;
        result.details.clear();
    }
    return result;
}

void report(const TrustSignature& signature, const Descriptor& descriptor, Diagnostics& diagnostics) {
    const std::uint32_t root = descriptor.envelope().at.begin;
    const Location where = descriptor.locate(signature.at.known() ? signature.at : Span{root, root + 1});
    std::string why;
    for (const std::string& detail : signature.details) why += (why.empty() ? ": " : "; ") + detail;
    switch (signature.state) {
        case SignedTrust::accepted: return;
        case SignedTrust::absent:
            diagnostics.report(rule::unsigned_statement, "nobody signed what the descriptor says about trust", where);
            return;
        case SignedTrust::altered:
            diagnostics.report(rule::altered_statement,
                               "what the descriptor says about trust is not what was signed" + why, where);
            return;
        case SignedTrust::rejected: break;
    }
    const std::string states = states_text(signature.signature);
    Diagnostic& finding = diagnostics.report(rule::rejected_signature,
                                             "the signature over what the descriptor says about trust is not accepted" +
                                                 (states.empty() ? std::string() : " (" + states + ")") + why,
                                             where);
    if (lacks_only_anchors(signature)) finding.severity = Severity::warning;
}

}  // namespace ovfkit::trust
