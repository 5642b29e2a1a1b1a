// SPDX-License-Identifier: Apache-2.0
#include "text_diff.hpp"

#include <limits>
#include <sstream>
#include <vector>

#include <dtl/dtl.hpp>

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::cli {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const bool returns = !line.empty() && line.back() == '\r';
        if (returns) line.remove_suffix(1);
        std::string safe;  // tabs indent, and are no danger
        for (std::size_t at = 0; at <= line.size();) {
            const std::size_t tab = std::min(line.find('\t', at), line.size());
            safe += printable(line.substr(at, tab - at), std::numeric_limits<std::size_t>::max());
            if (tab < line.size()) safe += '\t';
            at = tab + 1;
        }
        lines.push_back(returns ? safe + '\r' : std::move(safe));
    }
    return lines;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, const std::string& name) {
    if (before == after) return {};
    dtl::Diff<std::string> diff(lines_of(before), lines_of(after));
    diff.onHuge();
    diff.compose();
    diff.composeUnifiedHunks();
    std::ostringstream out;
    const std::string shown = printable(name, std::numeric_limits<std::size_t>::max());
    out << "--- a/" << shown << "\n+++ b/" << shown << "\n";
    diff.printUnifiedFormat(out);
    return out.str();
}

}  // namespace ovfkit::cli
