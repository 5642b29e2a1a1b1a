// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <ovfkit/base/diagnostic.hpp>

#include "fuzz/law.hpp"

inline void require_printable(std::string_view text) {
    for (const char c : text) require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "messages are printable");
}

/// That a place lies inside of a source of `size` bytes.
inline void require_place(const ovfkit::Location& where, std::size_t size) {
    require(where.line >= 1 && where.column >= 1, "a finding has a place");
    require(where.span.begin <= where.span.end && where.span.end <= size, "a place is inside of the source");
    require_printable(where.path);
}

/// That findings say what is wrong, and where in a source of `size` bytes.
inline void require_sound(const ovfkit::Diagnostics& findings, std::size_t size) {
    for (const ovfkit::Diagnostic& one : findings) {
        require(!one.rule.empty() && !one.message.empty(), "a finding says what is wrong");
        require_printable(one.message);
        require_printable(one.hint);
        require_place(one.where, size);
        for (const ovfkit::Related& other : one.related) {
            require_printable(other.message);
            require_place(other.where, size);
        }
    }
}

inline bool same_finding(const ovfkit::Diagnostic& a, const ovfkit::Diagnostic& b) {
    const auto same_place = [](const ovfkit::Location& x, const ovfkit::Location& y) {
        return x.span == y.span && x.line == y.line && x.column == y.column && x.path == y.path;
    };
    const auto same_related = [&](const ovfkit::Related& x, const ovfkit::Related& y) {
        return x.message == y.message && same_place(x.where, y.where);
    };
    return a.rule == b.rule && a.severity == b.severity && a.message == b.message && a.hint == b.hint &&
           same_place(a.where, b.where) &&
           std::equal(a.related.begin(), a.related.end(), b.related.begin(), b.related.end(), same_related);
}

inline void require_same(const ovfkit::Diagnostics& a, const ovfkit::Diagnostics& b) {
    require(a.dropped() == b.dropped(), "a second run finds as much");
    require(std::equal(a.begin(), a.end(), b.begin(), b.end(), same_finding), "a second run finds the same");
}
