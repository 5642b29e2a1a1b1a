// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/manifest/manifest.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/law.hpp"

namespace {

namespace manifest = ovfkit::manifest;

void check_findings(const ovfkit::Diagnostics& diagnostics, std::size_t size) {
    for (const ovfkit::Diagnostic& d : diagnostics) {
        require(ovfkit::printable(d.message, 2000) == d.message, "messages are printable");
        require(d.where.span.begin <= d.where.span.end && d.where.span.end <= size, "places are inside the file");
        require(d.rule == "manifest/too-large" || (d.where.line >= 1 && d.where.column >= 1), "a finding has a place");
    }
}

// Lines that are more than blanks and filling.
std::size_t lines_with_text(std::string_view bytes) {
    std::size_t count = 0;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        if (bytes.substr(0, end).find_first_not_of(std::string_view(" \t\r\0\xEF\xBB\xBF", 8)) !=
            std::string_view::npos)
            ++count;
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return count;
}

void check_entries(const manifest::Manifest& read, std::string_view bytes) {
    for (const manifest::Entry& entry : read.entries) {
        require(entry.at.end <= bytes.size() && entry.at.begin < entry.at.end, "entries are inside the file");
        const std::string_view line = entry.at.of(bytes);
        require(line.find('\n') == std::string_view::npos, "an entry is one line");
        require(line.find(entry.name) != std::string_view::npos, "a name stands there");
        const auto known = entry.known_algorithm();
        require(!known || entry.digest.size() == 2 * ovfkit::crypto::digest_size(*known), "digests are whole");
    }
}

void check_write(manifest::Manifest read) {
    read.unreadable_lines = 0;
    read.entries.erase(std::remove_if(read.entries.begin(), read.entries.end(),
                                      [](const auto& entry) { return !entry.known_algorithm(); }),
                       read.entries.end());
    for (manifest::Entry& entry : read.entries) entry.algorithm = to_string(*entry.known_algorithm());
    const auto written = manifest::write(read);
    require(written.has_value(), "what was read can be written");
    ovfkit::Diagnostics diagnostics;
    const auto again = manifest::parse(*written, "again", diagnostics);
    require(again && again->unreadable_lines == 0 && again->entries == read.entries,
            "read of write is what was written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    manifest::ParseLimits limits;
    limits.max_bytes = 1U << 16U;
    limits.max_entries = 500;
    limits.max_name_bytes = 200;
    ovfkit::Diagnostics diagnostics(50);
    const auto read = manifest::parse(bytes, "fuzz", diagnostics, limits);
    check_findings(diagnostics, size);
    if (!read) {
        require(diagnostics.has(read.error().rule) || diagnostics.dropped() != 0, "a refusal is a finding, too");
        return 0;
    }
    require(read->entries.size() + read->unreadable_lines >= lines_with_text(bytes), "no line is lost");
    require(read->unreadable_lines == 0 || diagnostics.worst() == ovfkit::Severity::error, "unreadable lines are said");
    check_entries(*read, bytes);
    check_write(*read);
    return 0;
}
