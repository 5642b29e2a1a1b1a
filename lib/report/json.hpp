// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace ovfkit::report {

/// Keeps the order in which keys were added: the order of the output is part of its form.
using Json = nlohmann::ordered_json;

/// `text` as a JSON string. Bytes that are not UTF-8, which a file name may hold, become `\xHH` in it, because JSON can
/// say characters only.
[[nodiscard]] Json json_text(std::string_view text);

/// Null for the empty text: what a descriptor does not say.
[[nodiscard]] Json json_text_or_null(std::string_view text);

template <class T>
[[nodiscard]] Json json_or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}
[[nodiscard]] inline Json json_or_null(const std::optional<std::string>& value) {
    return value ? json_text(*value) : Json(nullptr);
}

/// For people and programs: two blanks an indentation, a line feed at the end. Characters that a terminal would act on
/// are written as JSON escapes, which mean the same.
[[nodiscard]] std::string on_lines(const Json& json);
/// The same on one line, without a line feed.
[[nodiscard]] std::string on_one_line(const Json& json);

}  // namespace ovfkit::report
