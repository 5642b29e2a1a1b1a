// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/validation.hpp>

#include "report/diagnostics_json.hpp"
#include "report/validation_view.hpp"

namespace ovfkit::report {
namespace {

Json json_of_span(const Span& span) {
    return span.known() ? Json({{"begin", span.begin}, {"end", span.end}}) : Json(nullptr);
}

/// What `inspect` leaves out of a place.
void add_exact_place(Json& json, const Location& where) {
    json["path"] = json_text_or_null(where.path);
    json["span"] = json_of_span(where.span);
}

Json json_of(const Related& related) {
    Json json = {{"message", json_text(related.message)}};
    json.update(report::json_of(related.where));
    add_exact_place(json, related.where);
    return json;
}

Json json_of(const Diagnostic& finding, const std::string& file) {
    Json json = report::json_of(finding);
    json["file"] = json_text(file);
    add_exact_place(json, finding.where);
    json["hint"] = json_text_or_null(finding.hint);
    Json& related = json["related"] = Json::array();
    for (const Related& other : finding.related) related.push_back(json_of(other));
    return json;
}

Json json_of(const Counts& counts) {
    return {{"errors", counts.errors},
            {"warnings", counts.warnings},
            {"notes", counts.notes},
            {"suppressed", counts.suppressed}};
}

}  // namespace

std::string as_json(const Validation& validation) {
    Json diagnostics = Json::array();
    Json files = Json::array();
    for (const ValidatedFile& file : validation.files) {
        for (const Diagnostic& finding : file.findings) diagnostics.push_back(json_of(finding, file.name));
        Json one = {{"name", json_text(file.name)}};
        one.update(json_of(counts_of(file)));
        one["readable"] = file.readable;
        files.push_back(std::move(one));
    }
    Json summary = {{"files", validation.files.size()}};
    summary.update(json_of(counts_of(validation)));
    summary["profile"] = json_text(validation.profile);
    const Json document = {
        {"diagnostics", std::move(diagnostics)}, {"files", std::move(files)}, {"summary", std::move(summary)}};
    return on_lines(document);
}

}  // namespace ovfkit::report
