// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::package {

/// Which members of a package are its descriptor, manifest and certificate, by index.
struct Roles {
    std::optional<std::size_t> descriptor;
    std::optional<std::size_t> manifest;
    std::optional<std::size_t> certificate;
    /// Members that other readers may take for one of these instead: further descriptors as deep as the one, further
    /// manifests and certificates that go with it.
    std::vector<std::string> rivals;
};

/// Whether a member of that name can be a descriptor: `x.ovf` in any letter case, or `ovf` as early oVirt engines wrote
/// it.
[[nodiscard]] bool is_descriptor_name(std::string_view name);
[[nodiscard]] bool has_extension(std::string_view name, std::string_view extension);
/// `base` for `folder/base.ovf`, and the folder with its `/`.
[[nodiscard]] std::string_view base_name(std::string_view name);
[[nodiscard]] std::string_view folder_of(std::string_view name);
/// Whether `name` is where the file of that extension that goes with `descriptor` belongs.
[[nodiscard]] bool goes_with(std::string_view name, std::string_view descriptor, std::string_view extension);

/// Whether one of `names` could be a descriptor as well, as far up as `descriptor` or further.
[[nodiscard]] bool has_rival(const std::vector<std::string>& names, std::string_view descriptor);

/// Finds the roles (DSP0243 1.1.1, 5.1); `package` is the source of findings about them. Members in deeper folders are
/// descriptors only when there is none further up.
[[nodiscard]] Roles find_roles(const std::vector<Member>& members, bool ordered, const std::string& package,
                               Diagnostics& diagnostics);

}  // namespace ovfkit::package
