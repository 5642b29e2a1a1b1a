// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/xml/rules.hpp>

namespace ovfkit::xml {

std::vector<const Rule*> rules() {
    return {&rule::not_well_formed,     &rule::doctype,           &rule::undeclared_prefix,
            &rule::namespace_error,     &rule::unknown_version,   &rule::too_deep,
            &rule::too_many_attributes, &rule::too_many_nodes,    &rule::too_many_namespaces,
            &rule::namespace_too_long,  &rule::attribute_too_long};
}

}  // namespace ovfkit::xml
