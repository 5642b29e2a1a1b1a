// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Digests, signatures and certificates. Time and trust anchors are arguments.
namespace ovfkit::crypto {

/// The digests that manifests use (DSP0243 section 5.1; SHA512 is written by tools).
enum class DigestAlgorithm : std::uint8_t { sha1, sha256, sha512 };

/// The word that a manifest uses: `SHA1`, `SHA256` or `SHA512`.
[[nodiscard]] std::string_view to_string(DigestAlgorithm algorithm) noexcept;
/// The algorithm of such a word, in exactly this spelling.
[[nodiscard]] std::optional<DigestAlgorithm> digest_algorithm(std::string_view word) noexcept;
/// Bytes of a digest: 20, 32 or 64. In hex it is twice as long.
[[nodiscard]] std::size_t digest_size(DigestAlgorithm algorithm) noexcept;

/// The digest of `bytes` in lower-case hex. Empty when the system's cryptographic policy forbids the algorithm.
[[nodiscard]] std::string digest_hex(DigestAlgorithm algorithm, std::string_view bytes);

/// A digest of bytes that come in pieces.
class Digest {
public:
    /// Begins a digest of no bytes.
    explicit Digest(DigestAlgorithm algorithm);
    Digest(Digest&&) noexcept;
    Digest& operator=(Digest&&) noexcept;
    ~Digest();

    /// Adds bytes behind those that it had.
    void update(std::string_view bytes);
    /// The digest of everything given so far, in lower-case hex; more may follow. Empty when the system's cryptographic
    /// policy forbids the algorithm.
    [[nodiscard]] std::string hex() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ovfkit::crypto
