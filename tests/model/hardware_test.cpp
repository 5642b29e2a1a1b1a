// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/view.hpp>

#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovfkit::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

constexpr std::uint64_t mebibyte = 1U << 20;

Item item_of(ResourceType type, std::string id = {}) {
    Item item;
    item.resource_type = type;
    if (!id.empty()) item.instance_id = std::move(id);
    return item;
}

Item amount_of(ResourceType type, std::string id, std::uint64_t quantity, std::string unit = {}) {
    Item item = item_of(type, std::move(id));
    item.virtual_quantity = quantity;
    if (!unit.empty()) item.allocation_units = std::move(unit);
    return item;
}

Item drive_of(std::string host_resource, std::string parent = {}) {
    Item item = item_of(ResourceType::disk_drive);
    item.host_resource = {Field<std::string>(std::move(host_resource))};
    if (!parent.empty()) item.parent = std::move(parent);
    return item;
}

Item controller_of(ResourceType type, std::string id, std::string subtype = {}) {
    Item item = item_of(type, std::move(id));
    if (!subtype.empty()) item.resource_sub_type = std::move(subtype);
    return item;
}

Disk disk_of(std::string id, std::string file = {}) {
    Disk disk;
    disk.disk_id = std::move(id);
    if (!file.empty()) disk.file_ref = std::move(file);
    return disk;
}

File file_of(std::string id, std::string href) {
    File file;
    file.id = std::move(id);
    file.href = std::move(href);
    return file;
}

Extension foreign_element(std::string ns, std::string name) {
    Extension e;
    e.ns = std::move(ns);
    e.name = std::move(name);
    return e;
}

/// A document of one virtual system with these Items and Disks.
struct Built {
    Envelope envelope;

    explicit Built(std::vector<Item> items, std::vector<Disk> disks = {}, std::vector<File> files = {}) {
        VirtualHardwareSection section;
        section.items = std::move(items);
        VirtualSystem system;
        system.sections.emplace_back(section);
        envelope.contents = {Content{system}};
        DiskSection disk_section;
        disk_section.disks = std::move(disks);
        envelope.sections.emplace_back(disk_section);
        envelope.references.ensure().files = std::move(files);
    }
    VirtualSystem& system() { return *envelope.contents.front().system(); }
    VirtualHardwareSection& section() { return *find<VirtualHardwareSection>(system().sections); }
    HardwareView view(const HardwareViewOptions& options = {}) { return hardware(envelope, system(), options); }
};

std::vector<std::string> disk_ids(const HardwareView& view) {
    std::vector<std::string> ids;
    for (const DiskView& d : view.disks) ids.push_back(d.id);
    return ids;
}

TEST(Hardware, IsUnknownWithoutItems) {
    const auto view = Built({}).view();
    EXPECT_FALSE(view.cpus || view.cores_per_socket || view.memory_bytes || view.firmware);
    EXPECT_THAT(view.disks, IsEmpty());
    EXPECT_THAT(view.nics, IsEmpty());
}

TEST(Hardware, NeverScalesProcessorsByTheUnit) {
    EXPECT_EQ(Built({amount_of(ResourceType::processor, "1", 2, "hertz * 10^6")}).view().cpus, 2U);
}

TEST(Hardware, AddsUpSeveralProcessorItemsButNotOneListedTwice) {
    const auto cpu = [](std::string id) { return amount_of(ResourceType::processor, std::move(id), 2); };
    EXPECT_EQ(Built({cpu("1"), cpu("2")}).view().cpus, 4U);
    EXPECT_EQ(Built({cpu("1"), cpu("1")}).view().cpus, 2U);
    EXPECT_EQ(Built({cpu(""), cpu("")}).view().cpus, 4U) << "without ids nothing says that they are one";
}

