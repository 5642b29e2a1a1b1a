// SPDX-License-Identifier: Apache-2.0
#include "guard.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace {

using report::InspectedEntity;
using Text = std::optional<std::string>;

const InspectedEntity* entity(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return descriptor ? at(descriptor->inspection.entities, index) : nullptr;
}

const model::DiskView* disk_of(const ovfkit_descriptor* descriptor, std::size_t index, std::size_t disk) noexcept {
    const InspectedEntity* one = entity(descriptor, index);
    return one ? at(one->hardware.disks, disk) : nullptr;
}

const model::NicView* nic_of(const ovfkit_descriptor* descriptor, std::size_t index, std::size_t nic) noexcept {
    const InspectedEntity* one = entity(descriptor, index);
    return one ? at(one->hardware.nics, nic) : nullptr;
}

}  // namespace

std::size_t ovfkit_descriptor_entity_count(const ovfkit_descriptor* descriptor) noexcept {
    return descriptor ? descriptor->inspection.entities.size() : 0;
}

ovfkit_string ovfkit_entity_id(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return text_about(entity(descriptor, index), [](auto& e) { return std::string_view(e.id); });
}

ovfkit_string ovfkit_entity_name(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return text_about(entity(descriptor, index), [](auto& e) { return std::string_view(e.name); });
}

ovfkit_string ovfkit_entity_kind(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return text_about(entity(descriptor, index), [](auto& e) { return model::to_string(e.kind); });
}

ovfkit_string ovfkit_entity_os(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return text_about(entity(descriptor, index), [](auto& e) { return std::string_view(e.os_description); });
}

ovfkit_string ovfkit_entity_firmware(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return text_about(entity(descriptor, index), [](auto& e) -> const Text& { return e.hardware.firmware; });
}

std::int32_t ovfkit_entity_cpus(const ovfkit_descriptor* descriptor, std::size_t index, std::uint64_t* cpus) noexcept {
    return about(entity(descriptor, index), 0, [&](auto& e) { return tell(e.hardware.cpus, cpus); });
}

std::int32_t ovfkit_entity_memory_bytes(const ovfkit_descriptor* descriptor, std::size_t index,
                                        std::uint64_t* bytes) noexcept {
    return about(entity(descriptor, index), 0, [&](auto& e) { return tell(e.hardware.memory_bytes, bytes); });
}

std::int32_t ovfkit_entity_trusted_host(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return about(entity(descriptor, index), OVFKIT_FACT_ABSENT,
                 [](auto& e) { return fact_number(e.trust.trusted_host); });
}

std::int32_t ovfkit_entity_trusted_cluster(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return about(entity(descriptor, index), OVFKIT_FACT_ABSENT,
                 [](auto& e) { return fact_number(e.trust.trusted_cluster); });
}

std::int32_t ovfkit_entity_requires_trust(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return about(entity(descriptor, index), 1, [](auto& e) { return e.requires_trust ? 1 : 0; });
}

std::size_t ovfkit_entity_disk_count(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return about(entity(descriptor, index), std::size_t{0}, [](auto& e) { return e.hardware.disks.size(); });
}

ovfkit_string ovfkit_entity_disk_id(const ovfkit_descriptor* descriptor, std::size_t index, std::size_t disk) noexcept {
    return text_about(disk_of(descriptor, index, disk), [](auto& d) { return std::string_view(d.id); });
}

ovfkit_string ovfkit_entity_disk_file(const ovfkit_descriptor* descriptor, std::size_t index,
                                      std::size_t disk) noexcept {
    return text_about(disk_of(descriptor, index, disk), [](auto& d) -> const Text& { return d.file; });
}

ovfkit_string ovfkit_entity_disk_controller(const ovfkit_descriptor* descriptor, std::size_t index,
                                            std::size_t disk) noexcept {
    return text_about(disk_of(descriptor, index, disk), [](auto& d) -> const Text& { return d.controller; });
}

std::int32_t ovfkit_entity_disk_capacity(const ovfkit_descriptor* descriptor, std::size_t index, std::size_t disk,
                                         std::uint64_t* bytes) noexcept {
    return about(disk_of(descriptor, index, disk), 0, [&](auto& d) { return tell(d.capacity_bytes, bytes); });
}

std::size_t ovfkit_entity_nic_count(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return about(entity(descriptor, index), std::size_t{0}, [](auto& e) { return e.hardware.nics.size(); });
}

ovfkit_string ovfkit_entity_nic_name(const ovfkit_descriptor* descriptor, std::size_t index, std::size_t nic) noexcept {
    return text_about(nic_of(descriptor, index, nic), [](auto& n) -> const Text& { return n.name; });
}

ovfkit_string ovfkit_entity_nic_mac(const ovfkit_descriptor* descriptor, std::size_t index, std::size_t nic) noexcept {
    return text_about(nic_of(descriptor, index, nic), [](auto& n) -> const Text& { return n.mac; });
}

ovfkit_string ovfkit_entity_nic_network(const ovfkit_descriptor* descriptor, std::size_t index,
                                        std::size_t nic) noexcept {
    return text_about(nic_of(descriptor, index, nic), [](auto& n) -> const Text& { return n.network; });
}
