// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/convert/convert.hpp>
#include <ovfkit/manifest/manifest.hpp>
#include <ovfkit/report/catalog.hpp>
#include <ovfkit/validate/baseline.hpp>
#include <ovfkit/validate/environment.hpp>
#include <ovfkit/validate/fix.hpp>
#include <ovfkit/validate/profile.hpp>
#include <ovfkit/validate/validate.hpp>

#include "call.hpp"
#include "model.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace in_validate {

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
        validate::Profile::parse(bytes_from_python(text), from_python<std::string>(name), report::catalog()));
}

/// What reading `descriptor` had to say is judged together with what checking it says.
template <class Subject>
py::object check(const Subject& subject, py::handle reading, const validate::Profile& profile) {
    const validate::Options options{profile};
    Diagnostics found;
    for (Diagnostic& finding : from_python<std::vector<Diagnostic>>(reading)) found.add(std::move(finding));
    return to_python(unlocked([&] {
        validate::check(subject, options, found);
        return validate::judged(found, options.profile);
    }));
}

py::object check_environment(py::handle bytes, py::handle name, const validate::Profile& profile) {
    const std::string text = bytes_from_python(bytes);
    const auto called = from_python<std::string>(name);
    Diagnostics found;
    value_of(unlocked([&] { return validate::check_environment(text, called, {profile}, found); }), &found);
    return to_python(validate::judged(found, profile));
}

/// The finding with the severity of the profile; None when it is left out.
py::object judge(const validate::Profile& profile, py::handle finding) {
    auto judged = from_python<Diagnostic>(finding);
    return profile.judge(judged) ? to_python(judged) : py::object(py::none());
}

void add_profile(py::module_& m) {
    using validate::Profile;
    py::class_<Profile>(m, "Profile")
        .def(py::init(&profile_of), py::arg("text"), py::arg("name"))
        .def("judge", judge, py::arg("finding"))
        .def(
            "severity",
            [](const Profile& self, py::handle slug, py::handle own) {
                return to_python(self.severity(from_python<std::string>(slug), from_python<Severity>(own)));
            },
            py::arg("slug"), py::arg("own"));
    py::class_<validate::Baseline>(m, "Baseline")
        .def(py::init([](py::handle text, py::handle name) {
                 return value_of(validate::Baseline::parse(bytes_from_python(text), from_python<std::string>(name)));
             }),
             py::arg("text"), py::arg("name"))
        .def(
            "take",
            [](validate::Baseline& self, py::handle file, py::handle finding) {
                return self.take(from_python<std::string>(file), from_python<Diagnostic>(finding));
            },
            py::arg("file"), py::arg("finding"))
        .def_static(
            "line",
            [](py::handle file, py::handle finding) {
                return to_python(
                    validate::Baseline::line(from_python<std::string>(file), from_python<Diagnostic>(finding)));
            },
            py::arg("file"), py::arg("finding"));
    m.def(
        "is_about_integrity",
        [](py::handle slug) { return validate::is_about_integrity(from_python<std::string>(slug)); }, py::arg("slug"));
    m.def(
        "glob_matches",
        [](py::handle pattern, py::handle text) {
            return validate::glob_matches(from_python<std::string>(pattern), from_python<std::string>(text));
        },
        py::arg("pattern"), py::arg("text"));
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

}  // namespace in_validate

void add_validate(py::module_& m) {
    using namespace in_validate;
    describe();
    add_profile(m);
    m.def("check_descriptor", check<descriptor::Descriptor>, py::arg("subject"), py::arg("reading"),
          py::arg("profile"));
    m.def("check_package", check<package::Package>, py::arg("subject"), py::arg("reading"), py::arg("profile"));
    m.def("check_environment", check_environment, py::arg("bytes"), py::arg("name"), py::arg("profile"));
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
