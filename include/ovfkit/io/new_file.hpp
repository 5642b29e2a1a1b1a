// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <ovfkit/io/file.hpp>
#include <ovfkit/io/stream.hpp>

namespace ovfkit::io {

/// A file that is written in pieces and takes its place whole or not at all, as with `replace_file`.
///
/// Whatever happens before `commit`, a file that was at the path stays as it was, and nothing else is left behind.
class NewFile : public Output {
public:
    /// Begins a file for `path`. Fails as `replace_file` does; nothing is at the path until `commit`.
    [[nodiscard]] static Result<std::unique_ptr<NewFile>> create(const std::string& path,
                                                                 const ReplaceOptions& options = {});
    ~NewFile() override;

    [[nodiscard]] Result<void> write(std::string_view bytes) override;
    /// Writes over what was written before, from `offset` on; the range must lie inside of it. A pipe or device at the
    /// path is `unsupported`.
    [[nodiscard]] Result<void> write_at(std::uint64_t offset, std::string_view bytes);
    /// Writes `size` bytes of `from` from `offset` on. Of a file, the system is asked to copy or share them itself
    /// (copy_file_range(2)). Fails with `io` when there are fewer.
    [[nodiscard]] Result<void> copy_from(const RandomAccess& from, std::uint64_t offset, std::uint64_t size);
    /// Flushes the file to disk and puts it into place. Nothing may be written afterwards.
    [[nodiscard]] Result<void> commit();

private:
    class State;
    explicit NewFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace ovfkit::io
