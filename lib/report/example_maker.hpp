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
#include <utility>
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

/// With `by` in place of each `what`.
[[nodiscard]] inline std::string parted(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

/// What differs between two files, line by line. A side that lacks what the other one has shows the lines around the
/// gap.
[[nodiscard]] inline Pair line_difference(const std::string& bad_text, const std::string& good_text) {
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

/// As above; markup whose lines would be cut has a line for each tag, and if that does not help for each attribute.
[[nodiscard]] inline Pair difference(const std::string& bad, const std::string& good) {
    const auto is_cut = [](const Pair& pair) {
        for (const std::string* side : {&pair.bad, &pair.good})
            for (const std::string& line : split(*side))
                if (line.size() + 4 > most_bytes && line.compare(line.size() - 3, 3, "...") == 0) return true;
        return false;
    };
    Pair found = line_difference(bad, good);
    if (!is_cut(found)) return found;
    const std::string bad_tags = parted(bad, "><", ">\n<");
    const std::string good_tags = parted(good, "><", ">\n<");
    found = line_difference(bad_tags, good_tags);
    if (!is_cut(found)) return found;
    return line_difference(parted(bad_tags, "\" ", "\"\n  "), parted(good_tags, "\" ", "\"\n  "));
}

[[nodiscard]] inline std::string contents(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Whether every character that is not ASCII is followed by as many bytes as UTF-8 says.
[[nodiscard]] inline bool is_utf_8(std::string_view bytes) {
    std::size_t more = 0;
    for (const char c : bytes) {
        const auto value = static_cast<unsigned char>(c);
        const bool continues = (value & 0xC0U) == 0x80U;
        if (continues != (more != 0)) return false;
        if (continues)
            --more;
        else if (value >= 0x80)
            more = value >= 0xF0 ? 3 : value >= 0xE0 ? 2 : 1;
    }
    return more == 0;
}

/// Whether lines of the bytes can be shown: UTF-8, and nothing of control but white space.
[[nodiscard]] inline bool is_text(std::string_view bytes) {
    return is_utf_8(bytes) && std::none_of(bytes.begin(), bytes.end(), [](char c) {
               const auto value = static_cast<unsigned char>(c);
               return (value < 0x20 && c != '\n' && c != '\r' && c != '\t') || value == 0x7F;
           });
}

[[nodiscard]] inline std::string without_mark(std::string text) {
    return text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? text.substr(3) : text;
}

/// A text for people, as it is, but for the line ends behind it.
[[nodiscard]] inline std::string verbatim(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) return {};
    std::string out;
    for (const std::string& line : split(contents(path))) out += line + "\n";
    return out.substr(0, out.find_last_not_of('\n') + 1);
}

/// The bytes of each file of a package by its name; those of an archive in their order.
using Files = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] inline Files files_of_folder(const std::filesystem::path& folder) {
    Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files.emplace_back(entry.path().lexically_relative(folder).generic_string(), contents(entry.path()));
    std::sort(files.begin(), files.end());
    return files;
}

/// The members of an archive up to its end, or to what is no plain header.
[[nodiscard]] inline Files files_of_archive(std::string_view bytes) {
    constexpr std::size_t block = 512;
    Files files;
    while (bytes.size() >= block && bytes[0] != '\0') {
        std::size_t size = 0;
        for (const char digit : bytes.substr(124, 11)) {
            if (digit < '0' || digit > '7') return files;
            size = size * 8 + static_cast<std::size_t>(digit - '0');
        }
        if (size > bytes.size() - block) return files;
        const std::string_view name = bytes.substr(0, 100);
        files.emplace_back(name.substr(0, name.find('\0')), bytes.substr(block, size));
        bytes.remove_prefix(std::min(bytes.size(), block + (size + block - 1) / block * block));
    }
    return files;
}

[[nodiscard]] inline std::vector<std::string> names_of(const Files& files) {
    std::vector<std::string> names;
    for (const auto& file : files) names.push_back(file.first);
    return names;
}

[[nodiscard]] inline const std::string* find(const Files& files, const std::string& name) {
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.first == name; });
    return found == files.end() ? nullptr : &found->second;
}

/// What is more likely to be the reason comes before what follows.
[[nodiscard]] inline int rank_of(const std::string& name) {
    const std::string ending = std::filesystem::path(name).extension().string();
    return ending == ".mf" ? 0 : ending == ".cert" ? 1 : ending == ".ovf" ? 2 : 3;
}

/// The names of files that both have, with other bytes, the likeliest reason first. A manifest is no reason where
/// anything else differs: it follows from the names and bytes of the others.
[[nodiscard]] inline std::vector<std::string> differing(const Files& bad, const Files& good) {
    std::vector<std::pair<int, std::string>> found;
    for (const auto& [name, bytes] : bad) {
        const std::string* const other = find(good, name);
        if (other != nullptr && *other != bytes) found.emplace_back(rank_of(name), name);
    }
    std::sort(found.begin(), found.end());
    const bool follows = found.size() > 1 || names_of(bad) != names_of(good);
    std::vector<std::string> names;
    for (const auto& [rank, name] : found)
        if (rank != 0 || !follows) names.push_back(name);
    return names;
}

