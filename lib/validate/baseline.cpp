// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/validate/baseline.hpp>

#include <algorithm>
#include <limits>
#include <utility>

#include <ovfkit/validate/profile.hpp>

namespace ovfkit::validate {

Result<Baseline> Baseline::parse(std::string_view text, const std::string& name) {
    Baseline baseline;
    for (std::uint32_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty() || line.front() == '#') continue;
        if (std::count(line.begin(), line.end(), '\t') != 3) {
            Location where;
            where.source = name;
            where.line = number;
            where.column = 1;
            return Error{ErrorCode::malformed,
                         printable(name) + ":" + std::to_string(number) +
                             ": a line is a file, a rule, an element and a message, separated by tabs",
                         std::move(where),
                         {}};
        }
        ++baseline.left_[std::string(line) + "\n"];
    }
    return baseline;
}

bool Baseline::take(std::string_view file, const Diagnostic& finding) {
    if (is_about_integrity(finding.rule)) return false;
    const auto accepted = left_.find(line(file, finding));
    if (accepted == left_.end() || accepted->second == 0) return false;
    --accepted->second;
    return true;
}

std::string Baseline::line(std::string_view file, const Diagnostic& finding) {
    constexpr std::size_t whole = std::numeric_limits<std::size_t>::max();
    return printable(file, whole) + "\t" + std::string(finding.rule) + "\t" + printable(finding.where.path, whole) +
           "\t" + printable(finding.message, whole) + "\n";
}

}  // namespace ovfkit::validate
