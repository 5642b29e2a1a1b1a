// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/engine/resource.hpp>
#include <ovfkit/report/text.hpp>

namespace ovfkit::report {

/// The VMs, templates, clusters or hosts of REST XML with what they say about trust, for people. Ends in a line feed.
[[nodiscard]] std::string as_text(const engine::Document& document, const TextOptions& options = {});

/// The document of `schemas/resource.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const engine::Document& document, const Diagnostics& diagnostics);

}  // namespace ovfkit::report
