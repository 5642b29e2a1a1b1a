// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>

namespace ovfkit::validate {

/// Findings that were accepted once and are not to be reported again: a file of text with one finding a line, made of
/// the file, the rule, the path of the element and the message, separated by tabs. Lines and columns are not part of
/// it, so that it stays true when other parts of the file change; a value that changes makes another finding.
class Baseline {
public:
    /// Reads what `line` wrote; empty lines and lines that begin with `#` mean nothing. Fails with `malformed`, with
    /// the place, at the first line that has not four parts.
    [[nodiscard]] static Result<Baseline> parse(std::string_view text, const std::string& name);

    /// Whether the finding about `file` was accepted. A line accepts one finding, so that a second one of the same kind
    /// is new. What `is_about_integrity` cannot be accepted.
    [[nodiscard]] bool take(std::string_view file, const Diagnostic& finding);

    /// The line of a finding, with its end.
    [[nodiscard]] static std::string line(std::string_view file, const Diagnostic& finding);

private:
    std::unordered_map<std::string, std::size_t> left_;  // by line, how often it can still be taken
};

}  // namespace ovfkit::validate
