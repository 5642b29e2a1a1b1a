// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::validate::rule {

/// Reported by whoever wanted to validate a file and could not; the rules that checks report are in
/// `validate::rules()`.
inline constexpr Rule unreadable{"file/unreadable",
                                 Severity::error,
                                 "a file that is to be validated cannot be read",
                                 "",
                                 "nothing is known about it, and that is not the same as nothing being wrong",
                                 "look at what is there, and who may read it",
                                 "0.2.0"};

/// Reported in place of the findings for which there was no room, with the weight of the gravest of them.
inline constexpr Rule too_many_findings{"file/too-many-findings",
                                        Severity::error,
                                        "there are more findings about a file than are kept",
                                        "",
                                        "what is not shown can be graver than what is",
                                        "mend what is shown, or raise --max-findings",
                                        "0.2.0"};

}  // namespace ovfkit::validate::rule
