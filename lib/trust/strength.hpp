// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/trust/evidence.hpp>
#include <ovfkit/trust/policy_file.hpp>

namespace ovfkit::trust {

/// Why a signature that is accepted does not count under `wanted`, as the end of a sentence; empty: it does. What
/// nobody looked at counts only where no more is wanted than what `crypto` wants anyway.
[[nodiscard]] std::string weakness(const std::optional<SignatureStrength>& strength, const Strength& wanted);

/// What became of the signature when only one of that strength counts: an accepted one that is too weak is `rejected`.
/// `absent` when nobody looked. A number that is none of the states is `rejected`, too.
[[nodiscard]] SignedTrust state_under(const Evidence& evidence, const Strength& wanted);

/// Whether the manifest stands for the descriptor with a digest that does not count under `wanted`.
[[nodiscard]] bool has_weak_manifest(const Evidence& evidence, const Strength& wanted);

}  // namespace ovfkit::trust
