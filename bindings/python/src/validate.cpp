// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/convert/convert.hpp>
#include <ovfkit/manifest/manifest.hpp>
#include <ovfkit/validate/fix.hpp>
#include <ovfkit/validate/profile.hpp>
#include <ovfkit/validate/validate.hpp>

#include "call.hpp"
#include "model.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace {

void describe() {
    Struct<validate::ProfileText>("validate", "ProfileText") OVFKIT_FIELDS(validate::ProfileText, name, purpose, text);
    Struct<validate::Mended>("validate", "Mended") OVFKIT_FIELDS(validate::Mended, rule, what, where);
    describe_enum<convert::TrustNames>("convert", "TrustNames",
                                       {{convert::TrustNames::engine_and_documented, "engine-and-documented"},
                                        {convert::TrustNames::engine_only, "engine-only"},
                                        {convert::TrustNames::documented_only, "documented-only"}});
    describe_enum("convert", "LossKind", convert::LossKind::renamed);
    Struct<convert::Loss>("convert", "Loss") OVFKIT_FIELDS(convert::Loss, kind, path, message, where);
    Struct<convert::Output>("convert", "Output") OVFKIT_FIELDS(convert::Output, id, name, kind, envelope, losses)
        .as<Bytes>("data", &convert::Output::bytes);
    Struct<manifest::Entry>("manifest", "Entry") OVFKIT_FIELDS(manifest::Entry, name, algorithm, digest, at);
    Struct<manifest::Manifest>("manifest", "Manifest") OVFKIT_FIELDS(manifest::Manifest, entries, unreadable_lines);
}

/// The profile of a name that comes with the library, or of the text of a profile file when `name` is not None.
validate::Profile profile_of(py::handle text, py::handle name) {
    if (name.is_none()) return value_of(validate::Profile::named(from_python<std::string>(text)));
    return value_of(
        validate::Profile::parse(bytes_from_python(text), from_python<std::string>(name), validate::rules()));
}

/// What reading `descriptor` had to say is judged together with what checking it says.
template <class Subject>
py::object check(const Subject& subject, py::handle reading, py::handle profile, py::handle name) {
    const validate::Options options{profile_of(profile, name)};
    Diagnostics found;
    for (Diagnostic& finding : from_python<std::vector<Diagnostic>>(reading)) found.add(std::move(finding));
    return to_python(unlocked([&] {
        validate::check(subject, options, found);
        return validate::judged(found, options.profile);
    }));
}

py::tuple fix(const descriptor::Descriptor& source, py::handle rules, const package::Package* package,
              py::handle verified) {
    validate::FixOptions options;
    Convert<std::optional<std::vector<std::string_view>>>::from(options.rules, rules);
    options.package = package;
    Convert<std::vector<std::string>>::from(options.verified, verified);
    const validate::Fixed fixed = value_of(unlocked([&] { return validate::fix(source, options); }));
    return py::make_tuple(py::bytes(fixed.bytes), to_python(fixed.mended));
}

py::object convert_descriptor(const descriptor::Descriptor& source, py::handle target, py::handle as,
                              py::handle trust_names, bool require_trust_understood, py::handle entity,
                              py::handle now) {
    convert::Options options;
    Convert<descriptor::Grammar>::from(options.target, target);
    Convert<std::optional<model::EntityKind>>::from(options.as, as);
    Convert<convert::TrustNames>::from(options.trust_names, trust_names);
    options.require_trust_understood = require_trust_understood;
    Convert<std::string>::from(options.entity, entity);
    if (!now.is_none()) MomentSeconds::from(options.now.emplace(), now);
    return to_python(value_of(unlocked([&] { return convert::convert(source, options); })));
}

py::object parse_manifest(py::handle bytes, py::handle name, py::handle diagnostics) {
    const std::string text = bytes_from_python(bytes);
    const auto called = from_python<std::string>(name);
    return to_python(
        with_findings(diagnostics, [&](Diagnostics& found) { return manifest::parse(text, called, found); }));
}

}  // namespace

void add_validate(py::module_& m) {
    describe();
    m.def("check_descriptor", check<descriptor::Descriptor>, py::arg("subject"), py::arg("reading"), py::arg("profile"),
          py::arg("name"));
    m.def("check_package", check<package::Package>, py::arg("subject"), py::arg("reading"), py::arg("profile"),
          py::arg("name"));
    m.def("fix", fix, py::arg("source"), py::arg("rules"), py::arg("package"), py::arg("verified"));
    m.def("fixable", [] { return to_python(validate::fixable()); });
    m.def("profiles", [] { return to_python(validate::profiles()); });
    m.def("convert", convert_descriptor, py::arg("source"), py::arg("target"), py::arg("as_"), py::arg("trust_names"),
          py::arg("require_trust_understood"), py::arg("entity"), py::arg("now"));
    m.def("parse_manifest", parse_manifest, py::arg("bytes"), py::arg("name"), py::arg("diagnostics"));
    m.def(
        "write_manifest",
        [](py::handle manifest) {
            return py::bytes(value_of(manifest::write(from_python<manifest::Manifest>(manifest))));
        },
        py::arg("manifest"));
}

}  // namespace ovfkit::python
