// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/environment.hpp>

#include "descriptor/member.hpp"
#include "descriptor/tables.hpp"

namespace ovfkit::descriptor::table {
namespace {

using namespace model;  // the tables name little else
constexpr Space e = Space::environment;

// clang-format off
const Shape& environment_property() {
    using P = EnvironmentProperty;
    return shape_of<P>("Property", [] {
        return std::vector<Row>{attribute<Text, &P::key>("key", e), attribute<Text, &P::value>("value", e), extensions()};
    });
}

const Shape& property_section() {
    using S = EnvironmentPropertySection;
    return shape_of<S>("PropertySection", [] {
        return std::vector<Row>{element<&S::properties>("Property", environment_property, e), extensions()}; });
}

// The schema spells Timezone, an example in the text TimeZone (DMTF reference 12).
const Shape& platform_section() {
    using S = PlatformSection;
    return shape_of<S>("PlatformSection", [] {
        return std::vector<Row>{
            leaf<Text, &S::kind>("Kind", e),
            leaf<Text, &S::version>("Version", e),
            leaf<Text, &S::vendor>("Vendor", e),
            leaf<Token, &S::locale>("Locale", e),
            also("TimeZone", 0, leaf<Number, &S::time_zone>("Timezone", e)),
            extensions(),
        };
    });
}

const Shape& entity() {
    using E = EnvironmentEntity;
    return shape_of<E>("Entity", [] {
        return std::vector<Row>{
            attribute<Text, &E::id>("id", e),
            element<&E::properties>("PropertySection", property_section, e),
            extensions(),
        };
    });
}
// clang-format on

}  // namespace

const Shape& environment() {
    return shape_of<Environment>("Environment", [] {
        return std::vector<Row>{
            attribute<Text, &Environment::id>("id", e),
            element<&Environment::platform>("PlatformSection", platform_section, e),
            element<&Environment::properties>("PropertySection", property_section, e),
            element<&Environment::entities>("Entity", entity, e),
            extensions(),
        };
    });
}

}  // namespace ovfkit::descriptor::table
