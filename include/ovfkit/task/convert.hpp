// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/convert/convert.hpp>
#include <ovfkit/report/losses.hpp>

namespace ovfkit::task {

/// What is to be reported of a conversion: which entities are in which file, and whose each loss is. `from` is the name
/// of the dialect of the source, `to` what the target is called (`ovf-1.1`, `ovf-2.0`, `ovirt`, `ovirt-ova`). `paths`
/// has a path for each output, `-` where there is none.
[[nodiscard]] report::Conversion conversion_of(const std::string& from, const std::string& to,
                                               const std::vector<convert::Output>& outputs,
                                               const std::vector<std::string>& paths);

}  // namespace ovfkit::task
