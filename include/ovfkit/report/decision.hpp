// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <ovfkit/report/text.hpp>
#include <ovfkit/trust/audit.hpp>
#include <ovfkit/trust/decide.hpp>

namespace ovfkit::report {

/// The outcome, and the reasons and events of each entity, for people. Ends in a line feed.
[[nodiscard]] std::string as_text(const trust::Decision& decision, const TextOptions& options = {});

/// The document of `schemas/check-import.schema.json`, ending in a line feed.
[[nodiscard]] std::string as_json(const trust::Decision& decision);

/// The record of `schemas/audit-record.schema.json` on one line, without a line feed.
[[nodiscard]] std::string as_json_line(const trust::AuditRecord& record);

}  // namespace ovfkit::report
