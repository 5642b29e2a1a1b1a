// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <ovfkit/model/field.hpp>

namespace ovfkit::model {

/// `Property` of an environment: a key and the value that the deployer chose (DSP0243 1.1.1, 11.1).
struct EnvironmentProperty : Element {
    Field<std::string> key;
    Field<std::string> value;
    [[nodiscard]] auto tied() const { return std::tie(key, value); }
};

/// `PropertySection` of an environment (DSP0243 1.1.1, 11.1).
struct EnvironmentPropertySection : Element {
    std::vector<EnvironmentProperty> properties;
    [[nodiscard]] auto tied() const { return std::tie(properties); }
};

/// `PlatformSection`: what the guest runs on.
struct PlatformSection : Element {
    Field<std::string> kind;
    Field<std::string> version;
    Field<std::string> vendor;
    Field<std::string> locale;
    Field<std::int32_t> time_zone;  ///< minutes from UTC
    [[nodiscard]] auto tied() const { return std::tie(kind, version, vendor, locale, time_zone); }
};

/// `Entity`: a sibling in the same collection, with the properties that it sees.
struct EnvironmentEntity : Element {
    Field<std::string> id;
    Boxed<EnvironmentPropertySection> properties;
    [[nodiscard]] auto tied() const { return std::tie(id, properties); }
};

/// The OVF environment document that a guest reads (DSP8027; DSP0243 1.1.1, 11).
struct Environment : Element {
    Field<std::string> id;
    Boxed<PlatformSection> platform;
    Boxed<EnvironmentPropertySection> properties;
    std::vector<EnvironmentEntity> entities;
    [[nodiscard]] auto tied() const { return std::tie(id, platform, properties, entities); }
};

}  // namespace ovfkit::model
