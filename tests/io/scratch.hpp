// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include <ovfkit/base/result.hpp>

namespace ovfkit::io {

/// Expects that there is an error, of a kind, whose message has a part.
template <class T>
void expect_error(const Result<T>& result, ErrorCode code, const std::string& part = {}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, code) << result.error().message;
    EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
}

/// A directory of its own for a test, gone with all that is in it at the end.
class Scratch {
public:
    Scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "ovfkit-test-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
    [[nodiscard]] const std::string& path() const { return path_; }

    [[nodiscard]] std::set<std::string> names() const {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(path_)) names.insert(entry.path().filename());
        return names;
    }

private:
    std::string path_;
};

/// A disk of 64 KiB, where it may be had.
class SmallDisk {
public:
    SmallDisk() : mounted_(::mount("none", scratch_.path().c_str(), "tmpfs", 0, "size=64k") == 0) {}
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        if (mounted_) ::umount(scratch_.path().c_str());
    }

    [[nodiscard]] bool is_mounted() const { return mounted_; }
    [[nodiscard]] const Scratch& directory() const { return scratch_; }

private:
    Scratch scratch_;
    bool mounted_;
};

/// What an ordinary user may do: root is nobody for the lifetime of this.
class OrdinaryUser {
public:
    OrdinaryUser() {
        if (::geteuid() == 0) changed_ = ::seteuid(65534) == 0;
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;
    ~OrdinaryUser() {
        if (changed_ && ::seteuid(0) != 0) std::abort();
    }

private:
    bool changed_ = false;
};

inline void put(const std::string& path, std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; }

inline std::string get(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline struct stat status_of(const std::string& path) {
    struct stat status {};
    ::stat(path.c_str(), &status);
    return status;
}

inline unsigned mode_of(const std::string& path) { return status_of(path).st_mode & 07777U; }

/// Runs `work` over and over in a child that is killed at some moment of it.
template <class Work>
void kill_during(Work work, int microseconds) {
    const pid_t child = ::fork();
    if (child == 0) {
        while (true) work();
    }
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
}

}  // namespace ovfkit::io
