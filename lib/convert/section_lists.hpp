// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/model/envelope.hpp>

namespace ovfkit::convert {

/// Calls `act` with the sections of every system and collection, outer ones first.
template <class Do>
void for_each_section_list(std::vector<model::Content>& contents, Do act) {
    for (model::Content& content : contents) {
        if (auto* system = content.system()) act(system->sections);
        if (auto* collection = content.collection()) {
            act(collection->sections);
            for_each_section_list(collection->contents, act);
        }
    }
}

/// The same, with those of the envelope itself before them.
template <class Do>
void for_each_section_list(model::Envelope& envelope, Do act) {
    act(envelope.sections);
    for_each_section_list(envelope.contents, act);
}

}  // namespace ovfkit::convert
