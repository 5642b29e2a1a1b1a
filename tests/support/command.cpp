// SPDX-License-Identifier: Apache-2.0
#include "support/command.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace ovfkit::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "ovfkit-test-XXXXXX").string();
    EXPECT_NE(mkdtemp(pattern.data()), nullptr);
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::put(std::string_view name, std::string_view bytes) const {
    std::ofstream(*this / name, std::ios::binary) << bytes;
    return *this / name;
}

namespace {

std::string slurp(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// In the child: what the parent prepared, or the end.
[[noreturn]] void become(char* const* words, const char* folder, const char* output, const char* errors) {
    const int in = open("/dev/null", O_RDONLY);
    const int out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int err = open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const bool ready = in >= 0 && out >= 0 && err >= 0 && dup2(in, 0) == 0 && dup2(out, 1) == 1 && dup2(err, 2) == 2 &&
                       (*folder == '\0' || chdir(folder) == 0);
    if (ready) execvp(words[0], words);
    _exit(127);
}

}  // namespace

Outcome run(const std::vector<std::string>& command, const std::string& folder) {
    const TemporaryFolder outputs;
    const std::string output = outputs / "output";
    const std::string errors = outputs / "errors";
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);

    Outcome outcome;
    const pid_t child = fork();
    if (child == 0) become(words.data(), folder.c_str(), output.c_str(), errors.c_str());
    int status = 0;
    if (child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
    outcome.output = slurp(output);
    outcome.errors = slurp(errors);
    return outcome;
}

Outcome run_python(const std::string& script, const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {"/usr/bin/python3", "-c", script};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run(words);
}

bool has_program(const std::string& name) {
    const char* path = std::getenv("PATH");
    std::istringstream folders(path != nullptr ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (access((folder + "/" + name).c_str(), X_OK) == 0) return true;
    return false;
}

}  // namespace ovfkit::test
