// SPDX-License-Identifier: Apache-2.0
#include "crypto/pem.hpp"

#include <openssl/pem.h>

namespace ovfkit::crypto {
namespace {

class PemBlock {
public:
    enum class Outcome { block, end, broken };

    PemBlock() = default;
    PemBlock(const PemBlock&) = delete;
    PemBlock& operator=(const PemBlock&) = delete;
    ~PemBlock() { clear(); }

    Outcome read(BIO* from) {
        clear();
        if (PEM_read_bio(from, &name_, &header_, &data_, &size_) == 1) return Outcome::block;
        const unsigned long error = ERR_peek_last_error();
        const bool end = ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
        return end ? Outcome::end : Outcome::broken;
    }

    [[nodiscard]] std::string_view name() const { return name_; }
    [[nodiscard]] const unsigned char* data() const { return data_; }
    [[nodiscard]] long size() const { return size_; }
    [[nodiscard]] bool encrypted() const { return header_ != nullptr && *header_ != '\0'; }

private:
    void clear() {
        OPENSSL_free(name_);
        OPENSSL_free(header_);
        OPENSSL_free(data_);
        name_ = header_ = nullptr;
        data_ = nullptr;
        size_ = 0;
    }

    char* name_ = nullptr;
    char* header_ = nullptr;
    unsigned char* data_ = nullptr;
    long size_ = 0;
};

bool is_certificate_label(std::string_view name) { return name == "CERTIFICATE" || name == "X509 CERTIFICATE"; }

bool is_cms_label(std::string_view name) { return name == "CMS" || name == "PKCS7" || name == "PKCS #7 SIGNED DATA"; }

// The DER of exactly one object, with nothing behind it.
X509Ptr decode_certificate(const PemBlock& block) {
    const unsigned char* at = block.data();
    X509Ptr certificate(d2i_X509(nullptr, &at, block.size()));
    return at == block.data() + block.size() ? std::move(certificate) : nullptr;
}

}  // namespace

PemCertificates read_certificates(std::string_view pem, std::size_t most) {
    const ErrorScope errors;
    PemCertificates found;
    const BioPtr bio = memory_bio(pem);
    found.broken = bio == nullptr;
    PemBlock block;
    while (!found.broken && found.certificates.size() < most) {
        const auto outcome = block.read(bio.get());
        if (outcome == PemBlock::Outcome::end) break;
        found.broken = outcome == PemBlock::Outcome::broken;
        if (found.broken || !is_certificate_label(block.name())) continue;
        X509Ptr certificate = block.encrypted() ? nullptr : decode_certificate(block);
        if (certificate)
            found.certificates.push_back(std::move(certificate));
        else
            found.broken = true;
    }
    return found;
}

CmsPtr read_cms(std::string_view pem) {
    const ErrorScope errors;
    const BioPtr bio = memory_bio(pem);
    PemBlock block;
    while (bio && block.read(bio.get()) == PemBlock::Outcome::block) {
        if (!is_cms_label(block.name())) continue;
        if (block.encrypted()) return nullptr;
        const unsigned char* at = block.data();
        return CmsPtr(d2i_CMS_ContentInfo(nullptr, &at, block.size()));
    }
    return nullptr;
}

}  // namespace ovfkit::crypto
