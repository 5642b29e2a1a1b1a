// SPDX-License-Identifier: Apache-2.0
#include "io/target.hpp"

#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <boost/filesystem/path.hpp>
#include <cerrno>
#include <vector>

#include "io/system.hpp"

namespace ovfkit::io {
namespace {

constexpr int most_links = 40;  // as many as the kernel follows
constexpr long proc_magic = 0x9fa0;

bool is_in_proc(const std::string& path) {
    struct statfs status {};
    return ::statfs(directory_of(path).c_str(), &status) == 0 && status.f_type == proc_magic;
}

// What the symbolic link at `path` leads to; empty with errno when it cannot be read.
std::string read_link(const std::string& path) {
    std::vector<char> buffer(4097);  // one more than a path may have
    const ssize_t size = ::readlink(path.c_str(), buffer.data(), buffer.size());
    if (size <= 0) return {};
    std::string to(buffer.data(), static_cast<std::size_t>(size));
    return to.front() == '/' ? to : (boost::filesystem::path(directory_of(path)) / to).string();
}

}  // namespace

std::string directory_of(const std::string& path) {
    const std::string parent = boost::filesystem::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

Result<Target> find_target(const std::string& path) {
    std::string at = path;
    for (int links = 0; links < most_links; ++links) {
        struct stat status {};
        const bool there = ::lstat(at.c_str(), &status) == 0;
        if (!there && errno != ENOENT) return system_error(errno, "write", path);
        if ((there && S_ISDIR(status.st_mode)) || at.back() == '/') return directory_error(path);
        if (!there || !S_ISLNK(status.st_mode)) {
            boost::filesystem::path last(at);
            return Target{directory_of(at), last.filename().string(), there && !S_ISREG(status.st_mode)};
        }
        if (is_in_proc(at)) return Target{{}, {}, true};
        at = read_link(at);
        if (at.empty()) return system_error(errno, "follow the link", path);
    }
    return system_error(ELOOP, "write", path);
}

}  // namespace ovfkit::io
