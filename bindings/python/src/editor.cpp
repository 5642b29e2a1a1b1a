// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/package/edit.hpp>
#include <ovfkit/package/sign.hpp>

#include <atomic>
#include <memory>
#include <optional>

#include "rooms.hpp"
#include "signing.hpp"

namespace ovfkit::python {
namespace in_editor {

using namespace package;

/// An editor that Python has. Who comes while it works, from another thread or out of a callback, is refused: a change
/// is made once.
class PythonEditor {
public:
    explicit PythonEditor(Editor editor) : editor_(std::move(editor)) {}

    template <class Work>
    auto with(Work&& work) {
        using Answer = decltype(work(*editor_));
        const Turn turn(busy_);
        if (!turn.taken) return Answer(Error{ErrorCode::invalid_argument, "the editor is at work", {}, {}});
        if (!editor_) return Answer(closed("the editor"));
        return unlocked([&] { return work(*editor_); });
    }
    [[nodiscard]] Package package() {
        return value_of(with([](const Editor& editor) { return Result<Package>(editor.package()); }));
    }
    [[nodiscard]] bool was_restored() {
        return value_of(with([](const Editor& editor) { return Result<bool>(editor.was_restored()); }));
    }
    void close() {
        const Turn turn(busy_);
        if (!turn.taken) raise({ErrorCode::invalid_argument, "the editor is at work", {}, {}});
        editor_.reset();
    }

private:
    struct Turn {
        explicit Turn(std::atomic<bool>& busy) : taken(!busy.exchange(true)), busy_(busy) {}
        ~Turn() {
            if (taken) busy_ = false;
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        bool taken;

    private:
        std::atomic<bool>& busy_;
    };
    std::atomic<bool> busy_ = false;
    std::optional<Editor> editor_;
};

std::unique_ptr<PythonEditor> open_editor(py::handle path, py::handle output, py::handle limits, bool check_descriptor,
                                          py::handle diagnostics) {
    const std::string place = path_from_python(path);
    EditorOptions options;
    Convert<Limits>::from(options.open.limits, limits);
    options.open.check_descriptor = check_descriptor;
    if (!output.is_none()) options.output = path_from_python(output);
    return std::make_unique<PythonEditor>(
        with_findings(diagnostics, [&](Diagnostics& found) { return Editor::open(place, found, options); }));
}

py::object set_descriptor(PythonEditor& self, py::handle bytes, bool remove_signature, bool accept_mismatch,
                          py::handle progress) {
    const CallScope scope;
    const std::string text = bytes_from_python(bytes);
    DescriptorChange change;
    change.remove_signature = remove_signature;
    change.accept_mismatch = accept_mismatch;
    Convert<ProgressCallback>::from(change.progress, progress);
    return to_python(value_of(self.with([&](Editor& editor) { return editor.set_descriptor(text, change); })));
}

std::optional<std::string> bytes_or_nothing(py::handle object) {
    return object.is_none() ? std::nullopt : std::optional(bytes_from_python(object));
}

py::object replace(PythonEditor& self, py::handle descriptor, py::handle manifest, py::handle certificate,
                   bool remove_certificate, py::handle progress) {
    const CallScope scope;
    FileChanges changes;
    changes.descriptor = bytes_or_nothing(descriptor);
    changes.manifest = bytes_or_nothing(manifest);
    changes.certificate = bytes_or_nothing(certificate);
    changes.remove_certificate = remove_certificate;
    Convert<ProgressCallback>::from(changes.progress, progress);
    return to_python(value_of(self.with([&](Editor& editor) { return editor.replace(changes); })));
}

py::object sign(PythonEditor& self, py::handle signer, bool check_files, bool make_manifest, py::handle digest,
                bool allow_sha1, py::handle progress, py::handle diagnostics) {
    const CallScope scope;
    const auto who = from_python<Signer>(signer);
    SignOptions options;
    options.check_files = check_files;
    options.make_manifest = make_manifest;
    options.verify.allow_sha1 = allow_sha1;
    Convert<crypto::DigestAlgorithm>::from(options.manifest_digest, digest);
    Convert<ProgressCallback>::from(options.verify.progress, progress);
    Diagnostics found;
    auto result = self.with([&](Editor& editor) { return package::sign(editor, who, options, found); });
    hand_over(found, diagnostics);
    return to_python(value_of(std::move(result), &found));
}

}  // namespace in_editor

void add_editor(py::module_& m) {
    using namespace in_editor;
    py::class_<PythonEditor>(m, "Editor")
        .def_static("open", open_editor, py::arg("path"), py::arg("output"), py::arg("limits"),
                    py::arg("check_descriptor"), py::arg("diagnostics"))
        .def("package", &PythonEditor::package)
        .def("was_restored", &PythonEditor::was_restored)
        .def("set_descriptor", set_descriptor, py::arg("bytes"), py::arg("remove_signature"),
             py::arg("accept_mismatch"), py::arg("progress"))
        .def("replace", replace, py::arg("descriptor"), py::arg("manifest"), py::arg("certificate"),
             py::arg("remove_certificate"), py::arg("progress"))
        .def("sign", sign, py::arg("signer"), py::arg("check_files"), py::arg("make_manifest"), py::arg("digest"),
             py::arg("allow_sha1"), py::arg("progress"), py::arg("diagnostics"))
        .def("close", &PythonEditor::close);
}

}  // namespace ovfkit::python
