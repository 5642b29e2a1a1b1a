// SPDX-License-Identifier: Apache-2.0
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <stdexcept>

#include "page.hpp"

namespace ovfkit::cli::documents {
namespace {

/// A character of more than one byte, as its number; the text goes on behind it.
std::string wide(const std::string& text, std::size_t& at) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const std::uint32_t first = byte(at);
    const std::size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    std::uint32_t number = first & (0x3fU >> more);
    for (std::size_t i = 1; i <= more; ++i) {
        if ((byte(at + i) & 0xc0U) != 0x80U || first < 0xc2) throw std::runtime_error("text that is not UTF-8");
        number = number << 6U | (byte(at + i) & 0x3fU);
    }
    at += more;
    char name[16];
    std::snprintf(name, sizeof name, "\\[u%04X]", number);
    return name;
}

/// Text as troff shows it unchanged. `literal`: to be typed or copied, so that a hyphen stays one.
std::string escaped(const std::string& text, bool literal) {
    std::string all;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
            case '\\': all += "\\e"; break;
            case '\'': all += "\\(aq"; break;
            case '`': all += "\\(ga"; break;
            case '^': all += "\\(ha"; break;
            case '~': all += "\\(ti"; break;
            case '"': all += "\\(dq"; break;
            case '-': all += literal ? "\\-" : "-"; break;
            default: all += (static_cast<unsigned char>(c) & 0x80U) != 0 ? wide(text, i) : std::string(1, c);
        }
    }
    return all;
}

/// An option, a file, a date: whatever is no word of a sentence.
bool is_literal(const std::string& word) {
    const std::size_t begin = word.find_first_not_of("('\"");
    return (begin != std::string::npos && word[begin] == '-' && word.size() > begin + 1) ||
           word.find_first_of("/=@:0123456789") != std::string::npos;
}

/// Lines that are neither too long nor begin with what troff takes for a command. A sentence begins a line.
std::string wrapped(const std::string& text) {
    constexpr std::size_t width = 76;
    std::string all;
    std::string line;
    const auto end_line = [&] {
        if (line.empty()) return;
        if (line[0] == '.' || line[0] == '\'') line.insert(0, "\\&");
        all += line + "\n";
        line.clear();
    };
    std::string word;
    const auto end_word = [&] {
        if (!line.empty() && line.size() + 1 + word.size() > width) end_line();
        line += (line.empty() ? "" : " ") + word;
        const char last = word.empty() ? '\0' : word.back();
        const bool dots = word.size() > 3 && word.compare(word.size() - 3, 3, "...") == 0;
        if (dots)
            line += "\\&";  // no end of a sentence
        else if (last == '.' || last == '?' || last == '!')
            end_line();
        word.clear();
    };
    for (const char c : text) {
        if (c != ' ')
            word += c;
        else if (!word.empty())
            end_word();
    }
    if (!word.empty()) end_word();
    end_line();
    return all;
}

/// A paragraph of prose or a sentence of a table.
std::string paragraph(const std::string& text) {
    std::string all;
    std::string word;
    bool typed = false;
    const auto end_word = [&] {
        all += escaped(word, typed || is_literal(word));
        word.clear();
    };
    for (const char c : text) {
        if (c == '`') {
            end_word();
            typed = !typed;
            all += typed ? "\\fB" : "\\fR";
        } else if (c == ' ') {
            end_word();
            all += ' ';
        } else {
            word += c;
        }
    }
    end_word();
    if (typed) throw std::runtime_error("a backquote without another: " + text);
    return wrapped(all);
}

/// Lines as they are.
std::string shown(const std::string& text) {
    std::string all = ".PP\n.RS 4\n.EX\n";
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = escaped(text.substr(begin, end - begin), true);
        all += (line.empty() || line[0] == '.' ? "\\&" : "") + line + "\n";
        begin = end + 1;
    }
    return all + ".EE\n.RE\n";
}

/// What help calls a value: names in capitals stand for something, words are to be typed.
std::string value_form(const std::string& value) {
    std::string all;
    for (std::size_t i = 0; i < value.size();) {
        std::size_t end = i;
        const auto is_part = [&](std::size_t at) {
            return at < value.size() && (std::isalnum(static_cast<unsigned char>(value[at])) != 0 || value[at] == '-' ||
                                         value[at] == '.' || value[at] == '_');
        };
        while (is_part(end)) ++end;
        if (end == i) {
            all += escaped(std::string(1, value[i++]), true);
            continue;
        }
        const std::string part = value.substr(i, end - i);
        const bool stands_for_something = std::isupper(static_cast<unsigned char>(part[0])) != 0;
        all += (stands_for_something ? "\\fI" : "\\fB") + escaped(part, true) + "\\fR";
        i = end;
    }
    return all;
}

