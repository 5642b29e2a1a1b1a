// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>

/// Ends a fuzz target, saying which law an input broke.
inline void require(bool law, const char* what) {
    if (law) return;
    std::fprintf(stderr, "broken law: %s\n", what);
    std::abort();
}
