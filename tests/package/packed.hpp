// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <ovfkit/package/build.hpp>
#include <ovfkit/package/unpack.hpp>

#include "package/made_package.hpp"
#include "support/files.hpp"

namespace ovfkit::package {

/// A package of a folder that was packed, and how it went.
struct PackRun {
    Result<Packed> packed = Error{};
    Diagnostics findings;

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        if (packed)
            for (const Member& member : packed->members) all.push_back(member.name);
        return all;
    }
    [[nodiscard]] std::string rule() const { return packed ? "" : std::string(packed.error().rule); }
    [[nodiscard]] std::string message() const { return packed ? "" : packed.error().message; }
};

inline PackRun pack_to(const std::string& source, const std::string& path, const PackOptions& options = {}) {
    PackRun run;
    Diagnostics opening;
    const auto package = Package::open(source, opening);
    run.packed = package ? pack_archive(*package, path, options, run.findings) : Result<Packed>(package.error());
    return run;
}

inline PackRun pack_to_folder(const std::string& source, const std::string& path, const PackOptions& options = {}) {
    PackRun run;
    Diagnostics opening;
    const auto package = Package::open(source, opening);
    run.packed = package ? pack_directory(*package, path, options, run.findings) : Result<Packed>(package.error());
    return run;
}

inline PackRun pack_to_output(const std::string& source, io::Output& output, const PackOptions& options = {}) {
    PackRun run;
    Diagnostics opening;
    const auto package = Package::open(source, opening);
    run.packed = package ? pack_archive(*package, output, options, run.findings) : Result<Packed>(package.error());
    return run;
}

/// Everything below a folder, hidden or not.
inline std::set<std::string> all_below(const std::string& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        names.insert(std::filesystem::relative(entry.path(), folder).string());
    return names;
}

/// A descriptor in which disks are disks, so that they can be compressed.
inline std::string descriptor_with_disks(const std::vector<std::string>& files) {
    std::string text = descriptor_of(files);
    std::string disks = "  <DiskSection>\n    <Info>disks</Info>\n";
    for (std::size_t i = 0; i < files.size(); ++i)
        disks += "    <Disk ovf:diskId=\"d" + std::to_string(i) + "\" ovf:fileRef=\"f" + std::to_string(i) +
                 "\" ovf:capacity=\"1\"/>\n";
    const std::string end = "  </References>\n";
    return text.insert(text.find(end) + end.size(), disks + "  </DiskSection>\n");
}

/// The members of an archive as Python's tarfile sees them: `name size mode uid gid mtime uname/gname type`.
inline std::vector<std::string> members_in_python(const std::string& archive) {
    const test::Outcome outcome = test::run_python(
        "import sys, tarfile\n"
        "for m in tarfile.open(sys.argv[1], 'r:'):\n"
        "    print(m.name, m.size, oct(m.mode), m.uid, m.gid, m.mtime, m.uname + '/' + m.gname, m.isreg())\n",
        {archive});
    EXPECT_EQ(outcome.status, 0) << outcome.errors;
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < outcome.output.size();) {
        const std::size_t end = outcome.output.find('\n', at);
        lines.push_back(outcome.output.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

}  // namespace ovfkit::package
