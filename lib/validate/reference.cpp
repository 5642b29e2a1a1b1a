// SPDX-License-Identifier: Apache-2.0
#include "validate/group.hpp"
#include "validate/reference_passes.hpp"
#include "validate/reference_rules.hpp"

namespace ovfkit::validate {

Group reference_group() {
    return {{{check_file_ids, applies::standard | applies::draft},
             {check_file_hrefs, applies::standard | applies::draft},
             {check_file_storage, applies::standard | applies::draft},
             {check_bundle_order, applies::standard},
             {check_unused_files, applies::standard},
             {check_message_files, applies::ovf_2}},
            {&rule::file_duplicate_id, &rule::file_scheme, &rule::file_href_form, &rule::file_parent_segment,
             &rule::file_duplicate_href, &rule::file_compression, &rule::file_chunk_size, &rule::file_bundle_order,
             &rule::file_unused, &rule::file_of_message_unknown}};
}

}  // namespace ovfkit::validate
