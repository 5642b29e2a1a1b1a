// SPDX-License-Identifier: Apache-2.0
#include "convert/words.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::string_view cow_uri = "http://www.gnome.org/~markmc/qcow-image-format.html";

constexpr std::pair<Grammar, std::string_view> forms[] = {{Grammar::draft_0_9, "ovf-0.9"},
                                                          {Grammar::ovf_1, "ovf-1"},
                                                          {Grammar::ovf_2, "ovf-2"},
                                                          {Grammar::ovirt, "ovirt"},
                                                          {Grammar::ovirt_ova, "ovirt-ova"}};

constexpr std::string_view nic_models[] = {"rtl8139_pv", "rtl8139",         "e1000", "virtio",
                                           "spapr-vlan", "pci-passthrough", "e1000e"};

constexpr Pair interfaces[] = {{"ide", "IDE"},       {"scsi", "VirtIO_SCSI"},        {"virtio-scsi", "VirtIO_SCSI"},
                               {"virtio", "VirtIO"}, {"spapr-vscsi", "SPAPR_VSCSI"}, {"sata", "SATA"},
                               {"nvme", "VirtIO"}};

/// DMTF reference 15.3 against oVirt reference 1c; systems that the engine tells apart by a number only.
constexpr Pair vmware_systems[] = {
    {"otherLinuxGuest", "other_linux"},
    {"otherLinux64Guest", "other_linux"},
    {"other24xLinuxGuest", "other_linux"},
    {"other24xLinux64Guest", "other_linux"},
    {"other26xLinuxGuest", "other_linux"},
    {"other26xLinux64Guest", "other_linux"},
    {"other3xLinux64Guest", "other_linux"},
    {"other4xLinux64Guest", "other_linux_kernel_4"},
    {"other5xLinux64Guest", "other_linux_kernel_4"},
    {"ubuntuGuest", "other_linux"},
    {"ubuntu64Guest", "other_linux"},
    {"centos64Guest", "other_linux"},
    {"rhel3Guest", "rhel_3"},
    {"rhel3_64Guest", "rhel_3x64"},
    {"rhel4Guest", "rhel_4"},
    {"rhel4_64Guest", "rhel_4x64"},
    {"rhel5Guest", "rhel_5"},
    {"rhel5_64Guest", "rhel_5x64"},
    {"rhel6Guest", "rhel_6"},
    {"rhel6_64Guest", "rhel_6x64"},
    {"rhel7_64Guest", "rhel_7x64"},
    {"rhel8_64Guest", "rhel_8x64"},
    {"rhel9_64Guest", "rhel_9x64"},
    {"rhel10_64Guest", "rhel_10x64"},
    {"debian7_64Guest", "debian_7"},
    {"debian9_64Guest", "debian_9"},
    {"freebsdGuest", "freebsd"},
    {"freebsd64Guest", "freebsdx64"},
    {"winXPProGuest", "windows_xp"},
    {"winNetStandardGuest", "windows_2003"},
    {"winNetStandard64Guest", "windows_2003x64"},
    {"windows7Guest", "windows_7"},
    {"windows7_64Guest", "windows_7x64"},
    {"windows7Server64Guest", "windows_2008R2x64"},
    {"windows8Guest", "windows_8"},
    {"windows8_64Guest", "windows_8x64"},
    {"windows8Server64Guest", "windows_2012x64"},
    {"windows9Guest", "windows_10"},
    {"windows9_64Guest", "windows_10x64"},
    {"windows9Server64Guest", "windows_2016x64"},
    {"windows2019srv_64Guest", "windows_2019x64"},
    {"windows11_64Guest", "windows_11"},
    {"windows2019srvNext_64Guest", "windows_2022"},
    {"windows2022srvNext_64Guest", "windows_2025"},
};

template <class Table, class Key>
std::string_view second_of(const Table& table, Key first) {
    for (const auto& [key, value] : table)
        if (key == first) return value;
    return {};
}

}  // namespace

std::optional<std::uint64_t> number_of(std::string_view text) {
    text = trimmed(text);
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(number)
                                                                                       : std::nullopt;
}

std::string_view form_word(Grammar form) { return second_of(forms, form); }

std::optional<Grammar> form_of(std::string_view word) {
    for (const auto& [grammar, name] : forms)
        if (name == word) return grammar;
    return std::nullopt;
}

std::optional<std::string> nic_number(std::string_view subtypes) {
    constexpr std::string_view separators = " ,\t\r\n";
    for (std::size_t at = subtypes.find_first_not_of(separators); at != std::string_view::npos;) {
        const std::size_t end = std::min(subtypes.find_first_of(separators, at), subtypes.size());
        const std::string word = lowered(subtypes.substr(at, end - at));
        for (std::size_t i = 0; i < std::size(nic_models); ++i)
            if (word == nic_models[i] || word == std::to_string(i)) return std::to_string(i);
        if (word == "pci-passthorugh") return "5";
        at = subtypes.find_first_not_of(separators, end);
    }
    return std::nullopt;
}

std::string_view nic_model(std::string_view number) {
    const auto index = number_of(number);
    return index && *index < std::size(nic_models) ? nic_models[*index] : std::string_view();
}

std::string_view disk_interface(std::string_view controller) { return second_of(interfaces, controller); }

std::string_view ovirt_os_of_vmware(std::string_view os_type) { return second_of(vmware_systems, os_type); }

std::string_view volume_format(std::string_view format_uri) {
    const std::string uri = lowered(format_uri);
    if (uri.find("qcow") != std::string::npos) return "COW";
    if (uri.find("wikipedia.org/wiki/byte") != std::string::npos || uri == "raw") return "RAW";
    return {};
}

std::string_view engine_format_uri(std::string_view volume_format) {
    if (volume_format == "COW") return cow_uri;
    if (volume_format == "RAW") return "http://www.vmware.com/specifications/vmdk.html#sparse";
    return {};
}

std::string_view standard_format_uri(std::string_view volume_format) {
    if (volume_format == "COW") return cow_uri;
    if (volume_format == "RAW") return "http://en.wikipedia.org/wiki/Byte";
    return {};
}

bool is_mac(std::string_view text) {
    const bool plain = text.size() == 12;
    if (!plain && text.size() != 17) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between = !plain && i % 3 == 2;
        const bool digit = std::string_view("0123456789abcdefABCDEF").find(text[i]) != std::string_view::npos;
        if (between ? text[i] != text[2] || (text[i] != ':' && text[i] != '-') : !digit) return false;
    }
    return true;
}

bool is_flag_name(std::string_view name) {
    constexpr std::string_view names[] = {"TrustedHostFlag", "trusted_host_flag", "TrustedService",
                                          "trusted_cluster_flag", "trusted_service"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace ovfkit::convert
