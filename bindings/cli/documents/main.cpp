// SPDX-License-Identifier: Apache-2.0
// Writes what is made from the tables of the options: manual pages, completions, and pages of the user guide.
//
//     ovfkit_documents SHARE GUIDE PROSE
//
// SHARE is what is installed as `share`; GUIDE gets a Markdown file for each verb; PROSE has a text for each verb.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "completion.hpp"
#include "page.hpp"

namespace ovfkit::cli::documents {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("there is no prose: " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_text(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) throw std::runtime_error("cannot be written: " + path.string());
}

void write_all(const fs::path& share, const fs::path& guide, const fs::path& prose_folder) {
    const Command command;
    const VerbText verbs = read_verbs(command);
    const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
    const std::string date = date_of(epoch != nullptr ? epoch : "");
    for (const VerbText* verb : all_verbs(verbs)) {
        const std::string name = verb->words.empty() ? "ovfkit" : verb->name("-");
        const Prose prose = parse_prose(read_text(prose_folder / (name + ".txt")), name + ".txt");
        const Page page = make_page(*verb, prose, date);
        write_text(share / "man/man1" / (verb->page() + ".1"), as_man(page));
        write_text(guide / (name + ".md"), as_markdown(page));
    }
    write_text(share / "bash-completion/completions/ovfkit", as_bash(verbs));
    write_text(share / "zsh/vendor-completions/_ovfkit", as_zsh(verbs));
    write_text(share / "fish/vendor_completions.d/ovfkit.fish", as_fish(verbs));
}

}  // namespace
}  // namespace ovfkit::cli::documents

int main(int argc, char** argv) {
    try {
        if (argc != 4) throw std::runtime_error("usage: ovfkit_documents SHARE GUIDE PROSE");
        ovfkit::cli::documents::write_all(argv[1], argv[2], argv[3]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "ovfkit_documents: %s\n", error.what());
        return 2;
    }
}
