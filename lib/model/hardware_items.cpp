// SPDX-License-Identifier: Apache-2.0
#include "model/hardware_items.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include <ovfkit/model/view.hpp>

#include "base/ascii.hpp"

namespace ovfkit::model {
namespace {

template <class T>
void merge_members(T& into, const T& from);

template <class T>
void merge(Field<T>& into, const Field<T>& from) {
    if (!from.absent()) into = from;
}
template <class T>
void merge(std::vector<T>& into, const std::vector<T>& from) {
    if (!from.empty()) into = from;
}
template <class T>
void merge(Boxed<T>& into, const Boxed<T>& from) {
    if (!from) return;
    // An element of its own is replaced whole; a box that only groups like-ranked children is merged child by child.
    if (!into || std::is_base_of_v<Element, T>)
        into = from;
    else
        merge_members(*into, *from);
}

template <class T>
void merge_members(T& into, const T& from) {
    const auto to = into.tied();
    const auto with = from.tied();
    // tied() lists members as const; `into` is not const, so that they may be written.
    const auto one = [](const auto& a, const auto& b) { merge(const_cast<std::decay_t<decltype(a)>&>(a), b); };
    const auto all = [&]<std::size_t... I>(std::index_sequence<I...>) {
        (one(std::get<I>(to), std::get<I>(with)), ...);
    };
    all(std::make_index_sequence<std::tuple_size_v<std::decay_t<decltype(to)>>>());
}

/// Foreign children follow the rule of all children: those of a name that the variant has replace the earlier ones.
void merge_extensions(std::vector<Extension>& into, const std::vector<Extension>& from) {
    std::set<std::pair<std::string_view, std::string_view>> replaced;
    for (const Extension& e : from)
        if (e.kind == Extension::Kind::element) replaced.emplace(e.ns, e.name);
    if (replaced.empty()) return;
    into.erase(std::remove_if(into.begin(), into.end(),
                              [&](const Extension& e) {
                                  return e.kind == Extension::Kind::element && replaced.count({e.ns, e.name}) != 0;
                              }),
               into.end());
    for (const Extension& e : from)
        if (e.kind == Extension::Kind::element) into.push_back(e);
}

/// Merges `variant` into `device`: for each child name the later Item's children replace the earlier ones; what stands
/// on the Item element itself stays (DSP0243 1.1.1, 9.8).
void merge_variant(Item& device, const Item& variant) {
    const auto required = device.required;
    const auto configuration = device.configuration;
    const auto bound = device.bound;
    merge_members(device, variant);
    device.required = required;
    device.configuration = configuration;
    device.bound = bound;
    merge_extensions(device.extensions, variant.extensions);
}

bool is_range_marker(const Item& item) {
    if (!item.bound) return false;
    const std::string bound = lowered(trimmed(*item.bound));
    return bound == "min" || bound == "max";
}

bool is_variant(const Item& item) { return item.configuration && !trimmed(*item.configuration).empty(); }

bool holds_under(const Item& item, std::string_view configuration) {
    if (!is_variant(item)) return true;
    const auto ids = words(*item.configuration, blanks);
    return std::find(ids.begin(), ids.end(), configuration) != ids.end();
}

/// Equal ids without any configuration are a fault of the file: two devices, which must not hide each other. So are
/// equal ids of different kinds of device.
bool is_same_device(const EffectiveItem& device, const Item& later) {
    if (!device.merged && !is_variant(*device.base.item) && !is_variant(later)) return false;
    const Item& earlier = device.item();
    return earlier.resource_type.absent() || later.resource_type.absent() ||
           earlier.resource_type == later.resource_type;
}

template <class Section>
std::vector<ItemPlace> in_order(const Section& section) {
    std::vector<ItemPlace> places;
    places.reserve(section.items.size() + section.ethernet_port_items.size() + section.storage_items.size());
    for (const Item& i : section.items) places.push_back({&i, ItemKind::item});
    for (const Item& i : section.ethernet_port_items) places.push_back({&i, ItemKind::ethernet_port});
    for (const Item& i : section.storage_items) places.push_back({&i, ItemKind::storage});
    const bool read = std::all_of(places.begin(), places.end(), [](ItemPlace p) { return p.item->at.known(); });
    if (read)
        std::stable_sort(places.begin(), places.end(),
                         [](ItemPlace a, ItemPlace b) { return a.item->at.begin < b.item->at.begin; });
    return places;
}

}  // namespace

std::vector<ItemPlace> items_in_order(const VirtualHardwareSection& section) { return in_order(section); }
std::vector<ItemPlace> items_in_order(const ResourceAllocationSection& section) { return in_order(section); }

std::vector<EffectiveItem> items_under(const VirtualSystem& system, std::string_view configuration) {
    // Several sections are alternatives for different platforms (DSP0243 1.1.1, 8.1); the first is the preferred one.
    const auto* section = find<VirtualHardwareSection>(system.sections);
    return section ? items_under(items_in_order(*section), configuration) : std::vector<EffectiveItem>();
}

std::vector<EffectiveItem> items_under(const std::vector<ItemPlace>& places, std::string_view configuration) {
    std::vector<EffectiveItem> devices;
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (const ItemPlace place : places) {
        const Item& item = *place.item;
        if (is_range_marker(item) || !holds_under(item, configuration)) continue;
        const std::string_view id = item.instance_id ? trimmed(*item.instance_id) : std::string_view{};
        const auto known = id.empty() ? by_id.end() : by_id.find(id);
        if (known != by_id.end() && is_same_device(devices[known->second], item)) {
            EffectiveItem& device = devices[known->second];
            if (!device.merged) device.merged = *device.base.item;
            merge_variant(*device.merged, item);
            continue;
        }
        if (!id.empty()) by_id[id] = devices.size();
        devices.push_back({place, {}});
    }
    return devices;
}

std::string default_configuration(const Envelope& envelope) {
    const auto* section = find<DeploymentOptionSection>(envelope.sections);
    if (!section || section->configurations.empty()) return {};
    for (const Configuration& c : section->configurations)
        if (c.is_default.value_or(false)) return c.id.value_or({});
    return section->configurations.front().id.value_or({});
}

std::vector<Item> effective_items(const Envelope& envelope, const VirtualSystem& system,
                                  std::string_view configuration) {
    const std::string chosen = configuration.empty() ? default_configuration(envelope) : std::string(configuration);
    std::vector<Item> items;
    for (EffectiveItem& device : items_under(system, chosen))
        items.push_back(device.merged ? std::move(*device.merged) : *device.base.item);
    return items;
}

}  // namespace ovfkit::model
