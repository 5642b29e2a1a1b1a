// SPDX-License-Identifier: Apache-2.0
// The archives of the corpus open and verify as their digests say: what the library says of a file agrees with the
// openssl command about the bytes that GNU tar takes out.
#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <vector>

#include <ovfkit/package/verify.hpp>

#include "support/command.hpp"
#include "support/files.hpp"

namespace ovfkit::package {
namespace {

TEST(CorpusPackages, VerifyAsOpensslSaysOfWhatGnuTarTakesOut) {
    const std::string corpus = test::corpus_folder();
    const auto found = corpus.empty() ? std::vector<std::string>() : test::files_below(corpus, {".ova"});
    std::cout << "corpus: " << found.size() << " archives\n";
    if (found.empty()) GTEST_SKIP() << "no archive in the corpus";
    std::size_t verified = 0;
    std::size_t files = 0;
    for (const std::string& path : found) {
        SCOPED_TRACE(path);
        Diagnostics diagnostics;
        const auto package = Package::open(path, diagnostics);
        ASSERT_TRUE(package) << package.error().message;
        VerifyOptions options;
        options.allow_sha1 = true;
        const auto verification = verify(*package, options, diagnostics);
        ASSERT_TRUE(verification) << verification.error().message;
        EXPECT_EQ(package->manifest_member() == nullptr, verification->has(PackageState::no_manifest));

        const test::TemporaryFolder out;
        ASSERT_EQ(test::run({"tar", "-C", out.path(), "-xf", path}).status, 0);
        std::string manifest;
        if (package->manifest_member() != nullptr) manifest = test::contents(out / package->manifest_member()->name);
        for (const FileVerdict& file : verification->files) {
            ++files;
            bool agrees = false;
            for (const std::string algorithm : {"sha1", "sha256", "sha512"}) {
                const std::string digest =
                    test::run({"openssl", "dgst", "-" + algorithm, "-r", out / file.name}).output;
                const std::string hex = digest.substr(0, digest.find(' '));
                agrees = agrees || (!hex.empty() && manifest.find(hex) != std::string::npos);
            }
            EXPECT_EQ(file.state == FileState::verified, agrees) << file.name;
        }
        if (verification->has(PackageState::files_verified)) ++verified;
    }
    std::cout << "corpus: " << files << " files in them; " << verified << " archives verified in full\n";
}

}  // namespace
}  // namespace ovfkit::package
