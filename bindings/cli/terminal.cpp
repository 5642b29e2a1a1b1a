// SPDX-License-Identifier: Apache-2.0
#include "terminal.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace ovfkit::cli {
namespace {

/// Answers 0 or the errno.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

bool wants_color(int descriptor, ColorChoice choice) {
    if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
    const char* off = std::getenv("NO_COLOR");
    if (off && *off != '\0') return false;
    const char* terminal = std::getenv("TERM");
    return terminal && std::string_view(terminal) != "dumb" && ::isatty(descriptor) == 1;
}

report::TextOptions options_for(int descriptor, ColorChoice choice) {
    report::TextOptions options;
    options.color = wants_color(descriptor, choice) ? report::Color::always : report::Color::never;
    return options;
}

}  // namespace

void prepare_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) != -1) continue;
        // Opened the wrong way round, so that using it is an error, as it was before. The lowest number is free.
        (void)::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
    // A pipe that closes and a file that gets too large are errors of the write then, and are told with an exit code.
    for (const int number : {SIGPIPE, SIGXFSZ}) (void)::signal(number, SIG_IGN);
}

ExitCode print(std::string_view text) {
    const int failed = write_all(STDOUT_FILENO, text);
    if (failed == 0) return ExitCode::ok;
    return fail("cannot write to standard output: " + std::generic_category().message(failed));
}

void print_error(std::string_view text) { (void)write_all(STDERR_FILENO, text); }

ExitCode fail(std::string_view message) {
    print_error("ovfkit: error: " + std::string(message) + "\n");
    return ExitCode::errors;
}

void warn(std::string_view message) { print_error("ovfkit: warning: " + std::string(message) + "\n"); }

void remark(std::string_view message) { print_error("ovfkit: note: " + std::string(message) + "\n"); }

report::TextOptions options_for_output(ColorChoice choice) { return options_for(STDOUT_FILENO, choice); }
report::TextOptions options_for_errors(ColorChoice choice) { return options_for(STDERR_FILENO, choice); }

}  // namespace ovfkit::cli
