// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "convert/job.hpp"

namespace ovfkit::convert {

/// The files, disks and networks that something refers to.
struct Uses {
    std::set<const model::Disk*> disks;
    std::set<const model::File*> files;
    std::set<std::string> networks;
};

/// Parts a document into its virtual systems. Views the document.
class Selection {
public:
    explicit Selection(const model::Envelope& whole);

    [[nodiscard]] const std::vector<const model::VirtualSystem*>& systems() const { return systems_; }
    /// The document of the `index`th system: without the others and what only they use; what nobody uses stays. What
    /// describes the collections around the system has no place there and is reported as lost.
    [[nodiscard]] model::Envelope only(std::size_t index, Job& job) const;

private:
    [[nodiscard]] Uses others_only(std::size_t index) const;

    const model::Envelope& whole_;
    std::vector<const model::VirtualSystem*> systems_;
    std::vector<Uses> uses_;
    Uses all_;
};

}  // namespace ovfkit::convert
