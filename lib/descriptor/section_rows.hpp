// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "descriptor/member.hpp"

namespace ovfkit::descriptor::table {

/// The rows of a section: its own attributes, what every section has, its children.
template <class Section>
std::vector<Row> section_rows(std::vector<Row> attributes, const std::vector<Row>& children) {
    std::vector<Row> rows = std::move(attributes);
    rows.push_back(attribute<Bool, &Section::required>("required"));
    rows.push_back(leaf<Message, &Section::info>("Info"));
    rows.insert(rows.end(), children.begin(), children.end());
    return rows;
}

}  // namespace ovfkit::descriptor::table
