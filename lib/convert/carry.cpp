// SPDX-License-Identifier: Apache-2.0
#include "convert/carry.hpp"

#include <algorithm>
#include <set>

#include <ovfkit/crypto/digest.hpp>

#include "descriptor/leaf.hpp"
#include "descriptor/names.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Alternative;
using descriptor::LeafInput;
using descriptor::Row;
using descriptor::RowKind;
using descriptor::Shape;
using model::Attribute;
using model::Extension;
using Member = void* (*)(void*);

constexpr std::string_view value_name = "value";

/// The name of a row in our namespace. Two of them differ by their own namespace only.
std::string name_of(const Row& row) {
    return row.space == descriptor::Space::ovirt ? "ovirt-" + std::string(row.name) : std::string(row.name);
}

bool is_leaf(const Row& row) {
    return row.kind == RowKind::attribute || row.kind == RowKind::leaf || row.kind == RowKind::text;
}

Extension packed_leaf(const Row& row, const void* field, std::string_view name) {
    Extension e = carried_element(name);
    e.text = row.leaf->print(field).value_or(std::string());
    e.attributes = row.leaf->attributes(field);
    e.at = row.leaf->at(field);
    if (const std::string_view id = row.leaf->msgid(field); !id.empty())
        e.attributes.push_back({std::string(descriptor::uri::ovf_1), "ovf", "msgid", std::string(id), {}});
    return e;
}

std::string text_of(const Extension& e) {
    std::string text = e.text;
    for (const Extension& c : e.children)
        if (c.kind == Extension::Kind::text) text += c.text;
    return text;
}

void read_leaf(const Row& row, void* field, const std::string& text, Span at, std::vector<Attribute> attributes) {
    // A script is read from the raw form of an attribute, in which references stand for its newlines.
    const bool script = row.leaf->print_attribute != nullptr;
    const std::string raw = script ? descriptor::print_script(text, '"') : text;
    LeafInput input{text, raw, at, std::move(attributes)};
    (void)row.leaf->read(field, input);
}

/// The marks that record_changes puts on a value of its own are not part of the value.
std::vector<Attribute> without_marks(const std::vector<Attribute>& attributes) {
    std::vector<Attribute> own;
    for (const Attribute& a : attributes)
        if (!a.ns.empty() || (a.name != "now" && a.name != "absent")) own.push_back(a);
    return own;
}

void pack_children(const Row& row, const void* member, std::string_view name, std::vector<Extension>& into) {
    if (row.kind == RowKind::choice) {
        for (std::size_t i = 0; i < row.choice->size(member); ++i)
            for (const Alternative& a : row.alternatives)
                if (a.index == row.choice->alternative(member, i))
                    into.push_back(pack(Table({&a.shape()}), row.choice->at(member, i), a.name));
        return;
    }
    for (std::size_t i = 0; i < row.list->size(member); ++i) {
        const void* value = row.list->at(member, i);
        into.push_back(row.kind == RowKind::leaf_list ? packed_leaf(row, value, name)
                                                      : pack(Table({&row.shape()}), value, name));
    }
}

void unpack_child(const Row& row, const Alternative* alternative, void* owner, const Extension& child) {
    void* member = row.member(owner);
    if (row.kind == RowKind::leaf)
        read_leaf(row, member, text_of(child), child.at, child.attributes);
    else if (row.kind == RowKind::leaf_list)
        read_leaf(row, row.list->append(member), text_of(child), child.at, child.attributes);
    else if (row.kind == RowKind::element)
        unpack(Table({&row.shape()}), row.list->append(member), child);
    else if (row.kind == RowKind::choice)
        unpack(Table({&alternative->shape()}), row.choice->append(member, alternative->index), child);
}

bool is_single(const Row& row) {
    return row.kind == RowKind::leaf || (row.kind == RowKind::element && row.list->single);
}

/// What a row holds, for comparing: a leaf itself, or the values of a list.
Extension contents(const Row& row, const void* owner, std::string_view name) {
    Extension e = carried_element(name);
    const void* member = row.peek(owner);
    if (member == nullptr) return e;
    if (is_leaf(row)) return packed_leaf(row, member, e.name);
    pack_children(row, member, value_name, e.children);
    return e;
}

bool is_there(const Row& row, const void* owner) {
    const void* member = row.peek(owner);
    if (member == nullptr) return false;
    return is_leaf(row) ? row.leaf->print(member).has_value() : row.list->size(member) != 0;
}

/// What `now` says of a value: its text, of a list the texts of its values.
std::string summary(const Extension& e) {
    std::string all = e.text;
    for (const Attribute& a : e.attributes) all += "\n" + a.value;
    for (const Extension& c : e.children) all += "\n" + summary(c);
    return all;
}

struct Found {
    const Row* row = nullptr;
    const Alternative* alternative = nullptr;
};

