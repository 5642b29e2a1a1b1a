// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ovfkit::text {

/// What `best_locale` returns when no locale fits.
inline constexpr std::size_t no_locale = static_cast<std::size_t>(-1);

/// The index in `available` of the message bundle that serves a reader of `wanted`, or `no_locale`.
///
/// Both sides are BCP 47 language tags (xml:lang); letter case does not matter, `_` counts as `-`, and old codes equal
/// new ones (`iw` is `he`). The order is that of DSP0243 section 10 with the fallback of RFC 4647 section 3.4: the same
/// tag; the wanted tag with its last parts taken away, one after the other (`de-AT-1996`, `de-AT`, `de`); the first tag
/// of the same language in the same script (`en-GB` is served by `en-US`, but `zh-TW` not by `zh-CN`). Of equal tags
/// the last wins, as a later bundle overrides an earlier one. A text that is no language tag equals itself only.
[[nodiscard]] std::size_t best_locale(std::string_view wanted, const std::vector<std::string>& available);

/// True when `tag` is a well-formed BCP 47 language tag.
[[nodiscard]] bool is_language_tag(std::string_view tag);

/// The spelling that equal language tags share, as `best_locale` compares them: `en-US` for `EN_us`, `he` for `iw`.
/// Empty when `tag` is no language tag.
[[nodiscard]] std::string canonical_tag(std::string_view tag);

/// False when `tag`, spelled in any way, names a language or a region that does not exist, such as `english`, `xq` or
/// `en-UK`. True when that is not certain: for languages of three letters, private tags and texts that are no tags.
[[nodiscard]] bool may_be_spoken(std::string_view tag);

}  // namespace ovfkit::text
