// SPDX-License-Identifier: Apache-2.0
// Manifests and certificate files of real packages, beside the descriptor or inside an archive.
#include <gtest/gtest.h>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/manifest/certificate_file.hpp>
#include <ovfkit/manifest/manifest.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/command.hpp"
#include "support/files.hpp"

namespace ovfkit::manifest {
namespace {

struct PackageFile {
    std::string path;
    std::string bytes;
    std::map<std::string, std::string> beside;  // files of the package by name, as far as they are there
};

bool ends_with(const std::string& text, const std::string& ending) {
    return text.size() > ending.size() && text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

// The members of an archive, by GNU tar.
std::map<std::string, std::string> members(const std::string& archive) {
    std::map<std::string, std::string> found;
    std::istringstream names(test::run({"tar", "-tf", archive}).output);
    for (std::string name; std::getline(names, name);)
        found[name] = test::run({"tar", "-xOf", archive, "--", name}).output;
    return found;
}

std::vector<PackageFile> corpus_files(const std::string& ending) {
    std::vector<PackageFile> found;
    const std::string folder = test::corpus_folder();
    if (folder.empty()) return found;
    for (const std::string& path : test::files_below(folder, {ending})) {
        PackageFile file{path, test::contents(path), {}};
        const std::string directory = path.substr(0, path.rfind('/') + 1);
        for (const std::string& other : test::files_below(directory, {""}))
            file.beside[other.substr(directory.size())] = test::contents(other);
        found.push_back(std::move(file));
    }
    for (const std::string& archive : test::files_below(folder, {".ova"})) {
        const auto all = members(archive);
        for (const auto& [name, bytes] : all)
            if (ends_with(name, ending)) found.push_back({archive + "!" + name, bytes, all});
    }
    std::cout << "corpus: " << found.size() << " files in " << ending << "\n";
    return found;
}

TEST(CorpusManifest, IsReadWithoutAnErrorAndHasTheDigestsOfTheFiles) {
    const auto files = corpus_files(".mf");
    if (files.empty()) GTEST_SKIP() << "no manifest in the corpus";
    std::size_t compared = 0;
    for (const PackageFile& file : files) {
        Diagnostics diagnostics;
        const auto manifest = parse(file.bytes, file.path, diagnostics);
        ASSERT_TRUE(manifest) << file.path;
        EXPECT_EQ(diagnostics.count(Severity::error), 0U) << file.path;
        EXPECT_EQ(manifest->entries.size(),
                  static_cast<std::size_t>(std::count(file.bytes.begin(), file.bytes.end(), '=')));
        for (const Entry& entry : manifest->entries) {
            const auto other = file.beside.find(entry.name);
            const auto algorithm = entry.known_algorithm();
            ASSERT_TRUE(algorithm) << file.path;
            if (other == file.beside.end()) continue;
            ++compared;
            EXPECT_EQ(crypto::digest_hex(*algorithm, other->second), entry.digest) << file.path << " " << entry.name;
        }
    }
    std::cout << "corpus: " << compared << " digests compared\n";
}

TEST(CorpusCertificateFile, IsReadAndItsSignatureJudged) {
    const auto files = corpus_files(".cert");
    if (files.empty()) GTEST_SKIP() << "no certificate file in the corpus";
    for (const PackageFile& file : files) {
        Diagnostics diagnostics;
        const auto read = parse_certificate_file(file.bytes, file.path, diagnostics);
        ASSERT_TRUE(read) << file.path;
        const auto manifest = file.beside.find(read->manifest_name);
        if (manifest == file.beside.end()) continue;
        Entry line;
        line.algorithm = read->algorithm;
        const auto verdict = crypto::verify_signature(
            manifest->second, {line.known_algorithm(), read->signature, read->certificates, read->cms}, {}, {});
        std::cout << file.path << ":";
        for (const auto state : verdict.states) std::cout << " " << to_string(state);
        std::cout << "\n";
        EXPECT_FALSE(verdict.states.empty());
        EXPECT_FALSE(verdict.accepted) << "nobody was trusted";
    }
}

}  // namespace
}  // namespace ovfkit::manifest
