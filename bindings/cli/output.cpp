// SPDX-License-Identifier: Apache-2.0
#include "output.hpp"

#include <signal.h>
#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include <ovfkit/io/file.hpp>

#include "terminal.hpp"

namespace ovfkit::cli {
namespace {

/// Holds back what would end the process, for the short time in which a temporary file has a name.
class SignalsHeld {
public:
    SignalsHeld() {
        sigset_t ending;
        sigemptyset(&ending);
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&ending, number);
        (void)::sigprocmask(SIG_BLOCK, &ending, &before_);
    }
    ~SignalsHeld() { (void)::sigprocmask(SIG_SETMASK, &before_, nullptr); }
    SignalsHeld(const SignalsHeld&) = delete;
    SignalsHeld& operator=(const SignalsHeld&) = delete;

private:
    sigset_t before_{};
};

/// A pipe or device can keep us waiting for ever, and a person has to be able to end that.
bool may_wait(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

ExitCode replace(const std::string& path, std::string_view bytes) {
    const auto written = io::replace_file(path, bytes);
    return written ? ExitCode::ok : fail(written.error().message);
}

}  // namespace

ExitCode write_result(const std::string& path, std::string_view bytes) {
    if (path == "-") return print(bytes);
    if (may_wait(path)) return replace(path, bytes);
    const SignalsHeld held;
    return replace(path, bytes);
}

bool is_same_file(const std::string& one, const std::string& other) {
    if (one == "-" || other == "-" || may_wait(one) || may_wait(other)) return false;
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (fs::equivalent(one, other, ignored)) return true;
    std::error_code failed;
    const fs::path place = fs::weakly_canonical(fs::absolute(one, failed), failed);
    return !failed && place == fs::weakly_canonical(fs::absolute(other, failed), failed) && !failed;
}

}  // namespace ovfkit::cli
