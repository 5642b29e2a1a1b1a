// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/model/envelope.hpp>
#include <ovfkit/model/hardware.hpp>
#include <ovfkit/text/units.hpp>

#include "base/ascii.hpp"
#include "model/hardware_items.hpp"
#include "validate/group.hpp"

// The Items of the document, section by section, and what they come to under each deployment configuration. The passes
// have a namespace of their own, in which their helpers can have short names.

namespace ovfkit::validate::hardware {

/// The Items of one section, of all kinds, in document order.
struct Rack {
    const Scope* scope = nullptr;
    const model::VirtualHardwareSection* hardware = nullptr;  ///< null for a ResourceAllocationSection
    bool preferred = false;                                   ///< the first hardware section of its system
    std::vector<model::ItemPlace> places;
};

/// Every hardware section and ResourceAllocationSection of the document. Points into `subject`.
[[nodiscard]] std::vector<Rack> racks_of(const Subject& subject);

/// The configurations under which the Items differ, the default one first; the empty id alone when there are none.
/// What holds in one that no Item names holds in all of those, so that one of them stands for the rest. There are fewer
/// when looking at all would take longer than the document is worth.
[[nodiscard]] std::vector<std::string_view> configurations_to_try(const Subject& subject,
                                                                  const std::vector<Rack>& racks);

/// Findings that come about under some configurations: each is said once, and with the configuration only when it is
/// not seen under all of them.
class ConfiguredFindings {
public:
    ConfiguredFindings(Findings& findings, std::size_t configurations)
        : findings_(findings), configurations_(configurations) {}
    ConfiguredFindings(const ConfiguredFindings&) = delete;
    ConfiguredFindings& operator=(const ConfiguredFindings&) = delete;
    ~ConfiguredFindings();

    void enter(std::string_view configuration) { configuration_ = configuration; }
    void report(const Rule& rule, std::string message, Span at, std::vector<Findings::Also> also = {},
                std::string hint = {});

private:
    struct Found {
        const Rule* rule;
        std::string message;
        Span at;
        std::vector<Findings::Also> also;
        std::string hint;
        std::string_view configuration;  ///< the first under which it is seen
        std::string_view last;
        std::size_t seen = 0;
    };
    Findings& findings_;
    std::size_t configurations_;
    std::string_view configuration_;
    std::map<std::pair<std::uint32_t, std::string_view>, Found> found_;  // by place and slug
};

/// What one section comes to under one configuration.
struct Fitted {
    const Subject& subject;
    const Rack& rack;
    std::string_view configuration;
    const std::vector<model::EffectiveItem>& devices;
    ConfiguredFindings& findings;
};
/// Calls `check` for every section under every configuration.
void for_each_fitting(const Subject& subject, Findings& findings, const std::function<void(const Fitted&)>& check);

/// How a finding calls an Item: by its name, or else by its id.
[[nodiscard]] std::string item_called(const model::Item& item);

/// The text that stands in a field, without white space around it.
[[nodiscard]] inline std::string_view word_of(const model::Field<std::string>& field) {
    return trimmed(Subject::text_of(field));
}
/// The instance id; empty when there is none.
[[nodiscard]] inline std::string_view id_of(const model::Item& item) { return word_of(item.instance_id); }

[[nodiscard]] inline bool is_a(const model::Item& item, model::ResourceType type) {
    return item.resource_type.has_value() && *item.resource_type == type;
}
/// Whether the Item is a network adapter of a machine: not a port of a virtual switch (type 30), which is the other end
/// of the cable.
[[nodiscard]] bool is_adapter(const model::Item& item, model::ItemKind kind);
/// Floppy, CD, DVD and disk drives.
[[nodiscard]] bool is_drive(const model::Item& item);
/// Whether an Item has `ovf:bound` min or max, in whatever case of letters.
[[nodiscard]] bool is_marker(const model::Item& item);
[[nodiscard]] inline bool is_variant(const model::Item& item) { return !word_of(item.configuration).empty(); }

/// A unit as DSP0004 writes it, such as `byte * 2^20`; empty for one that has no short form.
[[nodiscard]] std::string canonical_unit(const text::Unit& unit);

/// Whether a text holds a marker of a template, which somebody fills in later.
[[nodiscard]] bool is_template_text(std::string_view text);

/// What separates words in `text` where one blank should: `a comma`, `several blanks`; empty when nothing is wrong.
[[nodiscard]] std::string_view wrong_separator(std::string_view text);

/// The place of `part`, which views the value of `field`: exact when the source has the value as it is, else the whole.
[[nodiscard]] Span part_of(const model::Field<std::string>& field, std::string_view part);

// The passes.
void check_sections(const Subject& subject, Findings& findings);
void check_words(const Subject& subject, Findings& findings);      ///< single Items
void check_units(const Subject& subject, Findings& findings);      ///< AllocationUnits
void check_backings(const Subject& subject, Findings& findings);   ///< HostResource
void check_networks(const Subject& subject, Findings& findings);   ///< Connection, and profiles of ports
void check_ids(const Subject& subject, Findings& findings);        ///< InstanceID
void check_ranges(const Subject& subject, Findings& findings);     ///< ovf:bound
void check_addresses(const Subject& subject, Findings& findings);  ///< MAC addresses
void check_fitted(const Subject& subject, Findings& findings);     ///< all that depends on the configuration, below

// What one section comes to under one configuration is worked out once, and judged by all of these.
void judge_transport(const Fitted& fitted);    ///< a CD drive for the transport iso
void judge_attachments(const Fitted& fitted);  ///< disks that are attached twice
void judge_connections(const Fitted& fitted);  ///< adapters without a network
void judge_ranges(const Fitted& fitted);       ///< ovf:bound
void judge_slots(const Fitted& fitted);        ///< Parent and AddressOnParent
void judge_amounts(const Fitted& fitted);      ///< processors and memory

}  // namespace ovfkit::validate::hardware
