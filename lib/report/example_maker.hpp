// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Makes the examples of rules out of the files that test them: compiled into a tool of the build, and into its test.
namespace ovfkit::example_maker {

inline constexpr std::size_t most_lines = 12;
inline constexpr std::size_t most_bytes = 160;  // of a line

struct Pair {
    std::string bad;
    std::string good;
};

using Lines = std::vector<std::string>;

/// Without their ends, whatever these are.
[[nodiscard]] inline Lines split(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

[[nodiscard]] inline std::size_t indentation(const std::string& line) {
    return std::min(line.find_first_not_of(" \t"), line.size());
}

[[nodiscard]] inline std::string cut(const std::string& line) {
    if (line.size() <= most_bytes) return line;
    std::size_t end = most_bytes - 3;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    return line.substr(0, end) + "...";
}

/// The lines `[begin, end)` without `indent` bytes in front, at most `most_lines` of them.
[[nodiscard]] inline std::string joined(const Lines& lines, std::size_t begin, std::size_t end, std::size_t indent) {
    std::string out;
    const bool too_many = end - begin > most_lines;
    const std::size_t last = too_many ? begin + most_lines - 1 : end;
    for (std::size_t i = begin; i < last; ++i)
        out += (i == begin ? "" : "\n") + cut(lines[i].substr(std::min(indent, indentation(lines[i]))));
    return too_many ? out + "\n..." : out;
}

/// What differs between two files. A side that lacks what the other one has shows the lines around the gap.
[[nodiscard]] inline Pair difference(const std::string& bad_text, const std::string& good_text) {
    const Lines bad = split(bad_text);
    const Lines good = split(good_text);
    const std::size_t shorter = std::min(bad.size(), good.size());
    std::size_t front = 0;
    while (front < shorter && bad[front] == good[front]) ++front;
    if (front == bad.size() && front == good.size()) return {};
    std::size_t back = 0;
    while (back < shorter - front && bad[bad.size() - 1 - back] == good[good.size() - 1 - back]) ++back;
    if (front + back == shorter) {
        front -= std::min<std::size_t>(front, 1);
        back -= std::min<std::size_t>(back, 1);
    }
    std::size_t indent = static_cast<std::size_t>(-1);
    for (const Lines* lines : {&bad, &good})
        for (std::size_t i = front; i < lines->size() - back; ++i)
            if (indentation((*lines)[i]) < (*lines)[i].size()) indent = std::min(indent, indentation((*lines)[i]));
    return {joined(bad, front, bad.size() - back, indent), joined(good, front, good.size() - back, indent)};
}

[[nodiscard]] inline std::string contents(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Whether lines of the bytes can be shown: no encoding with two bytes a character, and nothing of control but white
/// space.
[[nodiscard]] inline bool is_text(std::string_view bytes) {
    return std::none_of(bytes.begin(), bytes.end(), [](char c) {
        const auto value = static_cast<unsigned char>(c);
        return (value < 0x20 && c != '\n' && c != '\r' && c != '\t') || value == 0x7F;
    });
}

[[nodiscard]] inline std::string without_mark(std::string text) {
    return text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? text.substr(3) : text;
}

/// The first file of the folder whose name begins and ends so; empty when there is none.
[[nodiscard]] inline std::filesystem::path first_of(const std::filesystem::path& folder, const std::string& begin,
                                                    const std::string& end) {
    std::filesystem::path first;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        const bool fits = name.size() >= begin.size() + end.size() && name.compare(0, begin.size(), begin) == 0 &&
                          name.compare(name.size() - end.size(), end.size(), end) == 0;
        if (fits && entry.is_regular_file() && (first.empty() || name < first.filename().string()))
            first = entry.path();
    }
    return first;
}

/// A text for people, as it is, but for the line ends behind it.
[[nodiscard]] inline std::string verbatim(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) return {};
    std::string out;
    for (const std::string& line : split(contents(path))) out += line + "\n";
    return out.substr(0, out.find_last_not_of('\n') + 1);
}

/// The file that is right where `bad` is wrong: of `bad-x.ovf` that is `good-x.ovf`, else `good.ovf`, else the first.
[[nodiscard]] inline std::filesystem::path partner_of(const std::filesystem::path& bad) {
    const std::filesystem::path folder = bad.parent_path();
    for (const std::string& name : {"good" + bad.filename().string().substr(3), std::string("good.ovf")})
        if (std::filesystem::is_regular_file(folder / name)) return folder / name;
    return first_of(folder, "good", ".ovf");
}

/// The example in the folder of one rule: `bad.txt` and `good.txt`, or else `bad.ovf`, or the first `bad*.ovf`, and its
/// partner.
[[nodiscard]] inline Pair example_in(const std::filesystem::path& folder) {
    Pair written{verbatim(folder / "bad.txt"), verbatim(folder / "good.txt")};
    if (!written.bad.empty() || !written.good.empty()) return written;
    const bool plain = std::filesystem::is_regular_file(folder / "bad.ovf");
    const auto bad = plain ? folder / "bad.ovf" : first_of(folder, "bad", ".ovf");
    if (bad.empty()) return {};
    const auto good = partner_of(bad);
    if (good.empty()) return {};
    const std::string bad_text = without_mark(contents(bad));
    const std::string good_text = without_mark(contents(good));
    return is_text(bad_text) && is_text(good_text) ? difference(bad_text, good_text) : Pair{};
}

/// The examples below a folder of folders `<room>/<what>`, by slug. A folder that is not there has none.
[[nodiscard]] inline std::map<std::string, Pair> examples_below(const std::filesystem::path& root) {
    std::map<std::string, Pair> examples;
    if (!std::filesystem::is_directory(root)) return examples;
    for (const auto& room : std::filesystem::directory_iterator(root)) {
        if (!room.is_directory()) continue;
        for (const auto& rule : std::filesystem::directory_iterator(room.path())) {
            if (!rule.is_directory()) continue;
            Pair example = example_in(rule.path());
            const std::string slug = room.path().filename().string() + "/" + rule.path().filename().string();
            if (!example.bad.empty() || !example.good.empty()) examples.emplace(slug, std::move(example));
        }
    }
    return examples;
}

/// A string literal, one line of the source for each of the text. Bytes that are not ASCII are octal, which cannot run
/// into what follows.
[[nodiscard]] inline std::string literal(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto value = static_cast<unsigned char>(c);
        if (c == '\n') {
            out += "\\n\"\n        \"";
        } else if (c == '"' || c == '\\') {
            out += std::string("\\") + c;
        } else if (value < 0x20 || value > 0x7E || c == '?') {
            out += {'\\', static_cast<char>('0' + (value >> 6U)), static_cast<char>('0' + ((value >> 3U) & 7U)),
                    static_cast<char>('0' + (value & 7U))};
        } else {
            out += c;
        }
    }
    return out + "\"";
}

/// The source file with the table of `lib/report/example_table.hpp`.
[[nodiscard]] inline std::string source_of(const std::map<std::string, Pair>& examples) {
    std::string out =
        "// Written at build time from fixtures/rules.\n#include \"report/example_table.hpp\"\n\n"
        "namespace ovfkit::report {\n\nconst ExampleRow example_table[] = {\n";
    for (const auto& [slug, example] : examples)
        out += "    {" + literal(slug) + ",\n     {" + literal(example.bad) + ",\n        " + literal(example.good) +
               "}},\n";
    return out + "    {}};\n\nconst std::size_t example_count = " + std::to_string(examples.size()) +
           ";\n\n}  // namespace ovfkit::report\n";
}

}  // namespace ovfkit::example_maker
