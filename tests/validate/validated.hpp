// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <ovfkit/package/package.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/trust/signed_trust.hpp>
#include <ovfkit/validate/environment.hpp>
#include <ovfkit/validate/rules.hpp>
#include <ovfkit/validate/validate.hpp>

#include "support/files.hpp"

namespace ovfkit::test {

/// What a fixture is validated with: the limits of the library and nobody to trust, unless files beside it say
/// otherwise.
struct Surroundings {
    package::VerifyOptions verify;

    /// `anchor.pem` in the folder of the fixture is whom to trust, unless there is `<fixture>.no-anchor`; `limits` has
    /// a limit on each line, such as `max_depth 12`, so that a fixture that exceeds one can be small. The time is
    /// always the first of June 2026.
    explicit Surroundings(const std::filesystem::path& fixture) {
        verify.time = 1'780'272'000;
        const std::filesystem::path anchor = fixture.parent_path() / "anchor.pem";
        const std::filesystem::path nobody = fixture.parent_path() / (fixture.stem().string() + ".no-anchor");
        if (std::filesystem::exists(anchor) && !std::filesystem::exists(nobody))
            verify.anchors = verify.anchors.with(contents(anchor.string())).value();
        const std::filesystem::path limits = fixture.parent_path() / "limits";
        if (!std::filesystem::exists(limits)) return;
        std::istringstream lines(contents(limits.string()));
        std::string name;
        for (std::uint64_t most = 0; lines >> name >> most;) set(name, most);
    }

private:
    void set(const std::string& name, std::uint64_t most) {
        Limits& limits = verify.open.limits;
        const auto narrow = static_cast<std::uint32_t>(most);
        if (name == "max_bytes") limits.max_bytes = most;
        if (name == "max_nodes") limits.max_nodes = narrow;
        if (name == "max_namespaces") limits.max_namespaces = narrow;
        if (name == "max_attribute_bytes") limits.max_attribute_bytes = most;
        if (name == "max_members") verify.open.tar.max_members = most;
        if (name == "max_padding_bytes") verify.open.tar.max_padding_bytes = most;
    }
};

inline void check_descriptor(const descriptor::Descriptor& descriptor, const validate::Options& options,
                             const Surroundings& with, Diagnostics& diagnostics) {
    validate::check(descriptor, options, diagnostics);
    const trust::Evidence evidence = report::collect_trust(descriptor, diagnostics);
    const auto signature = trust::verify_trust(descriptor, with.verify.anchors, {with.verify.time, false});
    const bool flagged = std::any_of(evidence.entities.begin(), evidence.entities.end(),
                                     [](const trust::EntityEvidence& one) { return !one.flags.empty(); });
    if (flagged || signature.state != trust::SignedTrust::absent) trust::report(signature, descriptor, diagnostics);
}

/// What cannot be read has a finding of its own, unless the reader said why.
inline void unreadable(const Error& error, Diagnostics& found) {
    if (!found.has(error.rule)) found.report(validate::rule::unreadable, error.message, error.where);
}

inline void read_and_check(const std::string& path, const validate::Options& options, Diagnostics& found) {
    const Surroundings with(path);
    const std::string ending = std::filesystem::path(path).extension().string();
    descriptor::ReadOptions read;
    read.limits = with.verify.open.limits;
    read.name = path;
    if (ending == ".xml") {
        if (const auto checked = validate::check_environment(contents(path), path, options, found); !checked)
            unreadable(checked.error(), found);
        return;
    }
    if (ending == ".ovf") {
        const auto descriptor = descriptor::Descriptor::parse(contents(path), found, read);
        return descriptor ? check_descriptor(*descriptor, options, with, found) : unreadable(descriptor.error(), found);
    }
    const auto package = package::Package::open(path, found, with.verify.open);
    if (!package) return unreadable(package.error(), found);
    check_descriptor(package->descriptor(), options, with, found);
    validate::check(*package, options, found);
    package::VerifyOptions verify = with.verify;
    // To the letter of OVF 1.x there is nothing else.
    verify.allow_sha1 = package->descriptor().dialect().grammar != descriptor::Grammar::ovf_2;
    if (const auto verified = package::verify(*package, verify, found); !verified) unreadable(verified.error(), found);
}

/// Everything that validation has to say of a fixture, as the command line would: a file named `*.ovf` is taken as a
/// descriptor alone, one named `*.xml` as an environment, a folder or an `*.ova` as a package with its digests.
inline Diagnostics validated(const std::string& path, const validate::Options& options = {}) {
    Diagnostics found;
    read_and_check(path, options, found);
    Diagnostics judged;
    for (Diagnostic one : found)
        if (options.profile.judge(one)) judged.add(std::move(one));
    return judged;
}

/// `slug severity line:column`, or `slug severity byte N` in an archive; without the place when there is none.
inline std::string summary(const Diagnostic& finding) {
    std::string text = std::string(finding.rule) + " " + std::string(to_string(finding.severity));
    if (finding.where.line != 0)
        text += " " + std::to_string(finding.where.line) + ":" + std::to_string(finding.where.column);
    else if (finding.where.offset)
        text += " byte " + std::to_string(*finding.where.offset);
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
                static const std::set<std::string> endings{".ovf", ".ova", ".xml", ".tar", ".gz"};
                if (!entry.is_directory() && endings.count(extension) == 0) continue;
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
