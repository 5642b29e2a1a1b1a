// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/trust/decide.hpp>

namespace ovfkit::trust {

/// The event of an import of `entity` whose trust differs from the cluster's. `leaves_trust`: it requires trust, or
/// counts as requiring it, and the cluster is not trusted; else it is the other way round.
[[nodiscard]] Event event_of(const EntityEvidence& entity, bool leaves_trust, const Cluster& cluster);

}  // namespace ovfkit::trust
