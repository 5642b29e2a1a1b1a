// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/attest/answer.hpp>

namespace ovfkit::attest {

/// What is left of the answers to one question when nothing of them is taken on trust.
struct Heard {
    std::vector<HostAnswer> hosts;  ///< exactly one for each host that was asked for, in that order, under its name
    bool anything = false;          ///< something was said about at least one host
    std::string why;                ///< why nobody answered, one sentence, escaped; empty when somebody did
};

/// Asks once about `hosts` and believes only what fits the question: nothing when `ask` throws or reports an error or
/// brings more or fewer answers than there were hosts; nothing about a host when its answer is about another one. What
/// can be no name of a host is not sent.
[[nodiscard]] Heard put_question(const Ask& ask, const std::vector<std::string>& hosts);

/// An answer that says nothing, and why.
[[nodiscard]] HostAnswer unheard(std::string_view host, std::string_view why);

}  // namespace ovfkit::attest
