// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/model/environment.hpp>

namespace ovfkit::descriptor {

/// The OVF environment document in `bytes`: what a guest is told about its properties and its siblings (DSP8027).
///
/// Findings go into `diagnostics`. Fails as `Descriptor::parse` does, with `not_a_descriptor` when the root element is
/// not Environment. Both spellings of the time zone are read; spans count bytes of `bytes`.
[[nodiscard]] Result<model::Environment> parse_environment(std::string bytes, Diagnostics& diagnostics,
                                                           const ReadOptions& options = {});

/// `environment` as a fresh document in UTF-8, in the namespace that every version of OVF uses. Reading the result
/// gives `environment` again, save for places. Fails with `invalid_argument` when a text holds characters that XML
/// cannot express.
[[nodiscard]] Result<std::string> write_environment(const model::Environment& environment);

}  // namespace ovfkit::descriptor
