// SPDX-License-Identifier: Apache-2.0
#include "convert/guid.hpp"

#include <algorithm>

#include <ovfkit/crypto/digest.hpp>

#include "base/ascii.hpp"

namespace ovfkit::convert {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_dash_place(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

bool is_digest(std::string_view text) {
    constexpr std::size_t digits = 64;
    return text.size() == digits && std::all_of(text.begin(), text.end(), is_hex);
}

std::string sha256(std::string_view bytes) { return crypto::digest_hex(crypto::DigestAlgorithm::sha256, bytes); }

}  // namespace

bool is_guid(std::string_view text) {
    if (text.size() != zero_guid.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (is_dash_place(i) ? text[i] != '-' : !is_hex(text[i])) return false;
    return true;
}

Guids::Guids(std::string_view document) : salt_(sha256(document)) {}

Guids::Guids(std::string_view document, const std::string* salt)
    : salt_(salt != nullptr && is_digest(*salt) ? *salt : sha256(document)) {}

std::string Guids::of(std::string_view kind, std::string_view id) const {
    if (is_guid(id) && id != zero_guid) return lowered(id);
    const std::string hex = sha256(salt_ + "/" + std::string(kind) + "/" + std::string(id));
    std::string guid;
    for (std::size_t i = 0, digit = 0; i < zero_guid.size(); ++i) guid += is_dash_place(i) ? '-' : hex[digit++];
    guid[14] = '8';
    guid[19] = "89ab"[static_cast<unsigned char>(guid[19]) % 4];
    return guid;
}

}  // namespace ovfkit::convert
