// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <ovfkit/package/package.hpp>

#include "package/judge.hpp"
#include "package/roles.hpp"
#include "package/store.hpp"

namespace ovfkit::package {

struct Package::State {
    Form form = Form::archive;
    std::string name;  ///< of the package, for findings
    std::unique_ptr<Store> store;
    Roles roles;
    std::map<std::string, std::size_t, std::less<>> by_name;  ///< of several of one name the first
    std::optional<descriptor::Descriptor> descriptor;
    std::vector<std::string> refused;                        ///< see `Package::refused`
    bool disowned = false;                                   ///< see `Package::descriptor_is_disowned`
    std::optional<crypto::DigestAlgorithm> manifest_digest;  ///< see `Package::manifest_digest`

    /// Fills `by_name` and `refused` from the store and the roles.
    void index();
    /// Remembers what the manifest says of the descriptor.
    void keep(const DescriptorVerdict& verdict);
    /// Parses the descriptor of which `roles` tell; findings name it as a file of the package.
    [[nodiscard]] Result<void> parse_descriptor(std::string bytes, const OpenOptions& options,
                                                Diagnostics& diagnostics);
    /// The member of that name relative to the descriptor's folder; null when there is none.
    [[nodiscard]] const Member* find_beside(std::string_view name) const;
};

/// A manifest or certificate whole; they are small, and a large one is refused when it is parsed.
[[nodiscard]] Result<std::string> read_small(const Store& store, const Member& member);

/// Lets the other files of this room see the inside.
struct PackageAccess {
    using State = Package::State;

    [[nodiscard]] static const State& state(const Package& package) { return *package.state_; }
    [[nodiscard]] static Package make(std::shared_ptr<const State> state) { return Package(std::move(state)); }
};

}  // namespace ovfkit::package
