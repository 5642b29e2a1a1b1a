// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "support/files.hpp"

namespace ovfkit::test {

/// The rows of a file of cells separated by tabs; empty lines and those that begin with `#` are none.
[[nodiscard]] inline std::vector<std::vector<std::string>> table(const std::string& path) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream text(contents(path));
    for (std::string line; std::getline(text, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::vector<std::string> row;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
        rows.push_back(row);
    }
    return rows;
}

}  // namespace ovfkit::test
