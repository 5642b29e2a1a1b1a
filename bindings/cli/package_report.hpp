// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/package/edit.hpp>

namespace ovfkit::cli {

/// Tells on standard error that an interrupted change was undone, when it was.
void remark_restored(const package::Editor& editor, const std::string& path);

/// `changed in place, 1536 bytes written`, and what else there is to say of how a package was changed.
[[nodiscard]] std::string words_for(const package::EditReport& report);

}  // namespace ovfkit::cli
