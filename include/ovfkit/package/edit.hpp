// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/progress.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::package {

/// What the bytes at `path` are, by themselves: whatever is neither a folder nor an archive is `bare`. Fails as
/// `io::open_file` does, with `unsupported` for a pipe.
[[nodiscard]] Result<Form> form_of(const std::string& path);

/// How a package was changed.
enum class EditKind : std::uint8_t {
    unchanged,  ///< there was nothing to do
    in_place,   ///< bytes of the archive were exchanged, its end included; everything before stayed where it is
    rewritten,  ///< a new archive took the place of the old one, because what comes behind had to move
    files,      ///< files of a folder were replaced, one after the other
};

/// `unchanged`, `in-place`, `rewritten` or `files`.
[[nodiscard]] std::string_view to_string(EditKind kind) noexcept;

/// What a change did to a package.
struct EditReport {
    /// How it was made.
    EditKind kind = EditKind::unchanged;
    std::uint64_t bytes_written = 0;   ///< to the package; of a rewritten archive all of it
    std::vector<std::string> changed;  ///< members that have other bytes now, are new, or were removed
    bool manifest_updated = false;     ///< the digests of the descriptor were exchanged
    /// There is a manifest, and it does not say what the descriptor's digest is.
    bool descriptor_unlisted = false;
    /// There was a signature, and it is over a manifest that is there no more.
    bool signature_invalidated = false;
    /// The certificate was taken away.
    bool signature_removed = false;
};

/// New bytes for the files that stand beside a package's data; what is empty stays. A file that is not there yet is
/// added: in an archive, manifest and certificate go to its end if nothing has to move for the others, else behind the
/// descriptor (DSP0243 1.1.1, 5.3). A certificate that is shorter than the old one is filled up with line feeds when
/// data would have to move otherwise.
struct FileChanges {
    /// Of the descriptor.
    std::optional<std::string> descriptor;
    /// Of the manifest.
    std::optional<std::string> manifest;
    /// Of the `.cert` file.
    std::optional<std::string> certificate;
    bool remove_certificate = false;  ///< when there is one, and no new one
    ProgressCallback progress;        ///< while an archive is rewritten
};

/// What else becomes of the package when its descriptor changes.
struct DescriptorChange {
    /// Removes the certificate when the change makes its signature worthless. Otherwise it stays: verifiers refuse the
    /// package until it is signed again, and nobody takes it for one that never was signed.
    bool remove_signature = false;
    /// Exchanges the descriptor's digest even if it was not right before; otherwise that is refused, because it would
    /// hide that somebody else has changed the descriptor.
    bool accept_mismatch = false;
    /// Told about the bytes that are done while an archive is rewritten; false cancels.
    ProgressCallback progress;
};

/// How the package is opened that is to be changed.
struct EditorOptions {
    /// What a reader accepts.
    OpenOptions open;
    /// Where the changed package goes, an archive; empty: it takes the place of the old one.
    std::string output;
};

/// A package that is about to be changed, once.
///
/// Whatever interrupts a change of an archive (a kill, a full disk, a power failure), there is the old package or the
/// new one, and the next `open` removes what was left behind; see `io::LockedFile` and `io::NewFile`. Of a folder each
/// file is the old one or the new one, in an order in which a package that is half changed does not verify. Files that
/// hold data are never written, unless an archive has to be rewritten; then they are copied, by the system if it can.
///
/// To be used by one thread at a time.
class Editor {
public:
    /// Opens the package at `path` and, without an output, keeps others from editing it: a change that was interrupted
    /// is undone first. Fails as `Package::open` does, with `unsupported` for an OVA inside gzip and for an output that
    /// is wanted of a folder, and as `io::LockedFile::open` does.
    [[nodiscard]] static Result<Editor> open(const std::string& path, Diagnostics& diagnostics,
                                             const EditorOptions& options = {});
    Editor(Editor&&) noexcept;
    Editor& operator=(Editor&&) noexcept;
    ~Editor();

    /// The package as it was before any change.
    [[nodiscard]] const Package& package() const noexcept;
    /// Whether `open` had to undo a change that was interrupted.
    [[nodiscard]] bool was_restored() const noexcept;

    /// Gives the package another descriptor, and its manifest the digests of it; every other byte of the manifest
    /// stays.
    ///
    /// Fails with `invalid_argument`, before anything is changed, when the manifest cannot be read, contradicts itself
    /// about the descriptor, has a digest of it that nobody here can compute, or was wrong already.
    [[nodiscard]] Result<EditReport> set_descriptor(std::string_view bytes, const DescriptorChange& change = {});

    /// Exchanges files as they are given, whatever that does to manifest and signature.
    ///
    /// Fails with `unsupported` when an archive has two members of a name that is to change, or something behind its
    /// end. Only one change can be made; a second one is `invalid_argument`.
    [[nodiscard]] Result<EditReport> replace(const FileChanges& changes);

private:
    struct State;
    explicit Editor(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace ovfkit::package
