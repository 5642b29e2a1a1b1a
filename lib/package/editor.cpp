// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <ovfkit/io/file.hpp>
#include <ovfkit/io/folder.hpp>
#include <ovfkit/io/locked_file.hpp>
#include <ovfkit/package/edit.hpp>

#include "package/archive_edit.hpp"
#include "package/descriptor_digest.hpp"
#include "package/roles.hpp"
#include "package/sniff.hpp"
#include "package/state.hpp"

namespace ovfkit::package {
namespace {

constexpr std::uint64_t most_manifest_bytes = 64U << 20U;

Error no_edit(std::string why) { return {ErrorCode::unsupported, std::move(why), {}, {}}; }

}  // namespace

std::string_view to_string(EditKind kind) noexcept {
    switch (kind) {
        case EditKind::unchanged: return "unchanged";
        case EditKind::in_place: return "in-place";
        case EditKind::rewritten: return "rewritten";
        case EditKind::files: break;
    }
    return "files";
}

Result<Form> form_of(const std::string& path) {
    const auto bytes = io::open_file(path);
    if (!bytes && bytes.error().code == ErrorCode::invalid_argument && io::exists(path)) return Form::directory;
    if (!bytes) return bytes.error();
    return form_of(**bytes);
}

struct Editor::State {
    std::string path;
    EditorOptions options;
    std::unique_ptr<io::LockedFile> lock;     ///< of an archive that is changed itself
    std::optional<io::Folder> locked_folder;  ///< of a package that is no archive
    std::optional<Package> package;
    bool used = false;

