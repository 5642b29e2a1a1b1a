// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/ovirt_os.hpp>

#include "convert/converted.hpp"

namespace ovfkit::convert {
namespace {

using model::Item;
using model::ResourceType;

constexpr std::uint64_t gib = std::uint64_t{1} << 30;

const model::VirtualHardwareSection& hardware_of(const Output& output) {
    return *model::find<model::VirtualHardwareSection>(only_system(output.envelope).sections);
}

const Item* item_of(const Output& output, ResourceType type) {
    for (const Item& item : hardware_of(output).items)
        if (item.resource_type && *item.resource_type == type) return &item;
    return nullptr;
}

std::vector<model::Disk> disks_of(const Output& output) {
    const auto* section = model::find<model::DiskSection>(output.envelope.sections);
    return section ? section->disks : std::vector<model::Disk>();
}

/// A small standard descriptor whose hardware section holds `items`; `options` are of the envelope.
Descriptor standard(const std::string& items, const std::string& disks = {}, const std::string& sections = {},
                    const std::string& options = {}) {
    return parsed(R"(<?xml version="1.0"?>
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
 xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
 xmlns:vmw="http://www.vmware.com/schema/ovf">
<References><File ovf:id="file1" ovf:href="disk1.vmdk" ovf:size="1000"/></References>
<DiskSection><Info>Disks</Info>)" +
                  disks + "</DiskSection>" + options + R"(
<VirtualSystem ovf:id="vm"><Info>A machine</Info><Name>web</Name>)" +
                  sections + R"(<VirtualHardwareSection><Info>Hardware</Info>)" + items +
                  R"(</VirtualHardwareSection></VirtualSystem></Envelope>)");
}

std::string item(const std::string& children) {
    return "<Item><rasd:ElementName>device</rasd:ElementName>" + children + "</Item>";
}

// ---- processors and memory ----

TEST(Translation, CoresPerSocketBecomeATopology) {
    const auto source = standard(
        "<Item><rasd:ElementName>cpu</rasd:ElementName><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</"
        "rasd:ResourceType>"
        "<rasd:VirtualQuantity>8</rasd:VirtualQuantity><vmw:CoresPerSocket "
        "ovf:required=\"false\">4</vmw:CoresPerSocket></Item>");
    const Output output = output_of(source, Grammar::ovirt);
    const Item* cpu = item_of(output, ResourceType::processor);
    ASSERT_NE(cpu, nullptr);
    EXPECT_EQ(cpu->ovirt->num_of_sockets.optional(), 2U);
    EXPECT_EQ(cpu->ovirt->cpu_per_socket.optional(), 4U);
    EXPECT_EQ(cpu->ovirt->threads_per_cpu.optional(), 1U);
    EXPECT_EQ(cpu->virtual_quantity.optional(), 8U);
}

TEST(Translation, ATopologyBecomesAQuantity) {
    const Output output = output_of(read_dialect("ovirt/vm-4.5.ovf"), Grammar::ovf_1);
    const auto view = model::hardware(output.envelope, only_system(output.envelope));
    EXPECT_EQ(view.cpus, 16U);
    EXPECT_EQ(view.cores_per_socket, 4U);
}

