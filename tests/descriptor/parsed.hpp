// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>

#include <ovfkit/descriptor/descriptor.hpp>

namespace ovfkit::descriptor {

/// A descriptor that has to be readable; the test fails when it is not.
inline Descriptor parsed(const std::string& bytes) {
    Diagnostics diagnostics;
    auto descriptor = Descriptor::parse(bytes, diagnostics);
    EXPECT_TRUE(descriptor) << (descriptor ? "" : descriptor.error().message) << "\n" << bytes;
    return descriptor.value();
}

}  // namespace ovfkit::descriptor
