// SPDX-License-Identifier: Apache-2.0
#include "progress.hpp"

#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/text/units.hpp>

#include "terminal.hpp"

namespace ovfkit::cli {
namespace {

constexpr auto between_draws = std::chrono::milliseconds(100);
constexpr auto between_lines = std::chrono::seconds(5);

volatile std::sig_atomic_t signal_that_came = 0;

void note_signal(int number) { signal_that_came = number; }

std::size_t columns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// `45 s`, `3 min 20 s`, `2 h 5 min`.
std::string duration_words(double seconds) {
    const auto whole = static_cast<std::uint64_t>(std::llround(std::min(seconds, 1e9)));
    if (whole < 60) return std::to_string(whole) + " s";
    if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

double share(const Progress& progress) {
    if (!progress.total || *progress.total == 0) return 0;
    return std::min(1.0, static_cast<double>(progress.done) / static_cast<double>(*progress.total));
}

}  // namespace

void add_quiet(CLI::App& verb, bool& quiet) { verb.add_flag("--quiet", quiet, "do not show how far the work is"); }

std::string progress_words(const Progress& progress, double seconds) {
    std::string words = text::human_bytes(progress.done);
    if (progress.total) words += " of " + text::human_bytes(*progress.total);
    if (progress.total) words += ", " + std::to_string(static_cast<int>(share(progress) * 100)) + " %";
    if (seconds <= 0) return words;
    const double rate = static_cast<double>(progress.done) / seconds;
    words += ", " + text::human_bytes(static_cast<std::uint64_t>(rate)) + "/s";
    if (progress.total && rate > 0 && *progress.total >= progress.done)
        words += ", " + duration_words(static_cast<double>(*progress.total - progress.done) / rate) + " left";
    return words;
}

ProgressDisplay::ProgressDisplay(bool quiet)
    : quiet_(quiet), terminal_(::isatty(STDERR_FILENO) == 1), begin_(Clock::now()), next_(begin_) {
    next_ += terminal_ ? Clock::duration(between_draws) : Clock::duration(between_lines);
}

ProgressDisplay::~ProgressDisplay() {
    if (drawn_) print_error("\r\033[K");
}

ProgressCallback ProgressDisplay::callback() {
    return [this](const Progress& progress) {
        if (!quiet_) show(progress);
        return !Interruption::asked();
    };
}

void ProgressDisplay::show(const Progress& progress) {
    const auto now = Clock::now();
    if (now < next_) return;
    next_ = now + (terminal_ ? Clock::duration(between_draws) : Clock::duration(between_lines));
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    if (terminal_)
        draw(progress, seconds);
    else
        print_error("ovfkit: " + ovfkit::quoted(progress.what) + ", " + progress_words(progress, seconds) + "\n");
}

void ProgressDisplay::draw(const Progress& progress, double seconds) {
    constexpr std::size_t bar = 24;
    std::string line;
    if (progress.total) {
        const auto full = static_cast<std::size_t>(share(progress) * static_cast<double>(bar));
        line = "[" + std::string(full, '#') + std::string(bar - full, '.') + "] ";
    }
    line += progress_words(progress, seconds);
    // A line that wraps could not be taken away again.
    const std::size_t room = columns() - 1;
    if (line.size() > room) line.resize(room);
    if (line.size() + 24 < room) line += "  " + printable(progress.what, room - line.size() - 10);
    print_error("\r" + line + "\033[K");
    drawn_ = true;
}

Interruption::Interruption() {
    struct sigaction action {};
    action.sa_handler = note_signal;
    ::sigemptyset(&action.sa_mask);
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before {};
        // What the caller ignores, as nohup does, stays ignored.
        if (::sigaction(number, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            ::sigaction(number, &action, nullptr);
    }
}

Interruption::~Interruption() {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction now {};
        if (::sigaction(number, nullptr, &now) == 0 && now.sa_handler == note_signal) (void)::signal(number, SIG_DFL);
    }
}

bool Interruption::asked() noexcept { return signal_that_came != 0; }

void Interruption::finish() {
    const int number = signal_that_came;
    if (number == 0) return;
    (void)::signal(number, SIG_DFL);
    (void)::raise(number);
}

}  // namespace ovfkit::cli