TEST(Translation, MemoryOfAnyUnitBecomesWholeMebibytes) {
    const auto memory = [](const std::string& unit, const std::string& quantity) {
        return standard(item("<rasd:AllocationUnits>" + unit +
                             "</rasd:AllocationUnits><rasd:InstanceID>2</rasd:InstanceID>"
                             "<rasd:Reservation>1</rasd:Reservation><rasd:ResourceType>4</rasd:ResourceType>"
                             "<rasd:VirtualQuantity>" +
                             quantity + "</rasd:VirtualQuantity>"));
    };
    Output output = output_of(memory("byte * 2^30", "3"), Grammar::ovirt);
    const Item* item = item_of(output, ResourceType::memory);
    EXPECT_EQ(item->virtual_quantity.optional(), 3072U);
    EXPECT_EQ(item->reservation.optional(), 1024U) << "counted in the same unit";
    EXPECT_EQ(item->allocation_units.optional(), "MegaBytes");
    EXPECT_FALSE(tells(output, LossKind::weakened, "MiB"));
    output = output_of(memory("byte", "1048577"), Grammar::ovirt);
    EXPECT_EQ(item_of(output, ResourceType::memory)->virtual_quantity.optional(), 2U);
    EXPECT_TRUE(tells(output, LossKind::weakened, "1048577 bytes are rounded up to 2 MiB"));
    // The exact amount is still there for a standard dialect.
    const Output back = output_of(parsed(output.bytes), Grammar::ovf_1);
    EXPECT_EQ(*model::memory_bytes(*item_of(back, ResourceType::memory)), 1048577U);
}

// ---- disks ----

TEST(Translation, SizesStayExactToTheByte) {
    for (const std::uint64_t bytes : {std::uint64_t{1}, gib - 1, gib, gib + 1, 20 * gib, std::uint64_t{512} << 40}) {
        const auto source =
            standard(item("<rasd:HostResource>ovf:/disk/d</rasd:HostResource><rasd:InstanceID>9</rasd:InstanceID>"
                          "<rasd:ResourceType>17</rasd:ResourceType>"),
                     "<Disk ovf:diskId=\"d\" ovf:fileRef=\"file1\" ovf:format=\"f\" ovf:capacity=\"" +
                         std::to_string(bytes) + "\"/>");
        for (const Grammar target : all_targets) {
            SCOPED_TRACE(target_word(target) + " " + std::to_string(bytes));
            const Descriptor there = parsed(output_of(source, target).bytes);
            EXPECT_EQ(*model::capacity_bytes(model::find<model::DiskSection>(there.envelope().sections)->disks.front()),
                      bytes);
            for (const Grammar next : all_targets)
                EXPECT_EQ(*model::capacity_bytes(disks_of(output_of(there, next)).front()), bytes);
        }
    }
}

TEST(Translation, OVirtSaysSizesInWholeGibibytesBesideTheBytes) {
    const auto source = standard("",
                                 "<Disk ovf:diskId=\"d\" ovf:fileRef=\"file1\" ovf:format=\"f\" "
                                 "ovf:capacity=\"1073741825\" ovf:populatedSize=\"5\"/>");
    const Output configuration = output_of(source, Grammar::ovirt);
    const model::Disk disk = disks_of(configuration).front();
    EXPECT_EQ(disk.ovirt->size.optional(), 2U);
    EXPECT_EQ(disk.ovirt->actual_size.optional(), 1U);
    EXPECT_EQ(disk.capacity.optional(), "1073741825");
    const model::Disk in_ova = disks_of(output_of(source, Grammar::ovirt_ova)).front();
    EXPECT_EQ(in_ova.capacity.optional(), "1073741825");
    EXPECT_EQ(in_ova.capacity_allocation_units.optional(), "byte");
}

TEST(Translation, DisksAreFoundByTheirNewNames) {
    for (const char* name :
         {"vmware/vm.ovf", "xen/vm.ovf", "dmtf-1.1/template.ovf", "ovirt/vm-4.5.ovf", "ovirt-ova/vm-4.5.ovf"})
        for (const Grammar target : all_targets) {
            SCOPED_TRACE(std::string(name) + " to " + target_word(target));
            const Output output = output_of(read_dialect(name), target);
            const auto view = model::hardware(output.envelope, only_system(output.envelope));
            for (const auto& disk : view.disks)
                if (disk.item != nullptr) {
                    EXPECT_NE(disk.disk, nullptr) << disk.id;
                }
        }
}

