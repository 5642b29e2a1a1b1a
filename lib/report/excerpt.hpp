// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include <ovfkit/report/text.hpp>

namespace ovfkit::report {

/// What stands under the gutter of an excerpt: a line, cut to a width, and the marks below it.
struct MarkedLine {
    std::string line;
    std::string marks;  ///< blanks, then `^~~~`
};

/// `excerpt` in at most about `width` columns, its place marked. Tabs become four blanks; what a terminal would act on
/// is escaped; `...` stands for what was cut off.
[[nodiscard]] MarkedLine marked(const SourceText::Excerpt& excerpt, std::size_t width);

}  // namespace ovfkit::report
