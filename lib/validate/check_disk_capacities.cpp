// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include <ovfkit/model/view.hpp>
#include <ovfkit/text/units.hpp>

#include "base/ascii.hpp"
#include "validate/disk_passes.hpp"
#include "validate/disk_rules.hpp"
#include "validate/reference_passes.hpp"

namespace ovfkit::validate {
namespace {

// The properties of the document, by key and by all of the name that the environment has for them. A disk may belong to
// several systems, so which of them counts is not asked.
class CapacityProperties {
public:
    explicit CapacityProperties(const Subject& subject) {
        for (const Scope& scope : subject.scopes)
            for (const auto* section : Subject::all<model::ProductSection>(*scope.sections)) add(*section);
    }

    [[nodiscard]] const std::vector<const model::Property*>* find(const std::string& key) const {
        const auto found = by_key_.find(key);
        return found == by_key_.end() ? nullptr : &found->second;
    }

private:
    void add(const model::ProductSection& section) {
        const std::string class_ = section.class_.value_or({});
        const std::string instance = section.instance.value_or({});
        for (const model::CategoryOrProperty& one : section.properties) {
            const auto* property = std::get_if<model::Property>(&one);
            if (property == nullptr || !property->key.has_value()) continue;
            const std::string& key = *property->key;
            by_key_[key].push_back(property);
            if (class_.empty() && instance.empty()) continue;
            const std::string full = (class_.empty() ? "" : class_ + ".") + key;
            by_key_[instance.empty() ? full : full + "." + instance].push_back(property);
        }
    }

    std::unordered_map<std::string, std::vector<const model::Property*>> by_key_;
};

bool property_digits_only(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether a property can never be a whole number. A text can, so its default value has to speak against it.
bool property_is_no_integer(const model::Property& property) {
    constexpr std::array never{"boolean", "real32", "real64"};
    if (!property.type.has_value()) return false;
    if (std::find(never.begin(), never.end(), *property.type) != never.end()) return true;
    return *property.type == "string" && property.value.has_value() && !trimmed(*property.value).empty() &&
           !property_digits_only(trimmed(*property.value));
}

void check_capacity_property(const model::Disk& disk, const CapacityProperties& properties, Findings& findings) {
    const std::string_view written = trimmed(*disk.capacity);
    const std::string key(trimmed(written.substr(2, written.size() - 3)));
    const Span at = disk.capacity.at();
    if (disk.file_ref.has_value() && !disk.file_ref->empty())
        findings.report(rule::disk_capacity_property,
                        "the property " + quoted(key) + " cannot size a disk that is made of a file", at, {},
                        "write the capacity in digits");
    const auto* found = properties.find(key);
    if (found == nullptr)
        findings.report(rule::disk_capacity_property, "there is no property " + quoted(key), at);
    else if (std::all_of(found->begin(), found->end(), [](const auto* one) { return property_is_no_integer(*one); }))
        findings.report(rule::disk_capacity_property, "the property " + quoted(key) + " is no whole number", at,
                        {{found->front()->type.at(), "its type"}});
}

void check_disk_unit(const model::Disk& disk, Findings& findings) {
    const auto& written = disk.capacity_allocation_units;
    if (!written.has_value() || is_template_marker(*written)) return;
    if (trimmed(*written).empty()) {
        if (disk.capacity.has_value())
            findings.report(rule::disk_unit, "the unit of the capacity is blank", written.at(), {},
                            "write 'byte', or leave the attribute out");
        return;
    }
    const auto unit = text::parse_unit(*written);
    if (unit && unit->base == text::BaseUnit::byte && !unit->conforming)
        findings.report(rule::disk_unit, quoted(*written) + " is no unit of DSP0004", written.at(), {},
                        unit->denominator == 1 ? "write " + quoted(text::canonical_byte_unit(unit->numerator).unit)
                                               : std::string());
}

void check_disk_size(const model::Disk& disk, Findings& findings) {
    const auto bytes = model::capacity_bytes(disk);
    if (!bytes || !*bytes) return;  // one that cannot be computed was said when it was read
    const Span at = disk.capacity.at();
    if (**bytes == 0)
        findings.report(rule::disk_zero_capacity, "the capacity is 0", at);
    else if (**bytes % 512 != 0)
        findings.report(rule::disk_odd_capacity,
                        "the capacity of " + std::to_string(**bytes) + " bytes is no multiple of 512", at);
    if (disk.populated_size.has_value() && *disk.populated_size > **bytes)
        findings.report(rule::disk_populated_size,
                        std::to_string(*disk.populated_size) + " bytes do not fit into a disk of " +
                            std::to_string(**bytes) + " bytes",
                        disk.populated_size.at(), {{at, "the capacity"}});
}

}  // namespace

void check_disk_capacities(const Subject& subject, Findings& findings) {
    std::optional<CapacityProperties> properties;
    for (const model::Disk* disk : disks_of(subject)) {
        check_disk_unit(*disk, findings);
        if (!disk->capacity.has_value()) continue;
        const std::string_view written = trimmed(*disk->capacity);
        if (written.empty()) {
            findings.report(rule::disk_blank_capacity, "the capacity is blank",
                            disk->capacity.at().known() ? disk->capacity.at() : disk->at);
        } else if (written.substr(0, 2) == "${" && written.back() == '}') {
            if (!properties) properties.emplace(subject);
            check_capacity_property(*disk, *properties, findings);
        } else {
            check_disk_size(*disk, findings);
        }
    }
}

}  // namespace ovfkit::validate