TEST(Translation, ControllersAreRecreatedForTheInterfacesOfOVirt) {
    const Output output = output_of(read_dialect("ovirt/vm-4.1.ovf"), Grammar::ovf_1);
    const auto view = model::hardware(output.envelope, only_system(output.envelope));
    ASSERT_EQ(view.disks.size(), 1U);
    EXPECT_EQ(view.disks.front().controller, "virtio-scsi");
    const Item* controller = item_of(output, ResourceType::scsi_controller);
    ASSERT_NE(controller, nullptr);
    EXPECT_EQ(view.disks.front().item->parent.optional(), controller->instance_id.optional());
}

TEST(Translation, ControllersOfADiskNameItsInterface) {
    const Output output = output_of(read_dialect("vmware/vm.ovf"), Grammar::ovirt);
    std::vector<std::string> interfaces;
    for (const model::Disk& disk : disks_of(output)) interfaces.push_back(disk.ovirt->disk_interface.value_or(""));
    EXPECT_EQ(interfaces, (std::vector<std::string>{"VirtIO_SCSI", "SATA", "VirtIO"}));
    EXPECT_TRUE(tells(output, LossKind::weakened, "no nvme controller"));
    // The number of a SATA controller is that of a monitor in oVirt.
    for (const Item& item : hardware_of(output).items)
        if (item.resource_sub_type && *item.resource_sub_type == "vmware.sata.ahci") {
            EXPECT_EQ(*item.resource_type, ResourceType::other);
        }
}

TEST(Translation, ALunIsCarriedAndToldOf) {
    const Output output = output_of(read_dialect("ovirt/vm-4.5.ovf"), Grammar::ovf_1);
    EXPECT_TRUE(tells(output, LossKind::renamed, "a LUN"));
    for (const model::Disk& disk : disks_of(output)) EXPECT_FALSE(disk.capacity.absent());
}

TEST(Translation, AVolumeThatOthersBuildOnIsNoDiskOfItsOwn) {
    const Output output = output_of(read_dialect("ovirt/vm-4.5.ovf"), Grammar::ovf_1);
    const auto view = model::hardware(output.envelope, only_system(output.envelope));
    EXPECT_EQ(view.disks.size(), 2U);
    EXPECT_EQ(disks_of(output).at(1).parent_ref.optional(), "0ee1cd32-0a57-45b2-baed-393735e2d70a");
}

TEST(Translation, ASizeByPropertyTakesItsDefault) {
    const std::string product =
        "<ProductSection><Info>p</Info><Property ovf:key=\"size\" ovf:type=\"int\" "
        "ovf:value=\"7516192768\"/></ProductSection>";
    const auto source = standard("", "<Disk ovf:diskId=\"d\" ovf:capacity=\"${size}\"/>", product);
    const Output output = output_of(source, Grammar::ovirt);
    EXPECT_EQ(*model::capacity_bytes(disks_of(output).front()), 7 * gib);
    EXPECT_TRUE(tells(output, LossKind::weakened, "size by property"));
    EXPECT_EQ(disks_of(output_of(parsed(output.bytes), Grammar::ovf_1)).front().capacity.optional(), "${size}");
}

