// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/model/field.hpp>

namespace ovfkit::model {

/// What every section has (DSP0243 1.1.1, 7.3).
struct SectionBase : Element {
    /// The element `Info`: what the section is for, in words.
    Field<Msg> info;
    Field<bool> required;  ///< `ovf:required`; absent means true
};

}  // namespace ovfkit::model
