// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <ovfkit/io/file.hpp>

#include <boost/filesystem/operations.hpp>
#include <cerrno>

#include "io/system.hpp"

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