TEST(Translation, ADiskOfAnotherConfigurationIsNoneOfTheMachineInOVirt) {
    const auto device = [](const char* instance, const char* attributes, const char* disk) {
        return std::string("<Item") + attributes + "><rasd:HostResource>ovf:/disk/" + disk +
               "</rasd:HostResource><rasd:InstanceID>" + instance +
               "</rasd:InstanceID><rasd:ResourceType>17</rasd:ResourceType></Item>";
    };
    const auto disk = [](const std::string& id, const std::string& parent = {}) {
        return "<Disk ovf:diskId=\"" + id + "\" ovf:capacity=\"1073741824\"" +
               (parent.empty() ? "" : " ovf:parentRef=\"" + parent + "\"") + "/>";
    };
    const auto source =
        standard(device("1", " ovf:configuration=\"small\"", "small") + device("2", "", "big"),
                 disk("small") + disk("base") + disk("big", "base"), {},
                 "<DeploymentOptionSection><Info>o</Info><Configuration ovf:id=\"medium\"/><Configuration "
                 "ovf:id=\"small\"/></DeploymentOptionSection>");
    const Output output = output_of(source, Grammar::ovirt);
    ASSERT_EQ(disks_of(output).size(), 2U) << "the one of the machine, and what it builds on";
    EXPECT_TRUE(*disks_of(output).front().ovirt->boot) << "and it boots from none that is not there";
    EXPECT_TRUE(tells(output, LossKind::renamed, "'small', which no device of the default configuration uses"));
    EXPECT_EQ(disks_of(output_of(source, Grammar::ovirt_ova)).size(), 1U);
    const Output back = output_of(parsed(output.bytes), Grammar::ovf_1);
    EXPECT_EQ(disks_of(back), model::find<model::DiskSection>(source.envelope().sections)->disks);
}

TEST(Translation, IdsAreTheSameEveryTimeAndDifferBetweenDocuments) {
    const auto source = standard("", "<Disk ovf:diskId=\"vmdisk1\" ovf:capacity=\"1\"/>");
    const auto other = standard("", "<Disk ovf:diskId=\"vmdisk1\" ovf:capacity=\"2\"/>");
    const Output one = output_of(source, Grammar::ovirt);
    EXPECT_EQ(one.bytes, output_of(source, Grammar::ovirt).bytes);
    EXPECT_EQ(one.id, output_of(source, Grammar::ovirt_ova).id);
    EXPECT_NE(one.id, output_of(other, Grammar::ovirt).id);
    EXPECT_NE(*disks_of(one).front().disk_id, *disks_of(output_of(other, Grammar::ovirt)).front().disk_id);
    EXPECT_TRUE(tells(one, LossKind::renamed, "'vmdisk1'"));
}

TEST(Translation, IdsSurviveAnotherConversion) {
    const auto source = standard(item("<rasd:HostResource>ovf:/disk/vmdisk1</rasd:HostResource>"
                                      "<rasd:InstanceID>9</rasd:InstanceID><rasd:ResourceType>17</rasd:ResourceType>"),
                                 "<Disk ovf:diskId=\"vmdisk1\" ovf:capacity=\"1\"/>");
    for (const Grammar first : {Grammar::ovirt, Grammar::ovirt_ova}) {
        const auto there = parsed(output_of(source, first).bytes);
        for (const Grammar then : {Grammar::ovirt, Grammar::ovirt_ova}) {
            SCOPED_TRACE(target_word(first) + " " + target_word(then));
            const Output direct = output_of(source, then);
            const Output again = output_of(there, then);
            EXPECT_EQ(again.id, direct.id);
            EXPECT_EQ(disks_of(again).front().disk_id, disks_of(direct).front().disk_id);
            EXPECT_EQ(hardware_of(again).items.front().instance_id, hardware_of(direct).items.front().instance_id);
        }
    }
}

TEST(Translation, WhereAMachineComesFromIsNotForgottenOnTheWay) {
    const Output configuration = output_of(read_dialect("xen/vm.ovf"), Grammar::ovirt);
    EXPECT_EQ(*only_system(configuration.envelope).ovirt->origin, model::OvirtOrigin::xen);
    for (const Grammar target : {Grammar::ovirt, Grammar::ovirt_ova}) {
        const Output again = output_of(parsed(configuration.bytes), target);
        EXPECT_EQ(*only_system(again.envelope).ovirt->origin, model::OvirtOrigin::xen) << target_word(target);
    }
}

TEST(Translation, AGuidIsKeptAsTheId) {
    EXPECT_EQ(output_of(read_dialect("ovirt-ova/vm-4.5.ovf"), Grammar::ovirt).id,
              model::entity_id(only_system(read_dialect("ovirt-ova/vm-4.5.ovf").envelope())));
}

