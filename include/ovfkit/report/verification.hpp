// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/text.hpp>

namespace ovfkit::report {

/// The files, the signature and the verdict for people, ending in a line feed. Each state has a sentence of its own;
/// none is told by leaving something out.
[[nodiscard]] std::string as_text(const package::Package& package, const package::Verification& verification,
                                  const TextOptions& options = {});

/// The document of `schemas/verify.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const package::Package& package, const package::Verification& verification,
                                  const Diagnostics& diagnostics);

}  // namespace ovfkit::report
