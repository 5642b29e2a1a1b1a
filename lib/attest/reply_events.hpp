// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::attest {

/// One element of the array `hosts`, with every value of the members that count: which of two equal keys counts differs
/// from parser to parser, so that none does.
struct ReplyEntry {
    std::size_t index = 0;
    bool object = true;
    std::vector<std::string> names;                 ///< each `host_name` that is a string
    std::vector<std::optional<std::string>> words;  /// each `trust_lvl`; empty for one that is no string
    std::vector<std::string> times;                 ///< each `vtime` that is a string
    bool odd_name = false;                          ///< there is a `host_name` that is no string
};

/// Why a reply says nothing about anybody.
struct ReplyFault {
    std::string what;                          ///< the rest of a sentence that begins with "the reply"
    std::optional<std::size_t> position = {};  ///< byte of the reply
};

/// Reads a PollHosts reply and gives each element of `hosts` to `take`, one after the other, in memory for one. The
/// elements count only if there is no fault in the end. Nesting is bounded, and is no recursion.
[[nodiscard]] std::optional<ReplyFault> read_reply(std::string_view json,
                                                   const std::function<void(const ReplyEntry&)>& take);

}  // namespace ovfkit::attest