TEST(Translation, TwoDrivesOfOneDiskAreALossInOvirt) {
    const auto drive = [](const std::string& id) {
        return item("<rasd:HostResource>ovf:/disk/d</rasd:HostResource><rasd:InstanceID>" + id +
                    "</rasd:InstanceID><rasd:ResourceType>17</rasd:ResourceType>");
    };
    const std::string disk = "<Disk ovf:diskId=\"d\" ovf:capacity=\"1\"/>";
    for (const Grammar target : all_targets) {
        SCOPED_TRACE(target_word(target));
        const bool one_only = target == Grammar::ovirt || target == Grammar::ovirt_ova;
        EXPECT_FALSE(tells(output_of(standard(drive("1"), disk), target), LossKind::weakened, "another drive"));
        EXPECT_EQ(
            tells(output_of(standard(drive("1") + drive("2"), disk), target), LossKind::weakened, "another drive"),
            one_only);
    }
}

// ---- network adapters and other devices ----

TEST(Translation, AdaptersKeepAddressNetworkAndModel) {
    const auto source =
        standard(item("<rasd:Address>00:50:56:01:02:03</rasd:Address><rasd:Connection>LAN</rasd:Connection>"
                      "<rasd:InstanceID>5</rasd:InstanceID><rasd:ResourceSubType>E1000</rasd:ResourceSubType>"
                      "<rasd:ResourceType>10</rasd:ResourceType>"));
    for (const Grammar target : all_targets) {
        SCOPED_TRACE(target_word(target));
        const Output output = output_of(source, target);
        const auto view = model::hardware(output.envelope, only_system(output.envelope));
        ASSERT_EQ(view.nics.size(), 1U);
        EXPECT_EQ(view.nics.front().mac, "00:50:56:01:02:03");
        EXPECT_EQ(view.nics.front().network, "LAN");
        EXPECT_EQ(view.nics.front().name, "device");
    }
    const Output output = output_of(source, Grammar::ovirt);
    EXPECT_EQ(item_of(output, ResourceType::ethernet_adapter)->resource_sub_type.optional(), "2");
    EXPECT_FALSE(tells(output, LossKind::weakened, "network adapter"));
}

TEST(Translation, AnAdapterThatOVirtDoesNotHaveBecomesVirtio) {
    const auto nic = [](const std::string& models) {
        return standard(item("<rasd:InstanceID>5</rasd:InstanceID><rasd:ResourceSubType>" + models +
                             "</rasd:ResourceSubType><rasd:ResourceType>10</rasd:ResourceType>"));
    };
    Output output = output_of(nic("PCNet32"), Grammar::ovirt);
    EXPECT_EQ(item_of(output, ResourceType::ethernet_adapter)->resource_sub_type.optional(), "3");
    EXPECT_TRUE(tells(output, LossKind::weakened, "'PCNet32'"));
    output = output_of(nic("VMXNET3 virtio"), Grammar::ovirt);
    EXPECT_FALSE(tells(output, LossKind::weakened, "network adapter")) << "one of the alternatives is there";
}

TEST(Translation, NetworksOfAdaptersAreListed) {
    const Output output = output_of(read_dialect("ovirt/vm-4.1.ovf"), Grammar::ovf_1);
    std::vector<std::string> names;
    for (const auto& network : model::find<model::NetworkSection>(output.envelope.sections)->networks)
        names.push_back(*network.name);
    EXPECT_NE(std::find(names.begin(), names.end(), "ci-net"), names.end());
}

