// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/build.hpp>
#include <ovfkit/package/edit.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/package/sign.hpp>
#include <ovfkit/package/unpack.hpp>
#include <ovfkit/package/verify.hpp>

#include "call.hpp"
#include "model.hpp"
#include "rooms.hpp"
#include "signing.hpp"
#include "stream.hpp"

namespace ovfkit::python {
namespace in_package {

using namespace package;

void describe() {
    describe_enum("package", "Form", Form::compressed_archive);
    describe_enum("package", "FileState", FileState::refused);
    describe_enum("package", "PackageState", PackageState::signature_rejected);
    describe_enum<ManifestPlace>(
        "package", "ManifestPlace",
        {{ManifestPlace::after_descriptor, "after-descriptor"}, {ManifestPlace::last, "last"}});
    Struct<Member>("package", "Member") OVFKIT_FIELDS(Member, name, size, offset);
    Struct<FileVerdict>("package", "FileVerdict")
        OVFKIT_FIELDS(FileVerdict, name, state, size, algorithms, expected, actual);
    Struct<Verification>("package", "Verification") OVFKIT_FIELDS(Verification, states, files, signature);
    Struct<PackOptions>("package", "PackOptions")
        OVFKIT_FIELDS(PackOptions, digest, manifest_place, signer, keep_manifest, ignore_old_manifest, correct_sizes,
                      chunk_size, gzip, all_files, replace_existing, progress);
    Struct<Packed>("package", "Packed") OVFKIT_FIELDS(Packed, members, bytes);
}

OpenOptions open_options(py::handle limits, bool check_descriptor) {
    OpenOptions options;
    Convert<Limits>::from(options.limits, limits);
    options.check_descriptor = check_descriptor;
    return options;
}

/// The options of a verification, from the keywords that Python has for them.
VerifyOptions verify_options(const py::dict& words) {
    VerifyOptions options;
    Convert<Limits>::from(options.open.limits, words["limits"]);
    options.anchors = anchors_from_python(words["anchors"]);
    Convert<bool>::from(options.require_signature, words["require_signature"]);
    Convert<bool>::from(options.allow_sha1, words["allow_sha1"]);
    MomentSeconds::from(options.time, words["time"]);
    Convert<std::size_t>::from(options.threads, words["threads"]);
    Convert<ProgressCallback>::from(options.progress, words["progress"]);
    return options;
}

py::bytes manifest_of(const Package& self, py::handle digest, py::handle progress) {
    const CallScope scope;
    const auto with = from_python<crypto::DigestAlgorithm>(digest);
    ProgressCallback told;
    Convert<ProgressCallback>::from(told, progress);
    return value_of(unlocked([&] { return make_manifest(self, with, told); }));
}

py::object member_or_none(const Member* member) { return member ? to_python(*member) : py::object(py::none()); }

/// The member that was meant, and not one that somebody made up.
Result<std::unique_ptr<io::Input>> read_known(const Package& self, const Member& wanted) {
    for (const Member& one : self.members())
        if (one.name == wanted.name && one.size == wanted.size && one.offset == wanted.offset) return self.read(one);
    return Error{ErrorCode::not_found, "the package has no such member as " + quoted(wanted.name), {}, {}};
}

std::unique_ptr<Stream> read_member(const Package& self, py::handle member) {
    const auto wanted = from_python<Member>(member);
    return std::make_unique<Stream>(value_of(unlocked([&] { return read_known(self, wanted); })));
}

std::unique_ptr<Stream> read_file(const Package& self, py::handle file) {
    const auto wanted = from_python<model::File>(file);
    return std::make_unique<Stream>(value_of(unlocked([&] { return self.read(wanted); })));
}

py::list resolve(const Package& self, py::handle file) {
    py::list members;
    for (const Member* member : value_of(self.resolve(from_python<model::File>(file))))
        members.append(to_python(*member));
    return members;
}

py::object verify_package(const Package& self, const py::dict& words, py::handle diagnostics) {
    const CallScope scope;
    const VerifyOptions options = verify_options(words);
    Diagnostics found;
    auto result = watched(scope, [&] { return verify(self, options, found); });
    hand_over(found, diagnostics);
    return to_python(value_of(std::move(result), &found));
}

py::tuple verify_file(py::handle file, py::handle name, const py::dict& words, py::handle diagnostics) {
    const CallScope scope;
    FileInput input(file);
    const auto called = from_python<std::string>(name);
    const VerifyOptions options = verify_options(words);
    const StreamVerification both =
        with_findings(diagnostics, [&](Diagnostics& found) { return verify_stream(input, called, options, found); });
    return py::make_tuple(both.package, to_python(both.verification));
}

py::object pack_to_path(const Package& self, py::handle path, bool directory, py::handle options,
                        py::handle diagnostics) {
    const CallScope scope;
    const std::string place = path_from_python(path);
    const auto how = from_python<PackOptions>(options);
    return to_python(with_findings(diagnostics, [&](Diagnostics& found) {
        return directory ? pack_directory(self, place, how, found) : pack_archive(self, place, how, found);
    }));
}

py::object pack_to_file(const Package& self, py::handle file, py::handle options, py::handle diagnostics) {
    const CallScope scope;
    FileOutput output(file);
    const auto how = from_python<PackOptions>(options);
    return to_python(
        with_findings(diagnostics, [&](Diagnostics& found) { return pack_archive(self, output, how, found); }));
}

py::object unpack_to(const Package& self, py::handle path, bool insist, const py::dict& words, py::handle diagnostics) {
    const CallScope scope;
    const std::string place = path_from_python(path);
    const UnpackOptions options{verify_options(words), insist};
    return to_python(with_findings(diagnostics, [&](Diagnostics& found) {
                         return unpack(self, place, options, found);
                     }).verification);
}

py::tuple unpack_file(py::handle file, py::handle name, py::handle path, bool insist, const py::dict& words,
                      py::handle diagnostics) {
    const CallScope scope;
    FileInput input(file);
    const auto called = from_python<std::string>(name);
    const std::string place = path_from_python(path);
    const UnpackOptions options{verify_options(words), insist};
    const Unpacked both = with_findings(
        diagnostics, [&](Diagnostics& found) { return unpack_stream(input, called, place, options, found); });
    return py::make_tuple(both.package, to_python(both.verification));
}

Package open_path(py::handle path, py::handle limits, bool check_descriptor, py::handle diagnostics) {
    const std::string place = path_from_python(path);
    const OpenOptions options = open_options(limits, check_descriptor);
    return with_findings(diagnostics, [&](Diagnostics& found) { return Package::open(place, found, options); });
}

Package open_file(py::handle file, py::handle name, py::handle limits, bool check_descriptor, py::handle diagnostics) {
    FileInput input(file);
    const auto called = from_python<std::string>(name);
    const OpenOptions options = open_options(limits, check_descriptor);
    return with_findings(diagnostics,
                         [&](Diagnostics& found) { return Package::open_stream(input, called, found, options); });
}

/// Bytes that Python has, which are copied, and files in which it can seek, which are not.
Package open_bytes(py::handle bytes, py::handle name, py::handle limits, bool check_descriptor,
                   py::handle diagnostics) {
    const auto whole = io::in_memory(bytes_from_python(bytes));
    const auto called = from_python<std::string>(name);
    const OpenOptions options = open_options(limits, check_descriptor);
    return with_findings(diagnostics, [&](Diagnostics& found) { return Package::open(whole, called, found, options); });
}

Package open_seekable(py::handle file, py::handle name, py::handle limits, bool check_descriptor,
                      py::handle diagnostics) {
    const auto whole = std::make_shared<FileBytes>(file);
    const auto called = from_python<std::string>(name);
    const OpenOptions options = open_options(limits, check_descriptor);
    return with_findings(diagnostics, [&](Diagnostics& found) { return Package::open(whole, called, found, options); });
}

}  // namespace in_package

package::VerifyOptions verify_options_from_python(const py::dict& words) { return in_package::verify_options(words); }

void add_package(py::module_& m) {
    using namespace in_package;
    describe();
    m.def("verify_file", verify_file, py::arg("file"), py::arg("name"), py::arg("words"), py::arg("diagnostics"));
    m.def("unpack_file", unpack_file, py::arg("file"), py::arg("name"), py::arg("path"), py::arg("insist"),
          py::arg("words"), py::arg("diagnostics"));
    m.def(
        "form_of", [](py::handle path) { return to_python(value_of(form_of(path_from_python(path)))); },
        py::arg("path"));
    m.def(
        "looks_like_archive", [](py::handle begin) { return looks_like_archive(bytes_from_python(begin)); },
        py::arg("begin"));
    py::class_<Package>(m, "Package")
        .def_static("open", open_path, py::arg("path"), py::arg("limits"), py::arg("check_descriptor"),
                    py::arg("diagnostics"))
        .def_static("open_file", open_file, py::arg("file"), py::arg("name"), py::arg("limits"),
                    py::arg("check_descriptor"), py::arg("diagnostics"))
        .def_static("open_bytes", open_bytes, py::arg("bytes"), py::arg("name"), py::arg("limits"),
                    py::arg("check_descriptor"), py::arg("diagnostics"))
        .def_static("open_seekable", open_seekable, py::arg("file"), py::arg("name"), py::arg("limits"),
                    py::arg("check_descriptor"), py::arg("diagnostics"))
        .def("name", [](const Package& self) { return to_python(self.name()); })
        .def("form", [](const Package& self) { return to_python(self.form()); })
        .def("descriptor", [](const Package& self) { return self.descriptor(); })
        .def("descriptor_is_disowned", &Package::descriptor_is_disowned)
        .def("manifest_digest", [](const Package& self) { return to_python(self.manifest_digest()); })
        .def("descriptor_member", [](const Package& self) { return to_python(self.descriptor_member()); })
        .def("manifest_member", [](const Package& self) { return member_or_none(self.manifest_member()); })
        .def("certificate_member", [](const Package& self) { return member_or_none(self.certificate_member()); })
        .def("members", [](const Package& self) { return to_python(self.members()); })
        .def("refused", [](const Package& self) { return to_python(self.refused()); })
        .def("resolve", resolve, py::arg("file"))
        .def("read_member", read_member, py::arg("member"))
        .def("read_file", read_file, py::arg("file"))
        .def("make_manifest", manifest_of, py::arg("digest"), py::arg("progress"))
        .def("verify", verify_package, py::arg("words"), py::arg("diagnostics"))
        .def("pack_to_path", pack_to_path, py::arg("path"), py::arg("directory"), py::arg("options"),
             py::arg("diagnostics"))
        .def("pack_to_file", pack_to_file, py::arg("file"), py::arg("options"), py::arg("diagnostics"))
        .def("unpack", unpack_to, py::arg("path"), py::arg("insist"), py::arg("words"), py::arg("diagnostics"));
}

}  // namespace ovfkit::python
