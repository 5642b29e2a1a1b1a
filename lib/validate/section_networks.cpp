// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "base/ascii.hpp"
#include "validate/mentions.hpp"
#include "validate/reference_passes.hpp"
#include "validate/section_passes.hpp"
#include "validate/section_rules.hpp"

namespace ovfkit::validate {

void check_networks(const Subject& subject, Findings& findings) {
    std::unordered_map<std::string_view, const model::Network*> first;
    for (const model::Section& section : subject.envelope.sections) {
        const auto* networks = std::get_if<model::NetworkSection>(&section);
        if (networks == nullptr) continue;
        for (const model::Network& network : networks->networks) {
            if (!network.name.has_value() || is_template_marker(*network.name)) continue;
            const auto [found, is_new] = first.emplace(*network.name, &network);
            if (!is_new)
                findings.report(rule::network_duplicate_name, "another network has the name " + quoted(*network.name),
                                network.name.at(), {{found->second->name.at(), "first used here"}});
        }
    }
    if (first.empty() || !findings.wants(rule::network_unused)) return;
    // Vendors' sections name networks, too; whoever does uses it.
    const auto mentioned = mentions(subject, [](const xml::Node& node, const xml::Attribute& attribute) {
        return node.name == "Network" && attribute.name == "name";
    });
    for (const model::Section& section : subject.envelope.sections) {
        const auto* networks = std::get_if<model::NetworkSection>(&section);
        if (networks == nullptr) continue;
        for (const model::Network& network : networks->networks) {
            const std::string_view name = trimmed(Subject::text_of(network.name));
            // Of a name with a slash, or a long one, not all uses are known.
            if (name.empty() || name.size() > 512 || is_template_marker(name)) continue;
            if (mentioned.find(name) == mentioned.end())
                findings.report(rule::network_unused, "nothing uses the network " + quoted(name), network.name.at());
        }
    }
}

}  // namespace ovfkit::validate
