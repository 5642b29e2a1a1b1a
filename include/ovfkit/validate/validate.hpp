// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/validate/profile.hpp>

/// Whether a descriptor or a package is right: against the schemas and against rules that no schema can express.
///
/// Findings are one-sided: what is reported is a violation of the rule that it names; that nothing is reported means
/// only that none of the rules of `rules()` found anything. A check that cannot be sure says nothing.
namespace ovfkit::validate {

/// How findings are judged.
struct Options {
    /// Which findings count, and how much.
    Profile profile;
};

/// Checks a descriptor: its schema, and all rules that need nothing but it. Findings go into `diagnostics` with the
/// severities of the profile. What reading it had to say was said by `Descriptor::parse`.
void check(const descriptor::Descriptor& descriptor, const Options& options, Diagnostics& diagnostics);

/// Checks what is right or wrong about a package beyond its descriptor: its form, and its files against what the
/// descriptor says of them. The descriptor itself, and the digests (see `package::verify`), are not looked at again.
void check(const package::Package& package, const Options& options, Diagnostics& diagnostics);

/// The findings that `profile` lets through, with its severities, sorted by place. What two rooms said of one place, a
/// value that the reader cannot read and the schema does not allow, is there once.
[[nodiscard]] std::vector<Diagnostic> judged(const Diagnostics& findings, const Profile& profile);

/// Every rule of this room, for a catalog.
[[nodiscard]] std::vector<const Rule*> rules();

}  // namespace ovfkit::validate