/// The difference of two texts below the name that both have; none when only the ends of lines differ.
[[nodiscard]] inline Pair difference_in(const std::string& name, const std::string& bad, const std::string& good) {
    if (!is_text(bad) || !is_text(good)) return {};
    const Pair lines = difference(without_mark(bad), without_mark(good));
    if (lines.bad.empty() && lines.good.empty()) return {};
    return {name + ":\n" + lines.bad, name + ":\n" + lines.good};
}

[[nodiscard]] inline std::string listing(const Files& files, bool with_sizes) {
    std::string out;
    for (const auto& [name, bytes] : files)
        out += (out.empty() ? "" : "\n") + name + (with_sizes ? ", " + std::to_string(bytes.size()) : "");
    const Lines lines = split(out);
    return joined(lines, 0, lines.size(), 0);
}

/// The difference of the first text that differs.
[[nodiscard]] inline Pair difference_of_texts(const Files& bad, const Files& good) {
    for (const std::string& name : differing(bad, good)) {
        Pair found = difference_in(name, *find(bad, name), *find(good, name));
        if (!found.bad.empty()) return found;
    }
    return {};
}

/// What differs between two folders: the first text, else the names, else the sizes.
[[nodiscard]] inline Pair difference_of_folders(const Files& bad, const Files& good) {
    Pair texts = difference_of_texts(bad, good);
    if (!texts.bad.empty()) return texts;
    const bool same_names = names_of(bad) == names_of(good);
    Pair lists{listing(bad, same_names), listing(good, same_names)};
    return lists.bad == lists.good ? Pair{} : lists;
}

/// What differs between two archives: the members or their order, else the first text, else the sizes.
[[nodiscard]] inline Pair difference_of_archives(const Files& bad, const Files& good) {
    Pair members{listing(bad, true), listing(good, true)};
    if (names_of(bad) != names_of(good)) return members;
    Pair texts = difference_of_texts(bad, good);
    if (!texts.bad.empty()) return texts;
    return members.bad == members.good ? Pair{} : members;
}

/// The first file or folder (without an ending) named `bad<ending>`, else `bad*<ending>`; and so on for `good`.
[[nodiscard]] inline std::filesystem::path first_of(const std::filesystem::path& folder, const std::string& begin,
                                                    const std::string& end) {
    std::filesystem::path first;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        const bool fits = name.compare(0, begin.size(), begin) == 0 &&
                          (entry.is_directory() ? end.empty() : entry.path().extension().string() == end);
        if (!fits || (end.empty() && !entry.is_directory())) continue;
        if (name == begin + end) return entry.path();
        if (first.empty() || name < first.filename().string()) first = entry.path();
    }
    return first;
}

/// What is right where `bad` is wrong: of `bad-x.ovf` that is `good-x.ovf`, else `good.ovf`, else the first.
[[nodiscard]] inline std::filesystem::path partner_of(const std::filesystem::path& bad, const std::string& ending) {
    const std::filesystem::path own = bad.parent_path() / ("good" + bad.filename().string().substr(3));
    return std::filesystem::exists(own) ? own : first_of(bad.parent_path(), "good", ending);
}

/// What differs between two fixtures whose names end so; folders have no ending.
[[nodiscard]] inline Pair difference_of(const std::filesystem::path& bad, const std::filesystem::path& good,
                                        const std::string& ending) {
    if (ending.empty()) return difference_of_folders(files_of_folder(bad), files_of_folder(good));
    const std::string bad_bytes = contents(bad);
    const std::string good_bytes = contents(good);
    if (ending == ".ova") return difference_of_archives(files_of_archive(bad_bytes), files_of_archive(good_bytes));
    const std::string bad_text = without_mark(bad_bytes);
    const std::string good_text = without_mark(good_bytes);
    return is_text(bad_text) && is_text(good_text) ? difference(bad_text, good_text) : Pair{};
}

/// The example in the folder of one rule: `bad.txt` and `good.txt`, or else what differs between the first pair of
/// descriptors, environments, folders or archives.
[[nodiscard]] inline Pair example_in(const std::filesystem::path& folder) {
    Pair example{verbatim(folder / "bad.txt"), verbatim(folder / "good.txt")};
    for (const char* const ending : {".ovf", ".xml", "", ".ova"}) {
        if (!example.bad.empty() || !example.good.empty()) break;
        const auto bad = first_of(folder, "bad", ending);
        const auto good = bad.empty() ? bad : partner_of(bad, ending);
        if (!good.empty()) example = difference_of(bad, good, ending);
    }
    return example;
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
