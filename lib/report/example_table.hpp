// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include <ovfkit/report/examples.hpp>

namespace ovfkit::report {

struct ExampleRow {
    std::string_view slug;
    Example example;
};

/// Sorted by slug. Written at build time by `lib/report/examples/main.cpp`, with an empty row at the end.
extern const ExampleRow example_table[];
extern const std::size_t example_count;

}  // namespace ovfkit::report
