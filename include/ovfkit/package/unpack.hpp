// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/package/verify.hpp>

namespace ovfkit::package {

/// What ends the work.
struct UnpackOptions {
    /// How the package is verified while it is written; also progress and limits.
    VerifyOptions verify;
    /// Whether an error of the verification (`manifest/...`, `signature/...`), or something in an archive that is no
    /// file of its own, ends the work and leaves nothing. If not, the first is only a finding.
    bool insist = true;
};

/// What was written: every member of `package`.
struct Unpacked {
    Package package;  ///< the source; of a stream its files are gone: `Package::read` is `unsupported`
    /// What was found out while it was written.
    Verification verification;
};

/// Writes every file of `source` into a new directory at `path`, under its own name; what is there already is
/// `already_exists`. Each file is read once, and verified while it is written.
///
/// The directory appears whole at the end, or not at all: it is filled under another name beside it (`.ovfkit-...`),
/// which is gone after a failure, or after the next run when the process was killed.
///
/// Names are looked at before anything is written: names that differ in letter case only, a file that is a folder to
/// another, and what `Package::refused` has are refused (`invalid_argument`); if nobody insists, the last are left out.
/// Fails with `malformed` when the package is not what its manifest says (`Error::rule` has the
/// first finding), and with `cancelled`.
[[nodiscard]] Result<Unpacked> unpack(const Package& source, const std::string& path, const UnpackOptions& options,
                                      Diagnostics& diagnostics);

/// The same for an OVA, or an OVA inside gzip, that can be read only once, such as a pipe; `name` is the source in
/// findings. Here names are looked at as they come; what was written until then is gone as well. Findings are those of
/// `verify_stream`.
[[nodiscard]] Result<Unpacked> unpack_stream(io::Input& input, const std::string& name, const std::string& path,
                                             const UnpackOptions& options, Diagnostics& diagnostics);

}  // namespace ovfkit::package
