// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/model/envelope.hpp>

namespace ovfkit::model {

/// What an entity is: products that know templates mark them, everything else is a VM.
enum class EntityKind : std::uint8_t { vm, template_ };

/// `vm` or `template`.
[[nodiscard]] std::string_view to_string(EntityKind kind) noexcept;

/// Every virtual system of the document, collections descended into, in document order. The pointers live as long as
/// `envelope` is unchanged.
[[nodiscard]] std::vector<const VirtualSystem*> virtual_systems(const Envelope& envelope);
/// The same, to be changed.
[[nodiscard]] std::vector<VirtualSystem*> virtual_systems(Envelope& envelope);
/// The collections around `system`, outermost first; empty when it stands alone.
[[nodiscard]] std::vector<const VirtualSystemCollection*> collections_around(const Envelope& envelope,
                                                                             const VirtualSystem& system);

/// The id under which the product knows the entity: `ovf:id`, and in oVirt configurations the id on the operating
/// system section, because `Content` always has the id `out` there (oVirt reference 1a.12). Empty if there is none.
[[nodiscard]] std::string entity_id(const VirtualSystem& system);
/// `Name`; empty if there is none.
[[nodiscard]] std::string entity_name(const VirtualSystem& system);
/// Template or VM, by what the file says about itself, never by its name (oVirt reference 1a.14): a `TemplateType`
/// element, a `TemplateId` equal to the entity's own id, or the `Kind` of the project's trust section.
[[nodiscard]] EntityKind entity_kind(const VirtualSystem& system);

/// Size of a virtual disk in bytes, with checked arithmetic: `ovf:capacity` times `ovf:capacityAllocationUnits`
/// (DSP0243 1.1.1, 9.1), or `ovf:size` in GiB of the oVirt dialect when there is no capacity. Empty when the descriptor
/// states none or leaves it to a property such as `${disk.size}`. Fails when the text is no number, the unit is not one
/// of bytes, or the product exceeds 2^63 - 1.
[[nodiscard]] Result<std::optional<std::uint64_t>> capacity_bytes(const Disk& disk);
/// Memory of an Item in bytes: `rasd:VirtualQuantity` times `rasd:AllocationUnits` (DSP0004). Without a unit the
/// quantity counts bytes, except that a quantity below 2^20 counts MiB, which is what every product that omits the unit
/// means.
[[nodiscard]] Result<std::optional<std::uint64_t>> memory_bytes(const Item& item);
/// Reservation or limit of a processor Item in hertz, of any other Item in the unit's base; empty if there is none.
/// Without a unit memory is counted as in `memory_bytes`, and any other number is taken as it is.
[[nodiscard]] Result<std::optional<std::uint64_t>> reservation_base_units(const Item& item);
/// The same of `rasd:Limit`.
[[nodiscard]] Result<std::optional<std::uint64_t>> limit_base_units(const Item& item);

/// A disk as an entity sees it.
struct DiskView {
    std::string id;  ///< `ovf:diskId`; as the Item names it when there is no such Disk; empty if the Item names none
    /// Virtual size in bytes.
    std::optional<std::uint64_t> capacity_bytes;
    std::optional<std::string> file;        ///< `ovf:href` of the File that backs it
    std::optional<std::string> controller;  ///< ide, scsi, sata, nvme, virtio, virtio-scsi, usb or spapr-vscsi
    const Disk* disk = nullptr;             ///< null when the Item names a disk that is not there
    const Item* item = nullptr;             ///< the first of the Item's variants; null for a Disk that no Item names
};

/// A network adapter as an entity sees it.
struct NicView {
    /// `rasd:ElementName`, or the name of the device in oVirt.
    std::optional<std::string> name;
    /// As it is written.
    std::optional<std::string> mac;
    /// What is emulated, as the file says it, such as `E1000`.
    std::optional<std::string> model;
    /// Name of the network that it is connected to.
    std::optional<std::string> network;
    /// The first of the Item's variants.
    const Item* item = nullptr;
};

/// What a person wants to know about the hardware of an entity. Unknown values are empty.
///
/// Several processor Items add up, and so do several memory Items: each is a set of devices of its own. Items that
/// share an InstanceID without being variants of each other break the standard; they count once. The sum is unknown
/// when one of the amounts is.
struct HardwareView {
    /// Virtual CPUs in all: `rasd:VirtualQuantity`, never scaled by a unit; in oVirt sockets x cores x threads.
    std::optional<std::uint64_t> cpus;
    /// Of a processor; empty when the file says nothing of cores.
    std::optional<std::uint64_t> cores_per_socket;
    /// Memory in bytes.
    std::optional<std::uint64_t> memory_bytes;
    std::optional<std::string> firmware;  ///< bios or efi
    /// In the order of their Items.
    std::vector<DiskView> disks;
    /// In the order of their Items.
    std::vector<NicView> nics;
};

/// Which hardware is meant, of a descriptor that offers a choice.
struct HardwareViewOptions {
    /// The deployment configuration to show; empty means the default one (DSP0243 1.1.1, 9.8).
    std::string configuration;
};

/// The hardware of `system` under one deployment configuration: variants of an Item merged as DSP0243 1.1.1, 9.8 says,
/// range markers (`ovf:bound`) left out. Of several hardware sections, which are alternatives, the first counts. Disks
/// that no Item names, and no other Disk builds on, are appended when the document has one entity only. The pointers
/// point into `envelope`.
[[nodiscard]] HardwareView hardware(const Envelope& envelope, const VirtualSystem& system,
                                    const HardwareViewOptions& options = {});
/// The hardware of every virtual system, in the order of `virtual_systems`, at the cost of one pass over the document.
[[nodiscard]] std::vector<HardwareView> hardware(const Envelope& envelope, const HardwareViewOptions& options = {});

/// Every Item of the entity's hardware that holds under `configuration` (empty: the default one), Items of all three
/// kinds in document order, variants merged, range markers left out. Variants are Items of one InstanceID and type of
/// which at least one names a configuration; other Items with equal ids stay apart, so that none hides another.
[[nodiscard]] std::vector<Item> effective_items(const Envelope& envelope, const VirtualSystem& system,
                                                std::string_view configuration = {});
/// The id of the default deployment configuration; empty if the document has none.
[[nodiscard]] std::string default_configuration(const Envelope& envelope);

}  // namespace ovfkit::model
