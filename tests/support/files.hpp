// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ovfkit::test {

/// The bytes of a file; the test fails when it cannot be read.
[[nodiscard]] std::string contents(const std::string& path);

/// `fixtures/<name>` of the checkout.
[[nodiscard]] std::string fixture(const std::string& name);

/// Every file below `folder` whose name ends in one of `endings`, sorted.
[[nodiscard]] std::vector<std::string> files_below(const std::string& folder, const std::vector<std::string>& endings);

/// Every descriptor of `fixtures/dialects`, sorted; never empty.
[[nodiscard]] std::vector<std::string> dialect_fixtures();

/// The folder of real descriptors: the variable OVFKIT_CORPUS, or `../shared/corpus` beside the checkout. Empty if
/// there is none.
[[nodiscard]] std::string corpus_folder();

/// Its descriptors, sorted, from an index that says which files are well-formed descriptors; says on standard output
/// how many there are, or that there are none.
[[nodiscard]] std::vector<std::string> corpus_descriptors();

}  // namespace ovfkit::test
