// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/package/build.hpp>

#include <utility>

#include <ovfkit/io/folder.hpp>
#include <ovfkit/io/tar.hpp>

#include "package/packing.hpp"

namespace ovfkit::package {
namespace {

constexpr std::uint64_t block_bytes = 512;

std::uint64_t blocks_of(std::uint64_t bytes) { return (bytes + block_bytes - 1) / block_bytes; }

/// How much longer another signature of the same key can be. Those of RSA have one length; the DER of ECDSA has two
/// integers, each of which is shorter now and then.
std::uint64_t slack_of(std::string_view certificate_file) {
    const std::size_t signature = certificate_file.find(")= ");
    const bool der = signature != std::string_view::npos && certificate_file.substr(signature + 3, 2) == "30";
    constexpr std::uint64_t bytes = 16;
    return der ? 2 * bytes : 0;
}

}  // namespace

Result<void> Packing::put(Sink& sink, const std::string& name, std::string_view bytes) {
    if (auto written = put_file(sink, name, bytes); !written) return written;
    packed_.members.push_back({name, bytes.size(), sink.offset()});
    return {};
}

Result<void> Packing::put_manifest(Sink& sink, const std::vector<HashedFile>& files) {
    if (options_.keep_manifest) {
        if (auto written = put(sink, plan_.manifest_name, kept_manifest_); !written) return written;
        return kept_certificate_ ? put(sink, plan_.certificate_name, *kept_certificate_) : Result<void>();
    }
    const auto manifest = manifest_of(files, true);
    if (!manifest) return manifest.error();
    if (!options_.signer) return put(sink, plan_.manifest_name, *manifest);
    // Signed before it is written: nothing has to be taken back when nobody signs.
    const auto certificate = make_certificate_file(*options_.signer, plan_.manifest_name, *manifest);
    if (!certificate) return certificate.error();
    if (auto written = put(sink, plan_.manifest_name, *manifest); !written) return written;
    return put(sink, plan_.certificate_name, *certificate);
}

Result<Packing::Reserved> Packing::reserve_one(Sink& sink, const std::string& name, std::uint64_t size) {
    if (auto written = put(sink, name, std::string(static_cast<std::size_t>(size), '\n')); !written)
        return written.error();
    return Reserved{name, packed_.members.size() - 1, *sink.offset(), size};
}

Result<void> Packing::reserve(Sink& sink) {
    const auto trial = manifest_of(expected_files(), false);
    if (!trial) return trial.error();
    auto manifest = reserve_one(sink, plan_.manifest_name, trial->size());
    if (!manifest) return manifest.error();
    manifest_place_ = *std::move(manifest);
    if (!options_.signer) return {};
    // How long a signature is shows best by making one, of the manifest without digests.
    const auto signed_trial = make_certificate_file(*options_.signer, plan_.manifest_name, *trial);
    if (!signed_trial) return signed_trial.error();
    auto certificate = reserve_one(sink, plan_.certificate_name, signed_trial->size() + slack_of(*signed_trial));
    if (!certificate) return certificate.error();
    certificate_place_ = *std::move(certificate);
    return {};
}

Result<void> Packing::fill_one(io::NewFile& back, const Reserved& place, std::string bytes) {
    if (bytes.size() > place.size)
        return Error{ErrorCode::unsupported, "the signature is longer than one of the same key was before", {}, {}};
    // The header can still tell another size, as long as no block more or fewer follows it.
    const std::uint64_t least = (blocks_of(place.size) - 1) * block_bytes + 1;
    if (bytes.size() < least) bytes.resize(static_cast<std::size_t>(least), '\n');
    packed_.members[place.member].size = bytes.size();
    const auto header = io::tar_header(place.name, bytes.size());
    if (!header) return header.error();
    if (auto written = back.write_at(place.at - block_bytes, *header); !written) return written;
    bytes.resize(static_cast<std::size_t>(blocks_of(bytes.size()) * block_bytes), '\0');
    return back.write_at(place.at, bytes);
}

Result<void> Packing::fill(io::NewFile& back, const std::vector<HashedFile>& files) {
    auto manifest = manifest_of(files, true);
    if (!manifest) return manifest.error();
    if (certificate_place_) {
        auto certificate = make_certificate_file(*options_.signer, plan_.manifest_name, *manifest);
        if (!certificate) return certificate.error();
        if (auto filled = fill_one(back, *certificate_place_, *std::move(certificate)); !filled) return filled;
    }
    return fill_one(back, *manifest_place_, *std::move(manifest));
}

Result<void> Packing::write(Sink& sink, io::NewFile* back) {
    HashingSink hashing(&sink, wanted());
    if (auto written = put_file(hashing, plan_.descriptor_name, descriptor_); !written) return written;
    packed_.members.push_back({plan_.descriptor_name, descriptor_.size(), sink.offset()});
    if (manifest_comes_first()) {
        const bool known = options_.keep_manifest || back == nullptr;
        if (auto written = known ? put_manifest(sink, expected_files()) : reserve(sink); !written) return written;
    }
    const std::size_t own = hashing.files().size();
    if (auto written = write_payloads(hashing); !written) return written;
    const std::vector<HashedFile>& files = hashing.files();
    for (std::size_t i = own; i < files.size(); ++i)
        packed_.members.push_back({files[i].name, files[i].size, files[i].offset});
    if (auto compared = options_.keep_manifest ? compare_with_kept(files) : compare_with_old(files); !compared)
        return compared;
    if (manifest_place_) {
        if (auto filled = fill(*back, files); !filled) return filled;
    } else if (has_manifest() && !manifest_comes_first()) {
        if (auto written = put_manifest(sink, files); !written) return written;
    }
    for (const Member& member : packed_.members) packed_.bytes += member.size;
    return {};
}

namespace {

Result<Packed> pack_into(Packing& packing, io::Output& output, io::NewFile* back) {
    TarSink sink(output);
    if (auto written = packing.write(sink, back); !written) return written.error();
    if (auto finished = sink.finish(); !finished) return finished.error();
    Packed packed = packing.take_packed();
    packed.bytes = sink.size();
    return packed;
}

}  // namespace

Result<Packed> pack_archive(const Package& source, const std::string& path, const PackOptions& options,
                            Diagnostics& diagnostics) {
    io::ReplaceOptions replace;
    replace.replace_existing = options.replace_existing;
    auto file = io::NewFile::create(path, replace);
    if (!file) return file.error();
    // Writing nothing tells whether one could go back: not in a pipe, nor in a device.
    const bool can_go_back = (*file)->write_at(0, {}).has_value();
    Packing packing(source, options, diagnostics);
    if (auto prepared = packing.prepare({path, true, can_go_back}); !prepared) return prepared.error();
    auto packed = pack_into(packing, **file, can_go_back ? file->get() : nullptr);
    if (!packed) return packed;
    if (auto committed = (*file)->commit(); !committed) return committed.error();
    return packed;
}

Result<Packed> pack_archive(const Package& source, io::Output& output, const PackOptions& options,
                            Diagnostics& diagnostics) {
    Packing packing(source, options, diagnostics);
    if (auto prepared = packing.prepare({{}, true, false}); !prepared) return prepared.error();
    return pack_into(packing, output, nullptr);
}

Result<Packed> pack_directory(const Package& source, const std::string& path, const PackOptions& options,
                              Diagnostics& diagnostics) {
    Packing packing(source, options, diagnostics);
    if (auto prepared = packing.prepare({{}, false, true}); !prepared) return prepared.error();
    auto folder = io::Folder::prepare(path);
    if (!folder) return folder.error();
    FolderSink sink(*folder);
    auto done = packing.write(sink, nullptr);
    if (done) done = folder->settle();
    if (done) return packing.take_packed();
    folder->discard();
    return done.error();
}

}  // namespace ovfkit::package
