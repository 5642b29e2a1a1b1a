// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "validate/hardware_racks.hpp"
#include "validate/hardware_rules.hpp"

// What the Items refer to: disks, files and networks.

namespace ovfkit::validate {
namespace {

using model::Item;

struct PackageResource {
    bool disk = false;         ///< else a file
    std::string_view id;       ///< empty when the text points into the package, but at nothing there
    bool as_text_says = true;  ///< spelled as the standard does
};

std::optional<PackageResource> behind_kind(std::string_view path, bool as_text_says) {
    for (const bool disk : {true, false}) {
        const std::string_view kind = disk ? "disk/" : "file/";
        if (path.substr(0, kind.size()) == kind && path.size() > kind.size())
            return PackageResource{disk, path.substr(kind.size()), as_text_says};
    }
    return std::nullopt;
}

// What HostResource names inside the package; empty for a resource of the platform, and for what cannot be told from
// one. Ids hold any character, so everything behind the kind is the id.
std::optional<PackageResource> package_resource(const Subject& subject, std::string_view text) {
    if (text.size() >= 4 && same_word(text.substr(0, 4), "ovf:")) {
        const std::string_view rest = text.substr(4);
        const bool exact = text.substr(0, 4) == "ovf:";
        if (rest.substr(0, 2) == "//")
            if (auto found = behind_kind(rest.substr(2), false)) return found;
        if (rest.substr(0, 1) == "/")
            if (auto found = behind_kind(rest.substr(1), exact)) return found;
        return PackageResource{false, {}, false};
    }
    if (text.substr(0, 1) == "/") return behind_kind(text.substr(1), false);
    if (auto found = behind_kind(text, false)) return found;
    if (subject.disks.count(text) != 0) return PackageResource{true, text, false};
    if (subject.files.count(text) != 0) return PackageResource{false, text, false};
    return std::nullopt;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size();
        const int high = escape ? hex_digit(text[i + 1]) : -1;
        const int low = escape ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            plain += text[i];
            continue;
        }
        plain += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return plain;
}

template <class Map>
auto find_id(const Map& map, std::string_view id) {
    const auto found = map.find(id);
    return found != map.end() ? found : map.find(percent_decoded(id));
}

void check_existence(const Subject& subject, const PackageResource& resource, const model::Field<std::string>& field,
                     Findings& findings) {
    const bool is_disk = find_id(subject.disks, resource.id) != subject.disks.end();
    const bool is_file = find_id(subject.files, resource.id) != subject.files.end();
    if (resource.disk ? is_disk : is_file) return;
    const std::string name = std::string(resource.disk ? "disk " : "file ") + quoted(resource.id, 80);
    std::string message = "there is no " + name;
    if (is_disk) message += "; a Disk has that id";
    if (is_file) message += "; a File has that id";
    const std::string hint = is_disk   ? "write ovf:/disk/ in front of the id"
                             : is_file ? "give the file a Disk in the DiskSection and name that"
                                       : "";
    findings.report(rule::hardware_unknown_host_resource, std::move(message), part_of(field, resource.id), {}, hint);
}

void check_backing(const Subject& subject, const Item& item, Findings& findings) {
    const model::Field<std::string>* first = nullptr;
    for (const auto& field : item.host_resource) {
        const std::string_view text = word_of(field);
        if (text.empty() || is_template_text(text)) continue;
        if (first != nullptr)
            findings.report(rule::hardware_several_backings,
                            item_called(item) + " has another backing, " + quoted(text, 80), field.at(),
                            {{first->at(), "the first one"}});
        else
            first = &field;
        const auto resource = package_resource(subject, text);
        if (!resource) continue;
        if (resource->id.empty()) {
            findings.report(rule::hardware_bad_host_resource, quoted(text, 80) + " names neither a disk nor a file",
                            field.at());
            continue;
        }
        if (!resource->as_text_says && subject.is_standard())
            findings.report(
                rule::hardware_host_resource_spelling, "the backing is spelled " + quoted(text, 80), field.at(), {},
                "write " +
                    quoted(std::string(resource->disk ? "ovf:/disk/" : "ovf:/file/") + std::string(resource->id)));
        check_existence(subject, *resource, field, findings);
    }
}

void check_attached_twice(const Fitted& fitted) {
    std::unordered_map<const model::Disk*, const model::Field<std::string>*> first;
    if (fitted.rack.hardware == nullptr) return;
    for (const model::EffectiveItem& device : fitted.devices) {
        if (device.item().host_resource.empty()) continue;
        const auto& field = device.item().host_resource.front();
        const auto resource = package_resource(fitted.subject, word_of(field));
        if (!resource || !resource->disk) continue;
        const auto disk = find_id(fitted.subject.disks, resource->id);
        // An empty disk may well be wanted several times: VMware's own appliances do that.
        if (disk == fitted.subject.disks.end() || word_of(disk->second->file_ref).empty()) continue;
        const auto [found, is_new] = first.emplace(disk->second, &field);
        if (!is_new)
            fitted.findings.report(rule::hardware_disk_attached_twice,
                                   "disk " + quoted(resource->id, 80) + " is attached already",
                                   part_of(field, resource->id), {{found->second->at(), "first attached here"}});
    }
}

struct ListedNetwork {
    const model::Network* network = nullptr;
    std::unordered_set<std::string_view> profiles;
};
using Networks = std::unordered_map<std::string_view, ListedNetwork>;

Networks networks_of(const Subject& subject) {
    Networks networks;
    for (const auto* section : Subject::all<model::NetworkSection>(subject.envelope.sections))
        for (const model::Network& network : section->networks) {
            if (word_of(network.name).empty()) continue;
            ListedNetwork& listed = networks[word_of(network.name)];
            if (listed.network == nullptr) listed.network = &network;
            for (const auto& uri : network.profile_uris) listed.profiles.insert(word_of(uri));
        }
    return networks;
}

void check_connections(const Networks& networks, const Item& item, Findings& findings) {
    for (const auto& field : item.connection) {
        const std::string_view name = word_of(field);
        if (name.empty() || is_template_text(name) || networks.count(name) != 0) continue;
        findings.report(rule::hardware_unlisted_network,
                        networks.empty() ? "no network is listed, and so not " + quoted(name, 80)
                                         : "network " + quoted(name, 80) + " is not listed",
                        field.at());
    }
}

// A profile is named by a URI when its id is of type 2; what other types of ids name is not in the descriptor.
void check_profile(const Networks& networks, const Item& item, Findings& findings) {
    if (!item.ethernet_port) return;
    const auto& id = item.ethernet_port->network_port_profile_id;
    if (item.ethernet_port->network_port_profile_id_type.value_or(0) != 2 || word_of(id).empty()) return;
    for (const auto& connection : item.connection) {
        const auto found = networks.find(word_of(connection));
        if (found == networks.end() || found->second.profiles.empty()) continue;
        if (found->second.profiles.count(word_of(id)) == 0)
            findings.report(
                rule::hardware_unlisted_port_profile,
                "profile " + quoted(word_of(id), 100) + " is not listed for network " + quoted(found->first, 80),
                id.at(), {{found->second.network->at, "the network"}});
    }
}

void check_connected(const Fitted& fitted) {
    if (fitted.rack.hardware == nullptr) return;
    for (const model::EffectiveItem& device : fitted.devices) {
        const Item& item = device.item();
        if (!is_adapter(item, device.base.kind)) continue;
        bool connected = false;
        for (const auto& field : item.connection) connected = connected || !word_of(field).empty();
        if (!connected)
            fitted.findings.report(rule::hardware_adapter_without_connection,
                                   "network adapter " + item_called(item) + " has no Connection", item.at);
    }
}

}  // namespace

void check_hardware_backings(const Subject& subject, Findings& findings) {
    for (const Rack& rack : racks_of(subject))
        for (const model::ItemPlace place : rack.places) check_backing(subject, *place.item, findings);
    for_each_fitting(subject, findings, check_attached_twice);
}

void check_hardware_networks(const Subject& subject, Findings& findings) {
    const Networks networks = networks_of(subject);
    for (const Rack& rack : racks_of(subject))
        for (const model::ItemPlace place : rack.places) {
            if (!is_adapter(*place.item, place.kind)) continue;
            check_connections(networks, *place.item, findings);
            check_profile(networks, *place.item, findings);
        }
    for_each_fitting(subject, findings, check_connected);
}

}  // namespace ovfkit::validate
