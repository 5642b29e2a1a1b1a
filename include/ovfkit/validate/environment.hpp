// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/validate/validate.hpp>

namespace ovfkit::validate {

/// Checks an OVF environment document, the `ovf-env.xml` of a guest (DSP8027; DSP0243 1.1.1, 11.1): its schema, and
/// what no schema can express. `name` is what the document is called in messages.
///
/// Findings go into `diagnostics` with the severities of the profile, save those of reading the document, which have
/// their rules' own. Sections and elements of other namespaces are passed over, as a guest has to pass them over. Fails
/// as `descriptor::parse_environment` does; the reason is in `diagnostics`, too.
[[nodiscard]] Result<void> check_environment(std::string bytes, std::string name, const Options& options,
                                             Diagnostics& diagnostics);

}  // namespace ovfkit::validate
