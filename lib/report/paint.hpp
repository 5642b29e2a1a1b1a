// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/report/text.hpp>

namespace ovfkit::report {

/// Writes text in colours, or plainly.
class Paint {
public:
    explicit Paint(Color color) : on_(color == Color::always) {}

    [[nodiscard]] std::string bold(std::string_view text) const { return in("1", text); }
    [[nodiscard]] std::string faint(std::string_view text) const { return in("2", text); }
    [[nodiscard]] std::string mark(std::string_view text) const { return in("1;32", text); }
    [[nodiscard]] std::string weight(Severity severity, std::string_view text) const {
        return in(severity == Severity::error ? "1;31" : severity == Severity::warning ? "1;33" : "1;36", text);
    }

private:
    [[nodiscard]] std::string in(std::string_view code, std::string_view text) const {
        if (!on_ || text.empty()) return std::string(text);
        return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
    }
    bool on_;
};

}  // namespace ovfkit::report