TEST(Hardware, DoesNotGuessASumWithAnUnknownPart) {
    Item marker = item_of(ResourceType::processor, "2");
    marker.virtual_quantity.set_unreadable("@@CPUS@@");
    EXPECT_EQ(Built({amount_of(ResourceType::processor, "1", 2), marker}).view().cpus, std::nullopt);
    const auto huge = ~std::uint64_t{0};
    EXPECT_EQ(
        Built({amount_of(ResourceType::processor, "1", huge), amount_of(ResourceType::processor, "2", 1)}).view().cpus,
        std::nullopt);
    EXPECT_EQ(Built({amount_of(ResourceType::memory, "1", 2, "Disk")}).view().memory_bytes, std::nullopt);
}

TEST(Hardware, MultipliesTheTopologyOfOvirt) {
    Item cpu = item_of(ResourceType::processor, "1");
    cpu.ovirt = OvirtDevice{};
    cpu.ovirt->num_of_sockets = 2;
    EXPECT_EQ(Built({cpu}).view().cpus, 2U) << "cores and threads default to one";
    cpu.ovirt->cpu_per_socket = 4;
    cpu.ovirt->threads_per_cpu = 2;
    cpu.virtual_quantity = 3;
    const auto view = Built({cpu}).view();
    EXPECT_EQ(view.cpus, 16U) << "the topology is what the engine reads";
    EXPECT_EQ(view.cores_per_socket, 4U);
    cpu.ovirt->num_of_sockets = cpu.ovirt->cpu_per_socket = cpu.ovirt->threads_per_cpu = 0xFFFFFFFFU;
    EXPECT_EQ(Built({cpu}).view().cpus, std::nullopt) << "does not fit 64 bits";
}

TEST(Hardware, ReadsCoresPerSocketOfVmware) {
    Item cpu = amount_of(ResourceType::processor, "1", 8);
    cpu.extensions = {foreign_element("http://www.vmware.com/schema/ovf", "CoresPerSocket")};
    cpu.extensions[0].text = " 4 ";
    EXPECT_EQ(Built({cpu}).view().cores_per_socket, 4U);
    cpu.extensions[0].text = "many";
    EXPECT_EQ(Built({cpu}).view().cores_per_socket, std::nullopt);
    cpu.extensions[0] = foreign_element("urn:other", "CoresPerSocket");
    cpu.extensions[0].text = "4";
    EXPECT_EQ(Built({cpu}).view().cores_per_socket, std::nullopt);
}

TEST(Hardware, GivesMemoryInBytes) {
    EXPECT_EQ(Built({amount_of(ResourceType::memory, "2", 512, "byte * 2^20")}).view().memory_bytes, 512 * mebibyte);
    EXPECT_EQ(Built({amount_of(ResourceType::memory, "2", 512), amount_of(ResourceType::memory, "3", 256)})
                  .view()
                  .memory_bytes,
              768 * mebibyte);
}

Extension vmware_config(std::string key, std::string value) {
    Extension config = foreign_element("http://www.vmware.com/schema/ovf", "Config");
    config.attributes = {Attribute{config.ns, "vmw", "key", std::move(key), {}},
                         Attribute{config.ns, "vmw", "value", std::move(value), {}}};
    return config;
}

TEST(Hardware, ReadsFirmwareOfVmware) {
    Built built({});
    built.section().extensions = {vmware_config("nestedHVEnabled", "efi"), vmware_config("firmware", "efi")};
    EXPECT_EQ(built.view().firmware, "efi");
    built.section().extensions = {vmware_config("firmware", "coreboot")};
    EXPECT_EQ(built.view().firmware, std::nullopt);
}

TEST(Hardware, ReadsFirmwareOfOvirt) {
    Built built({});
    auto& bios = built.system().ovirt.ensure().bios_type;
    bios = OvirtBiosType::q35_sea_bios;
    EXPECT_EQ(built.view().firmware, "bios");
    bios = OvirtBiosType::q35_secure_boot;
    EXPECT_EQ(built.view().firmware, "efi");
    bios = static_cast<OvirtBiosType>(9);
    EXPECT_EQ(built.view().firmware, std::nullopt);
}

