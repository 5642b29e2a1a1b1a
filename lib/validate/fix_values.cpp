// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>

#include <ovfkit/package/rules.hpp>

#include "validate/fixers.hpp"
#include "validate/schema_rules.hpp"

namespace ovfkit::validate {
namespace {

// ---- Info -----------------------------------------------------------------------------------------------------------

// What Info says, for somebody whose importer does not know the section.
template <class S>
std::string_view info_words() {
    using namespace model;
    if constexpr (std::is_same_v<S, DiskSection>) return "Virtual disks of the package";
    if constexpr (std::is_same_v<S, SharedDiskSection>) return "Virtual disks that several machines share";
    if constexpr (std::is_same_v<S, NetworkSection>) return "Networks that the machines are connected to";
    if constexpr (std::is_same_v<S, DeploymentOptionSection>) return "Deployment configurations to choose from";
    if constexpr (std::is_same_v<S, VirtualHardwareSection>) return "Virtual hardware that the machine needs";
    if constexpr (std::is_same_v<S, ResourceAllocationSection>) return "Resources of the whole collection";
    if constexpr (std::is_same_v<S, OperatingSystemSection>) return "Operating system of the guest";
    if constexpr (std::is_same_v<S, InstallSection>) return "The machine is started once to install itself";
    if constexpr (std::is_same_v<S, ProductSection>) return "The product, and what can be set about it";
    if constexpr (std::is_same_v<S, AnnotationSection>) return "A note about this entity";
    if constexpr (std::is_same_v<S, EulaSection>) return "Licence agreement";
    if constexpr (std::is_same_v<S, StartupSection>) return "Order in which the machines are started and stopped";
    return "A section of the package";
}

template <class S>
constexpr bool of_the_standard =
    std::is_base_of_v<model::SectionBase, S> && !std::is_same_v<S, model::SnapshotsSection> &&
    !std::is_same_v<S, model::AffinityGroupsSection> && !std::is_same_v<S, model::AffinityLabelsSection> &&
    !std::is_same_v<S, model::UserDomainsSection> && !std::is_same_v<S, model::VmExternalDataSection> &&
    !std::is_same_v<S, model::NumaNodeSection>;

void add_info(model::Field<model::Msg>& info, std::string_view words, std::string_view what, Span at,
              const Note& note) {
    if (!info.absent()) return;
    info = model::Msg(std::string(words));
    note(rule::missing_element.slug, std::string(what) + " has an Info", at);
}

void add_infos(std::vector<model::Section>& sections, const Note& note) {
    for (model::Section& section : sections)
        std::visit(
            [&](auto& one) {
                using S = std::decay_t<decltype(one)>;
                if constexpr (of_the_standard<S>) add_info(one.info, info_words<S>(), "the section", one.at, note);
            },
            section);
}

void add_infos(std::vector<model::Content>& contents, const Note& note) {
    for (model::Content& content : contents) {
        if (auto* system = content.system()) {
            add_info(system->info, "A virtual machine", "the VirtualSystem", system->at, note);
            add_infos(system->sections, note);
        } else if (auto* collection = content.collection()) {
            add_info(collection->info, "A collection of virtual machines", "the VirtualSystemCollection",
                     collection->at, note);
            add_infos(collection->sections, note);
            add_infos(collection->contents, note);
        }
    }
}

void fix_missing_info(const Subject& subject, const FixOptions&, model::Envelope& envelope, const Note& note) {
    if (!subject.is_standard()) return;
    add_infos(envelope.sections, note);
    add_infos(envelope.contents, note);
}

// ---- sizes ----------------------------------------------------------------------------------------------------------

void fix_sizes(const Subject&, const FixOptions& options, model::Envelope& envelope, const Note& note) {
    if (options.package == nullptr || !envelope.references) return;
    for (model::File& file : envelope.references->files) {
        const auto parts = options.package->resolve(file);
        if (!parts || file.size.absent()) continue;
        const auto verified = [&](const package::Member* part) {
            return std::find(options.verified.begin(), options.verified.end(), part->name) != options.verified.end();
        };
        if (!std::all_of(parts->begin(), parts->end(), verified)) continue;
        std::uint64_t stored = 0;
        for (const package::Member* part : *parts) stored += part->size;
        if (file.size && *file.size == stored) continue;
        const Span at = file.size.at();
        file.size = stored;
        note(package::rule::wrong_size.slug,
             quoted(file.href.value_or({})) + " is said to have " + std::to_string(stored) + " bytes", at);
    }
}

}  // namespace

std::vector<ModelFixer> value_fixers() {
    return {{{&rule::missing_element, &rule::unexpected_element}, fix_missing_info},
            {{&package::rule::wrong_size}, fix_sizes}};
}

}  // namespace ovfkit::validate
