// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/ascii.hpp"
#include "validate/group.hpp"
#include "validate/written.hpp"

namespace ovfkit::validate {

// The passes over the forms of the oVirt engine.

void check_ovirt_prefixes(const Subject& subject, Findings& findings);
void check_ovirt_namespace(const Subject& subject, Findings& findings);
void check_ovirt_text(const Subject& subject, Findings& findings);  ///< what the OVA reader does to it before parsing
void check_ovirt_dates(const Subject& subject, Findings& findings);
void check_ovirt_entity(const Subject& subject, Findings& findings);
void check_ovirt_values(const Subject& subject, Findings& findings);
void check_ovirt_snapshots(const Subject& subject, Findings& findings);
void check_ovirt_images(const Subject& subject, Findings& findings);  ///< of a configuration
void check_ova_disks(const Subject& subject, Findings& findings);
void check_ovirt_items(const Subject& subject, Findings& findings);

/// Whether the text is a GUID, in either case of letters.
[[nodiscard]] inline bool is_guid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = lower(text[i]);
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
    }
    return true;
}

/// Whether two texts are the same GUID; letters count in either case.
[[nodiscard]] inline bool same_guid(std::string_view a, std::string_view b) { return same_word(a, b); }

/// The system of a document of the engine, which has one; null when there is none.
[[nodiscard]] inline const model::VirtualSystem* ovirt_system(const Subject& subject) {
    for (const Scope& scope : subject.scopes)
        if (scope.system != nullptr) return scope.system;
    return nullptr;
}

/// A document of the engine in the form of a configuration, not of an OVA.
[[nodiscard]] inline bool is_configuration(const Subject& subject) {
    return subject.grammar == descriptor::Grammar::ovirt;
}

}  // namespace ovfkit::validate
