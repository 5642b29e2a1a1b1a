// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/store/store.hpp>

#include "decision_handle.hpp"

struct ovfkit_store {
    ovfkit::store::Store store;
};

struct ovfkit_history {
    std::vector<ovfkit::store::HistoryEntry> entries;
};

namespace ovfkit::c {

/// Entry `index`, or null.
[[nodiscard]] inline const store::HistoryEntry* entry(const ovfkit_history* history, std::size_t index) noexcept {
    return history ? at(history->entries, index) : nullptr;
}

}  // namespace ovfkit::c
