// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "base/ascii.hpp"
#include "package/references.hpp"
#include "validate/reference_passes.hpp"
#include "validate/reference_rules.hpp"

namespace ovfkit::validate {
namespace {

using package::has_scheme;
using package::percent_decoded;

bool href_has_known_scheme(std::string_view href) {
    const std::string_view scheme = href.substr(0, href.find(':'));
    return same_word(scheme, "file") || same_word(scheme, "http") || same_word(scheme, "https");
}

bool href_goes_up(std::string_view path) {
    const auto parts = words(path, "/");
    return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

// What RFC 3986 has no place for in a path, save what is asked for one by one.
bool href_must_escape(char c) {
    constexpr std::string_view bad = "\"<>^`{|}";
    return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F ||
           bad.find(c) != std::string_view::npos;
}

// What is wrong with a reference that has no scheme; empty when nothing is.
std::string href_fault(std::string_view href) {
    const bool drive = href.size() > 1 && href[1] == ':';
    if (href.empty()) return "is empty, which means the descriptor itself";
    if (href.front() == '/') return "is absolute";
    if (drive) return "begins with the letter of a drive";
    if (href.find('\\') != std::string_view::npos) return "has a backslash where '/' belongs";
    if (href.find(' ') != std::string_view::npos) return "has a blank, which is written %20";
    const auto bad = std::find_if(href.begin(), href.end(), href_must_escape);
    if (bad != href.end() && static_cast<unsigned char>(*bad) >= 0x80)
        return "has letters that have to be escaped, each byte of their UTF-8 as a '%' and two digits";
    if (bad != href.end()) return "has " + quoted(std::string_view(&*bad, 1)) + ", which has to be escaped";
    if (href.find_first_of("?#") != std::string_view::npos)
        return "has '?' or '#', behind which a URI is no path any more";
    if (!percent_decoded(href)) return "has a '%' without two digits behind it";
    if (href.substr(0, href.find('/')).find(':') != std::string_view::npos)
        return "has a ':' in its first part, which looks like a scheme";
    return {};
}

void check_href(const model::File& file, Findings& findings) {
    const std::string& href = *file.href;
    if (has_scheme(href)) {
        if (!href_has_known_scheme(href))
            findings.report(rule::file_scheme,
                            quoted(href) + " has the scheme " + quoted(href.substr(0, href.find(':'))), file.href.at());
        return;
    }
    if (const std::string fault = href_fault(href); !fault.empty())
        findings.report(rule::file_href_form, "the reference " + quoted(href) + " " + fault, file.href.at());
    const auto decoded = percent_decoded(href);
    if (href_goes_up(href) || (decoded && href_goes_up(*decoded)))
        findings.report(rule::file_parent_segment, quoted(href) + " goes up with '..'", file.href.at());
}

}  // namespace

bool is_template_marker(std::string_view value) {
    constexpr std::array marks{std::string_view("@@"), std::string_view("${"), std::string_view("{{"),
                               std::string_view("___")};
    return std::any_of(marks.begin(), marks.end(),
                       [&](std::string_view mark) { return value.find(mark) != std::string_view::npos; });
}

std::string reference_key(std::string_view href) {
    if (has_scheme(href)) {
        const std::size_t colon = href.find(':');
        return lowered(href.substr(0, colon)) + std::string(href.substr(colon));
    }
    const auto decoded = percent_decoded(href);
    const std::string path = decoded ? *decoded : std::string(href);
    std::string key = path.substr(0, 1) == "/" ? "/" : "";
    for (const std::string_view part : words(path, "/"))
        if (part != ".") key.append(key.empty() || key == "/" ? "" : "/").append(part);
    return key;
}

void check_file_hrefs(const Subject& subject, Findings& findings) {
    if (!subject.envelope.references) return;
    std::unordered_map<std::string, const model::File*> first;
    for (const model::File& file : subject.envelope.references->files) {
        if (!file.href.has_value() || is_template_marker(*file.href)) continue;
        check_href(file, findings);
        if (file.href->empty()) continue;
        const auto [other, added] = first.emplace(reference_key(*file.href), &file);
        if (added) continue;
        const bool same = *other->second->href == *file.href;
        findings.report(rule::file_duplicate_href,
                        same ? quoted(*file.href) + " is referenced a second time"
                             : quoted(*file.href) + " is the same file as " + quoted(*other->second->href),
                        file.href.at(), {{other->second->href.at(), "first referenced here"}});
    }
}

}  // namespace ovfkit::validate
