// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/digest.hpp>

namespace ovfkit::crypto {

/// One thing that was found out about a signature or a certificate. Several hold at once.
enum class SignatureState : std::uint8_t {
    valid,                  ///< the signature fits the bytes and the certificate's key
    invalid,                ///< it does not
    unreadable,             ///< the signature or the certificate is broken, or of a kind that is not known
    weak_digest,            ///< made with SHA-1 or MD5, or one of the certificates below the anchor is
    mislabelled_algorithm,  ///< it fits with another digest than the one that its line names
    weak_key,               ///< RSA below 2048 bits, elliptic curve below 224, anywhere in the chain
    wrong_key_usage,        ///< the certificate says that its key is not for signatures, or for other things only, such
                            ///< as the authentication of servers
    not_yet_valid,          ///< the certificate, or one of its chain, begins later
    expired,                ///< the certificate, or one of its chain, has ended
    self_signed,            ///< the certificate vouches for itself, and is no anchor
    untrusted,              ///< no chain leads to one of the anchors
    trusted,                ///< a chain leads to one of the anchors that were given
    no_anchors,             ///< no anchors were given, so nobody said whom to trust; stands instead of `untrusted`
};

/// The lower-case word of a state, with `-` between words: `not-yet-valid`.
[[nodiscard]] std::string_view to_string(SignatureState state) noexcept;

/// What kind of key a certificate is for, as far as the number of its bits says how strong it is.
enum class KeyKind : std::uint8_t {
    rsa,    ///< RSA, RSA-PSS and DSA
    ec,     ///< elliptic curves, those of Edwards among them
    other,  ///< nobody here knows
};

/// What a certificate says of itself. Texts are escaped for one line.
struct CertificateFacts {
    std::string subject;          ///< RFC 2253
    std::string issuer;           ///< RFC 2253
    std::string serial;           ///< lower-case hex, with `-` before a negative one
    std::string sha256;           ///< fingerprint, lower-case hex
    std::int64_t not_before = 0;  ///< seconds since 1970
    /// The same, of the last moment.
    std::int64_t not_after = 0;
    std::string key;  ///< such as `RSA 2048` or `EC P-256`
    /// Issuer and subject are one, and its own key verifies it.
    bool self_signed = false;
    /// What `key` is, for programs.
    KeyKind key_kind = KeyKind::other;
    unsigned key_bits = 0;  ///< of the modulus or of the curve's order; 0 when it cannot be read

    friend bool operator==(const CertificateFacts& a, const CertificateFacts& b) {
        return a.sha256 == b.sha256;  // a certificate is its bytes
    }
    friend bool operator!=(const CertificateFacts& a, const CertificateFacts& b) { return !(a == b); }
};

/// The first certificate of a PEM text; `malformed` when there is none.
[[nodiscard]] Result<CertificateFacts> certificate_facts(std::string_view pem);

/// Certificates that one trusts, and whatever they vouch for.
///
/// An immutable handle; copies share the same certificates and may be used from many threads.
class TrustAnchors {
public:
    TrustAnchors();  ///< none
    /// All certificates of a PEM text. `malformed` when there is none or one is broken.
    [[nodiscard]] Result<TrustAnchors> with(std::string_view pem) const;
    /// How many certificates there are.
    [[nodiscard]] std::size_t size() const noexcept;

private:
    friend struct TrustAnchorsAccess;
    struct State;
    explicit TrustAnchors(std::shared_ptr<const State> state);
    std::shared_ptr<const State> state_;
};

/// A signature of some bytes as a package holds it.
struct DetachedSignature {
    std::optional<DigestAlgorithm> digest;  ///< that its line names; empty when it is none that is known
    std::string signature;                  ///< RSA PKCS #1 v1.5, or DER of ECDSA
    std::vector<std::string> certificates;  ///< PEM; the first is the signer's, others may be of its chain
    std::string cms;                        ///< PEM of a detached CMS signature, used when `signature` is empty
};

/// What is to be said about a signature: never one bool, because valid, trusted and in force are different questions.
struct SignatureVerdict {
    std::vector<SignatureState> states;     ///< each once, in the order of the enumeration
    std::vector<CertificateFacts> chain;    ///< signer first, as far as it could be built
    std::optional<DigestAlgorithm> digest;  ///< that a valid signature was really made with; empty for MD5 and others
    std::vector<std::string> details;       ///< one sentence each for whoever wants to know why; escaped

    /// Whether that state is among them.
    [[nodiscard]] bool has(SignatureState state) const noexcept;
    /// Valid, trusted, and nothing against it: no `expired`, `not_yet_valid`, `wrong_key_usage`, `weak_key`, and
    /// `weak_digest` only if `allow_sha1` was set and nothing is weaker than SHA-1. `mislabelled_algorithm` alone does
    /// no harm.
    bool accepted = false;
};

/// Why a signature is never `accepted`, whomever a verifier trusts and at whatever time it looks: a weak key in the
/// chain, or a certificate that is not for signatures. For whoever signs, before it is too late. Words that go on
/// behind "because", escaped; empty when there is no such reason.
[[nodiscard]] std::string never_accepted_because(const SignatureVerdict& verdict);

/// What is accepted, and at which time.
struct SignatureOptions {
    std::int64_t time = 0;    ///< seconds since 1970 at which certificates must be in force
    bool allow_sha1 = false;  ///< a signature over SHA-1, of the bytes or in the chain, can be accepted
};

/// Verifies `signature` over `bytes`, with the chain of its certificate up to one of `anchors`, which may be any
/// certificate, the signer's too.
///
/// Exactly one of `trusted`, `untrusted` and `no_anchors` is said, and one of `valid`, `invalid` and `unreadable` at
/// least. Certificates inside `cms` serve the chain even where `signature` is what is verified; a CMS signature has one
/// signer. Never fails: what cannot be read is `unreadable`. Not checked: revocation, because the library does not use
/// the network; names in the certificate. May be called from many threads.
[[nodiscard]] SignatureVerdict verify_signature(std::string_view bytes, const DetachedSignature& signature,
                                                const TrustAnchors& anchors, const SignatureOptions& options);

/// A private key to sign with.
class SigningKey {
public:
    /// The first private key of a PEM text, RSA or elliptic curve, decrypted with `passphrase` if need be. `malformed`
    /// for a broken one, `permission` for a wrong passphrase, `unsupported` for other kinds.
    [[nodiscard]] static Result<SigningKey> read(std::string_view pem, std::string_view passphrase = {});

    /// The signature of `bytes`: RSA PKCS #1 v1.5, or DER of ECDSA.
    [[nodiscard]] Result<std::string> sign(DigestAlgorithm digest, std::string_view bytes) const;
    /// Whether it belongs to the first certificate of `pem`.
    [[nodiscard]] bool matches(std::string_view pem) const;

private:
    friend struct SigningKeyAccess;
    struct State;
    explicit SigningKey(std::shared_ptr<const State> state);
    std::shared_ptr<const State> state_;
};

}  // namespace ovfkit::crypto
