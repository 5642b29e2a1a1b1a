// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/validate/validate.hpp>

#include "validate/disk_rules.hpp"
#include "validate/group.hpp"
#include "validate/package_rules.hpp"
#include "validate/package_subject.hpp"

namespace ovfkit::validate {

std::vector<const Rule*> package_rules() {
    return {&rule::package_extension,          &rule::package_referenced_manifest,
            &rule::package_misplaced_manifest, &rule::package_manifest_algorithm,
            &rule::package_manifest_name,      &rule::package_unlisted_chunk,
            &rule::package_manifest_extra,     &rule::package_unused_member,
            &rule::package_not_gzip,           &rule::package_chunk_name,
            &rule::package_chunk_compressed,   &rule::package_broken_bundle,
            &rule::package_message_not_text,   &rule::package_unportable_name,
            &rule::archive_extension,          &rule::archive_compressed,
            &rule::archive_remote_file,        &rule::archive_manifest_place,
            &rule::archive_member_order,       &rule::disk_format_mismatch,
            &rule::disk_capacity_too_small,    &rule::disk_not_stream_optimized,
            &rule::disk_needs_parent};
}

void check(const package::Package& package, const Options& options, Diagnostics& diagnostics) {
    const Subject subject(package.descriptor());
    const PackageSubject of(package, subject);
    PackageFindings findings(of, options.profile, diagnostics);
    for (const auto pass : {check_archive, check_roles, check_members, check_listing, check_chunks, check_message_texts,
                            check_disk_images})
        pass(of, findings);
}

}  // namespace ovfkit::validate
