// SPDX-License-Identifier: Apache-2.0
#include "crypto/chain.hpp"

#include <ovfkit/base/diagnostic.hpp>

#include <algorithm>
#include <array>
#include <ctime>

namespace ovfkit::crypto {
namespace {

// A chain has three or four certificates.
constexpr int max_depth = 32;

struct ChainError {
    int code = X509_V_OK;
    int depth = 0;
};

// What OpenSSL says while it verifies. Fixed in size, because it is filled from C, which exceptions must not cross.
struct ChainErrors {
    std::array<ChainError, 64> all{};
    std::size_t count = 0;
    bool lost = false;

    void add(ChainError error) noexcept {
        if (count == all.size())
            lost = true;
        else
            all[count++] = error;
    }
    [[nodiscard]] const ChainError* begin() const { return all.data(); }
    [[nodiscard]] const ChainError* end() const { return all.data() + count; }
};

// Goes on after each error: OpenSSL alone would stop at the first and leave the others unsaid.
int note_error(int ok, X509_STORE_CTX* context) {
    if (ok == 1) return 1;
    auto* errors = static_cast<ChainErrors*>(X509_STORE_CTX_get_app_data(context));
    errors->add({X509_STORE_CTX_get_error(context), X509_STORE_CTX_get_error_depth(context)});
    return 1;
}

// Dates are judged elsewhere, for every certificate: OpenSSL leaves out the last one of some chains.
bool is_about_dates(int code) {
    return code == X509_V_ERR_CERT_NOT_YET_VALID || code == X509_V_ERR_CERT_HAS_EXPIRED ||
           code == X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD || code == X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD;
}

std::size_t proven_length(const ChainErrors& errors, std::size_t length) {
    for (const ChainError& error : errors) {
        const auto depth = static_cast<std::size_t>(std::max(error.depth, 0));
        if (error.code == X509_V_ERR_CERT_SIGNATURE_FAILURE) length = std::min(length, depth + 1);
        if (error.code == X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY)
            length = std::min(length, std::max<std::size_t>(depth, 1));
    }
    return length;
}

StorePtr empty_store() { return StorePtr(X509_STORE_new()); }

StoreContextPtr prepare(X509* signer, STACK_OF(X509) * others, X509_STORE* store, std::int64_t time) {
    StoreContextPtr context(X509_STORE_CTX_new());
    if (!context || store == nullptr || X509_STORE_CTX_init(context.get(), store, signer, others) != 1) return nullptr;
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
    // The time decides between issuers of one name, too.
    X509_VERIFY_PARAM_set_time(parameters, static_cast<std::time_t>(time));
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_depth(parameters, max_depth);
    X509_VERIFY_PARAM_set_auth_level(parameters, 0);
    return context;
}

}  // namespace

Chain build_chain(X509* signer, STACK_OF(X509) * others, const AnchorStore* anchors, std::int64_t time) {
    const ErrorScope error_scope;
    Chain chain;
    if (anchors != nullptr && anchors->contains(signer)) {
        // OpenSSL would go on to the issuers that the package brings, and hold against it what is wrong with them.
        chain.certificates.push_back(shared(signer));
        chain.trusted = true;
        return chain;
    }
    const StorePtr none = anchors == nullptr ? empty_store() : nullptr;
    ChainErrors errors;
    const StoreContextPtr context =
        prepare(signer, others, anchors != nullptr ? anchors->store.get() : none.get(), time);
    bool finished = false;
    if (context) {
        X509_STORE_CTX_set_app_data(context.get(), &errors);
        X509_STORE_CTX_set_verify_cb(context.get(), note_error);
        finished = X509_verify_cert(context.get()) == 1;
        const STACK_OF(X509)* built = X509_STORE_CTX_get0_chain(context.get());
        const int length = std::max(sk_X509_num(built), 0);
        for (int i = 0; i < length; ++i) chain.certificates.push_back(shared(sk_X509_value(built, i)));
    }
    chain.certificates.resize(proven_length(errors, chain.certificates.size()));
    if (chain.certificates.empty()) chain.certificates.push_back(shared(signer));

    chain.trusted = finished && !errors.lost && anchors != nullptr;
    for (const ChainError& error : errors) {
        if (is_about_dates(error.code)) continue;
        chain.trusted = false;
        std::string problem = printable(X509_verify_cert_error_string(error.code));
        if (std::find(chain.problems.begin(), chain.problems.end(), problem) == chain.problems.end())
            chain.problems.push_back(std::move(problem));
    }
    return chain;
}

}  // namespace ovfkit::crypto
