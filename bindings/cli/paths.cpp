// SPDX-License-Identifier: Apache-2.0
#include "paths.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/validate/profile.hpp>

namespace ovfkit::cli {
namespace {

namespace fs = std::filesystem;

bool is_pattern(const std::string& name) { return name.find_first_of("*?") != std::string::npos; }

bool hidden(const std::string& name) { return !name.empty() && name.front() == '.'; }

/// What cannot be looked into is not passed over: who asked for everything would take silence for an answer.
struct Unreadable {
    std::string message;
};

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code failed;
    for (fs::directory_iterator at(folder.empty() ? fs::path(".") : folder, failed), end; !failed && at != end;
         at.increment(failed))
        found.push_back(folder / at->path().filename());
    if (failed && failed != std::errc::not_a_directory)
        throw Unreadable{"cannot look into " + ovfkit::quoted(folder.string()) + ": " + failed.message()};
    return found;
}

bool is_folder(const fs::path& path) {
    std::error_code failed;
    return fs::is_directory(path, failed);
}

/// Pipes and devices are read when they are named, not when they happen to lie there.
bool waits(const fs::path& path) {
    std::error_code failed;
    const auto status = fs::status(path, failed);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

/// `folders` and everything below them; links are not followed, so there is an end.
std::vector<fs::path> with_all_below(std::vector<fs::path> folders) {
    for (std::size_t i = 0; i < folders.size(); ++i)
        for (const fs::path& entry : entries_of(folders[i])) {
            std::error_code failed;
            if (!hidden(entry.filename().string()) && is_folder(entry) && !fs::is_symlink(entry, failed))
                folders.push_back(entry);
        }
    return folders;
}

std::vector<fs::path> matches_in(const std::vector<fs::path>& folders, const std::string& part) {
    std::vector<fs::path> found;
    for (const fs::path& folder : folders) {
        if (!is_pattern(part)) {
            std::error_code failed;
            if (fs::exists(folder / part, failed)) found.push_back(folder / part);
            continue;
        }
        for (const fs::path& entry : entries_of(folder)) {
            const std::string name = entry.filename().string();
            if (validate::glob_matches(part, name) && (!hidden(name) || hidden(part)) && !waits(entry))
                found.push_back(entry);
        }
    }
    return found;
}

}  // namespace

Result<std::vector<std::string>> expand(const std::string& pattern) {
    std::error_code failed;
    if (!is_pattern(pattern) || fs::exists(pattern, failed)) return std::vector<std::string>{pattern};
    const fs::path path(pattern);
    std::vector<fs::path> found{path.root_path()};
    std::string before;
    try {
        for (const fs::path& part : path.relative_path()) {
            if (part == "**" && before == "**") continue;
            found = part == "**" ? with_all_below(std::move(found)) : matches_in(found, part.string());
            std::sort(found.begin(), found.end());
            found.erase(std::unique(found.begin(), found.end()), found.end());
            before = part.string();
        }
    } catch (const Unreadable& error) {
        return Error{ErrorCode::permission, error.message, {}, {}};
    }
    std::vector<std::string> names;
    for (const fs::path& one : found) names.push_back(one.string());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (names.empty()) return Error{ErrorCode::not_found, "nothing matches " + ovfkit::quoted(pattern), {}, {}};
    return names;
}

}  // namespace ovfkit::cli
