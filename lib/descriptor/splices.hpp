// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/result.hpp>

#include "xml/source.hpp"

namespace ovfkit::descriptor {

/// Replacements in a document, collected in any order and applied at once. Ranges count bytes of the text (UTF-8) and
/// do not overlap; several insertions at one place keep the order in which they came.
class Splices {
public:
    void replace(std::uint32_t begin, std::uint32_t end, std::string text) {
        list_.push_back({begin, end, std::move(text)});
    }
    void insert(std::uint32_t at, std::string text) { replace(at, at, std::move(text)); }
    void remove(std::uint32_t begin, std::uint32_t end) { replace(begin, end, {}); }

    [[nodiscard]] bool empty() const { return list_.empty(); }

    /// The bytes of `source` with every replacement made, in the encoding of `source`.
    [[nodiscard]] Result<std::string> apply(const xml::Source& source) const;

private:
    struct Splice {
        std::uint32_t begin;
        std::uint32_t end;
        std::string text;
    };
    std::vector<Splice> list_;
};

}  // namespace ovfkit::descriptor
