// SPDX-License-Identifier: Apache-2.0
#include "validate/document_passes.hpp"
#include "validate/document_rules.hpp"
#include "validate/extension_rules.hpp"
#include "validate/group.hpp"

namespace ovfkit::validate {

Group document_group() {
    return {{{check_namespaces, applies::all},
             {check_document_version, applies::standard | applies::draft},
             {check_names, applies::standard},
             {check_content_ids, applies::standard | applies::draft},
             {check_contents, applies::standard},
             {check_extensions, applies::standard},
             {check_extension_places, applies::standard}},
            {&rule::document_namespace_spelling, &rule::document_mixed_versions, &rule::document_version_contradicts,
             &rule::document_unqualified_attribute, &rule::content_abstract_name, &rule::content_duplicate_id,
             &rule::content_unusable_id, &rule::content_no_name, &rule::content_empty_collection,
             &rule::content_deep_nesting, &rule::extension_required_section, &rule::extension_required_element,
             &rule::extension_required_by_vendor, &rule::extension_not_a_section, &rule::extension_not_last,
             &rule::extension_reserved_namespace, &rule::extension_conformance_level}};
}

}  // namespace ovfkit::validate
