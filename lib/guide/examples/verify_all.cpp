// SPDX-License-Identifier: Apache-2.0
// verify_all PATH...: verifies packages, each in a thread of its own.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/task/verify.hpp>
#include <string>
#include <thread>
#include <vector>

int main(int argc, char** argv) {
    const std::vector<std::string> paths(argv + 1, argv + argc);
    std::vector<std::string> answers(paths.size());
    std::atomic<bool> stop{false};  // whoever sets it ends all of the work

    ovfkit::package::VerifyOptions options;
    options.threads = 1;  // of each package; there is a thread for each here
    // The library has no clock: when certificates have to be in force is an argument.
    options.time =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    options.progress = [&stop](const ovfkit::Progress&) { return !stop; };

    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < paths.size(); ++i)
        threads.emplace_back([&, i] {
            ovfkit::Diagnostics findings;  // one of each thread: a sink has no lock
            const auto verified = ovfkit::task::verify_path(paths[i], options, findings);
            if (!verified) {
                answers[i] = ' ' + verified.error().message;
                return;
            }
            for (const auto state : verified->verification.states) answers[i] += ' ' + std::string(to_string(state));
        });
    for (std::thread& thread : threads) thread.join();

    for (std::size_t i = 0; i < paths.size(); ++i) std::cout << paths[i] << ':' << answers[i] << '\n';
    return 0;
}
