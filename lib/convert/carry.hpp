// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/model/envelope.hpp>

#include "convert/members.hpp"
#include "descriptor/row.hpp"

// What a dialect has no place for travels through it in elements of a namespace of our own, `ovf:required="false"`, so
// that converting back restores it. Values go there and come back by way of the mapping tables, so that none can be
// forgotten.
//
//   <carried:Original ovf:required="false">      what a translation changed on the element around it
//     <carried:InstanceID now="7f..">7</carried:InstanceID>     was 7; holds as long as the element says 7f.. now
//     <carried:ElementName now="Disk 1" absent="true"/>         was not there
//     <carried:StorageId><carried:value>..</carried:value></carried:StorageId>      a list, or an element with children
//   </carried:Original>
//   <carried:Removed ovf:required="false"><carried:Item>..</carried:Item></carried:Removed>      whole elements, left
//   out

namespace ovfkit::convert {

inline constexpr std::string_view carried_ns = "urn:ovfkit:carried:1";
inline constexpr std::string_view carried_prefix = "carried";

/// The rows of all tables that describe one type, each member once.
class Table {
public:
    struct NamedRow {
        const descriptor::Row* row = nullptr;
        std::string name;  ///< in our namespace; rows that differ only by theirs get different names
    };
    Table(std::initializer_list<const descriptor::Shape*> shapes);

    [[nodiscard]] const std::vector<NamedRow>& rows() const { return rows_; }
    [[nodiscard]] model::Element& base(void* owner) const { return *base_(owner); }
    [[nodiscard]] const model::Element& base(const void* owner) const { return *base_(const_cast<void*>(owner)); }

private:
    std::vector<NamedRow> rows_;
    model::Element* (*base_)(void*);
};

/// An element of our namespace.
[[nodiscard]] model::Extension carried_element(std::string_view name);
/// The same, marked `ovf:required="false"`, as an element among those of the standard must be.
[[nodiscard]] model::Extension optional_element(std::string_view name);
void set_attribute(model::Extension& element, std::string_view name, std::string value);
[[nodiscard]] bool is_carried(const model::Extension& element, std::string_view name);

/// `owner` whole, as an element `name` of our namespace; and back into an empty `owner`.
[[nodiscard]] model::Extension pack(const Table& table, const void* owner, std::string_view name);
void unpack(const Table& table, void* owner, const model::Extension& packed);

namespace detail {
void mark(std::vector<model::Attribute>& attributes, const model::Extension& packed);
[[nodiscard]] bool take_mark(std::vector<model::Attribute>& attributes, const model::Extension& packed);
}  // namespace detail

/// Marks an element that a translation made with a digest of what it says, so that converting back removes it unless
/// somebody has changed it.
template <class T>
void mark_made(const Table& table, T& element) {
    detail::mark(element.attributes, pack(table, &element, "made"));
}
void mark_made(model::Extension& element);
/// Takes the mark off; true when there was one, and what the element says has not changed.
template <class T>
[[nodiscard]] bool take_made(const Table& table, T& element) {
    return detail::take_mark(element.attributes, pack(table, &element, "made"));
}
[[nodiscard]] bool take_made(model::Extension& element);

/// Adds to `original` a child for every value of `before` that `after` does not have or has differently, and for every
/// value that only `after` has. Both are of the type that the table describes; rows that `skip` names are not
/// looked at.
void record_changes(const Table& table, const void* before, const void* after, model::Extension& original,
                    const std::vector<std::string_view>& skip = {});
using Clear = void (*)(void* owner, const void* member);
[[nodiscard]] bool undo_changes(const Table& table, void* owner, const model::Extension& original, Clear clear);
/// Undoes the changes that `original` tells of, as far as `owner` still has the value that it tells of. Values that
/// mean something together only, such as a capacity and its unit, are undone together or not at all. False when
/// somebody has changed one, so that the others no longer fit the form that the document once had.
template <class T>
[[nodiscard]] bool undo_changes(const Table& table, T& owner, const model::Extension& original) {
    return undo_changes(table, &owner, original,
                        [](void* of, const void* member) { clear_member(*static_cast<T*>(of), member); });
}

/// The first child of that name in our namespace; null if there is none.
[[nodiscard]] const model::Extension* find_carried(const std::vector<model::Extension>& list, std::string_view name);
/// Takes it out of the list.
[[nodiscard]] model::Extension take_carried(std::vector<model::Extension>& list, std::string_view name);

// The tables of the element types that translations change.
namespace tables {
[[nodiscard]] const Table& file();
[[nodiscard]] const Table& references();
[[nodiscard]] const Table& nic_reference();
[[nodiscard]] const Table& disk();
[[nodiscard]] const Table& item();
[[nodiscard]] const Table& system();
[[nodiscard]] const Table& operating_system();
[[nodiscard]] const Table& hardware();
[[nodiscard]] const Table& hardware_system();
[[nodiscard]] const Table& envelope();
[[nodiscard]] const Table& network();
}  // namespace tables

/// The name and table of a kind of section; every kind has one.
struct SectionTable {
    std::string_view name;
    Table table;
};
[[nodiscard]] const SectionTable& section_table(std::size_t index);

}  // namespace ovfkit::convert
