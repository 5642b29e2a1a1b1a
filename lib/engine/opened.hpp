// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/engine/resource.hpp>

#include "xml/source.hpp"
#include "xml/tree.hpp"

namespace ovfkit::engine {

/// A document that was parsed: its tree views its source.
struct Opened {
    Opened(std::string name, std::string_view bytes) : source(std::move(name), std::string(bytes)) {}

    xml::Source source;
    xml::Tree tree;
};

/// Parses `bytes`, with all that the hardened parser refuses.
[[nodiscard]] Result<std::unique_ptr<Opened>> open(std::string_view bytes, Diagnostics& diagnostics,
                                                   const ReadOptions& options);

/// What the resources in `opened` say; see `parse_document`. `places` becomes where each of them stands.
[[nodiscard]] Result<Document> read(const Opened& opened, Diagnostics& diagnostics,
                                    std::vector<Span>* places = nullptr);

/// The reason and the detail of a `<fault>`, as they stand there; empty when the document is another one.
[[nodiscard]] std::optional<std::string> fault_words(const xml::Tree& tree);

/// The direct children of a resource that are called `name` and stand in its namespace, in document order.
[[nodiscard]] std::vector<const xml::Node*> children_named(const xml::Tree& tree, const xml::Node& resource,
                                                           std::string_view name);

/// What the element of a flag says; empty when its text is no boolean or it holds elements.
[[nodiscard]] std::optional<bool> flag_of(const xml::Tree& tree, const xml::Node& node);

// The elements of the API that say something about trust (oVirt reference 2.3 and 2.6).
inline constexpr std::string_view trusted_host_flag = "trusted_host_flag";
inline constexpr std::string_view trusted_cluster_flag = "trusted_cluster_flag";
inline constexpr std::string_view trusted_service = "trusted_service";

/// Why these bytes, called `what`, cannot stand in an XML document; empty if they can.
[[nodiscard]] std::string inexpressible(std::string_view text, std::string_view what);

}  // namespace ovfkit::engine
