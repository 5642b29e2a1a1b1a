// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <ovfkit/model/envelope.hpp>

namespace ovfkit::model {

enum class ItemKind : std::uint8_t { item, ethernet_port, storage };

/// An Item of a section and the kind of element it stands in.
struct ItemPlace {
    const Item* item = nullptr;
    ItemKind kind = ItemKind::item;
};

/// A device under one configuration. Only a device that variants change has an Item of its own, because Items are
/// large.
struct EffectiveItem {
    ItemPlace base;      ///< the first Item of the device in the document
    Boxed<Item> merged;  ///< base with its variants merged in; an Item is large, and few have any

    [[nodiscard]] const Item& item() const { return merged ? *merged : *base.item; }
};

/// Every Item of `section`, of all three kinds, in document order.
[[nodiscard]] std::vector<ItemPlace> items_in_order(const VirtualHardwareSection& section);
[[nodiscard]] std::vector<ItemPlace> items_in_order(const ResourceAllocationSection& section);

/// What `effective_items` copies, as pointers into `system`. `configuration` is an id, or empty when the document has
/// no configurations.
[[nodiscard]] std::vector<EffectiveItem> items_under(const VirtualSystem& system, std::string_view configuration);
/// The same of the Items of one section, in document order.
[[nodiscard]] std::vector<EffectiveItem> items_under(const std::vector<ItemPlace>& places,
                                                     std::string_view configuration);

}  // namespace ovfkit::model