    [[nodiscard]] Result<void> lock_file();
    [[nodiscard]] Result<void> lock_folder(const std::string& folder);
    [[nodiscard]] Result<void> open(Diagnostics& diagnostics);
    [[nodiscard]] std::string companion(const Member* member, std::string_view extension) const;
    [[nodiscard]] std::vector<MemberChange> member_changes(const FileChanges& changes) const;
    [[nodiscard]] Result<void> drop_equal(FileChanges& changes) const;
    [[nodiscard]] Result<std::string> read(const Member& member) const;
    [[nodiscard]] bool fill_room(std::vector<MemberChange>& changes) const;
    [[nodiscard]] Result<void> change_archive(const FileChanges& changes, EditReport& report);
    [[nodiscard]] Result<void> change_folder(const FileChanges& changes, EditReport& report) const;
};

Result<void> Editor::State::lock_file() {
    auto locked = io::LockedFile::open(path);
    if (!locked) return locked.error();
    lock = *std::move(locked);
    return {};
}

Result<void> Editor::State::lock_folder(const std::string& folder) {
    auto opened = io::Folder::open(folder.empty() ? "." : folder);
    if (!opened) return opened.error();
    if (auto locked = opened->lock(); !locked) return locked;
    locked_folder = *std::move(opened);
    return {};
}

Result<void> Editor::State::open(Diagnostics& diagnostics) {
    // An archive that is half changed is no source for a copy either, and may not even look like one.
    if (io::has_undo_record(path))
        if (auto locked = lock_file(); !locked) return locked;
    const auto form = form_of(path);
    if (!form) return form.error();
    const bool is_archive = *form == Form::archive;
    if (*form == Form::compressed_archive)
        return no_edit(quoted(path) + " is compressed as a whole; decompress it (gunzip) to change it");
    if (!is_archive && !options.output.empty())
        return no_edit("files of a folder are changed where they are; copy the folder of " + quoted(path) + " first");
    if (is_archive && options.output.empty() && !lock)
        if (auto locked = lock_file(); !locked) return locked;
    if (!is_archive)
        if (auto locked = lock_folder(*form == Form::directory ? path : std::string(folder_of(path))); !locked)
            return locked;
    OpenOptions open = options.open;
    open.check_descriptor = false;  // whoever changes the descriptor or signs looks at the digests
    auto opened = Package::open(path, diagnostics, open);
    if (!opened) return opened.error();
    package = *std::move(opened);
    return {};
}

Result<std::string> Editor::State::read(const Member& member) const {
    auto input = package->read(member);
    if (!input) return input.error();
    return io::read_all(**input, most_manifest_bytes, member.name);
}

std::string Editor::State::companion(const Member* member, std::string_view extension) const {
    if (member != nullptr) return member->name;
    const std::string& descriptor = package->descriptor_member().name;
    return std::string(folder_of(descriptor)) + std::string(base_name(descriptor)) + std::string(extension);
}

std::vector<MemberChange> Editor::State::member_changes(const FileChanges& changes) const {
    const std::string descriptor = package->descriptor_member().name;
    const std::string manifest = companion(package->manifest_member(), ".mf");
    const std::string certificate = companion(package->certificate_member(), ".cert");
    std::vector<MemberChange> all;
    if (changes.descriptor) all.push_back({descriptor, changes.descriptor, {}});
    if (changes.manifest) all.push_back({manifest, changes.manifest, descriptor});
    const bool has_manifest = changes.manifest || package->manifest_member() != nullptr;
    if (changes.certificate) all.push_back({certificate, changes.certificate, has_manifest ? manifest : descriptor});
    if (changes.remove_certificate && package->certificate_member() != nullptr)
        all.push_back({certificate, std::nullopt, {}});
    return all;
}

/// What is to be written and is there already is not written.
Result<void> Editor::State::drop_equal(FileChanges& changes) const {
    const std::pair<std::optional<std::string>*, const Member*> roles[] = {
        {&changes.descriptor, &package->descriptor_member()},
        {&changes.manifest, package->manifest_member()},
        {&changes.certificate, package->certificate_member()}};
    for (const auto& [fresh, member] : roles) {
        if (!*fresh || member == nullptr || member->size != (*fresh)->size()) continue;
        const auto old = read(*member);
        if (!old) return old.error();
        if (*old == **fresh) fresh->reset();
    }
    return {};
}

/// A shorter certificate is filled up to the room that its old one has, as tools do that reserve the room: nothing has
/// to move then. False when there is no such room.
bool Editor::State::fill_room(std::vector<MemberChange>& changes) const {
    const Member* const old = package->certificate_member();
    for (MemberChange& change : changes) {
        if (old == nullptr || change.name != old->name || !change.bytes || change.bytes->size() >= old->size) continue;
        change.bytes->resize(static_cast<std::size_t>(old->size), '\n');
        return true;
    }
    return false;
}

Result<void> Editor::State::change_archive(const FileChanges& changes, EditReport& report) {
    auto members = member_changes(changes);
    auto bytes = io::open_file(path);
    if (!bytes) return bytes.error();
    auto edit = ArchiveEdit::read(*std::move(bytes), path, options.open.tar);
    if (!edit) return edit.error();
    if (!edit->holds(package->members())) return no_edit(quoted(path) + " was changed by somebody else meanwhile");
    if (auto planned = edit->plan(members); !planned) return planned;
    if (options.output.empty() && !edit->is_small() && fill_room(members))
        if (auto planned = edit->plan(members); !planned) return planned;
    if (options.output.empty() && edit->is_small()) {
        const auto written = edit->patch(*lock);
        if (written) {
            report.kind = EditKind::in_place;
            report.bytes_written = *written;
            return {};
        }
        if (written.error().code != ErrorCode::unsupported) return written.error();
    }
    const auto written = edit->write(options.output.empty() ? path : options.output, changes.progress);
    if (!written) return written.error();
    report.kind = EditKind::rewritten;
    report.bytes_written = *written;
    return {};
}

/// The descriptor first, so that it does not fit its manifest until all is done; the certificate last.
Result<void> Editor::State::change_folder(const FileChanges& changes, EditReport& report) const {
    const std::string folder = package->form() == Form::directory ? path + "/" : std::string(folder_of(path));
    for (const MemberChange& change : member_changes(changes)) {
        const std::string place = folder + change.name;
        const auto done = change.bytes ? io::replace_file(place, *change.bytes) : io::remove_file(place);
        if (!done) return done;
        if (change.bytes) report.bytes_written += change.bytes->size();
    }
    report.kind = EditKind::files;
    return {};
}

Editor::Editor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Editor::Editor(Editor&&) noexcept = default;
Editor& Editor::operator=(Editor&&) noexcept = default;
Editor::~Editor() = default;

Result<Editor> Editor::open(const std::string& path, Diagnostics& diagnostics, const EditorOptions& options) {
    auto state = std::make_unique<State>();
    state->path = path;
    state->options = options;
    if (auto opened = state->open(diagnostics); !opened) return opened.error();
    return Editor(std::move(state));
}

const Package& Editor::package() const noexcept { return *state_->package; }
bool Editor::was_restored() const noexcept { return state_->lock && state_->lock->was_restored(); }

Result<EditReport> Editor::replace(const FileChanges& changes) {
    if (std::exchange(state_->used, true))
        return Error{ErrorCode::invalid_argument, "the package was changed already; open it again", {}, {}};
    FileChanges really = changes;
    if (auto dropped = state_->drop_equal(really); !dropped) return dropped.error();
    const auto members = state_->member_changes(really);
    EditReport report;
    if (members.empty() && state_->options.output.empty()) return report;
    for (const MemberChange& member : members) report.changed.push_back(member.name);
    const bool is_archive = package().form() == Form::archive;
    const auto done = is_archive ? state_->change_archive(really, report) : state_->change_folder(really, report);
    if (!done) return done.error();
    return report;
}

Result<EditReport> Editor::set_descriptor(std::string_view bytes, const DescriptorChange& change) {
    FileChanges changes;
    changes.progress = change.progress;
    EditReport known;
    const auto before = state_->read(package().descriptor_member());
    if (!before) return before.error();
    if (*before != bytes) {
        changes.descriptor = std::string(bytes);
        if (const Member* manifest = package().manifest_member()) {
            const auto old = state_->read(*manifest);
            if (!old) return old.error();
            const std::string& name = package().descriptor_member().name;
            auto updated = with_digest(*old, std::string_view(name).substr(folder_of(name).size()), *before, bytes,
                                       change.accept_mismatch);
            if (!updated) return updated.error();
            known.descriptor_unlisted = !updated->lists_descriptor;
            known.manifest_updated = updated->bytes != *old;
            changes.manifest = std::move(updated->bytes);
        }
        known.signature_invalidated = known.manifest_updated && package().certificate_member() != nullptr;
        known.signature_removed = changes.remove_certificate = known.signature_invalidated && change.remove_signature;
    }
    auto report = replace(changes);
    if (!report) return report.error();
    report->manifest_updated = known.manifest_updated;
    report->descriptor_unlisted = known.descriptor_unlisted;
    report->signature_invalidated = known.signature_invalidated;
    report->signature_removed = known.signature_removed;
    return report;
}

}  // namespace ovfkit::package