const Row* find_attribute_row(const Table& table, std::string_view name) {
    for (const auto& [row, row_name] : table.rows())
        if (row->kind == RowKind::attribute && row_name == name) return row;
    return nullptr;
}

Found find_child_row(const Table& table, const Extension& child) {
    if (child.kind != Extension::Kind::element || child.ns != carried_ns) return {};
    for (const auto& [row, name] : table.rows()) {
        for (const Alternative& a : row->alternatives)
            if (a.name == child.name) return {row, &a};
        const bool element =
            row->kind == RowKind::leaf || row->kind == RowKind::leaf_list || row->kind == RowKind::element;
        if (element && name == child.name) return {row, nullptr};
    }
    return {};
}

/// Values that mean something together only.
constexpr std::string_view groups[][7] = {
    {"capacity", "capacityAllocationUnits", "size"},
    {"VirtualQuantity", "AllocationUnits", "Reservation", "Limit", "num_of_sockets", "cpu_per_socket",
     "threads_per_cpu"},
    {"Address", "MACAddress"},
    {"ElementName", "Name"},
    {"id", "Description", "ovirt-id"},
};
constexpr std::size_t no_group = std::size(groups);
constexpr std::size_t operating_system_group = no_group - 1;

std::size_t group_of(std::string_view name, const Table& table) {
    for (std::size_t i = 0; i < no_group; ++i) {
        if (std::find(std::begin(groups[i]), std::end(groups[i]), name) == std::end(groups[i])) continue;
        if (i != operating_system_group || &table == &tables::operating_system()) return i;
    }
    return no_group;
}

void restore(const Row& row, void* owner, const Extension& was, Clear clear) {
    const bool absent = was.attribute("absent") != nullptr;
    if (const void* there = row.peek(owner)) clear(owner, there);
    if (absent) return;
    void* member = row.member(owner);
    if (is_leaf(row)) {
        read_leaf(row, member, text_of(was), was.at, without_marks(was.attributes));
        return;
    }
    for (const Extension& value : was.children) {
        if (!is_carried(value, value_name)) continue;
        if (row.kind == RowKind::leaf_list)
            read_leaf(row, row.list->append(member), text_of(value), value.at, value.attributes);
        else
            unpack(Table({&row.shape()}), row.list->append(member), value);
    }
}

}  // namespace

Extension carried_element(std::string_view name) {
    Extension e;
    e.ns = carried_ns;
    e.prefix = carried_prefix;
    e.name = name;
    return e;
}

Extension optional_element(std::string_view name) {
    Extension e = carried_element(name);
    e.attributes.push_back({std::string(descriptor::uri::ovf_1), "ovf", "required", "false", {}});
    return e;
}

void set_attribute(Extension& element, std::string_view name, std::string value) {
    element.attributes.push_back({"", "", std::string(name), std::move(value), {}});
}

bool is_carried(const Extension& element, std::string_view name) {
    return element.kind == Extension::Kind::element && element.ns == carried_ns && element.name == name;
}

Table::Table(std::initializer_list<const Shape*> shapes) : base_((*shapes.begin())->base) {
    std::set<Member> seen;
    for (const Shape* shape : shapes)
        for (const Row& row : shape->rows) {
            if (row.kind == RowKind::extensions || (row.kind != RowKind::choice && !seen.insert(row.member).second))
                continue;
            if (row.kind == RowKind::choice && shape != *shapes.begin()) continue;
            std::string name = name_of(row);
            const auto taken = [&](const NamedRow& r) { return !name.empty() && r.name == name; };
            while (std::any_of(rows_.begin(), rows_.end(), taken)) name += "-2";
            rows_.push_back({&row, std::move(name)});
        }
}

Extension pack(const Table& table, const void* owner, std::string_view name) {
    Extension e = carried_element(name);
    const model::Element& element = table.base(owner);
    e.at = element.at;
    for (const auto& [row, row_name] : table.rows()) {
        const void* member = row->peek(owner);
        if (member == nullptr) continue;
        if (!is_leaf(*row)) {
            pack_children(*row, member, row_name, e.children);
            continue;
        }
        const auto text = row->leaf->print(member);
        if (!text) continue;
        if (row->kind == RowKind::leaf)
            e.children.push_back(packed_leaf(*row, member, row_name));
        else if (row->kind == RowKind::attribute)
            e.attributes.push_back(
                {std::string(carried_ns), std::string(carried_prefix), row_name, *text, row->leaf->at(member)});
        else
            e.text = *text, e.at = row->leaf->at(member);
    }
    e.attributes.insert(e.attributes.end(), element.attributes.begin(), element.attributes.end());
    e.children.insert(e.children.end(), element.extensions.begin(), element.extensions.end());
    if (!e.text.empty() && !e.children.empty()) {  // an element has either a text or children
        Extension text;
        text.kind = Extension::Kind::text;
        text.text = std::move(e.text);
        e.text.clear();
        e.children.insert(e.children.begin(), std::move(text));
    }
    return e;
}

