// SPDX-License-Identifier: Apache-2.0
#include "report/package_view.hpp"

#include <ovfkit/text/units.hpp>

namespace ovfkit::report {
namespace {

std::string name_or_none(const package::Member* member) { return member != nullptr ? shown(member->name) : "none"; }

Json name_or_null(const package::Member* member) { return member != nullptr ? json_text(member->name) : Json(nullptr); }

std::string form_words(package::Form form) {
    switch (form) {
        case package::Form::directory: return "a directory";
        case package::Form::bare: return "a descriptor and the files beside it that it references";
        case package::Form::archive: return "an archive (OVA)";
        case package::Form::compressed_archive: break;
    }
    return "an archive (OVA) inside gzip";
}

}  // namespace

void write_package(Sheet& sheet, const package::Package& package) {
    sheet.head("Package");
    sheet.row("form", form_words(package.form()));
    sheet.row("ovf", shown(package.descriptor_member().name));
    sheet.row("manifest", name_or_none(package.manifest_member()));
    sheet.row("signature", name_or_none(package.certificate_member()));
}

Json json_of(const package::Package& package, bool members) {
    Json json = {{"form", to_string(package.form())},
                 {"descriptor", json_text(package.descriptor_member().name)},
                 {"manifest", name_or_null(package.manifest_member())},
                 {"certificate", name_or_null(package.certificate_member())}};
    if (!members) return json;
    Json all = Json::array();
    for (const package::Member& member : package.members())
        all.push_back(
            {{"name", json_text(member.name)}, {"size", member.size}, {"offset", json_or_null(member.offset)}});
    json["members"] = std::move(all);
    return json;
}

}  // namespace ovfkit::report
