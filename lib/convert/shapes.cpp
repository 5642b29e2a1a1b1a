// SPDX-License-Identifier: Apache-2.0
#include <cassert>

#include "convert/carry.hpp"
#include "descriptor/tables.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Alternative;
using descriptor::Row;
using descriptor::Shape;
namespace table = descriptor::table;

const Shape* child_of(const Shape& parent, std::string_view name) {
    for (const Row& row : parent.rows) {
        if (row.name == name && row.shape != nullptr) return &row.shape();
        for (const Alternative& a : row.alternatives)
            if (a.name == name) return &a.shape();
    }
    return nullptr;
}

const Shape* section_of(std::span<const Alternative> sections, std::string_view name) {
    for (const Alternative& a : sections)
        if (a.name == name) return &a.shape();
    return nullptr;
}

const Shape& standard_section(std::string_view name) { return *section_of(table::standard_sections(), name); }

}  // namespace

namespace tables {

const Table& file() {
    static const Table all{child_of(*child_of(table::envelope_standard(), "References"), "File")};
    return all;
}
const Table& references() {
    static const Table all{child_of(table::envelope_standard(), "References")};
    return all;
}
const Table& nic_reference() {
    static const Table all{&table::nic_reference()};
    return all;
}
const Table& disk() {
    static const Table all{child_of(standard_section("DiskSection"), "Disk")};
    return all;
}
const Table& item() {
    static const Table all{child_of(table::virtual_hardware_standard(), "Item"),
                           child_of(table::virtual_hardware_standard(), "StorageItem"),
                           child_of(table::virtual_hardware_standard(), "EthernetPortItem"),
                           child_of(table::virtual_hardware_ovirt(), "Item")};
    return all;
}
const Table& system() {
    static const Table all{&table::virtual_system_standard(), &table::virtual_system_ovirt(),
                           &table::virtual_system_ova()};
    return all;
}
const Table& operating_system() {
    static const Table all{&standard_section("OperatingSystemSection"),
                           section_of(table::ovirt_late_sections(), "OperatingSystemSection")};
    return all;
}
const Table& hardware() {
    static const Table all{&table::virtual_hardware_standard(), &table::virtual_hardware_ovirt()};
    return all;
}
const Table& hardware_system() {
    static const Table all{child_of(table::virtual_hardware_standard(), "System")};
    return all;
}
const Table& envelope() {
    static const Table all{&table::envelope_standard()};
    return all;
}
const Table& network() {
    static const Table all{child_of(standard_section("NetworkSection"), "Network")};
    return all;
}

}  // namespace tables

const SectionTable& section_table(std::size_t index) {
    static const std::vector<SectionTable> by_index = [] {
        std::vector<const Alternative*> all(std::variant_size_v<model::Section>);
        for (const auto sections : {table::ovirt_early_sections(), table::ovirt_affinity_sections(),
                                    table::ovirt_late_sections(), table::standard_sections()})
            for (const Alternative& a : sections) all[a.index] = &a;
        std::vector<SectionTable> tables;
        for (const Alternative* a : all) {
            assert(a != nullptr);
            if (a->name == "VirtualHardwareSection")
                tables.push_back({a->name, tables::hardware()});
            else if (a->name == "OperatingSystemSection")
                tables.push_back({a->name, tables::operating_system()});
            else
                tables.push_back({a->name, Table{&a->shape()}});
        }
        return tables;
    }();
    return by_index[index];
}

}  // namespace ovfkit::convert
