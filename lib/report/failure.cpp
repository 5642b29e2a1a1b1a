// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/failure.hpp>

#include "report/diagnostics_json.hpp"
#include "report/json.hpp"

namespace ovfkit::report {

std::string as_json(const Error& error, const Diagnostics& diagnostics) {
    Json why = {{"code", to_string(error.code)},
                {"rule", json_text_or_null(error.rule)},
                {"message", json_text(error.message)}};
    why.update(json_of(error.where));
    return on_lines({{"error", std::move(why)}, {"diagnostics", json_of(diagnostics)}});
}

}  // namespace ovfkit::report
