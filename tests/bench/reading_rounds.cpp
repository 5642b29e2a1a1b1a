// SPDX-License-Identifier: Apache-2.0

// Reads descriptors from C++ whenever it is asked to, and says how long that took: the other side of python_bench.py.
//
//     reading_rounds LIST      LIST has a path a line
//
// For each line on standard input, `parse`, `read`, `copy` or `copy_read`, a line on standard output: seconds of
// the processor, and how many descriptors there were. `copy` gets a model of its own of each as well, which is what
// Python's `envelope()` gives.

#include <cstddef>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <ovfkit/descriptor/descriptor.hpp>

namespace {

using ovfkit::descriptor::Descriptor;

struct File {
    std::string path;
    std::string bytes;
};

std::vector<File> files_of(const char* list) {
    std::vector<File> files;
    std::ifstream paths(list);
    for (std::string path; std::getline(paths, path);) {
        std::ostringstream bytes;
        bytes << std::ifstream(path, std::ios::binary).rdbuf();
        files.push_back({path, std::move(bytes).str()});
    }
    return files;
}

ovfkit::Result<Descriptor> read(const File& file, bool from_disk) {
    ovfkit::Diagnostics diagnostics;
    return from_disk ? Descriptor::read_file(file.path, diagnostics) : Descriptor::parse(file.bytes, diagnostics);
}

/// One round over all files; how many were read.
std::size_t round_over(const std::vector<File>& files, bool from_disk, bool with_copy) {
    std::size_t read_well = 0;
    for (const File& file : files) {
        const auto descriptor = read(file, from_disk);
        if (!descriptor) continue;
        ++read_well;
        if (!with_copy) continue;
        const ovfkit::model::Envelope own = descriptor->envelope();
        read_well += own.contents.size() > files.size() + 1'000'000 ? 1 : 0;  // so that the copy is of use
    }
    return read_well;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 64;
    const std::vector<File> files = files_of(argv[1]);
    for (std::string what; std::getline(std::cin, what);) {
        const bool from_disk = what == "read" || what == "copy_read";
        const bool with_copy = what == "copy" || what == "copy_read";
        const std::clock_t begin = std::clock();
        const std::size_t read_well = round_over(files, from_disk, with_copy);
        const std::clock_t took = std::clock() - begin;
        std::cout << static_cast<double>(took) / CLOCKS_PER_SEC << ' ' << read_well << std::endl;
    }
    return 0;
}
