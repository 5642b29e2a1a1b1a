// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/model/envelope.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::package {

/// Finds a member by its name relative to the descriptor's folder; null when there is none.
using FindMember = std::function<const Member*(std::string_view name)>;

/// Whether an `ovf:href` names a scheme, as `http://server/disk` does.
[[nodiscard]] bool has_scheme(std::string_view href);
/// `href` with its percent escapes decoded (RFC 3986, 2.1); empty when one of them is broken.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view href);
/// The names that a member referenced by `href` can have, likelier ones first: decoded, and as it stands.
[[nodiscard]] std::vector<std::string> names_of(std::string_view href);
/// The name of chunk `number` of the file `name`.
[[nodiscard]] std::string chunk_name(std::string_view name, std::uint64_t number);

/// The members that hold `file`; see `Package::resolve`.
[[nodiscard]] Result<std::vector<const Member*>> resolve(const model::File& file, const FindMember& find);

}  // namespace ovfkit::package
