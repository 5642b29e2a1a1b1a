// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include <libxml/tree.h>
#include <libxml/valid.h>

#include <ovfkit/base/limits.hpp>

// The one header through which a library that works on libxml2's own tree gets one: crypto borrows it for xmlsec.

namespace ovfkit::xml {

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using RawDocument = std::unique_ptr<xmlDoc, FreeDocument>;

/// libxml2's tree of `text`, which is UTF-8 whatever it declares. It is read with `parse` first, so that all that is
/// refused there (DTD, entities, limits) never comes here. Null when it is refused, a prefix is not declared, or an
/// attribute or text is larger than libxml2's own 10 MB. Nothing is loaded and nothing is printed.
[[nodiscard]] RawDocument parse_raw(std::string_view text, const Limits& limits);

}  // namespace ovfkit::xml
