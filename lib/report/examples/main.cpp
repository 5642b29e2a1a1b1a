// SPDX-License-Identifier: Apache-2.0
// Writes the table of examples: `ovfkit_make_examples FIXTURES/rules OUTPUT.cpp`. What goes wrong ends it with an
// exception, whose text the build shows.
#include <fstream>
#include <stdexcept>
#include <string>

#include "report/example_maker.hpp"

int main(int argc, char** argv) {
    if (argc != 3) throw std::invalid_argument("usage: ovfkit_make_examples FOLDER OUTPUT");
    const std::string source = ovfkit::example_maker::source_of(ovfkit::example_maker::examples_below(argv[1]));
    std::ofstream out(argv[2], std::ios::binary | std::ios::trunc);
    out << source;
    out.close();
    if (!out) throw std::runtime_error(std::string("cannot write ") + argv[2]);
}
