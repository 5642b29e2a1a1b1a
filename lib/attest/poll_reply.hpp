// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::attest {

/// `parse_poll_reply`, with the reason when a reply answers about nobody.
[[nodiscard]] Answers read_answers(std::string_view json, const std::vector<std::string>& hosts,
                                   Diagnostics& diagnostics);

/// An answer for each of `hosts` that says nothing, because of `error`.
[[nodiscard]] Answers nobody(const std::vector<std::string>& hosts, Error error);

}  // namespace ovfkit::attest
