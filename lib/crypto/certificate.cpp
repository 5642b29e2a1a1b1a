// SPDX-License-Identifier: Apache-2.0
#include "crypto/certificate.hpp"

#include <openssl/ec.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>
#include <ovfkit/base/diagnostic.hpp>

#include <array>
#include <chrono>
#include <cstdio>

#include "crypto/pem.hpp"

namespace ovfkit::crypto {
namespace {

// Long enough for every name of a real certificate; a hostile one holds a mebibyte.
constexpr std::size_t max_name_bytes = 500;

std::string name_text(const X509_NAME* name) {
    const BioPtr out(BIO_new(BIO_s_mem()));
    // Without ESC_MSB: RFC 2253 is UTF-8, and a reader should see letters and not their bytes.
    constexpr unsigned long form = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
    if (!out || name == nullptr || X509_NAME_print_ex(out.get(), name, 0, form) < 0) return {};
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return size <= 0 ? std::string() : printable({text, static_cast<std::size_t>(size)}, max_name_bytes);
}

std::string serial_text(X509* certificate) {
    const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate);
    const int size = ASN1_STRING_length(serial);
    if (size <= 0) return {};
    const std::string sign = ASN1_STRING_type(serial) == V_ASN1_NEG_INTEGER ? "-" : "";
    return printable(sign + hex_of(ASN1_STRING_get0_data(serial), static_cast<std::size_t>(size)), max_name_bytes);
}

std::string fingerprint(X509* certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
    return hex_of(digest.data(), size);
}

std::string curve_text(const EVP_PKEY* key) {
    std::array<char, 80> name{};
    std::size_t size = 0;
    if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) != 1)
        return std::to_string(EVP_PKEY_get_bits(key));
    // What people call a curve: P-256 and not prime256v1.
    const char* nist = EC_curve_nid2nist(OBJ_txt2nid(name.data()));
    return nist != nullptr ? nist : printable(name.data());
}

}  // namespace

std::optional<std::int64_t> seconds_of(const ASN1_TIME* time) {
    const TimePtr epoch(ASN1_TIME_set(nullptr, 0));
    int days = 0;
    int seconds = 0;
    if (!epoch || time == nullptr || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) return std::nullopt;
    return std::int64_t{days} * 86400 + seconds;
}

std::string date_text(std::int64_t seconds) {
    // Times of certificates lie in the years 0 to 9999; a caller's time need not.
    constexpr std::int64_t far = 253402300799;
    if (seconds < -far || seconds > far) return std::to_string(seconds) + " s";
    const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d UTC", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

bool is_weak(KeyKind kind, unsigned bits) {
    switch (kind) {
        case KeyKind::rsa: return bits < 2048;
        case KeyKind::ec: return bits < 224;
        case KeyKind::other: break;
    }
    return false;
}

KeyKind kind_of(const EVP_PKEY* key) {
    if (key == nullptr) return KeyKind::other;
    switch (EVP_PKEY_get_base_id(key)) {
        case EVP_PKEY_RSA:
        case EVP_PKEY_RSA_PSS:
        case EVP_PKEY_DSA: return KeyKind::rsa;
        case EVP_PKEY_EC:
        case EVP_PKEY_ED25519:
        case EVP_PKEY_ED448: return KeyKind::ec;
        default: return KeyKind::other;
    }
}

/// OpenSSL counts three bits less of Ed25519 than its curve is usually called by.
unsigned bits_of(const EVP_PKEY* key) {
    const int bits = key == nullptr ? 0 : EVP_PKEY_get_bits(key);
    if (bits <= 0) return 0;
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 ? 256U : static_cast<unsigned>(bits);
}

std::string key_text(const EVP_PKEY* key) {
    if (key == nullptr) return "unknown";
    const std::string bits = std::to_string(EVP_PKEY_get_bits(key));
    switch (EVP_PKEY_get_base_id(key)) {
        case EVP_PKEY_RSA: return "RSA " + bits;
        case EVP_PKEY_RSA_PSS: return "RSA-PSS " + bits;
        case EVP_PKEY_DSA: return "DSA " + bits;
        case EVP_PKEY_EC: return "EC " + curve_text(key);
        default: break;
    }
    const char* name = EVP_PKEY_get0_type_name(key);
    return name != nullptr ? printable(name) : "unknown";
}

bool is_self_signed(X509* certificate) {
    const ErrorScope errors;
    return X509_self_signed(certificate, 1) == 1;
}

int signature_digest(X509* certificate) {
    const ErrorScope errors;
    int digest = NID_undef;
    return X509_get_signature_info(certificate, &digest, nullptr, nullptr, nullptr) == 1 ? digest : NID_undef;
}

bool forbids_signatures(X509* certificate) {
    // All bits without the extension, none when it cannot be read.
    const ErrorScope errors;
    if ((X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) return true;
    // All bits without the extension; purposes that OpenSSL does not know have none, and are not held against it.
    const std::uint32_t purposes = X509_get_extended_key_usage(certificate);
    return purposes != 0 && (purposes & (XKU_CODE_SIGN | XKU_SMIME | XKU_ANYEKU)) == 0;
}

CertificateFacts facts_of(X509* certificate) {
    const ErrorScope errors;
    CertificateFacts facts;
    facts.subject = name_text(X509_get_subject_name(certificate));
    facts.issuer = name_text(X509_get_issuer_name(certificate));
    facts.serial = serial_text(certificate);
    facts.sha256 = fingerprint(certificate);
    facts.not_before = seconds_of(X509_get0_notBefore(certificate)).value_or(0);
    facts.not_after = seconds_of(X509_get0_notAfter(certificate)).value_or(0);
    const EVP_PKEY* key = X509_get0_pubkey(certificate);
    facts.key = key_text(key);
    facts.key_kind = kind_of(key);
    facts.key_bits = bits_of(key);
    facts.self_signed = is_self_signed(certificate);
    return facts;
}

Result<CertificateFacts> certificate_facts(std::string_view pem) {
    const PemCertificates found = read_certificates(pem, 1);
    if (found.certificates.empty())
        return Error{ErrorCode::malformed,
                     found.broken ? "the certificate cannot be read" : "there is no certificate in the text",
                     {},
                     {}};
    return facts_of(found.certificates.front().get());
}

}  // namespace ovfkit::crypto
