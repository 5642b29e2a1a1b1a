// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "convert/job.hpp"
#include "model/hardware_disks.hpp"

// The steps of to_ovirt, each on one part of the model.

namespace ovfkit::convert {

/// The size of `disk` as `to`, one of the oVirt dialects, says it: in whole GiB with the bytes beside them, or in a
/// unit. A size that is not known stays as it is.
void set_capacity(model::Disk& disk, descriptor::Grammar to);

/// Takes files that back no disk out of a configuration, because its reader takes every File for one.
void remove_other_files(model::Envelope& envelope, Job& job);

/// The ids under which oVirt knows a disk of a standard document.
struct Volume {
    std::string disk;
    std::string image;
};
using Volumes = std::map<const model::Disk*, Volume>;

/// Takes disks that only others build on out of a document that becomes an OVA.
void remove_bases(model::Envelope& envelope, const model::VirtualSystem& system, Job& job);
/// Takes disks out that only devices of other configurations use: in oVirt every Disk of a document is one of the
/// machine's.
void remove_unused_disks(model::Envelope& envelope, const model::VirtualSystem& system, Job& job);
/// Names the disks and files of the document for oVirt, and says their sizes and formats its way.
[[nodiscard]] Volumes ovirt_volumes(const model::Envelope& envelope, const Job& job);
/// `interfaces` are the controllers by the names of the hardware view.
void name_disks(model::Envelope& envelope, const Volumes& volumes,
                const std::map<const model::Disk*, std::string>& controllers, Job& job);

/// The topology of a processor Item, from its quantity and VMware's cores per socket.
void ovirt_cpu(model::Item& item);
/// The memory of an Item in whole MiB, rounded up with a loss.
void ovirt_memory(model::Item& item, Job& job);
/// Items for oVirt: those of the default configuration, with its types, units and words.
void ovirt_hardware(const model::Envelope& envelope, model::VirtualSystem& system, const Volumes& volumes, Job& job);

}  // namespace ovfkit::convert
