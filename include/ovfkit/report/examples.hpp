// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace ovfkit::report {

/// What breaks a rule, and the same as it should be: a few lines each, without the indentation that they share and
/// without a line feed at the end. Mostly XML; of a rule about archives a listing.
struct Example {
    /// What breaks the rule.
    std::string_view bad;
    /// The same as it should be.
    std::string_view good;

    /// Whether there is no example.
    [[nodiscard]] bool empty() const { return bad.empty() && good.empty(); }
};

/// The example of the rule of that slug, out of the files that test the rule; empty when there is none. The text lives
/// as long as the program.
[[nodiscard]] Example example_of(std::string_view slug);

}  // namespace ovfkit::report
