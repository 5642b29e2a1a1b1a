// SPDX-License-Identifier: Apache-2.0
#include "io/folder_handle.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace ovfkit::io {
namespace {

// A link in the way is answered with ENOTDIR or ELOOP, like other things that are no folder.
Error way_error(int number, const std::string& path) {
    if (number == ENOTDIR || number == ELOOP)
        return {ErrorCode::unsupported, quoted(path) + " is no folder, or a symbolic link", {}, {}};
    return system_error(number, "open", path);
}

bool is_plain(std::string_view name) {
    if (name.find('\0') != std::string_view::npos) return false;
    while (true) {
        const std::size_t slash = name.find('/');
        const std::string_view part = name.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return false;
        if (slash == std::string_view::npos) return true;
        name.remove_prefix(slash + 1);
    }
}

}  // namespace

Descriptor open_folder_at(int directory, const std::string& name) {
    Descriptor folder = open_at(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (!folder.is_open() && errno == EACCES) folder = open_at(directory, name, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    return folder;
}

Result<Place> go_to(int root, std::string_view name, const std::string& path) {
    if (!is_plain(name)) return Error{ErrorCode::invalid_argument, quoted(name) + " is no plain relative name", {}, {}};
    Place place{open_folder_at(root, "."), {}};
    if (!place.folder.is_open()) return system_error(errno, "open", path);
    std::size_t begin = 0;
    while (true) {
        const std::size_t slash = name.find('/', begin);
        place.name = std::string(name.substr(begin, slash - begin));
        if (slash == std::string_view::npos) return place;
        Descriptor next = open_folder_at(place.folder.get(), place.name);
        if (!next.is_open()) return way_error(errno, path + "/" + std::string(name.substr(0, slash)));
        place.folder = std::move(next);
        begin = slash + 1;
    }
}

Identity identity_of(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return {};
    return {status.st_dev, status.st_ino};
}

void remove_if_same(int directory, const std::string& name, const Identity& was, int flags) {
    const int kept = errno;
    struct stat status {};
    if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        Identity{status.st_dev, status.st_ino} == was)
        (void)::unlinkat(directory, name.c_str(), flags);
    errno = kept;
}

}  // namespace ovfkit::io