TEST(Translation, TheMonitorAndTheGraphicsHaveOtherNumbersInEachDialect) {
    const Descriptor source = read_dialect("ovirt/vm-4.5.ovf");
    const Output ova = output_of(source, Grammar::ovirt_ova);
    EXPECT_NE(item_of(ova, ResourceType::ovirt_monitor), nullptr);
    EXPECT_NE(item_of(ova, ResourceType::graphics_controller), nullptr);
    EXPECT_EQ(item_of(ova, ResourceType::other_storage_device), nullptr);
    const Output standard = output_of(source, Grammar::ovf_1);
    const Item* video = item_of(standard, ResourceType::graphics_controller);
    ASSERT_NE(video, nullptr);
    EXPECT_EQ(video->caption->text, "Graphical Controller");
    EXPECT_EQ(item_of(standard, ResourceType::ovirt_other), nullptr);
}

TEST(Translation, ADeviceBlockIsNamedInAStandardDialect) {
    const Output output = output_of(read_dialect("ovirt/vm-4.5.ovf"), Grammar::ovf_1);
    std::vector<std::string> names;
    for (const Item& item : hardware_of(output).items)
        if (*item.resource_type == ResourceType::other) names.push_back(item.other_resource_type.value_or(""));
    EXPECT_NE(std::find(names.begin(), names.end(), "oVirt watchdog watchdog"), names.end());
    EXPECT_NE(std::find(names.begin(), names.end(), "oVirt graphics vnc"), names.end());
}

TEST(Translation, OnlyTheDefaultConfigurationHoldsInOVirt) {
    const Output output = output_of(read_dialect("dmtf-1.1/vm.ovf"), Grammar::ovirt);
    std::size_t processors = 0;
    for (const Item& item : hardware_of(output).items)
        if (*item.resource_type == ResourceType::processor) ++processors;
    EXPECT_EQ(processors, 1U);
    const auto before = read_dialect("dmtf-1.1/vm.ovf");
    EXPECT_EQ(model::hardware(output.envelope, only_system(output.envelope)).cpus,
              model::hardware(before.envelope(), only_system(before.envelope())).cpus);
    EXPECT_TRUE(tells(output, LossKind::weakened, "deployment configurations"));
}

// ---- general data ----

TEST(Translation, FirmwareGoesBothWays) {
    const Output output = output_of(read_dialect("vmware/vm.ovf"), Grammar::ovirt);
    EXPECT_EQ(*only_system(output.envelope).ovirt->bios_type, model::OvirtBiosType::q35_secure_boot);
    const Output standard = output_of(read_dialect("ovirt/vm-4.5.ovf"), Grammar::ovf_1);
    EXPECT_EQ(model::hardware(standard.envelope, only_system(standard.envelope)).firmware, "efi");
}

TEST(Translation, TheOperatingSystemGoesByTheNameThatIsTrusted) {
    const auto os = [](const std::string& attributes) {
        return standard("", "", "<OperatingSystemSection " + attributes + "><Info>o</Info></OperatingSystemSection>");
    };
    const auto described = [](const Output& output) {
        return model::find<model::OperatingSystemSection>(only_system(output.envelope).sections)->description->text;
    };
    EXPECT_EQ(described(output_of(os("ovf:id=\"80\" vmw:osType=\"rhel8_64Guest\""), Grammar::ovirt)), "rhel_8x64");
    EXPECT_EQ(described(output_of(os("ovf:id=\"103\""), Grammar::ovirt)), "windows_2008R2x64");
    const Output unknown = output_of(os("ovf:id=\"29\""), Grammar::ovirt);
    EXPECT_EQ(described(unknown), "other");
    EXPECT_TRUE(tells(unknown, LossKind::weakened, "operating system"));
    const Output back = output_of(read_dialect("ovirt/vm-4.1.ovf"), Grammar::ovf_1);
    EXPECT_EQ(model::operating_system(only_system(back.envelope)).number, 80);
}

TEST(Translation, TheAnnotationIsTheDescriptionOfOVirt) {
    const Output output = output_of(read_dialect("vmware/vm.ovf"), Grammar::ovirt);
    EXPECT_EQ(only_system(output.envelope).ovirt->description.optional(), "Signs release archives; no logins.");
    const Output back = output_of(read_dialect("ovirt/vm-4.1.ovf"), Grammar::ovf_1);
    EXPECT_EQ(model::find<model::AnnotationSection>(only_system(back.envelope).sections)->annotation->text,
              "CI runner");
}

