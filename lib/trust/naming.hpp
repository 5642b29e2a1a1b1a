// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::trust {

/// `VM 'web'`, by its id when it has no name, and `the VM` when it has neither. For messages.
[[nodiscard]] inline std::string called(const EntityEvidence& entity) {
    const std::string word = entity.kind == model::EntityKind::vm ? "VM" : "template";
    const std::string& name = entity.name.empty() ? entity.id : entity.name;
    return name.empty() ? "the " + word : word + " " + quoted(name);
}

}  // namespace ovfkit::trust
