// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/trust/decide.hpp>

#include "report/json.hpp"

namespace ovfkit::report {

/// The decision for one entity, as all documents have it that hold one.
[[nodiscard]] Json verdict_json(const trust::EntityDecision& entity);

/// How much an outcome matters.
[[nodiscard]] Severity weight_of(trust::Outcome outcome);

}  // namespace ovfkit::report
