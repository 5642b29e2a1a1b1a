// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/verification.hpp>

namespace ovfkit::task {

/// Opens the package at `path` and verifies its files, its signature, and the signed statement about trust in its
/// descriptor. What can be read only once is read in one pass; `-` is standard input. `options.open.check_descriptor`
/// does not count, because the comparison is part of the verification.
///
/// Findings go into `diagnostics`; those about the statement only when there is one. Fails as `Package::open`,
/// `package::verify` and `package::verify_stream` do.
[[nodiscard]] Result<report::Verified> verify_path(const std::string& path, const package::VerifyOptions& options,
                                                   Diagnostics& diagnostics);

/// The same for an OVA that comes out of `input`, in one pass; `name` is what it is called.
[[nodiscard]] Result<report::Verified> verify_input(io::Input& input, const std::string& name,
                                                    const package::VerifyOptions& options, Diagnostics& diagnostics);

/// The same for a package that is open. One that was opened with `OpenOptions::check_descriptor` has reported a
/// descriptor that is not what the manifest says already.
[[nodiscard]] Result<report::Verified> verify_package(const package::Package& package,
                                                      const package::VerifyOptions& options, Diagnostics& diagnostics);

}  // namespace ovfkit::task
