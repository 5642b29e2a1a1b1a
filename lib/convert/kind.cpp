// SPDX-License-Identifier: Apache-2.0
#include "convert/job.hpp"
#include "convert/members.hpp"
#include "descriptor/tables.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Grammar;
using descriptor::Row;
using descriptor::RowKind;
using model::EntityKind;
namespace target = descriptor::target;

/// Values of the general data that are written for the kind `from` alone (oVirt reference 1a.8).
void drop_values_of(EntityKind from, model::VirtualSystem& system, Job& job) {
    const descriptor::Targets of_other = from == EntityKind::vm ? target::templates : target::vm;
    const auto& table = job.form == Grammar::ovirt ? descriptor::table::virtual_system_ovirt()
                                                   : descriptor::table::virtual_system_ova();
    for (const Row& row : table.rows) {
        if (row.kind != RowKind::leaf || (row.targets & of_other) != 0) continue;
        const void* field = row.peek(&system);
        const auto text = field != nullptr ? row.leaf->print(field) : std::nullopt;
        if (!text) continue;
        if (*text != row.otherwise && !text->empty())
            job.losses.dropped(row.leaf->at(field), std::string(row.name) + " " + quoted(*text, 60) + " is of a " +
                                                        std::string(model::to_string(from)) + " only");
        job.losses.account(row.leaf->at(field));
        clear_member(*system.ovirt, field);
    }
}

template <class S>
void drop_section(model::VirtualSystem& system, std::string_view what, Job& job) {
    for (auto s = system.sections.begin(); s != system.sections.end();) {
        if (const S* section = std::get_if<S>(&*s)) {
            job.losses.dropped(section->at, std::string(what) + " are of a vm only");
            s = system.sections.erase(s);
        } else {
            ++s;
        }
    }
}

template <class T, class Value>
void fill(model::Field<T>& field, Value value) {
    if (field.absent()) field = T(std::move(value));
}

}  // namespace

void fill_kind(model::VirtualSystem& system, EntityKind kind, Grammar grammar) {
    model::OvirtSystem& general = system.ovirt.ensure();
    if (kind == EntityKind::template_) {
        const std::string id = model::entity_id(system);
        fill(general.template_id, id);
        fill(general.template_type, "TEMPLATE");
        fill(general.base_template_id, id);
        fill(general.template_version_number, 1);
        fill(general.is_disabled, false);
        return;
    }
    fill(general.template_id, std::string(zero_guid));
    if (grammar == Grammar::ovirt && *general.template_id == zero_guid) fill(general.template_name, "Blank");
    fill(general.is_initialized, true);
}

void change_kind(model::VirtualSystem& system, EntityKind to, Job& job) {
    const EntityKind from = to == EntityKind::vm ? EntityKind::template_ : EntityKind::vm;
    drop_values_of(from, system, job);
    model::OvirtSystem& general = system.ovirt.ensure();
    if (general.template_id && *general.template_id != zero_guid && from == EntityKind::vm)
        job.losses.dropped(general.template_id.at(), "the template that the vm was made from, " +
                                                         quoted(*general.template_id) + ", has no place in a template");
    job.losses.account(general.template_id.at());
    general.template_id = std::nullopt;
    if (to == EntityKind::template_) {
        drop_section<model::SnapshotsSection>(system, "snapshots", job);
        drop_section<model::AffinityGroupsSection>(system, "affinity groups", job);
        drop_section<model::AffinityLabelsSection>(system, "affinity labels", job);
    }
    fill_kind(system, to, job.form);
}

}  // namespace ovfkit::convert
