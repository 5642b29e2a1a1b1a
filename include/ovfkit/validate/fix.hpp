// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::validate {

/// Something that was mended, and where it stood before.
struct Mended {
    std::string_view rule;  ///< slug of the rule that it broke
    /// What was done, one sentence, escaped.
    std::string what;
    /// Where it stood in the source.
    Location where;
};

/// A descriptor in which something was mended.
struct Fixed {
    std::string bytes;           ///< of the descriptor, in its encoding; what is not mended is byte for byte as it was
    std::vector<Mended> mended;  ///< empty when there was nothing to do
};

/// What is mended, and what is known of the files.
struct FixOptions {
    /// Slugs of the rules whose violations are mended; empty: of all rules that `fixable` names.
    std::optional<std::vector<std::string_view>> rules;
    /// The package that the descriptor came in, for the sizes of its files; may be null.
    const package::Package* package = nullptr;
    /// Names of the files of the package that are known to be what they should be, by their digests. The size of any
    /// other is not believed: the descriptor may be right and the file cut off.
    std::vector<std::string> verified;
};

/// The slugs of the rules whose violations can be mended, sorted. Only what has one right answer is: the order of
/// elements, a missing Info, the spelling of units and namespaces, ids of devices to which nothing refers, the sizes of
/// files.
[[nodiscard]] std::vector<std::string_view> fixable();

/// Mends a descriptor, without changing what it means to a reader that understood it before. Reading the result gives
/// the model that was intended, which is checked before it is returned. Fails as `descriptor::rewrite` does.
[[nodiscard]] Result<Fixed> fix(const descriptor::Descriptor& descriptor, const FixOptions& options);

}  // namespace ovfkit::validate
