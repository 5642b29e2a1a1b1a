// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/trust/decide.hpp>

#include "guard.hpp"

struct ovfkit_decision {
    ovfkit::trust::Decision decision;
    ovfkit_diagnostics diagnostics;
};

namespace ovfkit::c {

/// What an OVFKIT_CLUSTER_... number says.
[[nodiscard]] Result<trust::Cluster::Trust> cluster_trust_of(std::int32_t number);

}  // namespace ovfkit::c
