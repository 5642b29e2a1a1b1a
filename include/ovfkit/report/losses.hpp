// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/convert/convert.hpp>
#include <ovfkit/report/text.hpp>

namespace ovfkit::report {

/// A file that a conversion wrote.
struct WrittenFile {
    std::string path;                   ///< `-` for standard output
    std::vector<std::string> entities;  ///< ids of what is in it; empty for an entity without one
};

/// Something that was lost, and whose it was.
struct EntityLoss {
    std::string entity;  ///< id; empty when it belongs to the package
    /// What was lost, and where.
    convert::Loss loss;
};

/// What a conversion did.
struct Conversion {
    std::string from;  ///< name of the dialect of the source
    std::string to;    ///< as the target is called on the command line
    /// What was written, in that order.
    std::vector<WrittenFile> files;
    /// What was lost, in the order of the outputs.
    std::vector<EntityLoss> losses;
};

/// The files, one loss a line with its place, and a line that counts them. Ends in a line feed.
[[nodiscard]] std::string as_text(const Conversion& conversion, const TextOptions& options = {});

/// The document of `schemas/convert.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const Conversion& conversion);

}  // namespace ovfkit::report
