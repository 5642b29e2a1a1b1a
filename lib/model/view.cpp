// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/view.hpp>

namespace ovfkit::model {
namespace {

/// The id that `Content` always has in oVirt configurations, where it says nothing.
constexpr std::string_view ovirt_content_id = "out";

template <class Contents, class System>
void gather(Contents& contents, std::vector<System*>& systems) {
    for (auto& content : contents) {
        if (auto* system = content.system())
            systems.push_back(system);
        else
            gather(content.collection()->contents, systems);
    }
}

bool find_path(const std::vector<Content>& contents, const VirtualSystem& wanted,
               std::vector<const VirtualSystemCollection*>& path) {
    for (const Content& content : contents) {
        if (content.system() == &wanted) return true;
        const VirtualSystemCollection* collection = content.collection();
        if (!collection) continue;
        path.push_back(collection);
        if (find_path(collection->contents, wanted, path)) return true;
        path.pop_back();
    }
    return false;
}

}  // namespace

std::string_view to_string(EntityKind kind) noexcept { return kind == EntityKind::vm ? "vm" : "template"; }

std::vector<const VirtualSystem*> virtual_systems(const Envelope& envelope) {
    std::vector<const VirtualSystem*> systems;
    gather(envelope.contents, systems);
    return systems;
}

std::vector<VirtualSystem*> virtual_systems(Envelope& envelope) {
    std::vector<VirtualSystem*> systems;
    gather(envelope.contents, systems);
    return systems;
}

std::vector<const VirtualSystemCollection*> collections_around(const Envelope& envelope, const VirtualSystem& system) {
    std::vector<const VirtualSystemCollection*> path;
    find_path(envelope.contents, system, path);
    return path;
}

std::string entity_id(const VirtualSystem& system) {
    const std::string own = system.id.value_or({});
    if (!own.empty() && own != ovirt_content_id) return own;
    if (const auto* os = find<OperatingSystemSection>(system.sections))
        if (os->entity_id && !os->entity_id->empty()) return *os->entity_id;
    return system.ovirt ? std::string() : own;
}

std::string entity_name(const VirtualSystem& system) { return system.name ? system.name->text : std::string(); }

EntityKind entity_kind(const VirtualSystem& system) {
    if (const auto* section = find<TrustSection>(system.sections))
        if (section->kind && *section->kind == to_string(EntityKind::template_)) return EntityKind::template_;
    if (!system.ovirt) return EntityKind::vm;
    if (!system.ovirt->template_type.absent()) return EntityKind::template_;
    const std::string id = entity_id(system);
    const bool own_template = !id.empty() && system.ovirt->template_id && *system.ovirt->template_id == id;
    return own_template ? EntityKind::template_ : EntityKind::vm;
}

}  // namespace ovfkit::model