std::string option_form(const OptionText& option) {
    std::string all;
    for (const std::string& name : option.names) {
        if (!all.empty()) all += ", ";
        all += option.argument ? value_form(name) : "\\fB" + escaped(name, true) + "\\fR";
    }
    return option.value.empty() || option.argument ? all : all + " " + value_form(option.value);
}

std::string options(const std::vector<OptionText>& all) {
    std::string text;
    for (const OptionText& option : all) {
        text += ".TP\n" + option_form(option) + "\n";
        for (const std::string& sentence : sentences_of(option)) text += paragraph(sentence);
    }
    return text;
}

std::string grouped_options(const VerbText& verb) {
    std::string text = options(verb.arguments);
    std::vector<std::string> groups;
    for (const OptionText& option : verb.options)
        if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) groups.push_back(option.group);
    for (const std::string& group : groups) {
        std::vector<OptionText> some;
        for (const OptionText& option : verb.options)
            if (option.group == group) some.push_back(option);
        if (group != groups.front()) text += ".SS " + escaped(group, false) + "\n";
        text += options(some);
    }
    return text;
}

std::string synopsis(const VerbText& verb) {
    std::string text = "\\fB" + escaped(verb.command(), true) + "\\fR [\\fIOPTION\\fR]...";
    for (const OptionText& option : verb.options) {
        if (!option.required) continue;
        OptionText shortest = option;
        shortest.names = {option.names.back()};
        text += " " + option_form(shortest);
    }
    for (const OptionText& argument : verb.arguments) text += " " + value_form(argument_form(argument));
    if (!verb.verbs.empty())
        text = "\\fB" + escaped(verb.command(), true) + "\\fR \\fIVERB\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...";
    return wrapped(text);
}

std::string items(const std::vector<Item>& all) {
    std::string text;
    for (const auto& [name, said] : all) text += ".TP\n\\fB" + escaped(name, true) + "\\fR\n" + paragraph(said);
    return text;
}

std::string verbs(const VerbText& verb) {
    std::string text;
    for (const VerbText& below : verb.verbs) {
        const std::string summary = below.summary;
        text += ".TP\n\\fB" + escaped(below.words.back(), true) + "\\fR\n" +
                paragraph(summary + "; see `" + below.page() + "`(1).");
    }
    return text;
}

std::string see_also(const std::vector<std::string>& pages) {
    std::string text;
    for (const std::string& page : pages) {
        const std::size_t section = page.find('(');
        text += ".BR " + escaped(page.substr(0, section), true) + " " +
                (section == std::string::npos ? "(1)" : page.substr(section)) + (&page == &pages.back() ? "\n" : ",\n");
    }
    return text;
}

}  // namespace

std::string as_man(const Page& page) {
    const VerbText& verb = *page.verb;
    std::string title = verb.page();
    for (char& c : title) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    std::string text = ".\\\" Made from the tables of the options and the prose of the verb.\n.TH " +
                       escaped(title, true) + " 1 " + page.date + " \"ovfkit " + page.version +
                       "\" \"ovfkit manual\"\n";
    // `.nh`, and to the left only: names of options are neither cut nor pulled apart.
    text += ".nh\n.ad l\n";
    text += ".SH NAME\n" + wrapped(escaped(verb.page(), true) + " \\- " + escaped(verb.summary, false));
    text += ".SH SYNOPSIS\n" + synopsis(verb);
    text += ".SH DESCRIPTION\n";
    for (const std::string& said : page.prose.description)
        text += said.rfind("  ", 0) == 0
                    ? shown(said)
                    : ((&said == &page.prose.description.front() ? "" : ".PP\n") + paragraph(said));
    if (!verb.verbs.empty()) text += ".SH VERBS\n" + verbs(verb);
    text += ".SH OPTIONS\n" + grouped_options(verb);
    text += ".SH EXIT STATUS\n" + items(page.prose.exit_status);
    if (!page.prose.environment.empty()) text += ".SH ENVIRONMENT\n" + items(page.prose.environment);
    if (!page.prose.files.empty()) text += ".SH FILES\n" + items(page.prose.files);
    text += ".SH EXAMPLES\n";
    for (const Example& example : page.prose.examples) {
        if (!example.text.empty())
            text += (&example == &page.prose.examples.front() ? "" : ".PP\n") + paragraph(example.text);
        text += shown("$ " + example.command);
        if (example.code != 0) text += ".PP\n" + paragraph("It ends with " + std::to_string(example.code) + ".");
    }
    return text + ".SH SEE ALSO\n" + see_also(page.prose.see_also);
}

}  // namespace ovfkit::cli::documents
