// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <ovfkit/model/view.hpp>

#include "model/hardware_items.hpp"

namespace ovfkit::model {

/// What a HostResource names.
struct Backing {
    std::string id;  ///< as named; of a disk that was found, its own
    const Disk* disk = nullptr;
    const File* file = nullptr;  ///< when the Item names a File and not a Disk
};

/// The disks and files of a document by their ids, so that looking up does not grow with their number.
class DiskIndex {
public:
    explicit DiskIndex(const Envelope& envelope);

    /// Resolves the first HostResource that is not empty (DSP0243 1.1.1, 8.3 table 3), in any of the spellings in use:
    /// `ovf:/disk/ID`, `ovf://disk/ID`, `ovf:disk/ID`, `/disk/ID`, `disk/ID`, the same with `file`, the bare id of a
    /// Disk or of its File, and `DISK/IMAGE` of oVirt. An exact id wins over one that is only the end of the text.
    [[nodiscard]] Backing backing(const Item& item) const;
    /// The href of the File behind `disk`; empty if there is none.
    [[nodiscard]] std::optional<std::string> file_of(const Disk& disk) const;
    /// Every Disk of the document in order.
    [[nodiscard]] const std::vector<const Disk*>& disks() const { return disks_; }

private:
    using Disks = std::unordered_map<std::string_view, const Disk*>;
    using Files = std::unordered_map<std::string_view, const File*>;

    [[nodiscard]] const Disk* find_disk(std::string_view id) const;
    [[nodiscard]] const File* find_file(std::string_view reference) const;

    std::vector<const Disk*> disks_;
    Disks disks_by_id_;
    Disks disks_by_file_;
    Files files_by_id_;
    Files files_by_href_;
};

/// The devices of one entity by their instance id.
using DevicesById = std::unordered_map<std::string_view, const Item*>;

/// Whether `device` is a hard disk: a drive, a logical disk, or a storage extent.
[[nodiscard]] bool is_disk(const EffectiveItem& device);

/// The controller that `item` hangs on: what the oVirt Disk says, or the first controller up the chain of parents.
[[nodiscard]] std::optional<std::string> controller_of(const Item& item, const Disk* disk, const DevicesById& devices);

/// The controller that an oVirt Disk names; empty if it names none.
[[nodiscard]] std::optional<std::string> controller_of(const Disk& disk);

}  // namespace ovfkit::model
