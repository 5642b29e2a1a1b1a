// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/package/build.hpp>

#include "package_handle.hpp"

struct ovfkit_pack_options {
    ovfkit::package::PackOptions pack;
};

struct ovfkit_packed {
    ovfkit::package::Packed packed;
    ovfkit_diagnostics diagnostics;
};