TEST(Translation, TheMomentOfTheConversionIsTheExportDate) {
    for (const char* name : {"vmware/vm.ovf", "ovirt/vm-4.5.ovf", "ovirt-ova/vm-4.5.ovf"}) {
        Options options = to(Grammar::ovirt);
        options.now = 1700000000;
        EXPECT_EQ(only_system(output_of(read_dialect(name), options).envelope).ovirt->export_date->unix_seconds,
                  1700000000)
            << name;
    }
}

TEST(Translation, ScriptsKeepTheirLines) {
    const Descriptor source = read_dialect("ovirt/vm-4.5.ovf");
    const auto& script = only_system(source.envelope()).ovirt->vm_init->custom_script;
    ASSERT_NE(script->find('\n'), std::string::npos);
    for (const Grammar by : {Grammar::ovf_1, Grammar::ovf_2, Grammar::ovirt_ova}) {
        const Descriptor there = parsed(output_of(source, by).bytes);
        const Output back = output_of(there, Grammar::ovirt);
        EXPECT_EQ(only_system(back.envelope).ovirt->vm_init->custom_script, script) << target_word(by);
    }
}

// ---- kinds ----

TEST(Translation, AVmBecomesATemplateAndLosesWhatIsOfAVmOnly) {
    Options options = to(Grammar::ovirt);
    options.as = EntityKind::template_;
    const Output output = output_of(read_dialect("ovirt/vm-4.5.ovf"), options);
    const auto& general = *only_system(output.envelope).ovirt;
    EXPECT_EQ(*general.template_id, output.id);
    EXPECT_EQ(*general.template_type, "TEMPLATE");
    EXPECT_EQ(*general.base_template_id, output.id);
    EXPECT_FALSE(general.template_name);
    EXPECT_TRUE(tells(output, LossKind::dropped, "TemplateName 'el9-secure'"));
    EXPECT_TRUE(tells(output, LossKind::dropped, "CpuPinning '0#2_1#3_2#4_3#5'"));
    EXPECT_TRUE(tells(output, LossKind::dropped, "snapshots"));
}

TEST(Translation, ATemplateBecomesAVm) {
    Options options = to(Grammar::ovirt);
    options.as = EntityKind::vm;
    const Output output = output_of(read_dialect("ovirt/template-4.5.ovf"), options);
    const auto& general = *only_system(output.envelope).ovirt;
    EXPECT_EQ(*general.template_id, "00000000-0000-0000-0000-000000000000");
    EXPECT_EQ(*general.template_name, "Blank");
    EXPECT_FALSE(general.template_type);
    EXPECT_TRUE(tells(output, LossKind::dropped, "TemplateSealed 'true'"));
    EXPECT_EQ(output.bytes.find("<TemplateType>"), std::string::npos);
}

// ---- documents with several machines ----

TEST(Translation, ACollectionBecomesOneConfigurationAMachine) {
    const Descriptor source = read_dialect("dmtf-1.1/collection.ovf");
    const auto systems = model::virtual_systems(source.envelope());
    const auto outputs = outputs_of(source, to(Grammar::ovirt));
    ASSERT_EQ(outputs.size(), systems.size());
    for (std::size_t i = 0; i < systems.size(); ++i) {
        EXPECT_EQ(model::virtual_systems(outputs[i].envelope).size(), 1U);
        const auto before = model::hardware(source.envelope())[i];
        EXPECT_EQ(disks_of(outputs[i]).size(), before.disks.size()) << "only its own disks";
        EXPECT_TRUE(tells(outputs[i], LossKind::dropped, "of the collection"));
    }
}

