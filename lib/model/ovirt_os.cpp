// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/ovirt_os.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "base/ascii.hpp"

namespace ovfkit::model {
namespace {

constexpr std::uint16_t cim_other = 1;

struct OsName {
    std::string_view name;
    std::int64_t number;
    std::uint16_t cim;  ///< what the engine writes into an OVA
};

/// The engine's table with the number that its OVA writer maps each entry to (oVirt reference 1c). Its writer forgot 30
/// and everything from 36 on.
constexpr OsName unique_names[] = {
    {"other", 0, cim_other},
    {"windows_xp", 1, 67},
    {"windows_2003", 3, 69},
    {"windows_2008", 4, 76},
    {"other_linux", 5, 36},
    {"rhel_5", 7, 79},
    {"rhel_4", 8, 79},
    {"rhel_3", 9, 79},
    {"windows_2003x64", 10, 70},
    {"windows_7", 11, 105},
    {"windows_7x64", 12, 105},
    {"rhel_5x64", 13, 80},
    {"rhel_4x64", 14, 80},
    {"rhel_3x64", 15, 80},
    {"windows_2008x64", 16, 77},
    {"windows_2008R2x64", 17, 103},
    {"rhel_6", 18, 79},
    {"rhel_6x64", 19, 80},
    {"windows_8", 20, 114},
    {"windows_8x64", 21, 115},
    {"windows_2012x64", 23, 113},
    {"rhel_7x64", 24, 80},
    {"windows_2012R2x64", 25, 116},
    {"windows_10", 26, 120},
    {"windows_10x64", 27, 121},
    {"rhel_atomic7x64", 28, 80},
    {"windows_2016x64", 29, 117},
    {"rhel_8x64", 30, cim_other},
    {"windows_2019x64", 31, 122},
    {"other_linux_kernel_4", 33, 80},
    {"rhel_9x64", 34, 80},
    {"rhcos_x64", 35, 125},
    {"windows_11", 36, cim_other},
    {"windows_2022", 37, cim_other},
    {"windows_2025", 38, cim_other},
    {"rhel_10x64", 39, cim_other},
    {"other_ppc64", 1001, cim_other},
    {"other_linux_ppc64", 1002, 36},
    {"rhel_6_ppc64", 1003, 80},
    {"sles_11_ppc64", 1004, 83},
    {"ubuntu_14_04_ppc64", 1005, 94},
    {"rhel_7_ppc64", 1006, 80},
    {"rhel_6_9_plus_ppc64", 1007, 80},
    {"rhel_8_ppc64", 1008, 80},
    {"rhel_9_ppc64", 1009, 80},
    {"sles_11", 1193, 83},
    {"ubuntu_12_04", 1252, 94},
    {"ubuntu_12_10", 1253, 94},
    {"ubuntu_13_04", 1254, 94},
    {"ubuntu_13_10", 1255, 94},
    {"ubuntu_14_04", 1256, 94},
    {"ubuntu_18_04", 1257, 94},
    {"debian_7", 1300, 96},
    {"debian_9", 1301, 96},
    {"freebsd", 1500, 42},
    {"freebsdx64", 1501, 78},
    {"other_s390x", 2001, cim_other},
    {"other_linux_s390x", 2002, 36},
    {"rhel_7_s390x", 2003, 80},
    {"sles_12_s390x", 2004, 83},
    {"ubuntu_16_04_s390x", 2005, 94},
};

struct Legacy {
    std::string_view name;
    std::int64_t number;
};

/// Names that engines before 3.3 wrote, with their own misspelling.
constexpr Legacy legacy_names[] = {
    {"Unassigned", 0},   {"Other", 0},           {"OtherLinux", 5},        {"REHL3", 9},
    {"RHEL3x64", 15},    {"RHEL4", 8},           {"RHEL4x64", 14},         {"RHEL5", 7},
    {"RHEL5x64", 13},    {"RHEL6", 18},          {"RHEL6x64", 19},         {"WindowsXP", 1},
    {"Windows2003", 3},  {"Windows2008", 4},     {"Windows2003x64", 10},   {"Windows7", 11},
    {"Windows7x64", 12}, {"Windows2008x64", 16}, {"Windows2008R2x64", 17}, {"Windows8", 20},
    {"Windows8x64", 21}, {"Windows2012x64", 23},
};

struct CimRange {
    std::uint16_t first;
    std::uint16_t last;
    std::int64_t number;
};

/// The engine's OVA reader; 102 and 104 are not in it.
constexpr CimRange cim_ranges[] = {
    {36, 36, 5},    {42, 42, 1500}, {67, 67, 1},    {69, 69, 3},    {70, 70, 10},   {71, 72, 1},
    {76, 76, 4},    {77, 77, 16},   {78, 78, 1501}, {79, 80, 5},    {82, 85, 5},    {89, 101, 5},
    {103, 103, 17}, {105, 105, 11}, {106, 109, 5},  {113, 113, 23}, {114, 114, 20}, {115, 115, 21},
    {116, 116, 25}, {117, 117, 29}, {120, 120, 26}, {121, 121, 27}, {122, 122, 31}, {125, 125, 35},
};

template <class Table>
std::optional<std::int64_t> by_name(const Table& table, const std::string& wanted) {
    for (const auto& row : table)
        if (lowered(row.name) == wanted) return row.number;
    return std::nullopt;
}

const OsName* by_number(std::int64_t number) {
    const auto* found = std::find_if(std::begin(unique_names), std::end(unique_names),
                                     [&](const OsName& n) { return n.number == number; });
    return found == std::end(unique_names) ? nullptr : found;
}

std::optional<std::int64_t> ovirt_number_of(const OperatingSystemSection& section, std::string_view description) {
    if (section.ovirt_id) return *section.ovirt_id;
    if (section.id) return ovirt_os_of_cim(*section.id);
    return ovirt_os_number(description);
}

}  // namespace

std::optional<std::int64_t> ovirt_os_number(std::string_view name) {
    const std::string wanted = lowered(trimmed(name));
    const auto number = by_name(unique_names, wanted);
    return number ? number : by_name(legacy_names, wanted);
}

std::string_view ovirt_os_name(std::int64_t number) {
    const OsName* found = by_number(number);
    return found ? found->name : std::string_view();
}

std::uint16_t cim_os_of_ovirt(std::int64_t number) {
    const OsName* found = by_number(number);
    return found ? found->cim : cim_other;
}

std::int64_t ovirt_os_of_cim(std::uint16_t cim) {
    for (const CimRange& range : cim_ranges)
        if (range.first <= cim && cim <= range.last) return range.number;
    return 0;
}

OperatingSystemView operating_system(const VirtualSystem& system) {
    OperatingSystemView view;
    const auto* section = find<OperatingSystemSection>(system.sections);
    if (!section) return view;
    if (section->description) view.description = trimmed(section->description->text);
    if (system.ovirt)
        view.number = ovirt_number_of(*section, view.description);
    else if (section->id)
        view.number = *section->id;
    return view;
}

}  // namespace ovfkit::model
