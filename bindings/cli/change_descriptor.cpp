// SPDX-License-Identifier: Apache-2.0
#include "change_descriptor.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include <ovfkit/io/locked_file.hpp>
#include <ovfkit/package/edit.hpp>

#include "output.hpp"
#include "package_report.hpp"
#include "terminal.hpp"

namespace ovfkit::cli {
namespace {

bool has_manifest(const std::string& descriptor) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::path(descriptor).replace_extension(".mf"), ignored);
}

/// What belongs to a descriptor lies beside the file itself, not beside a link to it.
std::string behind_links(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::is_symlink(path, failed)) return path;
    auto real = std::filesystem::canonical(path, failed);
    return failed ? path : real.string();
}

void remark_on(const package::EditReport& report) {
    remark(words_for(report));
    if (report.manifest_updated) remark("the manifest has the new digest of the descriptor");
    if (report.descriptor_unlisted) remark("the manifest says nothing of the descriptor and was left as it is");
    if (report.signature_removed)
        remark("the signature was over the old manifest and was removed; 'ovfkit sign' makes a new one");
    else if (report.signature_invalidated)
        remark("the signature is over the old manifest and not valid any more; 'ovfkit sign' makes a new one");
}

/// A folder, an archive, or a descriptor that has a manifest and is to be written onto itself.
bool is_edited_as_package(const std::string& path, bool onto_itself) {
    if (path == "-") return false;
    if (io::has_undo_record(path)) return true;  // what is half changed may look like anything
    const auto form = package::form_of(path);
    if (!form) return false;
    return *form != package::Form::bare || (onto_itself && has_manifest(behind_links(path)));
}

/// `edit.output` is empty when the package itself changes.
ExitCode change_in_package(const SourceOptions& source, const ChangeDescriptor& make, const PackageEdit& edit) {
    Diagnostics found(source.limits.max_diagnostics);
    package::EditorOptions options;
    options.open.limits = source.limits;
    options.output = edit.output == "-" ? "/dev/stdout" : edit.output;
    const std::string path = behind_links(source.path);
    auto editor = package::Editor::open(path, found, options);
    const std::string_view text = editor ? editor->package().descriptor().bytes() : std::string_view();
    if (!edit.quiet || !editor)
        print_error(report::as_text(found, report::SourceText(text), options_for_errors(source.color)));
    if (!editor) return found.worst() == Severity::error ? ExitCode::errors : fail(editor.error().message);
    remark_restored(*editor, source.path);
    const auto bytes = make(editor->package().descriptor());
    if (!bytes) return fail(bytes.error().message);
    package::DescriptorChange change;
    change.remove_signature = edit.drop_signature;
    change.accept_mismatch = edit.no_verify;
    const auto changed = editor->set_descriptor(*bytes, change);
    if (!changed) return fail(changed.error().message);
    remark_on(*changed);
    return edit.quiet ? ExitCode::ok : exit_code(found);
}

}  // namespace

ExitCode change_descriptor(const SourceOptions& source, const ChangeDescriptor& change, const PackageEdit& edit) {
    const bool onto_itself = edit.output.empty() || is_same_file(edit.output, source.path);
    if (is_edited_as_package(source.path, onto_itself)) {
        PackageEdit really = edit;
        if (onto_itself) really.output.clear();
        return change_in_package(source, change, really);
    }
    const auto read = read_source(source);
    if (!read) return ExitCode::errors;
    const ExitCode found = edit.quiet && read->descriptor ? ExitCode::ok : read->report(source.color);
    if (!read->descriptor) return found;
    const auto bytes = change(*read->descriptor);
    if (!bytes) return fail(bytes.error().message);
    return graver(found, write_result(edit.output.empty() ? source.path : edit.output, *bytes));
}

}  // namespace ovfkit::cli
