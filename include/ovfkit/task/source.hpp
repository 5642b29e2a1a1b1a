// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/package.hpp>

namespace ovfkit::task {

/// A source that was read, and what was found in it.
struct Source {
    std::string bytes;  ///< of the descriptor; empty when it could not be got out of its package
    /// What was found while it was read.
    Diagnostics diagnostics;
    std::optional<descriptor::Descriptor> descriptor;  ///< empty when the bytes are no descriptor
    std::optional<package::Package> package;           ///< that it came in; empty for a descriptor by itself
    std::optional<Error> error;                        ///< why there is no descriptor; empty when there is one
    /// The package, or the manifest beside a descriptor by itself, stands for another one: what it does not say about
    /// trust is not believed (`trust::Evidence::disowned`).
    bool disowned = false;
};

/// Reads and parses the descriptor at the path, or the one in the package at the path: a directory, an OVA, an OVA
/// inside gzip; each file may be a pipe, and `-` is standard input. What a file is, is told by its bytes. Errors are
/// those of `Descriptor::parse`, of `Package::open` and `Package::open_stream`, and of reading; whatever was found
/// until then is in the diagnostics. A manifest beside a descriptor by itself is compared with it
/// (`is_disowned_beside`).
[[nodiscard]] Source read_source(const std::string& path, const Limits& limits);

/// The same for what can be read once, such as the answer of a server; findings call it `name`. Of an archive the files
/// are passed over, so that `Package::read` is `unsupported`.
[[nodiscard]] Source read_source(io::Input& input, const std::string& name, const Limits& limits);

/// Whether the manifest beside the descriptor file at `path` has another digest of it; then there are findings in
/// `diagnostics`. False when there is none, and when it cannot be read, which is for who verifies.
[[nodiscard]] bool is_disowned_beside(const std::string& path, const Limits& limits, Diagnostics& diagnostics);

/// Whether what is at the path can be read only once: a pipe, a socket, a device.
[[nodiscard]] bool is_pipe(const std::string& path);

/// What can be read once at the path, `-` for standard input; `name` becomes what messages call it. Fails as
/// `io::open_stream` does.
[[nodiscard]] Result<std::unique_ptr<io::Input>> open_source(const std::string& path, std::string& name);

}  // namespace ovfkit::task
