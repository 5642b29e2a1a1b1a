// SPDX-License-Identifier: Apache-2.0
#include "prose.hpp"

#include <charconv>
#include <sstream>
#include <stdexcept>

namespace ovfkit::cli::documents {
namespace {

class Parser {
public:
    Parser(const std::string& text, std::string name) : lines_(text), name_(std::move(name)) {}

    Prose parse() {
        for (std::string line; std::getline(lines_, line);) {
            ++number_;
            if (line.rfind('#', 0) == 0) continue;
            if (line.rfind("= ", 0) == 0)
                begin(line.substr(2));
            else
                take(line);
        }
        begin({});
        if (prose_.description.empty()) fail("there is no DESCRIPTION");
        if (prose_.examples.empty()) fail("there are no EXAMPLES");
        if (prose_.see_also.empty()) fail("there is no SEE ALSO");
        return std::move(prose_);
    }

private:
    [[noreturn]] void fail(const std::string& why) const {
        throw std::runtime_error(name_ + ":" + std::to_string(number_) + ": " + why);
    }

    void begin(const std::string& section) {
        if (section_ == "EXAMPLES" && fresh_) fail("an example without a command");
        section_ = section;
        fresh_ = false;
        paragraph_ends_ = true;
        if (!section.empty() && section != "DESCRIPTION" && section != "EXAMPLES" && section != "SEE ALSO" && !items())
            fail("there is no section " + section);
    }

    std::vector<Item>* items() {
        if (section_ == "EXIT STATUS") return &prose_.exit_status;
        if (section_ == "ENVIRONMENT") return &prose_.environment;
        return section_ == "FILES" ? &prose_.files : nullptr;
    }

    void take(const std::string& line) {
        if (line.empty()) {
            paragraph_ends_ = true;
        } else if (section_ == "DESCRIPTION") {
            take_paragraph(prose_.description, line);
        } else if (section_ == "EXAMPLES") {
            take_example(line);
        } else if (section_ == "SEE ALSO") {
            std::istringstream words(line);
            for (std::string word; std::getline(words >> std::ws, word, ',');) prose_.see_also.push_back(word);
        } else if (std::vector<Item>* some = items()) {
            take_item(*some, line);
        } else {
            fail("text before the first section");
        }
    }

    void take_paragraph(std::vector<std::string>& paragraphs, const std::string& line) {
        const bool shown = line.rfind("  ", 0) == 0;
        if (paragraph_ends_ || paragraphs.empty() || shown != (paragraphs.back().rfind("  ", 0) == 0))
            paragraphs.push_back(line);
        else
            paragraphs.back() += (shown ? "\n" : " ") + line;
        paragraph_ends_ = false;
    }

    void take_item(std::vector<Item>& some, const std::string& line) {
        if (line.rfind("  ", 0) == 0) {
            if (some.empty()) fail("this continues nothing");
            some.back().second += line.substr(1);
            return;
        }
        const std::size_t colon = line.find(": ");
        if (colon == std::string::npos) fail("neither 'name: text' nor its next line");
        some.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }

    void take_example(const std::string& line) {
        std::vector<Example>& all = prose_.examples;
        if (line.rfind("$ ", 0) == 0) {
            if (!fresh_) all.emplace_back();  // another command of the same example
            all.back().command = line.substr(2);
            fresh_ = false;
        } else if (line.rfind("? ", 0) == 0) {
            if (all.empty() || fresh_) fail("an exit code of no command");
            const char* const end = line.data() + line.size();
            if (std::from_chars(line.data() + 2, end, all.back().code).ptr != end) fail("no exit code");
        } else if (!fresh_ && !all.empty() && !all.back().command.empty() && all.back().command.back() == '\\') {
            all.back().command += "\n" + line;
        } else if (fresh_) {
            all.back().text += " " + line;
        } else {
            all.push_back({line, {}, 0});
            fresh_ = true;
        }
    }

    std::istringstream lines_;
    std::string name_;
    int number_ = 0;
    std::string section_;
    bool paragraph_ends_ = true;
    bool fresh_ = false;  ///< an example that waits for its command
    Prose prose_;
};

}  // namespace

Prose parse_prose(const std::string& text, const std::string& name) { return Parser(text, name).parse(); }

}  // namespace ovfkit::cli::documents
