// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/envelope.hpp>

#include "model.hpp"
#include "rooms.hpp"

namespace ovfkit::python {

void add_model_sections() {
    using namespace model;
    element<Disk>("sections", "Disk") OVFKIT_FIELDS(Disk, disk_id, file_ref, capacity, capacity_allocation_units,
                                                    format, populated_size, parent_ref, read_only, ovirt);
    section<DiskSection>("sections", "DiskSection") OVFKIT_FIELDS(DiskSection, disks);
    section<SharedDiskSection>("sections", "SharedDiskSection") OVFKIT_FIELDS(SharedDiskSection, disks);
    element<NetworkPortProfile>("sections", "NetworkPortProfile") OVFKIT_FIELDS(NetworkPortProfile, items);
    element<Network>("sections", "Network") OVFKIT_FIELDS(Network, name, description, profiles, profile_uris);
    section<NetworkSection>("sections", "NetworkSection") OVFKIT_FIELDS(NetworkSection, networks);
    element<Configuration>("sections", "Configuration")
        OVFKIT_FIELDS(Configuration, id, is_default, label, description);
    section<DeploymentOptionSection>("sections", "DeploymentOptionSection")
        OVFKIT_FIELDS(DeploymentOptionSection, configurations);
    section<VirtualHardwareSection>("sections", "VirtualHardwareSection")
        OVFKIT_FIELDS(VirtualHardwareSection, id, transport, system, items, ethernet_port_items, storage_items);
    section<ResourceAllocationSection>("sections", "ResourceAllocationSection")
        OVFKIT_FIELDS(ResourceAllocationSection, items, ethernet_port_items, storage_items);
    section<OperatingSystemSection>("sections", "OperatingSystemSection")
        OVFKIT_FIELDS(OperatingSystemSection, id, entity_id, version, ovirt_id, description);
    section<InstallSection>("sections", "InstallSection") OVFKIT_FIELDS(InstallSection, initial_boot_stop_delay);
    element<PropertyValue>("sections", "PropertyValue") OVFKIT_FIELDS(PropertyValue, value, configuration);
    element<Property>("sections", "Property") OVFKIT_FIELDS(Property, key, type, qualifiers, value, user_configurable,
                                                            password, configuration, label, description, values);
    element<Category>("sections", "Category") OVFKIT_FIELDS(Category, text);
    element<Icon>("sections", "Icon") OVFKIT_FIELDS(Icon, file_ref, height, width, mime_type);
    section<ProductSection>("sections", "ProductSection")
        OVFKIT_FIELDS(ProductSection, class_, instance, product, vendor, version, full_version, product_url, vendor_url,
                      app_url, icons, properties);
    section<AnnotationSection>("sections", "AnnotationSection") OVFKIT_FIELDS(AnnotationSection, annotation);
    section<EulaSection>("sections", "EulaSection") OVFKIT_FIELDS(EulaSection, license);
    element<StartupItem>("sections", "StartupItem")
        OVFKIT_FIELDS(StartupItem, id, order, start_delay, waiting_for_guest, stop_delay, start_action, stop_action);
    section<StartupSection>("sections", "StartupSection") OVFKIT_FIELDS(StartupSection, items);
    element<EnvironmentFile>("sections", "EnvironmentFile") OVFKIT_FIELDS(EnvironmentFile, file_ref, path);
    section<EnvironmentFilesSection>("sections", "EnvironmentFilesSection")
        OVFKIT_FIELDS(EnvironmentFilesSection, transport, files);
    element<BootSourceSetting>("sections", "BootSourceSetting")
        OVFKIT_FIELDS(BootSourceSetting, boot_string, caption, changeable_type, component_setting, configuration_name,
                      description, element_name, generation, instance_id, so_id, so_org_id, structured_boot_string);
    element<BootConfigSetting>("sections", "BootConfigSetting")
        OVFKIT_FIELDS(BootConfigSetting, caption, changeable_type, component_setting, configuration_name, description,
                      element_name, generation, instance_id, so_id, so_org_id, sources);
    section<BootDeviceSection>("sections", "BootDeviceSection") OVFKIT_FIELDS(BootDeviceSection, settings);
    element<InstanceCount>("sections", "InstanceCount")
        OVFKIT_FIELDS(InstanceCount, minimum, default_count, maximum, configuration);
    section<ScaleOutSection>("sections", "ScaleOutSection") OVFKIT_FIELDS(ScaleOutSection, id, description, counts);
    section<PlacementGroupSection>("sections", "PlacementGroupSection")
        OVFKIT_FIELDS(PlacementGroupSection, id, policy, description);
    section<PlacementSection>("sections", "PlacementSection") OVFKIT_FIELDS(PlacementSection, group);
    section<EncryptionSection>("sections", "EncryptionSection");
    section<TrustSection>("sections", "TrustSection") OVFKIT_FIELDS(TrustSection, kind, flags);
}

}  // namespace ovfkit::python