TEST(Translation, OneMachineIsTakenByIdOrName) {
    const Descriptor source = read_dialect("dmtf-1.1/collection.ovf");
    const auto systems = model::virtual_systems(source.envelope());
    Options options = to(Grammar::ovf_1);
    options.entity = model::entity_id(*systems[1]);
    const Output output = output_of(source, options);
    EXPECT_EQ(output.id, options.entity);
    EXPECT_EQ(model::virtual_systems(output.envelope).size(), 1U);
    options.entity = "nobody";
    const auto none = convert(source, options);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::not_found);
}

TEST(Translation, AnIdIsStrongerThanTheNameOfAnotherMachine) {
    const auto collection_of = [](const std::string& machines) {
        return parsed(R"(<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"
 xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"><References/><VirtualSystemCollection ovf:id="all"><Info/>)" +
                      machines + "</VirtualSystemCollection></Envelope>");
    };
    const auto machine = [](const std::string& id, const std::string& name) {
        return "<VirtualSystem ovf:id=\"" + id + "\"><Info/><Name>" + name + "</Name></VirtualSystem>";
    };
    Options options = to(Grammar::ovf_1);
    options.entity = "b";
    EXPECT_EQ(output_of(collection_of(machine("a", "b") + machine("b", "a")), options).id, "b");
    EXPECT_EQ(output_of(collection_of(machine("a", "b") + machine("c", "d")), options).id, "a") << "there is no id b";
    const auto several = convert(collection_of(machine("a", "b") + machine("c", "b")), options);
    ASSERT_FALSE(several) << "one of them may be trusted and the other not";
    EXPECT_EQ(several.error().code, ErrorCode::invalid_argument);
}

TEST(Translation, ADocumentWithoutAMachineCannotBeConverted) {
    const auto source = parsed("<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\"><References/></Envelope>");
    const auto none = convert(source, to(Grammar::ovirt));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::unsupported);
}

// ---- versions of the standard ----

TEST(Translation, TheDraftBecomesTheStandard) {
    const Output output = output_of(read_dialect("vmware-0.9/vm.ovf"), Grammar::ovf_1);
    EXPECT_TRUE(output.envelope.version.absent());
    for (const Item& item : hardware_of(output).items) {
        EXPECT_FALSE(item.element_name.absent());
        for (const auto& resource : item.host_resource) EXPECT_EQ(resource->rfind("ovf:/", 0), 0U) << *resource;
    }
    EXPECT_EQ(output.bytes.find("MegaBytes"), std::string::npos);
    EXPECT_EQ(output.bytes.find("xsi:type"), std::string::npos);
}

TEST(Translation, InstallSectionsOf2SayTheirDelay) {
    const auto source = standard("", "", "<InstallSection><Info>i</Info></InstallSection>");
    EXPECT_NE(output_of(source, Grammar::ovf_2).bytes.find("ovf:initialBootStopDelay=\"0\""), std::string::npos);
    EXPECT_EQ(output_of(source, Grammar::ovf_1).bytes.find("initialBootStopDelay"), std::string::npos);
}

TEST(Translation, ItemsOf2BecomePlainOnes) {
    const Output output = output_of(read_dialect("dmtf-2.x/vm.ovf"), Grammar::ovf_1);
    EXPECT_TRUE(hardware_of(output).storage_items.empty());
    EXPECT_TRUE(hardware_of(output).ethernet_port_items.empty());
    EXPECT_EQ(output.bytes.find("<StorageItem"), std::string::npos);
    EXPECT_TRUE(tells(output, LossKind::renamed, "EthernetPortItem"));
}

TEST(Translation, LossesSayWhereTheyStand) {
    const Output output = output_of(read_dialect("vmware/vm.ovf"), Grammar::ovirt);
    for (const Loss& loss : output.losses) {
        EXPECT_GT(loss.where.line, 0U) << loss.message;
        EXPECT_EQ(loss.path.rfind("/Envelope/", 0), 0U) << loss.path;
    }
}

}  // namespace
}  // namespace ovfkit::convert
