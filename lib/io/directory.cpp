// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <ovfkit/io/file.hpp>

#include <boost/filesystem/operations.hpp>
#include <cerrno>

#include "io/system.hpp"
#include "io/target.hpp"

namespace ovfkit::io {

Result<void> make_directory(const std::string& path) {
    if (auto checked = check_path(path); !checked) return checked;
    if (::mkdir(path.c_str(), 0777) != 0) return system_error(errno, "make the directory", path);
    return {};
}

bool is_directory(const std::string& path) {
    if (!check_path(path)) return false;
    boost::system::error_code ignored;
    return boost::filesystem::is_directory(path, ignored);
}

bool is_regular_file(const std::string& path) {
    if (!check_path(path)) return false;
    boost::system::error_code ignored;
    return boost::filesystem::is_regular_file(path, ignored);
}

Result<void> remove_file(const std::string& path) {
    if (auto checked = check_path(path); !checked) return checked;
    if (::unlink(path.c_str()) != 0) return system_error(errno, "remove", path);
    const Descriptor directory = open_at(AT_FDCWD, directory_of(path), O_RDONLY | O_DIRECTORY);
    if (directory.is_open() && flush(directory.get()) == 0) return {};
    return Error{ErrorCode::io, quoted(path) + " was removed, but its directory could not be flushed to disk", {}, {}};
}

bool exists(const std::string& path) {
    if (!check_path(path)) return false;
    boost::system::error_code ignored;
    return boost::filesystem::exists(path, ignored);
}

bool is_same_file(const std::string& one, const std::string& other) {
    if (!check_path(one) || !check_path(other)) return false;
    boost::system::error_code error;
    return boost::filesystem::equivalent(one, other, error) && !error;
}

}  // namespace ovfkit::io
