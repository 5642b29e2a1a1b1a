// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/certificate.hpp>

namespace ovfkit::cli {

/// A key, certificate or passphrase file whole, `-` for standard input. They are small; whatever is larger than 1 MiB
/// is another file that was named by mistake.
[[nodiscard]] Result<std::string> read_key_file(const std::string& path);

/// The private key in the file `key`, decrypted with the first line of `passphrase_file` unless that is empty.
[[nodiscard]] Result<crypto::SigningKey> read_signing_key(const std::string& key, const std::string& passphrase_file);

}  // namespace ovfkit::cli
