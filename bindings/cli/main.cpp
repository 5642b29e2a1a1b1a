// SPDX-License-Identifier: Apache-2.0
#include <exception>

#include "command.hpp"
#include "terminal.hpp"

int main(int argc, char** argv) {
    using namespace ovfkit::cli;
    try {
        prepare_streams();
        return static_cast<int>(Command().run(argc, argv));
    } catch (const std::exception& error) {
        fail(ovfkit::printable(error.what()));
    } catch (...) {
        fail("something went wrong that has no name");
    }
    return static_cast<int>(ExitCode::errors);
}
