// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace ovfkit::report {

/// The style sheet of a page. All colours have the contrast of WCAG AA on their ground, by day and by night.
extern const std::string_view html_style;

/// What filters findings. The page has everything without it.
extern const std::string_view html_script;

}  // namespace ovfkit::report
