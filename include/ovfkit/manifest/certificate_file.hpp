// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/base/span.hpp>

namespace ovfkit::manifest {

/// What stands in a `.cert` file (DSP0243 1.1.1, 5.1): a signature of the manifest, and whose it is.
struct CertificateFile {
    std::string manifest_name;  ///< in the signature's line; empty when there is no such line
    std::string algorithm;      ///< of the digest that was signed, as it stands there
    std::string signature;      ///< its bytes; empty when there is no such line
    Span signature_at{};        ///< of the line

    std::vector<std::string> certificates;  ///< PEM blocks as they stand there; the first is the signer's
    /// PEM block of a CMS (PKCS #7) signature over the manifest, which some tools add; empty without one.
    std::string cms;
    /// Of the PEM block of `cms`; unknown without one.
    Span cms_at{};
};

/// What is refused because it is too large.
struct CertificateFileLimits {
    /// Of the file.
    std::size_t max_bytes = 4U << 20U;
    /// PEM blocks that hold a certificate.
    std::size_t max_certificates = 32;
};

/// Reads the `.cert` file in `bytes`, with blanks, CR LF and padding as tools leave them (up to 102400 bytes are
/// reserved by some).
///
/// Findings (`certificate/...`, with line and column; `name` is the source) tell what is missing, twice, cut off or
/// left over. Nothing is verified, and no block is decoded, here. Fails with `limit_exceeded`.
[[nodiscard]] Result<CertificateFile> parse_certificate_file(std::string_view bytes, std::string_view name,
                                                             Diagnostics& diagnostics,
                                                             const CertificateFileLimits& limits = {});

/// The file as the standard writes it: the line of the signature, then the PEM blocks. Fails with `invalid_argument`
/// without a signature or a certificate, for an algorithm that is not known, a name that no line can hold, and for what
/// is not one PEM block of its kind.
[[nodiscard]] Result<std::string> write_certificate_file(const CertificateFile& file);

}  // namespace ovfkit::manifest
