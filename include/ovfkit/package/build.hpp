// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/progress.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/package.hpp>
#include <ovfkit/package/signer.hpp>

namespace ovfkit::package {

/// Where manifest and certificate stand in an archive (DSP0243 1.1.1, 5.3 allows both).
enum class ManifestPlace : std::uint8_t {
    after_descriptor,  ///< where every importer looks for them
    last               ///< behind all files, so that a pipe is written while everything is read once
};

/// What goes into a package that is made, and how.
struct PackOptions {
    /// Of the digests in the new manifest; empty: no manifest.
    std::optional<crypto::DigestAlgorithm> digest = crypto::DigestAlgorithm::sha256;
    /// Of an archive; a directory has no order.
    ManifestPlace manifest_place = ManifestPlace::after_descriptor;
    /// Signs the new manifest.
    std::optional<Signer> signer;
    /// Takes over manifest and certificate of the source as they are, so that a signature stays valid. Every file is
    /// compared with the manifest while it is written; `digest` and `signer` do not count.
    bool keep_manifest = false;

    /// Makes the new manifest although a file of the source is not what the manifest of the source says, or is not in
    /// it, or something that it lists is not there. Without that such a thing is an error: a new manifest would vouch
    /// for whatever happened.
    bool ignore_old_manifest = false;

    /// Writes the real sizes into References, also where there was none, and takes away a chunk size that is not true.
    /// Otherwise a size that is stated has to be right.
    bool correct_sizes = false;
    /// Cuts files that are larger into chunks of so many bytes, and joins what was cut otherwise (DSP0243 1.1.1, 7.1).
    std::optional<std::uint64_t> chunk_size;
    /// Compresses the files of disks, unless they are compressed already. Names stay as they are: `ovf:compression`
    /// says it.
    bool gzip = false;
    /// Takes also what the descriptor does not reference, behind everything else.
    bool all_files = false;

    bool replace_existing = true;  ///< false: an archive at the path is `already_exists`, and stays as it is
    /// Told about the bytes that are done; false cancels.
    ProgressCallback progress;
};

/// What was made.
struct Packed {
    std::vector<Member> members;  ///< in the order in which they were written; offsets in an archive
    std::uint64_t bytes = 0;      ///< of the whole archive; of a directory the sum of its files
};

/// Makes an archive of `source` at `path`: descriptor, manifest, certificate, then the files in the order of
/// References, each once, as `io::TarWriter` writes it (DSP0243 1.1.1, 5.3). The same source and options give the same
/// bytes, save for ECDSA signatures, which are random. Names lose the folder that the descriptor was in, and are
/// percent-decoded; the descriptor changes only where sizes, compression and chunks do, byte for byte.
///
/// Every file is read once, and hashed while it is written; with `gzip` twice. What stands at `path` is replaced whole,
/// at the end, and nothing stays behind after a failure. A pipe or device at `path` is written as by the other
/// `pack_archive`.
///
/// Findings in `diagnostics` (`package/...`) say what was left out. Fails, with the slug of the finding in
/// `Error::rule`, for a file that is missing (`not_found`), a wrong size (`malformed`), names that clash
/// (`invalid_argument`), a file that is not what a manifest of the source says, or that does not fit a kept one
/// (`malformed`); with `invalid_argument` for a name
/// that an archive cannot hold, and for a `path` that is one of the files to be packed; with `io` for a file that
/// changes meanwhile; and with `cancelled`.
[[nodiscard]] Result<Packed> pack_archive(const Package& source, const std::string& path, const PackOptions& options,
                                          Diagnostics& diagnostics);

/// The same to an output that cannot be sought in, such as a pipe. The digests come before the files, so every file is
/// read twice unless `manifest_place` is `last`, or there is no manifest. After a failure what was written is not an
/// archive: the end is missing.
[[nodiscard]] Result<Packed> pack_archive(const Package& source, io::Output& output, const PackOptions& options,
                                          Diagnostics& diagnostics);

/// The same as a new directory at `path`; what is there already is `already_exists`. It appears whole, or not at all.
[[nodiscard]] Result<Packed> pack_directory(const Package& source, const std::string& path, const PackOptions& options,
                                            Diagnostics& diagnostics);

}  // namespace ovfkit::package
