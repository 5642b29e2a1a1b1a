// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/package/rules.hpp>

namespace ovfkit::package {

std::vector<const Rule*> rules() {
    return {&rule::several_descriptors,
            &rule::interrupted_change,
            &rule::descriptor_not_first,
            &rule::several_gzip_members,
            &rule::foreign_manifest,
            &rule::several_manifests,
            &rule::missing_file,
            &rule::remote_file,
            &rule::unsafe_reference,
            &rule::wrong_size,
            &rule::chunk_size,
            &rule::unreferenced_file,
            &rule::signature_dropped,
            &rule::name_clash,
            &rule::digest_mismatch,
            &rule::listed_missing,
            &rule::unlisted_file,
            &rule::unlisted_descriptor,
            &rule::weak_digest,
            &rule::unverifiable,
            &rule::no_manifest,
            &rule::signature_absent,
            &rule::signature_without_manifest,
            &rule::signature_rejected,
            &rule::signature_names_other};
}

}  // namespace ovfkit::package
