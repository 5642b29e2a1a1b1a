// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/report/text.hpp>

/// What was found in many files, in the forms that people, editors and build servers read.
///
/// None of the functions fails, opens a file or needs the network: all that they show comes from their argument. What
/// a document says is escaped as the form wants it; bytes that are not UTF-8 are written as `\xHH` everywhere.
namespace ovfkit::report {

/// A file that was validated.
struct ValidatedFile {
    std::string name;                  ///< as it was given: a path, or `-`
    bool readable = true;              ///< false: it is nothing that could be looked into
    std::vector<Diagnostic> findings;  ///< sorted by place
    std::size_t suppressed = 0;        ///< left out because a profile, a suppression or a baseline says so
    std::optional<descriptor::Descriptor> descriptor;  ///< for excerpts; empty when there is none
    std::optional<package::Package> package;           ///< that the descriptor came in; empty for one by itself
};

/// What a validation of several files found.
struct Validation {
    std::string profile;               ///< the name of the profile it was made by
    std::vector<ValidatedFile> files;  ///< in the order they were given
};

/// The findings with the lines they are about, as compilers write them, and one line that counts them over all files. A
/// file without findings is in that line only. Ends in a line feed.
[[nodiscard]] std::string as_text(const Validation& validation, const TextOptions& options = {});

/// The document of `schemas/validate.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const Validation& validation);

/// A log of SARIF 2.1.0 with one run, as code scanning takes it; ends in a line feed.
///
/// Columns count code points. A finding in a descriptor inside an archive is in the archive at the line of the
/// descriptor, and a logical location names the member; one in the archive itself is in its first line, because code
/// scanning wants one, and has the byte. The fingerprint is made of the rule and the path of the element, so that it
/// stays when lines move.
[[nodiscard]] std::string as_sarif(const Validation& validation);

/// A JUnit document: a suite for each file, and in it a case for each rule that found something, behind a case
/// `readable`. Ends in a line feed.
///
/// Only errors are failures. Warnings and notes stand in `system-out` of a case that passes, because JUnit knows no
/// third outcome that every build server shows and none counts as broken. Characters that XML cannot say are written
/// as `\u{HH}`.
[[nodiscard]] std::string as_junit(const Validation& validation);

/// One page of HTML without anything outside it: findings beside the source with its marks, and a picture of each
/// appliance. It is read without its script, which filters only. Long descriptors are shown around findings.
/// Ends in a line feed.
[[nodiscard]] std::string as_html(const Validation& validation);

}  // namespace ovfkit::report
