// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/package/package.hpp>

#include "guard.hpp"

struct ovfkit_package {
    ovfkit::package::Package package;
    ovfkit_diagnostics diagnostics;
};
