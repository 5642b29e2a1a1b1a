// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <unordered_map>

#include "validate/hardware_amount_rules.hpp"
#include "validate/hardware_racks.hpp"

// MAC addresses: Address of a network adapter.

namespace ovfkit::validate {
namespace {

using model::Item;

bool is_mac_digit(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f'); }

// The twelve digits of a MAC address in one of the forms that importers take, in small letters.
std::optional<std::string> mac_digits(std::string_view text) {
    const bool plain = text.size() == 12;
    if (!plain && text.size() != 17) return std::nullopt;
    const char separator = plain ? '\0' : text[2];
    if (!plain && separator != ':' && separator != '-') return std::nullopt;
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!plain && i % 3 == 2) {
            if (text[i] != separator) return std::nullopt;
        } else if (is_mac_digit(text[i])) {
            digits += lower(text[i]);
        } else {
            return std::nullopt;
        }
    }
    return digits;
}

// Whether a text that is no MAC address wants to be one. A bus number or a PCI address may stand there, too.
bool is_meant_as_mac(std::string_view text) {
    const auto count = [&](char c) { return std::count(text.begin(), text.end(), c); };
    if (count(':') + count('-') == 5) return true;
    const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_mac_digit));
    const bool plain = digits == text.size() && digits >= 11 && digits <= 13;
    return plain || (text.size() == 14 && digits == 12 && count('.') == 2);
}

void check_mac(const Item& item, Findings& findings) {
    const std::string_view text = word_of(item.address);
    if (text.empty() || is_template_text(text)) return;
    const auto digits = mac_digits(text);
    if (!digits) {
        if (is_meant_as_mac(text))
            findings.report(rule::hardware_bad_mac, quoted(text, 80) + " is no MAC address", item.address.at());
        return;
    }
    const bool group = std::string_view("13579bdf").find((*digits)[1]) != std::string_view::npos;
    const bool zero = digits->find_first_not_of('0') == std::string::npos;
    if (group || zero)
        findings.report(rule::hardware_unusable_mac,
                        quoted(text, 80) + (zero ? " is the null address" : " is the address of a group"),
                        item.address.at());
}

// Of several hardware sections of a system, which are alternatives, the first counts.
void check_duplicates(const Subject& subject, Findings& findings) {
    const std::vector<Rack> racks = racks_of(subject);
    const auto configurations = configurations_to_try(subject, racks);
    ConfiguredFindings found(findings, configurations.size());
    for (const std::string_view configuration : configurations) {
        found.enter(configuration);
        std::unordered_map<std::string, Span> first;
        for (const Rack& rack : racks) {
            if (!rack.preferred) continue;
            for (const model::EffectiveItem& device : model::items_under(rack.places, configuration)) {
                const Item& item = device.item();
                const auto digits = mac_digits(word_of(item.address));
                if (!digits || !is_adapter(item, device.base.kind)) continue;
                const auto [known, is_new] = first.emplace(*digits, item.address.at());
                if (!is_new && known->second != item.address.at())
                    found.report(rule::hardware_duplicate_mac,
                                 quoted(word_of(item.address), 80) + " of " + item_called(item) + " is used already",
                                 item.address.at(), {{known->second, "first used here"}});
            }
        }
    }
}

}  // namespace

void check_hardware_addresses(const Subject& subject, Findings& findings) {
    for (const Rack& rack : racks_of(subject))
        for (const model::ItemPlace place : rack.places)
            if (is_adapter(*place.item, place.kind)) check_mac(*place.item, findings);
    check_duplicates(subject, findings);
}

}  // namespace ovfkit::validate
