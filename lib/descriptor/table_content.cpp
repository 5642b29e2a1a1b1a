// SPDX-License-Identifier: Apache-2.0
#include "descriptor/member.hpp"
#include "descriptor/tables.hpp"

namespace ovfkit::descriptor::table {
namespace {

using namespace model;  // the tables name little else
namespace t = target;

// clang-format off

// The five spellings, each where it stands: in any namespace, because drafts and scripts wrote them in several.
template <auto Flags>
std::vector<Row> flag_rows(Space s) {
    using F = TrustFlags;
    return {
        leaf<TrustBool, Flags, &F::TrustedService>("TrustedService", s),
        leaf<TrustBool, Flags, &F::TrustedHostFlag>("TrustedHostFlag", s),
        leaf<TrustBool, Flags, &F::trusted_host_flag>("trusted_host_flag", s),
        leaf<TrustBool, Flags, &F::trusted_cluster_flag>("trusted_cluster_flag", s),
        leaf<TrustBool, Flags, &F::trusted_service>("trusted_service", s),
    };
}

void append(std::vector<Row>& rows, const std::vector<Row>& more) { rows.insert(rows.end(), more.begin(), more.end()); }

template <auto Field>
Row general(std::string_view name, Targets targets, auto form, Targets always_for = 0, std::string_view otherwise = {}) {
    return always(always_for, otherwise,
                  only(targets, leaf<decltype(form), &VirtualSystem::ovirt, Field>(name, Space::ovf)));
}

constexpr Text txt{};
constexpr Token tok{};
constexpr Number num{};
constexpr Bool bln{};
constexpr Date dat{};
constexpr Targets A = t::engine;
constexpr std::string_view zero_guid = "00000000-0000-0000-0000-000000000000";

// Rows 1 to 57 of the oVirt reference 1a.8, in the engine's order, with what absence means there.
std::vector<Row> general_rows() {
    using O = OvirtSystem;
    const Targets e = t::engine;
    return {
        always(A, "", leaf<Message, &VirtualSystem::name>("Name")),
        general<&O::description>("Description", e, txt),
        general<&O::comment>("Comment", e, txt),
        general<&O::creation_date>("CreationDate", e, dat, A, "1970/01/01 00:00:00"),
        general<&O::export_date>("ExportDate", e, dat, A, "1970/01/01 00:00:00"),
        general<&O::delete_protected>("DeleteProtected", e, bln, A, "false"),
        general<&O::sso_method>("SsoMethod", e, tok),
        general<&O::is_smartcard_enabled>("IsSmartcardEnabled", e, bln, A, "false"),
        general<&O::num_of_io_threads>("NumOfIoThreads", e, num, A, "0"),
        general<&O::time_zone>("TimeZone", e, tok, A, ""),
        general<&O::default_boot_sequence>("default_boot_sequence", e, num, A, "0"),
        general<&O::initrd_url>("initrd_url", e, txt),
        general<&O::kernel_url>("kernel_url", e, txt),
        general<&O::kernel_params>("kernel_params", e, txt),
        general<&O::generation>("Generation", e, num, A, "1"),
        general<&O::custom_compatibility_version>("CustomCompatibilityVersion", e, tok),
        general<&O::cluster_compatibility_version>("ClusterCompatibilityVersion", e, tok, A, "4.4"),
        general<&O::vm_type>("VmType", e, num, A, "1"),
        general<&O::resume_behavior>("ResumeBehavior", e, tok),
        general<&O::tunnel_migration>("TunnelMigration", e, bln),
        general<&O::vnc_keyboard_layout>("VncKeyboardLayout", e, tok),
        general<&O::min_allocated_mem>("MinAllocatedMem", e, num, A, "0"),
        general<&O::is_stateless>("IsStateless", e, bln, A, "false"),
        general<&O::is_run_and_pause>("IsRunAndPause", e, bln, A, "false"),
        general<&O::auto_startup>("AutoStartup", e, bln, A, "false"),
        general<&O::priority>("Priority", e, num, A, "0"),
        general<&O::created_by_user_id>("CreatedByUserId", e, tok),
        general<&O::migration_downtime>("MigrationDowntime", e, num),
        element<&VirtualSystem::ovirt, &O::vm_init>("VmInit", vm_init),
        general<&O::migration_support>("MigrationSupport", e, num),
        leaf_list<Token, &VirtualSystem::ovirt, &O::dedicated_vm_for_vds>("DedicatedVmForVds"),
        general<&O::serial_number_policy>("SerialNumberPolicy", e, num),
        general<&O::custom_serial_number>("CustomSerialNumber", e, txt),
        general<&O::is_boot_menu_enabled>("IsBootMenuEnabled", e, bln, A, "false"),
        general<&O::is_spice_file_transfer_enabled>("IsSpiceFileTransferEnabled", e, bln, A, "true"),
        general<&O::is_spice_copy_paste_enabled>("IsSpiceCopyPasteEnabled", e, bln, A, "true"),
        general<&O::allow_console_reconnect>("AllowConsoleReconnect", e, bln, A, "false"),
        general<&O::console_disconnect_action>("ConsoleDisconnectAction", e, tok, A, "LOCK_SCREEN"),
        general<&O::console_disconnect_action_delay>("ConsoleDisconnectActionDelay", e, num, A, "0"),
        general<&O::is_auto_converge>("IsAutoConverge", e, bln),
        general<&O::is_migrate_compressed>("IsMigrateCompressed", e, bln),
        general<&O::is_migrate_encrypted>("IsMigrateEncrypted", e, bln),
        general<&O::migration_policy_id>("MigrationPolicyId", e, tok),
        general<&O::parallel_migrations>("ParallelMigrations", e, num),
        general<&O::custom_emulated_machine>("CustomEmulatedMachine", e, txt, A, ""),
        general<&O::bios_type>("BiosType", e, num),
        general<&O::custom_cpu_name>("CustomCpuName", e, txt, A, ""),
        general<&O::predefined_properties>("PredefinedProperties", e, txt, A, ""),
        general<&O::user_defined_properties>("UserDefinedProperties", e, txt, A, ""),
        general<&O::max_memory_size_mb>("MaxMemorySizeMb", e, num, A, "0"),
        general<&O::lease_domain_id>("LeaseDomainId", e, tok),
        general<&O::multi_queues_enabled>("MultiQueuesEnabled", e, bln, A, "true"),
        element<&VirtualSystem::ovirt, &O::virtio_scsi_multi_queues>("VirtioScsiMultiQueuesEnabled", virtio_scsi_multi_queues),
        general<&O::use_host_cpu>("UseHostCpu", e, bln, A, "false"),
        general<&O::balloon_enabled>("BalloonEnabled", e, bln, A, "false"),
        general<&O::cpu_pinning_policy>("CpuPinningPolicy", e, num, A, "0"),
        general<&O::cluster_name>("ClusterName", t::ovirt, txt, t::ovirt, ""),
    };
}

// Rows 60 to 80 of a VM and the rows of a template, which share most names.
std::vector<Row> kind_rows(bool ova) {
    using O = OvirtSystem;
    std::vector<Row> rows{
        general<&O::template_id>("TemplateId", t::engine, tok, A, zero_guid),
        general<&O::template_name>("TemplateName", t::ovirt_vm, txt, t::ovirt_vm, ""),
        general<&O::instance_type_id>("InstanceTypeId", t::vm, tok),
        general<&O::image_type_id>("ImageTypeId", t::vm, tok),
        general<&O::is_initialized>("IsInitilized", t::vm, bln, t::vm, "false"),
        general<&O::origin>("Origin", t::engine, num, A, "3"),
        general<&O::app_list>("app_list", t::vm, txt),
        general<&O::quota_id>("quota_id", t::vm, tok),
        also("default_display_type", t::ovirt_template,
             general<&O::default_display_type>("DefaultDisplayType", t::engine, num, A, "2")),
        general<&O::is_disabled>("IsDisabled", t::templates, bln, t::templates, "false"),
    };
    append(rows, flag_rows<&VirtualSystem::trust>(Space::any));
    append(rows, {
        general<&O::template_type>("TemplateType", t::templates, tok, t::templates, "TEMPLATE"),
        general<&O::base_template_id>("BaseTemplateId", t::templates, tok),
        general<&O::template_version_number>("TemplateVersionNumber", t::templates, num, t::templates, "1"),
        general<&O::template_version_name>("TemplateVersionName", t::templates, txt, t::templates, ""),
        general<&O::template_sealed>("TemplateSealed", t::templates, bln, t::templates, "false"),
        general<&O::original_template_id>("OriginalTemplateId", t::vm, tok),
        general<&O::original_template_name>("OriginalTemplateName", t::vm, txt),
    });
    const Row pinning = general<&O::cpu_pinning>("CpuPinning", t::vm, tok);
    if (!ova) rows.push_back(pinning);
    append(rows, {
        general<&O::use_latest_version>("UseLatestVersion", t::vm, bln, t::vm, "false"),
        general<&O::stop_time>("StopTime", t::vm, dat),
        general<&O::boot_time>("BootTime", t::vm, dat),
        general<&O::downtime>("Downtime", t::vm, num),
    });
    if (ova) rows.push_back(pinning);
    append(rows, {
        general<&O::domain>("Domain", t::engine, txt),
        general<&O::is_auto_suspend>("IsAutoSuspend", t::engine, bln),
    });
    return rows;
}

std::vector<Row> ovirt_rows(bool ova) {
    std::vector<Row> rows{attribute<Token, &VirtualSystem::id>("id"),
                          leaf<Message, &VirtualSystem::info>("Info")};
    append(rows, general_rows());
    append(rows, {choice<&VirtualSystem::sections>(ovirt_early_sections())});
    append(rows, kind_rows(ova));
    append(rows, {
        choice<&VirtualSystem::sections>(ovirt_affinity_sections()),
        general<&OvirtSystem::engine_xml>("EngineXml", t::ovirt_vm, txt),
        extensions(),
        choice<&VirtualSystem::sections>(ova ? ova_late_sections() : ovirt_late_sections()),
    });
    return rows;
}

template <class Content>
std::vector<Row> standard_rows() {
    std::vector<Row> rows{
        attribute<Text, &Content::id>("id"),
        leaf<Message, &Content::info>("Info"),
        leaf<Message, &Content::name>("Name"),
        choice<&Content::sections>(standard_sections()),
    };
    append(rows, flag_rows<&Content::trust>(Space::any));
    rows.push_back(extensions());
    return rows;
}
// clang-format on

}  // namespace

const Shape& virtual_system_standard() {
    return shape_of<VirtualSystem>("VirtualSystem", [] { return standard_rows<VirtualSystem>(); });
}

const Shape& virtual_system_ovirt() {
    return shape_of<VirtualSystem>("Content", [] { return ovirt_rows(false); });
}

const Shape& virtual_system_ova() {
    return shape_of<VirtualSystem>("VirtualSystem", [] { return ovirt_rows(true); });
}

const Shape& collection_standard() {
    return shape_of<VirtualSystemCollection>("VirtualSystemCollection", [] {
        std::vector<Row> rows = standard_rows<VirtualSystemCollection>();
        rows.push_back(choice<&VirtualSystemCollection::contents>(standard_contents()));
        return rows;
    });
}

}  // namespace ovfkit::descriptor::table
