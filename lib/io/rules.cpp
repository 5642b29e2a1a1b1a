// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/rules.hpp>

namespace ovfkit::io {

std::vector<const Rule*> rules() {
    return {
        &rule::tar_gnu_header,    &rule::tar_no_magic,         &rule::tar_pax_header,     &rule::tar_long_name,
        &rule::tar_numeric_size,  &rule::tar_bad_number,       &rule::tar_dot_slash_name, &rule::tar_directory_member,
        &rule::tar_apple_double,  &rule::tar_unsafe_name,      &rule::tar_special_member, &rule::tar_duplicate_name,
        &rule::tar_bad_checksum,  &rule::tar_bad_size,         &rule::tar_bad_record,     &rule::tar_ambiguous_member,
        &rule::tar_sparse_member, &rule::tar_multi_volume,     &rule::tar_truncated,      &rule::tar_too_many_members,
        &rule::tar_name_too_long, &rule::tar_record_too_large, &rule::tar_no_end,         &rule::tar_no_padding,
        &rule::tar_trailing_data, &rule::tar_endless_padding};
}

}  // namespace ovfkit::io
