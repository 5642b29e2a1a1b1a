// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "validate/findings.hpp"
#include "validate/subject.hpp"

// Each subject of validation is a group: its rules, and the passes that look for their violations. A group has a file
// `<group>.cpp` that names both, `<group>_rules.hpp` with the rules, and passes in files of their own.

namespace ovfkit::validate {

/// Which descriptors a pass makes sense for.
namespace applies {
using Mask = std::uint8_t;
inline constexpr Mask draft = 1;       ///< VMware's 0.9
inline constexpr Mask ovf_1 = 2;       ///< OVF 1.x
inline constexpr Mask ovf_2 = 4;       ///< OVF 2.x
inline constexpr Mask ovirt = 8;       ///< configurations of the oVirt engine
inline constexpr Mask ovirt_ova = 16;  ///< OVAs of the oVirt engine, and virt-v2v's form for them
inline constexpr Mask standard = ovf_1 | ovf_2;
inline constexpr Mask engine = ovirt | ovirt_ova;
inline constexpr Mask all = standard | draft | engine;
}  // namespace applies

struct Pass {
    void (*run)(const Subject& subject, Findings& findings);
    applies::Mask on = applies::all;
};

struct Group {
    std::vector<Pass> passes;
    std::vector<const Rule*> rules;
};

[[nodiscard]] Group schema_group();
[[nodiscard]] Group document_group();   ///< envelope, content, extensibility: what stands where and how often
[[nodiscard]] Group reference_group();  ///< References and the files' ids and hrefs
[[nodiscard]] Group disk_group();
[[nodiscard]] Group hardware_group();
[[nodiscard]] Group section_group();     ///< network, startup, operating system, install, and the sections of 2.x
[[nodiscard]] Group product_group();     ///< product sections and properties
[[nodiscard]] Group deployment_group();  ///< deployment options and ovf:configuration
[[nodiscard]] Group string_group();      ///< message bundles
[[nodiscard]] Group target_group();      ///< what single importers refuse
[[nodiscard]] Group ovirt_group();

/// Rules about environment documents; `check_environment` looks for them.
[[nodiscard]] std::vector<const Rule*> environment_rules();

/// Rules about packages; `check(package, ...)` looks for them.
[[nodiscard]] std::vector<const Rule*> package_rules();

}  // namespace ovfkit::validate