TEST(Hardware, ReadsFirmwareOfVirtualBox) {
    Extension firmware = foreign_element("http://www.virtualbox.org/ovf/machine", "Firmware");
    Extension machine = foreign_element(firmware.ns, "Machine"),
              hardware_part = foreign_element(firmware.ns, "Hardware");
    for (const auto& [type, expected] : {std::pair("EFI", "efi"), {"EFI64", "efi"}, {"BIOS", "bios"}}) {
        firmware.attributes = {Attribute{"", "", "type", type, {}}};
        hardware_part.children = {firmware};
        machine.children = {hardware_part};
        Built built({});
        built.system().extensions = {machine};
        EXPECT_EQ(built.view().firmware, expected) << type;
    }
}

TEST(Hardware, ResolvesEverySpellingOfHostResource) {
    for (const char* text : {"ovf:/disk/vmdisk1", "ovf://disk/vmdisk1", "ovf:disk/vmdisk1", "/disk/vmdisk1",
                             "disk/vmdisk1", "vmdisk1", "group/vmdisk1", " ovf:/disk/vmdisk1\n", "OVF:/disk/vmdisk1"}) {
        const auto view = Built({drive_of(text)}, {disk_of("other"), disk_of("vmdisk1")}).view();
        ASSERT_FALSE(view.disks.empty());
        EXPECT_EQ(view.disks[0].id, "vmdisk1") << text;
        EXPECT_NE(view.disks[0].disk, nullptr) << text;
    }
}

TEST(Hardware, PrefersAnExactIdToTheEndOfOne) {
    Built built({drive_of("ovf:/disk/a/b"), drive_of("disk/c"), drive_of("x/disk/c")},
                {disk_of("b"), disk_of("a/b"), disk_of("disk/c"), disk_of("c")});
    const auto view = built.view();
    EXPECT_EQ(view.disks.at(0).id, "a/b");
    EXPECT_EQ(view.disks.at(1).id, "c") << "the prefix is a prefix where the rest is an id";
    EXPECT_EQ(view.disks.at(2).id, "disk/c") << "of several ends the longest";
}

TEST(Hardware, SkipsEmptyHostResources) {
    Item drive = drive_of("");
    drive.host_resource.emplace_back("ovf:/disk/d");
    EXPECT_EQ(Built({drive}, {disk_of("d")}).view().disks.at(0).id, "d");
}

TEST(Hardware, ShowsADriveWithoutABacking) {
    const auto view = Built({item_of(ResourceType::disk_drive, "3")}).view();
    ASSERT_EQ(view.disks.size(), 1U);
    EXPECT_EQ(view.disks[0].id, "");
    EXPECT_EQ(view.disks[0].disk, nullptr);
    EXPECT_NE(view.disks[0].item, nullptr);
}

TEST(Hardware, NamesTheDiskThatIsMissing) {
    const auto view = Built({drive_of("ovf:/disk/gone")}).view();
    EXPECT_EQ(view.disks.at(0).id, "gone");
    EXPECT_EQ(view.disks.at(0).disk, nullptr);
}

TEST(Hardware, FindsTheFileBehindADisk) {
    Disk sized = disk_of("d", "f");
    sized.capacity = "40";
    sized.capacity_allocation_units = "byte * 2^30";
    const auto view = Built({drive_of("ovf:/disk/d")}, {sized}, {file_of("f", "disk.vmdk")}).view();
    EXPECT_EQ(view.disks.at(0).file, "disk.vmdk");
    EXPECT_EQ(view.disks.at(0).capacity_bytes, 40960 * mebibyte);
}

TEST(Hardware, FindsAFileThatADriveNamesDirectly) {
    const auto view = Built({drive_of("ovf:/file/f")}, {}, {file_of("f", "disk.img")}).view();
    EXPECT_EQ(view.disks.at(0).file, "disk.img");
    EXPECT_EQ(view.disks.at(0).id, "");
}

