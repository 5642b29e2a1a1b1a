// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/file.hpp>

#include "io/replacement.hpp"

namespace ovfkit::io {

Result<void> replace_file(const std::string& path, std::string_view bytes, const ReplaceOptions& options) {
    Replacement replacement(path, options);
    if (auto begun = replacement.begin(); !begun) return begun;
    if (auto written = replacement.write(bytes); !written) return written;
    return replacement.commit();
}

}  // namespace ovfkit::io
