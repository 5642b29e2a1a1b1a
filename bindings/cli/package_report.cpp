// SPDX-License-Identifier: Apache-2.0
#include "package_report.hpp"

#include "terminal.hpp"

namespace ovfkit::cli {

void remark_restored(const package::Editor& editor, const std::string& path) {
    if (editor.was_restored())
        remark("an earlier change of " + ovfkit::quoted(path) + " was interrupted; it was undone first");
}

std::string words_for(const package::EditReport& report) {
    const std::string written = std::to_string(report.bytes_written) + " bytes written";
    switch (report.kind) {
        case package::EditKind::unchanged: return "nothing changed";
        case package::EditKind::in_place: return "changed in place, " + written;
        case package::EditKind::rewritten: return "the archive was written anew, " + written;
        case package::EditKind::files: break;
    }
    return std::to_string(report.changed.size()) + (report.changed.size() == 1 ? " file" : " files") + " replaced, " +
           written;
}

}  // namespace ovfkit::cli
