// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <ovfkit/crypto/certificate.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "support/command.hpp"
#include "support/files.hpp"

namespace ovfkit::crypto {

/// Keys, certificates and signatures of the `openssl` command, in a folder of their own.
class OpensslCommand {
public:
    using Words = std::vector<std::string>;
    static constexpr std::int64_t day = 86400;

    /// Runs `openssl WORDS...` there; the test fails when it does.
    std::string operator()(const Words& words) const {
        Words command{"openssl"};
        command.insert(command.end(), words.begin(), words.end());
        const test::Outcome outcome = test::run(command, folder_.path());
        EXPECT_EQ(outcome.status, 0) << outcome.errors;
        return outcome.output;
    }
    [[nodiscard]] bool succeeds(const Words& words) const {
        Words command{"openssl"};
        command.insert(command.end(), words.begin(), words.end());
        return test::run(command, folder_.path()).status == 0;
    }

    [[nodiscard]] std::string get(const std::string& name) const { return test::contents(folder_ / name); }
    void put(const std::string& name, const std::string& bytes) const { folder_.put(name, bytes); }
    [[nodiscard]] const test::TemporaryFolder& folder() const { return folder_; }

    /// NAME.key: `rsa:2048`, `ec:prime256v1`, or another algorithm of `openssl genpkey`.
    std::string key(const std::string& name, const std::string& kind = "ec:prime256v1") const {
        const auto colon = kind.find(':');
        const std::string size = colon == std::string::npos ? "" : kind.substr(colon + 1);
        Words words{"genpkey", "-out", name + ".key", "-algorithm", kind.substr(0, colon)};
        if (kind.substr(0, 3) == "rsa") words.insert(words.end(), {"-pkeyopt", "rsa_keygen_bits:" + size});
        if (kind.substr(0, 3) == "ec:") words.insert(words.end(), {"-pkeyopt", "ec_paramgen_curve:" + size});
        (*this)(words);
        return get(name + ".key");
    }

    struct Certificate {
        std::string issuer{};                // empty: itself
        std::string kind = "ec:prime256v1";  // of its key
        std::string days = "3650";
        std::string extensions = "basicConstraints=critical,CA:FALSE";
        std::string digest = "sha256";
    };
    static constexpr const char* ca_extensions = "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign";

    /// NAME.crt and NAME.key, with the subject CN=NAME; gives the certificate in PEM.
    std::string certificate(const std::string& name, const Certificate& wanted) const {
        key(name, wanted.kind);
        put(name + ".ext", wanted.extensions + "\n");
        (*this)({"req", "-new", "-key", name + ".key", "-subj", "/CN=" + name, "-out", name + ".csr"});
        Words words{"x509",     "-req",        "-in",  name + ".csr", "-days",       wanted.days, "-" + wanted.digest,
                    "-extfile", name + ".ext", "-out", name + ".crt", "-set_serial", "0x1234abcd"};
        if (wanted.issuer.empty())
            words.insert(words.end(), {"-signkey", name + ".key"});
        else
            words.insert(words.end(), {"-CA", wanted.issuer + ".crt", "-CAkey", wanted.issuer + ".key"});
        (*this)(words);
        return get(name + ".crt");
    }

    /// What `openssl dgst -DIGEST -sign` makes of `bytes` with NAME.key.
    std::string sign(const std::string& name, const std::string& digest, const std::string& bytes) const {
        put("signed", bytes);
        (*this)({"dgst", "-" + digest, "-sign", name + ".key", "-out", "signature", "signed"});
        return get("signature");
    }

    /// A time within the first minutes of certificates that were just made.
    static std::int64_t now_of(const std::string& pem) { return certificate_facts(pem).value().not_before + 60; }

private:
    test::TemporaryFolder folder_;
};

using States = std::vector<SignatureState>;

}  // namespace ovfkit::crypto

#define OVFKIT_NEEDS_OPENSSL() \
    if (!ovfkit::test::has_program("openssl")) GTEST_SKIP() << "no openssl command"
