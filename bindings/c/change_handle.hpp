// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/package/edit.hpp>

#include "guard.hpp"

struct ovfkit_change {
    ovfkit::package::EditReport report;
    ovfkit_diagnostics diagnostics;
};

namespace ovfkit::c {

/// The flags that are set in a number which must not have others.
[[nodiscard]] Result<std::uint32_t> flags_of(std::int32_t flags, std::uint32_t known);

/// The package at `path`, which may be null, about to be changed there or, as a new archive, at `output`.
[[nodiscard]] Result<package::Editor> editor_of(const char* path, const std::optional<std::string>& output,
                                                const Limits& limits, Diagnostics& found);

}  // namespace ovfkit::c
