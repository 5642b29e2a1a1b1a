// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include <ovfkit/package/package.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/validate/environment.hpp>
#include <ovfkit/validate/validate.hpp>

#include "support/files.hpp"

namespace ovfkit::test {

inline void check_descriptor(const descriptor::Descriptor& descriptor, const validate::Options& options,
                             Diagnostics& diagnostics) {
    validate::check(descriptor, options, diagnostics);
    (void)report::collect_trust(descriptor, diagnostics);
}

/// Everything that validation has to say of a fixture, as the command line would: a file named `*.ovf` is taken as a
/// descriptor alone, `*.xml` as an environment document, a folder or an `*.ova` as a package with its digests.
inline Diagnostics validated(const std::string& path, const validate::Options& options = {}) {
    Diagnostics found;
    const std::string extension = std::filesystem::path(path).extension().string();
    if (extension == ".xml") {
        (void)validate::check_environment(contents(path), path, options, found);
    } else if (extension == ".ovf") {
        if (const auto descriptor = descriptor::Descriptor::read_file(path, found))
            check_descriptor(*descriptor, options, found);
    } else if (const auto package = package::Package::open(path, found)) {
        check_descriptor(package->descriptor(), options, found);
        validate::check(*package, options, found);
        package::VerifyOptions verify;
        // To the letter of OVF 1.x there is nothing else.
        verify.allow_sha1 = package->descriptor().dialect().grammar != descriptor::Grammar::ovf_2;
        (void)package::verify(*package, verify, found);
    }
    Diagnostics judged;
    for (Diagnostic one : found)
        if (options.profile.judge(one)) judged.add(std::move(one));
    return judged;
}

/// `slug severity line:column`; without the place when there is none.
inline std::string summary(const Diagnostic& finding) {
    std::string text = std::string(finding.rule) + " " + std::string(to_string(finding.severity));
    if (finding.where.line != 0)
        text += " " + std::to_string(finding.where.line) + ":" + std::to_string(finding.where.column);
    return text;
}

/// A fixture of `fixtures/rules/<room>/<what>/`.
struct RuleFixture {
    std::string path;
    std::string slug;  ///< `<room>/<what>`
    bool bad = false;  ///< or good
    std::string name;  ///< of the file without its ending, such as `bad-second`
    [[nodiscard]] std::string expect_path() const {
        return (std::filesystem::path(path).parent_path() / (name + ".expect")).string();
    }
};

/// All of them, sorted by path.
inline std::vector<RuleFixture> rule_fixtures() {
    namespace fs = std::filesystem;
    std::vector<RuleFixture> found;
    const fs::path root = fixture("rules");
    for (const auto& room : fs::directory_iterator(root)) {
        if (!room.is_directory()) continue;
        for (const auto& what : fs::directory_iterator(room)) {
            const std::string slug = room.path().filename().string() + "/" + what.path().filename().string();
            for (const auto& entry : fs::directory_iterator(what)) {
                const std::string extension = entry.path().extension().string();
                static const std::set<std::string> files{".ovf", ".ova", ".tar", ".gz", ".xml"};
                if (!entry.is_directory() && files.count(extension) == 0) continue;
                const std::string name = entry.path().stem().string();
                const bool bad = name.rfind("bad", 0) == 0;
                if (bad || name.rfind("good", 0) == 0) found.push_back({entry.path().string(), slug, bad, name});
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return found;
}

}  // namespace ovfkit::test
