// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

#include "convert/job.hpp"

// The steps of to_standard, each on one part of the model.

namespace ovfkit::convert {

/// How the disks of an oVirt document are named, and which volume builds on which.
struct OvirtDisks {
    std::map<std::string, std::string> parents;  ///< of an image, the image that it builds on
    std::set<std::string> bases;                 ///< images that others build on
};
/// `system` is the one that the document has.
[[nodiscard]] OvirtDisks ovirt_disks(const model::VirtualSystem& system);

/// Files and disks: ids, sizes with their unit, formats; LUNs are left out.
void standard_disks(model::Envelope& envelope, const OvirtDisks& disks, Job& job);
/// References to network adapters say nothing that their Items do not say; they are kept for converting back.
void remove_nic_references(model::References& references);
/// Items: types, units, names, controllers; the base volumes of disks are left out.
void standard_hardware(model::Envelope& envelope, model::VirtualSystem& system, const OvirtDisks& disks, Job& job);
/// One Item; not its place among the others.
void standard_item(model::Item& item, Job& job);
/// How many virtual CPUs a topology makes, and VMware's word for the cores of a socket.
void standard_cpu(model::Item& item);
/// What the schemas want in every section, Item and system, where it is missing.
void fill_mandatory(model::Envelope& envelope);

}  // namespace ovfkit::convert
