// SPDX-License-Identifier: Apache-2.0
#include "descriptor/splices.hpp"

#include <algorithm>

namespace ovfkit::descriptor {

Result<std::string> Splices::apply(const xml::Source& source) const {
    std::vector<const Splice*> order;
    for (const Splice& s : list_) order.push_back(&s);
    std::stable_sort(order.begin(), order.end(), [](const Splice* a, const Splice* b) {
        return a->begin != b->begin ? a->begin < b->begin
                                    : a->end < b->end;  // an insertion comes before what is cut there
    });
    const std::string_view bytes = source.bytes();
    std::string out;
    std::uint32_t done = 0;
    for (const Splice* s : order) {
        const Span span = source.to_source(s->begin, s->end);
        if (span.begin < done)
            return Error{
                ErrorCode::unsupported, "two edits meet at the same place", source.locate(s->begin, s->end), {}};
        out += bytes.substr(done, span.begin - done);
        auto encoded = source.decoded().encode(s->text);
        if (!encoded) return encoded.error();
        out += *encoded;
        done = span.end;
    }
    out += bytes.substr(done);
    return out;
}

}  // namespace ovfkit::descriptor
