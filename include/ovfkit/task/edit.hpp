// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/model/envelope.hpp>

/// What every surface does with a path or a descriptor from beginning to end, so that the command line and the bindings
/// give the same answers.
namespace ovfkit::task {

/// What a fact about trust becomes: false, true or, as nullopt, unset.
using NewFact = std::optional<bool>;

/// Changes of what people change most often. What is empty stays as it is.
struct Edits {
    std::string entity;  ///< id or name of the entity that is meant; empty: the only one, and for trust all
    /// The fact that it must run on a trusted host.
    std::optional<NewFact> trusted_host;
    /// The fact that it comes from a trusted cluster.
    std::optional<NewFact> trusted_cluster;
    /// The new name of the entity.
    std::optional<std::string> name;
    std::optional<std::uint64_t> cpus;          ///< virtual CPUs in all
    std::optional<std::uint64_t> memory_bytes;  ///< a multiple of what the dialect can say

    /// Whether anything is to be changed.
    [[nodiscard]] bool any() const { return trust() || name || cpus || memory_bytes; }
    /// Whether anything about trust is.
    [[nodiscard]] bool trust() const { return trusted_host || trusted_cluster; }
};

/// What a person should know about an edit: what was meant by it, and what was left alone. One sentence each, escaped.
using Remarks = std::vector<std::string>;

/// Makes the edits in `changed`, a copy of the model of `source`. A fact about trust is set in every place where it is
/// stated, and in the entity if nowhere is; afterwards the whole descriptor agrees with it. Fails with
/// `invalid_argument`, and `changed` half edited, when an edit cannot be made so that the descriptor agrees with
/// itself, or the entity cannot be told.
[[nodiscard]] Result<Remarks> apply(const Edits& edits, const descriptor::Descriptor& source, model::Envelope& changed);

/// A descriptor with edits made.
struct Edited {
    std::string bytes;  ///< in the encoding of the source; what is not edited is byte for byte as it was
    /// What a person should know about it.
    Remarks remarks;
    /// A signed statement about trust (`trust::sign_trust`) was there, fitted, and does not fit any more.
    bool lost_trust_signature = false;
};

/// `source` with the edits made, which is what was read when there are none. Fails as `apply` and
/// `descriptor::rewrite` do. `limits` are for reading the result again.
[[nodiscard]] Result<Edited> edited(const Edits& edits, const descriptor::Descriptor& source,
                                    const Limits& limits = {});

}  // namespace ovfkit::task
