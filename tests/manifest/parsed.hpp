// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/manifest/manifest.hpp>

namespace ovfkit::manifest {

inline const std::string sha1_a = "a9993e364706816aba3e25717850c26c9cd0d89d";
inline const std::string sha1_b = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
inline const std::string sha256_a = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// Findings as `slug line:column`, in the order in which they were reported.
inline std::vector<std::string> places(const Diagnostics& diagnostics) {
    std::vector<std::string> found;
    for (const Diagnostic& d : diagnostics)
        found.push_back(std::string(d.rule) + " " + std::to_string(d.where.line) + ":" +
                        std::to_string(d.where.column));
    return found;
}

struct Parsed {
    Diagnostics diagnostics;
    Manifest manifest;
    std::vector<std::string> findings;
};

inline Parsed parsed(std::string_view bytes) {
    Parsed all;
    auto manifest = parse(bytes, "a.mf", all.diagnostics);
    EXPECT_TRUE(manifest) << manifest.error().message;
    if (manifest) all.manifest = std::move(*manifest);
    all.findings = places(all.diagnostics);
    for (const Diagnostic& d : all.diagnostics) EXPECT_EQ(d.where.source, "a.mf");
    return all;
}

using Findings = std::vector<std::string>;

}  // namespace ovfkit::manifest
