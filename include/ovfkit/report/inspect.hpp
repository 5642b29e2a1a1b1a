// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/model/view.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/report/text.hpp>
#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::report {

/// What a descriptor holds: one entity, or any other number of them.
enum class PackageKind : std::uint8_t { vm, template_, collection };

/// `vm`, `template` or `collection`.
[[nodiscard]] std::string_view to_string(PackageKind kind) noexcept;

/// What a person wants to know about one VM or template. Unknown values are empty.
struct InspectedEntity {
    /// The id under which the product knows it; may be empty.
    std::string id;
    /// Its name; may be empty.
    std::string name;
    /// Whether it is a VM or a template.
    model::EntityKind kind = model::EntityKind::vm;
    /// The number of its operating system, in the numbering of the dialect.
    std::optional<std::int64_t> os_number;
    /// What the operating system is called in the file.
    std::string os_description;
    model::HardwareView hardware;  ///< under the default deployment configuration
    trust::TrustFacts trust;       ///< what the flags say that stand where they belong
    bool trust_misplaced = false;  ///< flags in other places say more than `trust`: an import counts them
    /// What an import counts: any flag that says true, wherever it stands (`trust::may_require_trust`). Never false
    /// where `trust` asks for it.
    bool requires_trust = false;
};

/// What `inspect` shows. The views point into the descriptor, so a copy of its handle has to be kept.
struct Inspection {
    /// Which dialect it is in, and what that was concluded from.
    descriptor::Dialect dialect;
    std::string configuration;  ///< the deployment configuration that is shown; empty if there are none
    /// What it holds.
    PackageKind kind = PackageKind::vm;
    std::vector<InspectedEntity> entities;  ///< in document order, collections descended into
    /// The files of References, in document order; never null.
    std::vector<const model::File*> files;
    /// Names of the networks, in document order.
    std::vector<std::string> networks;
    std::optional<package::Package> package;  ///< that the descriptor came in; to be set by whoever opened one
};

/// Gathers what there is to show of `source`. Findings about trust go into `diagnostics`.
[[nodiscard]] Inspection inspect(const descriptor::Descriptor& source, Diagnostics& diagnostics);

/// `trust::collect` of the descriptor, with the places of its findings.
[[nodiscard]] trust::Evidence collect_trust(const descriptor::Descriptor& source, Diagnostics& diagnostics);

/// A summary for people, ending in a line feed.
[[nodiscard]] std::string as_text(const Inspection& inspection, const TextOptions& options = {});

/// The document of `schemas/inspect.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const Inspection& inspection, const Diagnostics& diagnostics);

}  // namespace ovfkit::report
