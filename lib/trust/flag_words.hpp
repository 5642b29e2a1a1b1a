// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include <ovfkit/model/trust_flags.hpp>
#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::trust {

/// One way to write a flag, and where the model keeps it.
struct Spelling {
    std::string_view name;
    Fact fact;
    model::Field<bool> model::TrustFlags::*member;
};

inline constexpr std::string_view engine_spelling = "TrustedService";

inline constexpr std::array<Spelling, 5> spellings{{
    {"TrustedHostFlag", Fact::trusted_host, &model::TrustFlags::TrustedHostFlag},
    {"trusted_host_flag", Fact::trusted_host, &model::TrustFlags::trusted_host_flag},
    {engine_spelling, Fact::trusted_cluster, &model::TrustFlags::TrustedService},
    {"trusted_cluster_flag", Fact::trusted_cluster, &model::TrustFlags::trusted_cluster_flag},
    {"trusted_service", Fact::trusted_cluster, &model::TrustFlags::trusted_service},
}};

/// The spelling of that name; null if it is none. A prefix in front, which a name with an undeclared prefix keeps, does
/// not hide it.
[[nodiscard]] const Spelling* find_spelling(std::string_view name);

/// `true` and `false` in any letter case, `1` and `0`, with white space around; empty for any other text.
[[nodiscard]] std::optional<bool> parse_flag(std::string_view text);

}  // namespace ovfkit::trust
