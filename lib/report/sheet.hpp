// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <ovfkit/base/diagnostic.hpp>

#include "report/paint.hpp"

namespace ovfkit::report {

/// Text of a document for one line of a sheet.
[[nodiscard]] inline std::string shown(std::string_view text) { return printable(text, 400); }

/// What was joined with `, ` so far, and `more`.
inline void join(std::string& list, const std::string& more) {
    if (!more.empty()) list += (list.empty() ? "" : ", ") + more;
}

/// A two-column list under a heading.
class Sheet {
public:
    explicit Sheet(Color color) : paint_(color) {}

    void head(const std::string& text) { out_ += paint_.bold(text) + "\n"; }
    void row(std::string_view name, const std::string& text) {
        constexpr std::size_t column = 11;
        std::string label = "  " + std::string(name);
        label.resize(std::max(column, label.size() + 1), ' ');
        out_ += paint_.faint(label) + (text.empty() ? "-" : text) + "\n";
    }
    [[nodiscard]] const Paint& paint() const { return paint_; }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    Paint paint_;
    std::string out_;
};

}  // namespace ovfkit::report
