// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/manifest/manifest.hpp>
#include <ovfkit/manifest/rules.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

#include "base/ascii.hpp"
#include "manifest/line.hpp"
#include "manifest/lines.hpp"
#include "manifest/repeated.hpp"

namespace ovfkit::manifest {
namespace {

// In the order of `Oddity`.
constexpr std::array<const Rule*, oddity_count> oddity_rules = {
    &rule::leading_blank,     &rule::blank_before_parenthesis,
    &rule::blank_around_name, &rule::blank_before_equals,
    &rule::missing_blank,     &rule::extra_blank,
    &rule::upper_case_digest, &rule::trailing_blank};

class ManifestParser {
public:
    ManifestParser(std::string_view bytes, std::string_view source, Diagnostics& diagnostics, const ParseLimits& limits)
        : bytes_(bytes),
          within_(extent(bytes)),
          source_(source),
          lines_(bytes, within_, source),
          diagnostics_(diagnostics),
          limits_(limits) {}

    Result<Manifest> run();

private:
    bool take_line();
    void take_entry(const Line& line);
    void note_spelling(const Line& line);
    void note_ending();
    void note_filling();
    bool refuse(const Rule& rule, std::string message, Location where);
    void unreadable(const Rule& rule, std::string message, std::size_t from, std::size_t to);
    // Of a part of the current line.
    [[nodiscard]] Location locate(std::string_view part) const {
        const auto begin = static_cast<std::size_t>(part.data() - bytes_.data());
        return lines_.locate(begin, begin + part.size());
    }

    std::string_view bytes_;
    Extent within_;
    std::string_view source_;
    Lines lines_;
    Diagnostics& diagnostics_;
    const ParseLimits& limits_;
    Manifest manifest_;
    std::vector<std::uint32_t> numbers_;  // of the line of each entry
    Recurring recurring_;
    std::optional<Error> refusal_;
};

bool ManifestParser::refuse(const Rule& rule, std::string message, Location where) {
    diagnostics_.report(rule, message, where);
    refusal_ = Error{ErrorCode::limit_exceeded, std::move(message), std::move(where), rule.slug};
    return false;
}

void ManifestParser::unreadable(const Rule& rule, std::string message, std::size_t from, std::size_t to) {
    ++manifest_.unreadable_lines;
    // Looking for the column of a place that nobody will see would be all the work on a hostile file.
    Location where;
    if (diagnostics_.keeps(rule.severity)) where = lines_.locate(from, to);
    diagnostics_.report(rule, std::move(message), std::move(where));
}

void ManifestParser::note_spelling(const Line& line) {
    for (std::size_t i = 0; i < oddity_count; ++i) {
        if (line.odd[i] == Line::nowhere) continue;
        const std::size_t at = lines_.begin() + line.odd[i];
        recurring_.note(*oddity_rules[i], [&] { return lines_.locate(at, std::min(at + 1, lines_.behind())); });
    }
}

void ManifestParser::take_entry(const Line& line) {
    Entry entry{std::string(line.name), std::string(line.algorithm), lowered(line.hex),
                Span{static_cast<std::uint32_t>(lines_.begin()), static_cast<std::uint32_t>(lines_.end())}};
    const auto known = entry.known_algorithm();
    if (known && entry.digest.size() != 2 * crypto::digest_size(*known)) {
        const std::size_t begin = static_cast<std::size_t>(line.hex.data() - bytes_.data());
        return unreadable(rule::wrong_digest_length,
                          "the digest of " + quoted(entry.name) + " has " + std::to_string(entry.digest.size()) +
                              " digits; " + std::string(crypto::to_string(*known)) + " has " +
                              std::to_string(2 * crypto::digest_size(*known)),
                          begin, begin + line.hex.size());
    }
    note_spelling(line);
    if (!known)
        diagnostics_.report(
            rule::unknown_algorithm,
            quoted(entry.name) + " has a digest of " + quoted(entry.algorithm) + ", which cannot be verified",
            diagnostics_.keeps(Severity::error) ? locate(line.algorithm) : Location());
    else if (entry.algorithm != crypto::to_string(*known))
        recurring_.note(rule::algorithm_spelling, [&] { return locate(line.algorithm); });
    manifest_.entries.push_back(std::move(entry));
    numbers_.push_back(lines_.number());
}

void ManifestParser::note_ending() {
    if (lines_.ending().substr(0, 1) == "\r")
        recurring_.note(rule::crlf, [&] { return lines_.locate(lines_.end(), lines_.behind()); });
    if (lines_.ending().empty() || lines_.ending() == "\r")
        recurring_.note(rule::no_final_line_end, [&] { return lines_.locate(lines_.behind(), lines_.behind()); });
}

bool ManifestParser::take_line() {
    note_ending();
    if (lines_.is_blank()) {
        recurring_.note(rule::blank_line, [&] { return lines_.locate(lines_.begin(), lines_.end()); });
        return true;
    }
    if (manifest_.entries.size() + manifest_.unreadable_lines >= limits_.max_entries)
        return refuse(rule::too_many_lines,
                      "the manifest has more than " + std::to_string(limits_.max_entries) + " lines",
                      lines_.locate(lines_.begin(), lines_.end()));
    const auto parsed = parse_line(lines_.text());
    if (const auto* problem = std::get_if<LineProblem>(&parsed)) {
        unreadable(rule::unreadable_line, "the line is no entry: " + problem->what, lines_.begin() + problem->at,
                   lines_.end());
        return true;
    }
    const Line& line = std::get<Line>(parsed);
    if (line.name.size() > limits_.max_name_bytes)
        return refuse(
            rule::name_too_long,
            "the name " + quoted(line.name, 60) + " has more than " + std::to_string(limits_.max_name_bytes) + " bytes",
            locate(line.name));
    take_entry(line);
    return true;
}

void ManifestParser::note_filling() {
    if (within_.end == bytes_.size() || manifest_.entries.size() + manifest_.unreadable_lines == 0) return;
    const bool only_line_ends = bytes_.find_first_not_of("\r\n", within_.end) == std::string_view::npos;
    recurring_.note(only_line_ends ? rule::blank_line : rule::padding,
                    [&] { return lines_.locate(within_.end, bytes_.size()); });
}

Result<Manifest> ManifestParser::run() {
    const std::size_t most = std::min<std::size_t>(limits_.max_bytes, std::numeric_limits<std::uint32_t>::max());
    Location whole;
    whole.source = source_;
    if (bytes_.size() > most) {
        refuse(rule::too_large,
               "the manifest has " + std::to_string(bytes_.size()) + " bytes; the limit is " + std::to_string(most),
               std::move(whole));
        return *refusal_;
    }
    if (within_.begin != 0)
        recurring_.note(rule::byte_order_mark, [&] {
            whole.span = {0, static_cast<std::uint32_t>(within_.begin)};
            whole.line = whole.column = 1;
            return whole;
        });
    while (lines_.next())
        if (!take_line()) return *refusal_;
    note_filling();
    if (manifest_.entries.empty() && manifest_.unreadable_lines == 0)
        diagnostics_.report(rule::empty, std::string(rule::empty.title), lines_.locate(within_.begin, bytes_.size()));
    report_repeated(manifest_.entries, numbers_, source_, diagnostics_);
    recurring_.report(diagnostics_);
    return std::move(manifest_);
}

}  // namespace

Result<Manifest> parse(std::string_view bytes, std::string_view name, Diagnostics& diagnostics,
                       const ParseLimits& limits) {
    return ManifestParser(bytes, name, diagnostics, limits).run();
}

}  // namespace ovfkit::manifest