TEST(Hardware, ResolvesTheReferencesOfOvirtConfigurations) {
    Disk disk = disk_of("image", "group/image");
    disk.ovirt = OvirtDisk{};
    disk.ovirt->size = 2;
    disk.ovirt->disk_interface = "VirtIO_SCSI";
    const auto view = Built({drive_of("group/image")}, {disk}, {file_of("image", "group/image")}).view();
    ASSERT_EQ(view.disks.size(), 1U);
    EXPECT_EQ(view.disks[0].id, "image");
    EXPECT_EQ(view.disks[0].file, "group/image");
    EXPECT_EQ(view.disks[0].capacity_bytes, 2048 * mebibyte);
    EXPECT_EQ(view.disks[0].controller, "virtio-scsi");
}

TEST(Hardware, ResolvesADriveThatNamesTheFileOfItsDisk) {
    const auto view = Built({drive_of("volume")}, {disk_of("disk", "volume")}, {file_of("volume", "volume")}).view();
    EXPECT_THAT(disk_ids(view), ElementsAre("disk"));
    EXPECT_EQ(view.disks[0].file, "volume");
}

TEST(Hardware, AppendsDisksThatNobodyNamesWhenThereIsOneEntity) {
    Built built({drive_of("ovf:/disk/b")}, {disk_of("a"), disk_of("b"), disk_of("c")});
    EXPECT_THAT(disk_ids(built.view()), ElementsAre("b", "a", "c"));
    EXPECT_EQ(built.view().disks[1].item, nullptr);
    built.envelope.contents.emplace_back(Content{VirtualSystem{}});
    EXPECT_THAT(disk_ids(built.view()), ElementsAre("b"));
}

TEST(Hardware, DoesNotAppendTheBaseOfAnotherDisk) {
    Disk delta = disk_of("delta");
    delta.parent_ref = "base";
    EXPECT_THAT(disk_ids(Built({drive_of("ovf:/disk/delta")}, {disk_of("base"), delta}).view()), ElementsAre("delta"));
    delta.ovirt = OvirtDisk{};
    EXPECT_THAT(disk_ids(Built({drive_of("ovf:/disk/delta")}, {disk_of("base"), delta}).view()),
                ElementsAre("delta", "base"))
        << "parentRef of oVirt means nothing";
}

TEST(Hardware, DoesNotAppendADiskOfAnotherConfiguration) {
    Item drive = drive_of("ovf:/disk/b");
    drive.configuration = "large";
    Built built({drive}, {disk_of("a"), disk_of("b")});
    EXPECT_THAT(disk_ids(built.view()), ElementsAre("a"));
    EXPECT_THAT(disk_ids(built.view({"large"})), ElementsAre("b", "a"));
}

TEST(Hardware, TakesDrivesOfEveryKindAndNoOthers) {
    Built built({drive_of("ovf:/disk/a"), drive_of("ovf:/disk/b"), drive_of("ovf:/disk/c")},
                {disk_of("a"), disk_of("b"), disk_of("c"), disk_of("d")});
    built.section().items[1].resource_type = ResourceType::logical_disk;
    built.section().items[2].resource_type = ResourceType::storage_extent;
    built.section().items.push_back(item_of(ResourceType::cd_drive));
    Item storage = drive_of("ovf:/disk/d");
    storage.resource_type = std::nullopt;
    built.section().storage_items = {storage, item_of(ResourceType::cd_drive)};
    EXPECT_THAT(disk_ids(built.view()), ElementsAre("a", "b", "c", "d"));
}

using ControllerCase = std::tuple<ResourceType, const char*, const char*>;
class HardwareController : public testing::TestWithParam<ControllerCase> {};

TEST_P(HardwareController, FollowsTypeAndSubtype) {
    const auto [type, subtype, expected] = GetParam();
    const auto view = Built({drive_of("ovf:/disk/d", "7"), controller_of(type, "7", subtype)}, {disk_of("d")}).view();
    EXPECT_EQ(view.disks.at(0).controller.value_or("unknown"), expected) << subtype;
}

