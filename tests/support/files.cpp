// SPDX-License-Identifier: Apache-2.0
#include "support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace ovfkit::test {

namespace fs = std::filesystem;

std::string contents(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(in.is_open()) << path;
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::string fixture(const std::string& name) { return std::string(OVFKIT_SOURCE_DIR) + "/fixtures/" + name; }

std::vector<std::string> files_below(const std::string& folder, const std::vector<std::string>& endings) {
    std::vector<std::string> found;
    if (!fs::is_directory(folder)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string path = entry.path().string();
        const bool wanted = std::any_of(endings.begin(), endings.end(), [&](const std::string& e) {
            return path.size() > e.size() && path.compare(path.size() - e.size(), e.size(), e) == 0;
        });
        if (wanted && entry.is_regular_file()) found.push_back(path);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> dialect_fixtures() {
    auto found = files_below(fixture("dialects"), {".ovf"});
    EXPECT_FALSE(found.empty());
    return found;
}

std::string corpus_folder() {
    if (const char* folder = std::getenv("OVFKIT_CORPUS")) return folder;
    const std::string beside = std::string(OVFKIT_SOURCE_DIR) + "/../shared/corpus";
    return fs::is_directory(beside) ? beside : std::string();
}

std::vector<std::string> corpus_descriptors() {
    const std::string folder = corpus_folder();
    const auto found = folder.empty() ? std::vector<std::string>() : files_below(folder, {".ovf", ".xml"});
    if (found.empty())
        std::cout << "corpus: none found (set OVFKIT_CORPUS to a folder of descriptors)\n";
    else
        std::cout << "corpus: " << found.size() << " files\n";
    return found;
}

}  // namespace ovfkit::test
