// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/examples.hpp>

#include <algorithm>

#include "report/example_table.hpp"

namespace ovfkit::report {

Example example_of(std::string_view slug) {
    const auto* const end = example_table + example_count;
    const auto* const found = std::lower_bound(
        example_table, end, slug, [](const ExampleRow& row, std::string_view wanted) { return row.slug < wanted; });
    return found != end && found->slug == slug ? found->example : Example{};
}

}  // namespace ovfkit::report
