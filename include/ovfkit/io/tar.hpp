// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/io/stream.hpp>

namespace ovfkit::io {

/// What a member of an archive is.
enum class TarType : std::uint8_t { file, directory, symbolic_link, hard_link, device, fifo, other };

/// One member of a tar archive, as its headers describe it.
struct TarMember {
    std::string name;  ///< as it stands there (long names put together), without dot and slash in front; may be hostile
    /// What it is.
    TarType type = TarType::file;
    std::uint64_t size = 0;       ///< of the data
    std::uint64_t header_at = 0;  ///< offset of its first header block, of pax and GNU name records included
    std::uint64_t data_at = 0;    ///< offset of the data
    std::string link;             ///< target of a link
    bool numeric_size = false;    ///< the size is in GNU's base-256 form
    bool pax = false;             ///< pax records came before it
    bool pax_size = false;        ///< one of them says the size
    bool long_name = false;       ///< a GNU long-name record came before it
    bool unsafe_name = false;     ///< `check_member_name` refuses the name, which was reported
    bool repeated_name = false;   ///< a member before it is called the same, which was reported
    bool repeated_pad = false;    ///< one more of the small `pad` members by which oVirt aligns disks
};

/// What is refused, so that a hostile archive costs little.
struct TarLimits {
    /// Members of one archive.
    std::uint64_t max_members = 100'000;
    /// Of one name.
    std::uint64_t max_name_bytes = 4096;
    std::uint64_t max_all_names_bytes = 16ULL
                                        << 20;   ///< of the names of all members, which are kept to find equal ones
    std::uint64_t max_record_bytes = 1U << 20U;  ///< of one pax or GNU long-name record
    /// Of zeros behind the first two blocks of them; archives are padded to 10240, tapes to more.
    std::uint64_t max_padding_bytes = 64ULL << 20;
};

/// Reads a tar archive in one pass: ustar, GNU and pax, as found in the wild (DSP0243 1.1.1, 5.3; POSIX pax).
///
/// Small and strict on purpose: what is odd about a header is said with its byte offset instead of being smoothed over,
/// because importers disagree about it. Nothing is extracted; names are given as they stand.
///
/// Findings (`tar/...`, each with its `Location::offset`) go into the sink; a header whose checksum is wrong, a size
/// that no archive can have, and an end within a member end the reading with `malformed`.
class TarReader {
public:
    /// Reads from `input`, which must stay alive; `name` is the source in findings. `size`, when known, is that of the
    /// whole archive: a member that claims more is refused before it is read.
    TarReader(Input& input, std::string name, Diagnostics& diagnostics, std::optional<std::uint64_t> size = {},
              const TarLimits& limits = {});
    TarReader(const TarReader&) = delete;
    TarReader& operator=(const TarReader&) = delete;
    ~TarReader();

    /// The next member; empty at the end of the archive. What was not read of the one before is passed over.
    [[nodiscard]] Result<std::optional<TarMember>> next();
    /// The data of the member that `next` gave last, as a stream that ends with it. Valid until `next` is called again.
    [[nodiscard]] Input& data();

private:
    class State;
    std::unique_ptr<State> state_;
};

/// How headers are written.
struct TarWriteOptions {
    /// Seconds since 1970 in every header: the same input gives the same bytes.
    std::uint64_t modified = 0;
    /// Refuses sizes above 8 GiB - 1 instead of writing them in GNU's form, which ustar does not have.
    bool strict_ustar = false;
};

/// Writes a tar archive of regular files in one pass: ustar headers, GNU's base-256 size from 8 GiB on, mode 0644, user
/// and group 0 without names, padded to 10240 bytes.
class TarWriter {
public:
    /// Writes to `output`, which must stay alive.
    explicit TarWriter(Output& output, const TarWriteOptions& options = {});
    TarWriter(const TarWriter&) = delete;
    TarWriter& operator=(const TarWriter&) = delete;
    ~TarWriter();

    /// Begins a member of exactly `size` bytes. Fails with `invalid_argument` when the name does not fit ustar's 155 +
    /// 1
    /// + 100 bytes, is not relative and plain (see `io::check_member_name`), or was used before, and when the member
    /// before it is not complete.
    [[nodiscard]] Result<void> begin(std::string_view name, std::uint64_t size);
    /// Adds data to it; more than its size is `invalid_argument`.
    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// Ends the archive.
    [[nodiscard]] Result<void> finish();
    /// Bytes written so far: at `begin`, where the member's header will stand.
    [[nodiscard]] std::uint64_t position() const noexcept;

private:
    class State;
    std::unique_ptr<State> state_;
};

/// The header block (512 bytes) of a regular file as `TarWriter` writes it.
[[nodiscard]] Result<std::string> tar_header(std::string_view name, std::uint64_t size,
                                             const TarWriteOptions& options = {});

/// `block`, the header of a regular file, for data of another size: size and checksum change, in the form that they are
/// written in, and nothing else. Fails with `malformed` when it is no header, and with `unsupported` when its size is
/// no octal number or the new one does not fit there.
[[nodiscard]] Result<std::string> resized_tar_header(std::string_view block, std::uint64_t size);

/// Whether a file of that name is one that macOS adds beside each real one (`._name`).
[[nodiscard]] bool is_apple_double(std::string_view name) noexcept;

/// Refuses (`invalid_argument`) a name that a package member must not have: absolute, empty, with parts
/// that are empty, a dot or two dots, a backslash, a colon, a NUL or control character, a blank or dot at the end of a
/// part, bytes that are not UTF-8, or a part that Windows reserves for a device (`CON`, `lpt1.txt`).
[[nodiscard]] Result<void> check_member_name(std::string_view name);

}  // namespace ovfkit::io
