// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/report/text.hpp>

namespace ovfkit::report {

/// A line for each host with its level and why it is not trusted, and one that counts them, for people. Why nobody
/// answered is the first line then. Ends in a line feed.
[[nodiscard]] std::string as_text(const attest::Answers& answers, const TextOptions& options = {});

/// The document of `schemas/attest.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const attest::Answers& answers);

}  // namespace ovfkit::report