INSTANTIATE_TEST_SUITE_P(
    Known, HardwareController,
    testing::Values(ControllerCase{ResourceType::ide_controller, "PIIX4", "ide"},
                    ControllerCase{ResourceType::ide_controller, "", "ide"},
                    ControllerCase{ResourceType::ide_controller, "virtio", "virtio"},
                    ControllerCase{ResourceType::scsi_controller, "lsilogic", "scsi"},
                    ControllerCase{ResourceType::scsi_controller, "VirtualSCSI", "scsi"},
                    ControllerCase{ResourceType::scsi_controller, "virtio lsilogic", "virtio-scsi"},
                    ControllerCase{ResourceType::scsi_controller, "lsilogic, virtio", "scsi"},
                    ControllerCase{ResourceType::other_storage_device, "AHCI", "sata"},
                    ControllerCase{ResourceType::other_storage_device, "vmware.sata.ahci", "sata"},
                    ControllerCase{ResourceType::other_storage_device, "vmware.nvme.controller", "nvme"},
                    ControllerCase{ResourceType::other_storage_device, "VirtioSCSI", "virtio-scsi"},
                    ControllerCase{ResourceType::other_storage_device, "vmware.nvdimm.controller", "unknown"},
                    ControllerCase{ResourceType::other_storage_device, "", "unknown"},
                    ControllerCase{ResourceType::usb_controller, "vmware.usb.xhci", "usb"},
                    ControllerCase{ResourceType::memory, "", "unknown"}));

TEST(Hardware, TakesTheInterfaceOfOvirtInAnyLetterCase) {
    for (const auto& [written, expected] : {std::pair("IDE", "ide"),
                                            {"VirtIO", "virtio"},
                                            {"SATA", "sata"},
                                            {"SPAPR_VSCSI", "spapr-vscsi"},
                                            {"virtio_scsi", "virtio-scsi"}}) {
        Disk disk = disk_of("d");
        disk.ovirt = OvirtDisk{};
        disk.ovirt->disk_interface = written;
        EXPECT_EQ(Built({}, {disk}).view().disks.at(0).controller, expected);
    }
}

TEST(Hardware, SurvivesParentsInACircle) {
    Item first = drive_of("ovf:/disk/d", "2"), second = item_of(ResourceType::other, "2");
    first.instance_id = "1";
    second.parent = "1";
    EXPECT_EQ(Built({first, second}, {disk_of("d")}).view().disks.at(0).controller, std::nullopt);
}

TEST(Hardware, ClimbsOverADeviceThatIsNoController) {
    Item port = item_of(ResourceType::other, "2");
    port.parent = "3";
    const auto view =
        Built({drive_of("ovf:/disk/d", "2"), port, controller_of(ResourceType::ide_controller, "3")}, {disk_of("d")})
            .view();
    EXPECT_EQ(view.disks.at(0).controller, "ide");
}

Item nic_of(std::string name, std::string subtype, std::string network) {
    Item item = item_of(ResourceType::ethernet_adapter);
    if (!name.empty()) item.element_name = Msg(std::move(name));
    if (!subtype.empty()) item.resource_sub_type = std::move(subtype);
    item.connection = {Field<std::string>(std::move(network))};
    return item;
}

TEST(Hardware, ShowsANetworkAdapter) {
    Item nic = nic_of("Ethernet 1", "VmxNet3", "VM Network");
    nic.address = "00:50:56:aa:bb:cc";
    const auto view = Built({nic}).view();
    ASSERT_EQ(view.nics.size(), 1U);
    EXPECT_EQ(view.nics[0].name, "Ethernet 1");
    EXPECT_EQ(view.nics[0].mac, "00:50:56:aa:bb:cc");
    EXPECT_EQ(view.nics[0].model, "VmxNet3");
    EXPECT_EQ(view.nics[0].network, "VM Network");
}

