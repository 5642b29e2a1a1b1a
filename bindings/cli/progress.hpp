// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <CLI/CLI.hpp>
#include <ovfkit/base/progress.hpp>

namespace ovfkit::cli {

/// `--quiet`
void add_quiet(CLI::App& verb, bool& quiet);

/// Shows on standard error how far long work is: a bar with rate and time left on a terminal, else a plain line every
/// few seconds, and nothing at all for work that is done before the first of them or when it is to be quiet.
class ProgressDisplay {
public:
    explicit ProgressDisplay(bool quiet);
    ProgressDisplay(const ProgressDisplay&) = delete;
    ProgressDisplay& operator=(const ProgressDisplay&) = delete;
    ~ProgressDisplay();  ///< takes the bar away

    /// To be handed to the work, which must end before this object does. Cancels the work after SIGINT or SIGTERM, if
    /// `Interruption` watches for them.
    [[nodiscard]] ProgressCallback callback();

private:
    using Clock = std::chrono::steady_clock;
    void show(const Progress& progress);
    void draw(const Progress& progress, double seconds);

    bool quiet_;
    bool terminal_;
    bool drawn_ = false;
    Clock::time_point begin_;
    Clock::time_point next_;
};

/// What is shown of work that runs for `seconds`: `1.5 GiB of 3 GiB, 50 %, 200 MiB/s, 8 s left`.
[[nodiscard]] std::string progress_words(const Progress& progress, double seconds);

/// While it lives, the first SIGINT or SIGTERM does not end the process but lets the work end by itself and leave
/// nothing behind; the second one ends it.
class Interruption {
public:
    Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    ~Interruption();

    [[nodiscard]] static bool asked() noexcept;
    /// Ends the process by the signal that was sent, so that whoever waits for it knows. Returns when there was none.
    static void finish();
};

}  // namespace ovfkit::cli