void unpack(const Table& table, void* owner, const Extension& packed) {
    model::Element& element = table.base(owner);
    element.at = packed.at;
    std::set<const Row*> taken;
    bool has_text = false;
    for (const auto& [row, name] : table.rows()) {
        if (row->kind != RowKind::text) continue;
        has_text = true;
        read_leaf(*row, row->member(owner), text_of(packed), packed.at, {});
    }
    for (const Attribute& a : packed.attributes) {
        const Row* row = a.ns == carried_ns ? find_attribute_row(table, a.name) : nullptr;
        if (row != nullptr && taken.insert(row).second)
            read_leaf(*row, row->member(owner), a.value, a.at, {});
        else
            element.attributes.push_back(a);
    }
    for (const Extension& child : packed.children) {
        const Found found = find_child_row(table, child);
        if (found.row != nullptr && (!is_single(*found.row) || taken.insert(found.row).second))
            unpack_child(*found.row, found.alternative, owner, child);
        else if (child.kind != Extension::Kind::text || !has_text)
            element.extensions.push_back(child);
    }
}

void record_changes(const Table& table, const void* before, const void* after, Extension& original,
                    const std::vector<std::string_view>& skip) {
    for (const auto& [row, name] : table.rows()) {
        if (row->kind == RowKind::choice || std::find(skip.begin(), skip.end(), row->name) != skip.end()) continue;
        Extension was = contents(*row, before, name);
        const Extension is = contents(*row, after, name);
        const bool was_there = is_there(*row, before);
        const bool is_now = is_there(*row, after);
        if (was_there == is_now && was == is) continue;
        // What a reader takes for granted says nothing new; it is taken away again as such.
        if (!was_there && row->always != 0 && is.text == row->otherwise) continue;
        if (!was_there) set_attribute(was, "absent", "true");
        if (is_now) set_attribute(was, "now", summary(is));
        original.children.push_back(std::move(was));
    }
}

bool undo_changes(const Table& table, void* owner, const Extension& original, Clear clear) {
    std::vector<std::pair<const Extension*, const Row*>> undone;
    std::set<std::size_t> broken;
    bool all = true;
    for (const Extension& was : original.children) {
        const auto found = std::find_if(table.rows().begin(), table.rows().end(),
                                        [&](const Table::NamedRow& r) { return is_carried(was, r.name); });
        if (found == table.rows().end()) continue;
        const Row& row = *found->row;
        const std::string* now = was.attribute("now");
        const bool same = is_there(row, owner) ? now != nullptr && *now == summary(contents(row, owner, found->name))
                                               : now == nullptr;
        all = all && same;
        if (same)
            undone.emplace_back(&was, &row);
        else
            broken.insert(group_of(was.name, table));
    }
    for (const auto& [was, row] : undone) {
        const std::size_t group = group_of(was->name, table);
        if (group == no_group || broken.count(group) == 0) restore(*row, owner, *was, clear);
    }
    return all;
}

const Extension* find_carried(const std::vector<Extension>& list, std::string_view name) {
    for (const Extension& e : list)
        if (is_carried(e, name)) return &e;
    return nullptr;
}

Extension take_carried(std::vector<Extension>& list, std::string_view name) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Extension& e) { return is_carried(e, name); });
    if (found == list.end()) return {};
    Extension taken = std::move(*found);
    list.erase(found);
    return taken;
}

namespace {

constexpr std::string_view made_name = "made";

std::string digest(Extension packed) {
    auto& list = packed.attributes;
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const Attribute& a) { return a.ns == carried_ns && a.name == made_name; }),
               list.end());
    return crypto::digest_hex(crypto::DigestAlgorithm::sha256, summary(packed)).substr(0, 16);
}

}  // namespace

namespace detail {

void mark(std::vector<Attribute>& attributes, const Extension& packed) {
    attributes.push_back(
        {std::string(carried_ns), std::string(carried_prefix), std::string(made_name), digest(packed), {}});
}

bool take_mark(std::vector<Attribute>& attributes, const Extension& packed) {
    const auto at = std::find_if(attributes.begin(), attributes.end(),
                                 [](const Attribute& a) { return a.ns == carried_ns && a.name == made_name; });
    if (at == attributes.end()) return false;
    const bool same = at->value == digest(packed);
    attributes.erase(at);
    return same;
}

}  // namespace detail

void mark_made(Extension& element) { detail::mark(element.attributes, element); }

bool take_made(Extension& element) { return detail::take_mark(element.attributes, element); }

}  // namespace ovfkit::convert