TEST(Hardware, TakesOnlyWhatLooksLikeAMacFromTheAddress) {
    const auto mac_for = [](const char* address) {
        Item nic = nic_of("", "", "");
        nic.address = address;
        return Built({nic}).view().nics.at(0).mac;
    };
    EXPECT_EQ(mac_for("00-50-56-AA-BB-CC"), "00-50-56-AA-BB-CC");
    EXPECT_EQ(mac_for("005056AABBCC"), "005056AABBCC");
    for (const char* other : {"", "0", "{type=pci, slot=0x00}", "00:50:56:aa:bb", "00:50:56:aa:bb:cg",
                              "00:50:56-aa:bb:cc", "00500:56:aa:bb:cc"})
        EXPECT_EQ(mac_for(other), std::nullopt) << other;
}

TEST(Hardware, TakesNameMacAndModelOfOvirt) {
    Item nic = nic_of("", "5", "");
    nic.caption = Msg("Ethernet adapter on [No Network]");
    EXPECT_EQ(Built({nic}).view().nics.at(0).name, "Ethernet adapter on [No Network]");
    nic.address = "{type=pci}";
    nic.ovirt = OvirtDevice{};
    nic.ovirt->name = "nic2";
    nic.ovirt->mac_address = "56:6f:3e:00:00:12";
    const auto view = Built({nic}).view().nics.at(0);
    EXPECT_EQ(view.name, "nic2");
    EXPECT_EQ(view.mac, "56:6f:3e:00:00:12");
    EXPECT_EQ(view.model, "pci-passthrough");
    EXPECT_EQ(view.network, std::nullopt);
}

TEST(Hardware, NamesEveryModelOfOvirt) {
    const std::vector<std::string> names = {"rtl8139_pv", "rtl8139",         "e1000", "virtio",
                                            "spapr-vlan", "pci-passthrough", "e1000e"};
    for (std::size_t i = 0; i < names.size(); ++i)
        EXPECT_EQ(Built({nic_of("", std::to_string(i), "")}).view().nics.at(0).model, names[i]);
    EXPECT_EQ(Built({nic_of("", "7", "")}).view().nics.at(0).model, "7");
}

TEST(Hardware, CountsEthernetPortItemsButNotSwitchPorts) {
    Built built({});
    built.section().ethernet_port_items = {item_of(ResourceType::ethernet_connection, "1"),
                                           item_of(static_cast<ResourceType>(30), "2")};
    EXPECT_EQ(built.view().nics.size(), 1U);
}

TEST(Hardware, ShowsTheMergedDeviceAndPointsToItsFirstItem) {
    Item base = amount_of(ResourceType::processor, "1", 1), variant = amount_of(ResourceType::processor, "1", 8);
    variant.configuration = "large";
    Item nic = nic_of("base", "", "net"), other = nic_of("variant", "", "other");
    nic.instance_id = other.instance_id = "5";
    other.configuration = "large";
    Built built({base, variant, nic, other});
    EXPECT_EQ(built.view().cpus, 1U);
    const auto large = built.view({"large"});
    EXPECT_EQ(large.cpus, 8U);
    ASSERT_EQ(large.nics.size(), 1U);
    EXPECT_EQ(large.nics[0].network, "other");
    EXPECT_EQ(large.nics[0].item, &built.section().items[2]);
}

TEST(Hardware, OfAllSystemsIsThatOfEach) {
    Built built({drive_of("ovf:/disk/b"), amount_of(ResourceType::processor, "1", 2)}, {disk_of("a"), disk_of("b")});
    const auto alone = hardware(built.envelope);
    ASSERT_EQ(alone.size(), 1U);
    EXPECT_THAT(disk_ids(alone[0]), ElementsAre("b", "a"));
    built.envelope.contents.push_back(built.envelope.contents.front());
    const auto both = hardware(built.envelope);
    ASSERT_EQ(both.size(), 2U);
    for (const HardwareView& view : both) {
        EXPECT_THAT(disk_ids(view), ElementsAre("b"));
        EXPECT_EQ(view.cpus, 2U);
    }
}

}  // namespace
}  // namespace ovfkit::model
