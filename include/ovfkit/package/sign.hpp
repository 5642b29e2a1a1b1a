// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/package/edit.hpp>
#include <ovfkit/package/signer.hpp>
#include <ovfkit/package/verify.hpp>

namespace ovfkit::package {

/// A manifest of all files of `package` but the manifest and the certificate, in their order, the descriptor first.
///
/// Fails with `unsupported` when a name cannot stand in a manifest, stands outside of the descriptor's folder or is
/// that of two files, with `cancelled`, and with `io` when a file cannot be read.
[[nodiscard]] Result<std::string> make_manifest(const Package& package,
                                                crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::sha256,
                                                const ProgressCallback& progress = {});

/// What is looked at before a manifest is signed.
struct SignOptions {
    /// How the files are compared with the manifest before it is signed; anchors and time do not matter.
    VerifyOptions verify;
    /// False: the manifest is signed as it stands, whatever the files are.
    bool check_files = true;
    /// Makes the manifest first, from the files as they are, also when there is one.
    bool make_manifest = false;
    /// Of a manifest that is made.
    crypto::DigestAlgorithm manifest_digest = crypto::DigestAlgorithm::sha256;
};

/// What signing did to a package.
struct SignReport {
    /// How the files were put into it.
    EditReport edit;
    /// There is a new manifest.
    bool manifest_made = false;
    bool was_signed = false;  ///< there was a certificate, which the new one has replaced
    /// Name of the manifest in the package.
    std::string manifest_name;
    /// Name of the certificate file in the package.
    std::string certificate_name;
};

/// Signs the manifest of a package: puts the `.cert` file into it (DSP0243 1.1.1, 5.1). In an archive that happens in
/// place whenever the file fits where the old one is, or goes to the end; see `FileChanges`.
///
/// Findings about the files go into `diagnostics`. Fails with `not_found` when there is no manifest, with
/// `invalid_argument` when a file of the package is not what the manifest says, or not in it, and as
/// `make_certificate_file` and `Editor::replace` do. Nothing is changed then.
[[nodiscard]] Result<SignReport> sign(Editor& editor, const Signer& signer, const SignOptions& options,
                                      Diagnostics& diagnostics);

}  // namespace ovfkit::package
