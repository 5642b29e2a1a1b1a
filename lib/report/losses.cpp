// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/losses.hpp>

#include <algorithm>

#include "report/diagnostics_json.hpp"
#include "report/json.hpp"
#include "report/paint.hpp"

namespace ovfkit::report {
namespace {

constexpr std::size_t name_bytes = 1000;

Severity severity_of(convert::LossKind kind) {
    return kind == convert::LossKind::renamed ? Severity::note : Severity::warning;
}

std::string place_of(const Location& where) {
    std::string place = printable(where.source, name_bytes);
    if (where.line != 0) place += ":" + std::to_string(where.line) + ":" + std::to_string(std::max(where.column, 1U));
    return place.empty() ? place : place + ": ";
}

std::string counts(const std::vector<EntityLoss>& losses) {
    using convert::LossKind;
    std::string text;
    for (const LossKind kind : {LossKind::dropped, LossKind::weakened, LossKind::renamed}) {
        const auto count =
            std::count_if(losses.begin(), losses.end(), [&](const EntityLoss& l) { return l.loss.kind == kind; });
        if (count != 0)
            text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(convert::to_string(kind));
    }
    return text.empty() ? "nothing was lost" : text;
}

}  // namespace

std::string as_text(const Conversion& conversion, const TextOptions& options) {
    const Paint paint(options.color);
    std::string out;
    for (const WrittenFile& file : conversion.files)
        out += "wrote " + (file.path == "-" ? "standard output" : printable(file.path, name_bytes)) + "\n";
    for (const EntityLoss& lost : conversion.losses) {
        const convert::Loss& loss = lost.loss;
        out += paint.bold(place_of(loss.where)) +
               paint.weight(severity_of(loss.kind), std::string(convert::to_string(loss.kind)) + ":") + " " +
               loss.message + " " + paint.faint("[" + printable(loss.path, name_bytes) + "]") + "\n";
    }
    return out + conversion.from + " to " + conversion.to + ": " + counts(conversion.losses) + "\n";
}

std::string as_json(const Conversion& conversion) {
    Json files = Json::array();
    for (const WrittenFile& file : conversion.files) {
        Json entities = Json::array();
        for (const std::string& id : file.entities) entities.push_back(json_text_or_null(id));
        files.push_back({{"file", json_text(file.path)}, {"entities", std::move(entities)}});
    }
    Json losses = Json::array();
    for (const EntityLoss& lost : conversion.losses)
        losses.push_back({{"kind", convert::to_string(lost.loss.kind)},
                          {"entity", json_text_or_null(lost.entity)},
                          {"path", json_text(lost.loss.path)},
                          {"message", json_text(lost.loss.message)},
                          {"line", json_of_count(lost.loss.where.line)},
                          {"column", json_of_count(lost.loss.where.column)}});
    const Json document = {{"from", json_text(conversion.from)},
                           {"to", json_text(conversion.to)},
                           {"outputs", std::move(files)},
                           {"losses", std::move(losses)}};
    return on_lines(document);
}

}  // namespace ovfkit::report
