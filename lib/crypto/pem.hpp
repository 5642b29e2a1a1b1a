// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "crypto/openssl.hpp"

namespace ovfkit::crypto {

struct PemCertificates {
    std::vector<X509Ptr> certificates;
    bool broken = false;  // a block was damaged; what stands behind it was not read
};

/// The certificates of a PEM text, at most `most`. Blocks of other kinds are passed over. Never asks for a passphrase,
/// as OpenSSL's own readers do on a terminal when a text says that a block is encrypted.
[[nodiscard]] PemCertificates read_certificates(std::string_view pem, std::size_t most);

/// The first CMS (PKCS #7) block of a PEM text; null when there is none or it is broken.
[[nodiscard]] CmsPtr read_cms(std::string_view pem);

}  // namespace ovfkit::crypto
