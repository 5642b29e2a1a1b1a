// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "convert/job.hpp"

namespace ovfkit::convert {

// An element that somebody has changed after it was converted is only partly brought back by its record. These bring
// the rest into `job.form`.

void settle(model::Disk& disk, Job& job);
void settle(model::Item& item, Job& job);
void settle(model::OperatingSystemSection& section, Job& job);
void settle(model::VirtualSystem& system, Job& job);
/// Elements whose values stand for themselves.
template <class T>
void settle(T&, Job&) {}

}  // namespace ovfkit::convert
