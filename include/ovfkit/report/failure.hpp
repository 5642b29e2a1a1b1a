// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>

namespace ovfkit::report {

/// What stands in place of a report about an input that could not be read: why not, and what was found until then. The
/// document of `schemas/failure.schema.json`, ending in a line feed. Every surface gives it for the same input.
[[nodiscard]] std::string as_json(const Error& error, const Diagnostics& diagnostics);

}  // namespace ovfkit::report
