// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "validate/place.hpp"
#include "validate/section_passes.hpp"
#include "validate/section_rules.hpp"

// Where each section stands and how often (DMTF reference 6, the table of sections). The schema accepts any section at
// any place; so does the tree, which is why it is asked and not the model.

namespace ovfkit::validate {
namespace {

constexpr std::uint8_t in_envelope = 1;
constexpr std::uint8_t in_system = 2;
constexpr std::uint8_t in_collection = 4;

struct SectionRow {
    std::string_view name;
    std::uint8_t places;
    bool once;  // false where the text is not known to say so
};

// DiskSection, VirtualHardwareSection and DeploymentOptionSection are looked after by the groups of their subjects.
constexpr std::array section_rows{
    SectionRow{"NetworkSection", in_envelope, true},
    SectionRow{"OperatingSystemSection", in_system, true},
    SectionRow{"InstallSection", in_system, true},
    SectionRow{"ProductSection", in_system | in_collection, false},
    SectionRow{"AnnotationSection", in_system | in_collection, true},
    SectionRow{"EulaSection", in_system | in_collection, false},
    SectionRow{"ResourceAllocationSection", in_collection, true},
    SectionRow{"StartupSection", in_collection, true},
    SectionRow{"EnvironmentFilesSection", in_system, true},
    SectionRow{"BootDeviceSection", in_system, false},
    SectionRow{"SharedDiskSection", in_envelope, true},
    SectionRow{"ScaleOutSection", in_collection, false},
    SectionRow{"PlacementGroupSection", in_envelope, false},
    SectionRow{"PlacementSection", in_system | in_collection, false},
    SectionRow{"EncryptionSection", in_envelope, false},
};

std::uint8_t section_place_bit(Place place) {
    switch (place) {
        case Place::envelope: return in_envelope;
        case Place::system: return in_system;
        case Place::collection: return in_collection;
        default: return 0;
    }
}

std::string section_place_words(std::uint8_t places) {
    switch (places) {
        case in_envelope: return "the Envelope";
        case in_system: return "a VirtualSystem";
        case in_collection: return "a VirtualSystemCollection";
        default: return "a VirtualSystem or VirtualSystemCollection";
    }
}

}  // namespace

void check_section_places(const Subject& subject, Findings& findings) {
    const auto& nodes = subject.tree.nodes();
    std::vector<Place> places(nodes.size(), Place::foreign);
    std::unordered_map<std::uint64_t, const xml::Node*> first;  // by parent and row
    for (const xml::Node& node : nodes) {
        if (!is_xml_element(node)) continue;
        const Place parent = places[node.parent];
        const Place place = place_of(subject, node, parent);
        places[subject.tree.index_of(node)] = place;
        if (place != Place::section) continue;
        const std::string_view name = descriptor::effective_name(subject.tree, subject.spaces, node).name;
        const auto row = std::find_if(section_rows.begin(), section_rows.end(),
                                      [&](const SectionRow& one) { return one.name == name; });
        if (row == section_rows.end()) continue;
        if ((row->places & section_place_bit(parent)) == 0) {
            findings.report(rule::section_wrong_place,
                            called(subject, node) + " stands in " + section_place_words(section_place_bit(parent)) +
                                "; it belongs in " + section_place_words(row->places),
                            node, "move it into " + section_place_words(row->places));
            continue;
        }
        if (!row->once) continue;
        const auto key = (std::uint64_t{node.parent} << 8) | static_cast<std::uint64_t>(row - section_rows.begin());
        const auto [found, is_new] = first.emplace(key, &node);
        if (!is_new)
            findings.report(rule::section_repeated,
                            called(subject, subject.tree.parent(node)) + " has its " + std::string(name) + " already",
                            span_of(subject, node), {{span_of(subject, *found->second), "the first one"}});
    }
}

}  // namespace ovfkit::validate
