// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/validate/profile.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ovfkit::validate {
namespace {

struct Word {
    std::string_view text;
    std::size_t column = 0;  // counted from 0
};

// The words of a line, up to a `#`.
std::vector<Word> words_of(std::string_view line) {
    constexpr std::string_view blanks = " \t\r";
    line = line.substr(0, line.find('#'));
    std::vector<Word> words;
    for (std::size_t at = line.find_first_not_of(blanks); at != std::string_view::npos;) {
        const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
        words.push_back({line.substr(at, end - at), at});
        at = line.find_first_not_of(blanks, end);
    }
    return words;
}

// Whether the word is a severity, or the word that leaves findings out.
bool read_weight(std::string_view word, std::optional<Severity>& weight) {
    weight.reset();
    if (word == "off") return true;
    for (const Severity severity : {Severity::note, Severity::warning, Severity::error})
        if (word == to_string(severity)) weight = severity;
    return weight.has_value();
}

}  // namespace

bool is_about_integrity(std::string_view slug) noexcept {
    constexpr std::string_view slugs[] = {"file/unreadable",    "file/too-many-findings",  "manifest/digest-mismatch",
                                          "signature/rejected", "trust/altered-statement", "trust/rejected-signature"};
    return std::find(std::begin(slugs), std::end(slugs), slug) != std::end(slugs);
}

bool glob_matches(std::string_view pattern, std::string_view text) noexcept {
    // The last star takes one byte more each time what follows it does not match.
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t taken = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++taken;
        } else {
            return false;
        }
    }
    return pattern.substr(p).find_first_not_of('*') == std::string_view::npos;
}

Result<Profile> Profile::named(std::string_view name) {
    for (const ProfileText& one : profiles())
        if (one.name == name) return parse(one.text, std::string(name));
    return Error{ErrorCode::not_found, "there is no profile " + quoted(name), {}, {}};
}

Result<Profile> Profile::parse(std::string_view text, std::string name, const std::vector<const Rule*>& known) {
    constexpr std::size_t most_entries = 10'000;
    constexpr int most_bases = 16;
    Profile profile;
    profile.name_ = std::move(name);
    int bases = 0;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    const auto refuse = [&](std::string message, std::size_t line, std::size_t column) {
        Location where;
        where.source = profile.name_;
        where.line = static_cast<std::uint32_t>(line);
        where.column = static_cast<std::uint32_t>(column + 1);
        return Error{ErrorCode::malformed,
                     printable(profile.name_) + ":" + std::to_string(line) + ": " + std::move(message),
                     where,
                     {}};
    };
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = text.find('\n');
        const auto words = words_of(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (words.empty()) continue;
        if (words.size() != 2)
            return refuse("a line is a severity and a pattern, or 'extends' and a profile", line, words[0].column);
        if (profile.entries_.size() >= most_entries)
            return refuse("a profile has at most " + std::to_string(most_entries) + " entries", line, 0);
        if (words[0].text == "extends") {
            if (++bases > most_bases)
                return refuse("a profile extends at most " + std::to_string(most_bases) + " others", line, 0);
            auto base = named(words[1].text);
            if (!base) return refuse(base.error().message, line, words[1].column);
            profile.entries_.insert(profile.entries_.end(), base->entries_.begin(), base->entries_.end());
            continue;
        }
        std::optional<Severity> severity;
        if (!read_weight(words[0].text, severity))
            return refuse(quoted(words[0].text) + " is none of error, warning, note, off and extends", line,
                          words[0].column);
        const std::string_view pattern = words[1].text;
        const auto matches = [&](const Rule* rule) { return glob_matches(pattern, rule->slug); };
        if (!known.empty() && std::none_of(known.begin(), known.end(), matches))
            return refuse("no rule is called " + quoted(pattern), line, words[1].column);
        profile.set(std::string(pattern), severity);
    }
    return profile;
}

std::optional<Severity> Profile::severity(std::string_view slug, Severity own) const {
    const auto last = std::find_if(entries_.rbegin(), entries_.rend(),
                                   [&](const Entry& entry) { return glob_matches(entry.pattern, slug); });
    if (last == entries_.rend()) return own;
    if (is_about_integrity(slug)) return std::max(last->severity.value_or(own), own);
    return last->severity;
}

void Profile::set(std::string pattern, std::optional<Severity> severity) {
    entries_.push_back({std::move(pattern), severity});
}

bool Profile::judge(Diagnostic& finding) const {
    const auto weight = severity(finding.rule, finding.severity);
    if (weight) finding.severity = *weight;
    return weight.has_value();
}

}  // namespace ovfkit::validate
