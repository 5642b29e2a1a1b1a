// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/descriptor/descriptor.hpp>

#include "convert.hpp"

/// Types of the library that Python holds as handles, not as values.
namespace ovfkit::python {}
