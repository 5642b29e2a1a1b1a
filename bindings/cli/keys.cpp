// SPDX-License-Identifier: Apache-2.0
#include "keys.hpp"

#include <ovfkit/base/limits.hpp>
#include <ovfkit/io/file.hpp>

namespace ovfkit::cli {

Result<std::string> read_key_file(const std::string& path) {
    Limits limits;
    limits.max_bytes = 1U << 20U;
    return path == "-" ? io::read_descriptor(0, "standard input", limits) : io::read_file(path, limits);
}

Result<crypto::SigningKey> read_signing_key(const std::string& key, const std::string& passphrase_file) {
    std::string passphrase;
    if (!passphrase_file.empty()) {
        auto read = read_key_file(passphrase_file);
        if (!read) return read.error();
        passphrase = read->substr(0, read->find_first_of("\r\n"));
    }
    const auto text = read_key_file(key);
    if (!text) return text.error();
    auto signing = crypto::SigningKey::read(*text, passphrase);
    if (signing) return signing;
    Error error = signing.error();
    error.message = ovfkit::quoted(key) + ": " + error.message;
    return error;
}

}  // namespace ovfkit::cli
