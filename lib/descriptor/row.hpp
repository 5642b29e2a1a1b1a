// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/model/envelope.hpp>

#include "descriptor/names.hpp"
#include "xml/tree.hpp"

namespace ovfkit::descriptor {

// One row describes one element or attribute of a dialect, once, for reading, writing and editing. A table of rows, in
// the order in which a fresh document has them, is the Shape of an element type. Rows reach the members of the model's
// structs through small functions made from member pointers (see member.hpp), so that the engine needs no templates.

/// Targets that a row is written for, as bits: the grammar, and for the oVirt ones what the entity is.
using Targets = std::uint8_t;
namespace target {
inline constexpr Targets v0_9 = 1;
inline constexpr Targets v1 = 2;
inline constexpr Targets v2 = 4;
inline constexpr Targets ovirt_vm = 8;
inline constexpr Targets ovirt_template = 16;
inline constexpr Targets ova_vm = 32;
inline constexpr Targets ova_template = 64;
inline constexpr Targets standard = v0_9 | v1 | v2;
inline constexpr Targets ovirt = ovirt_vm | ovirt_template;
inline constexpr Targets ova = ova_vm | ova_template;
inline constexpr Targets vm = ovirt_vm | ova_vm;
inline constexpr Targets templates = ovirt_template | ova_template;
inline constexpr Targets engine = ovirt | ova;
inline constexpr Targets all = 0xFF;
}  // namespace target

/// What a value was read from.
struct LeafInput {
    std::string_view text;                     ///< as the parser gives it
    std::string_view raw;                      ///< the same bytes before references were replaced; of attributes only
    Span at{};                                 ///< in the source
    std::vector<model::Attribute> attributes;  ///< of the element, without namespace declarations
};

/// How the text form of a field is read, printed and compared. `field` is a `model::Field<T>`.
struct LeafOps {
    bool (*read)(void* field, LeafInput& input);             ///< false: the text is no such value; it is kept
    std::optional<std::string> (*print)(const void* field);  ///< empty: absent
    bool (*equal)(const void* a, const void* b);
    Span (*at)(const void* field);
    const std::vector<model::Attribute>& (*attributes)(const void* field);
    std::string_view (*msgid)(const void* field);  ///< empty if there is none
    std::string (*print_attribute)(const void* field,
                                   char quote);  ///< escaped; null: as `print`, escaped the common way
    std::string_view expects;                    ///< "a number", for messages
    bool localised;                              ///< takes the attribute `ovf:msgid`
};

/// Access to a container of values or structs: a vector, or a Boxed that holds one or none.
struct ListOps {
    std::size_t (*size)(const void* list);
    const void* (*at)(const void* list, std::size_t i);
    void* (*append)(void* list);  ///< the new value, or the one that is there in a full Boxed
    bool single;                  ///< holds at most one
};

/// Access to a vector of variants.
struct ChoiceOps {
    std::size_t (*size)(const void* list);
    std::size_t (*alternative)(const void* list, std::size_t i);
    const void* (*at)(const void* list, std::size_t i);
    void* (*append)(void* list, std::size_t alternative);
};

struct Shape;
using ShapeFunction = const Shape& (*)();

/// Other names under which a row's element is known. All are read; the first whose targets fit is written.
struct Alias {
    std::string_view name;
    Targets written_for = 0;
};

/// One kind of child that a choice row takes.
struct Alternative {
    std::string_view name;
    std::size_t index = 0;  ///< in the variant
    ShapeFunction shape = nullptr;
    Targets targets = target::all;  ///< written at all
    Targets abstract = 0;           ///< written as `Section xsi:type="ovf:..._Type"`
    bool since_2 = false;           ///< in 1.x written in the namespace of 2.x, as VMware does (DMTF reference 14.6)
    Space space = Space::ovf;
};

enum class RowKind : std::uint8_t {
    attribute,
    leaf,        ///< an element that holds text; one Field
    leaf_list,   ///< the same, repeated: vector of Field
    element,     ///< an element with a shape; Boxed or vector
    choice,      ///< elements of several kinds in one vector
    text,        ///< the text of the element itself
    extensions,  ///< where foreign elements stand in a fresh document
};

struct Row {
    RowKind kind = RowKind::leaf;
    Space space = Space::ovf;
    std::string_view name;
    void* (*member)(void* owner) = nullptr;            ///< made if it sits in an empty Boxed
    const void* (*peek)(const void* owner) = nullptr;  ///< null if it sits in an empty Boxed
    const LeafOps* leaf = nullptr;
    const ListOps* list = nullptr;
    const ChoiceOps* choice = nullptr;
    ShapeFunction shape = nullptr;
    Targets targets = target::all;
    Alias aliases[2] = {};
    std::span<const Alternative> alternatives{};
    Targets always = 0;             ///< targets that want the element even without a value
    std::string_view otherwise;     ///< what its absence means there; written where `always` asks for it
    bool always_qualified = false;  ///< an attribute that is written with a prefix in every dialect (xsi, xml, ovirt)
};

/// The table of one element type.
struct Shape {
    std::string_view name;  ///< for messages
    std::span<const Row> rows;
    model::Element* (*base)(void* owner);           ///< the Element base of the struct
    const Shape* (*written_as)(const void* owner);  ///< another order for some values; null: this one
    /// Finds the row of an element; the second index is that of a choice's alternative.
    struct Found {
        const Row* row = nullptr;
        const Alternative* alternative = nullptr;
    };
    [[nodiscard]] Found find_element(Space space, std::string_view element) const;
    [[nodiscard]] const Row* find_attribute(Space space, std::string_view attribute) const;
    [[nodiscard]] const Row* text_row() const;
    [[nodiscard]] std::size_t index_of(const Row& row) const { return static_cast<std::size_t>(&row - rows.data()); }

    /// Built from the rows when the shape is made.
    struct Entry {
        std::string_view name;
        const Row* row;
        const Alternative* alternative;
    };
    std::vector<Entry> elements;
    std::vector<Entry> attributes;
};

/// Makes a shape and its index. `Owner` is the struct that the rows' members belong to.
[[nodiscard]] Shape make_shape(std::string_view name, std::span<const Row> rows, model::Element* (*base)(void*));

/// The name under which `row` is written for `targets`.
[[nodiscard]] std::string_view written_name(const Row& row, Targets targets);

}  // namespace ovfkit::descriptor
