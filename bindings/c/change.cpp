// SPDX-License-Identifier: Apache-2.0
#include "change_handle.hpp"

#include <ovfkit/package/sign.hpp>

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_change_options {
    std::int32_t flags = 0;
    std::optional<std::string> output{};
    Limits limits{};
    ProgressCallback progress{};
};

namespace ovfkit::c {

Result<std::uint32_t> flags_of(std::int32_t flags, std::uint32_t known) {
    const auto bits = static_cast<std::uint32_t>(flags);
    if ((bits & ~known) != 0) return unknown_number("sum of flags", flags);
    return bits;
}

Result<package::Editor> editor_of(const char* path, const std::optional<std::string>& output, const Limits& limits,
                                  Diagnostics& found) {
    if (!path) return missing("path");
    package::EditorOptions options;
    options.open.limits = limits;
    if (output) options.output = *output;
    return package::Editor::open(path_of(path), found, options);
}

}  // namespace ovfkit::c

namespace {

constexpr std::uint32_t change_flags = OVFKIT_CHANGE_REMOVE_SIGNATURE | OVFKIT_CHANGE_ACCEPT_MISMATCH;

Result<package::EditReport> change_descriptor(const char* path, const ovfkit_descriptor* descriptor,
                                              const ovfkit_change_options& options, Diagnostics& found) {
    if (!descriptor) return missing("descriptor");
    const auto wanted = flags_of(options.flags, change_flags);
    if (!wanted) return wanted.error();
    auto editor = editor_of(path, options.output, options.limits, found);
    if (!editor) return editor.error();
    package::DescriptorChange change;
    change.remove_signature = (*wanted & OVFKIT_CHANGE_REMOVE_SIGNATURE) != 0;
    change.accept_mismatch = (*wanted & OVFKIT_CHANGE_ACCEPT_MISMATCH) != 0;
    change.progress = options.progress;
    return editor->set_descriptor(descriptor->descriptor.bytes(), change);
}

Result<package::EditReport> renew_manifest(const char* path, std::int32_t digest, const ovfkit_change_options& options,
                                           Diagnostics& found) {
    const auto algorithm = digest_of(digest);
    if (!algorithm) return algorithm.error();
    if (!*algorithm) return bad_argument("a manifest needs a digest");
    auto editor = editor_of(path, options.output, options.limits, found);
    if (!editor) return editor.error();
    auto manifest = package::make_manifest(editor->package(), **algorithm, options.progress);
    if (!manifest) return manifest.error();
    package::FileChanges changes;
    changes.manifest = *std::move(manifest);
    changes.remove_certificate = true;
    changes.progress = options.progress;
    return editor->replace(changes);
}

/// Runs `change`, which answers a report.
template <class Change>
ovfkit_status making_change(ovfkit_change** out, ovfkit_error** error, Change change) noexcept {
    if (out) *out = nullptr;
    return guarded(error, [&](Diagnostics& found) -> Result<void> {
        auto report = change(found);
        if (!report) return report.error();
        if (out) *out = new ovfkit_change{*std::move(report), {std::move(found)}};
        return {};
    });
}

}  // namespace

ovfkit_change_options* ovfkit_change_options_create(void) noexcept { return created<ovfkit_change_options>(); }

void ovfkit_change_options_free(ovfkit_change_options* options) noexcept { delete options; }

ovfkit_status ovfkit_change_options_set_flags(ovfkit_change_options* options, std::int32_t flags,
                                              ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_change_options& to) -> Result<void> {
        const auto known = flags_of(flags, change_flags);
        if (!known) return known.error();
        to.flags = flags;
        return {};
    });
}

ovfkit_status ovfkit_change_options_set_output(ovfkit_change_options* options, const char* path,
                                               ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_change_options& to) -> Result<void> {
        to.output.reset();
        if (path) to.output = path_of(path);
        return {};
    });
}

ovfkit_status ovfkit_change_options_set_limits(ovfkit_change_options* options, const ovfkit_limits* limits,
                                               ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_change_options& to) -> Result<void> {
        to.limits = limits_of(limits);
        return {};
    });
}

ovfkit_status ovfkit_change_options_set_progress(ovfkit_change_options* options, ovfkit_progress_callback callback,
                                                 void* user, ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_change_options& to) -> Result<void> {
        to.progress = progress_of(callback, user);
        return {};
    });
}

ovfkit_status ovfkit_change_package(const char* path, const ovfkit_descriptor* descriptor, std::int32_t flags,
                                    const char* output, ovfkit_change** out, ovfkit_error** error) noexcept {
    return making_change(out, error, [&](Diagnostics& found) {
        ovfkit_change_options options;
        options.flags = flags;
        if (output) options.output = path_of(output);
        return change_descriptor(path, descriptor, options, found);
    });
}

ovfkit_status ovfkit_change_package_with(const char* path, const ovfkit_descriptor* descriptor,
                                         const ovfkit_change_options* options, ovfkit_change** out,
                                         ovfkit_error** error) noexcept {
    return making_change(out, error, [&](Diagnostics& found) {
        return change_descriptor(path, descriptor, options ? *options : ovfkit_change_options(), found);
    });
}

ovfkit_status ovfkit_renew_manifest(const char* path, std::int32_t digest, const ovfkit_change_options* options,
                                    ovfkit_change** out, ovfkit_error** error) noexcept {
    return making_change(out, error, [&](Diagnostics& found) {
        return renew_manifest(path, digest, options ? *options : ovfkit_change_options(), found);
    });
}

void ovfkit_change_free(ovfkit_change* change) noexcept { delete change; }

ovfkit_string ovfkit_change_kind(const ovfkit_change* change) noexcept {
    return text_about(change, [](auto& c) { return package::to_string(c.report.kind); });
}

std::uint64_t ovfkit_change_bytes_written(const ovfkit_change* change) noexcept {
    return change ? change->report.bytes_written : 0;
}

std::size_t ovfkit_change_file_count(const ovfkit_change* change) noexcept {
    return change ? change->report.changed.size() : 0;
}

ovfkit_string ovfkit_change_file(const ovfkit_change* change, std::size_t index) noexcept {
    const auto* name = change ? at(change->report.changed, index) : nullptr;
    return text_about(name, [](auto& n) { return std::string_view(n); });
}

std::int32_t ovfkit_change_signature_invalidated(const ovfkit_change* change) noexcept {
    return change && change->report.signature_invalidated && !change->report.signature_removed ? 1 : 0;
}

const ovfkit_diagnostics* ovfkit_change_diagnostics(const ovfkit_change* change) noexcept {
    return change ? &change->diagnostics : nullptr;
}

std::int32_t ovfkit_change_signature_removed(const ovfkit_change* change) noexcept {
    return change && change->report.signature_removed ? 1 : 0;
}

std::int32_t ovfkit_change_manifest_updated(const ovfkit_change* change) noexcept {
    return change && change->report.manifest_updated ? 1 : 0;
}

std::int32_t ovfkit_change_descriptor_unlisted(const ovfkit_change* change) noexcept {
    return change && change->report.descriptor_unlisted ? 1 : 0;
}
