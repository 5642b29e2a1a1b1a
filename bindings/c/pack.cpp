// SPDX-License-Identifier: Apache-2.0
#include "pack_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace {

using Pack = Result<package::Packed>(const package::Package&, const std::string&, const package::PackOptions&,
                                     Diagnostics&);

ovfkit_status pack_with(Pack* pack, const ovfkit_package* package, const char* path, const ovfkit_pack_options* options,
                        ovfkit_packed** out, ovfkit_error** error) noexcept {
    if (out) *out = nullptr;
    return guarded(error, [&](Diagnostics& found) -> Result<void> {
        if (!package) return missing("package");
        if (!path) return missing("path");
        auto packed = pack(package->package, path_of(path), options ? options->pack : package::PackOptions(), found);
        if (!packed) return packed.error();
        if (out) *out = new ovfkit_packed{*std::move(packed), {std::move(found)}};
        return {};
    });
}

}  // namespace

ovfkit_pack_options* ovfkit_pack_options_create(void) noexcept { return created<ovfkit_pack_options>(); }

void ovfkit_pack_options_free(ovfkit_pack_options* options) noexcept { delete options; }

ovfkit_status ovfkit_pack_options_set_digest(ovfkit_pack_options* options, std::int32_t digest,
                                             ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_pack_options& to) -> Result<void> {
        const auto algorithm = digest_of(digest);
        if (!algorithm) return algorithm.error();
        to.pack.digest = *algorithm;
        return {};
    });
}

ovfkit_status ovfkit_pack_options_set_switch(ovfkit_pack_options* options, std::int32_t which, std::int32_t on,
                                             ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_pack_options& to) -> Result<void> {
        using package::ManifestPlace;
        const auto value = switch_of(on);
        if (!value) return value.error();
        switch (which) {
            case OVFKIT_PACK_MANIFEST_LAST:
                to.pack.manifest_place = *value ? ManifestPlace::last : ManifestPlace::after_descriptor;
                break;
            case OVFKIT_PACK_KEEP_MANIFEST: to.pack.keep_manifest = *value; break;
            case OVFKIT_PACK_IGNORE_OLD_MANIFEST: to.pack.ignore_old_manifest = *value; break;
            case OVFKIT_PACK_CORRECT_SIZES: to.pack.correct_sizes = *value; break;
            case OVFKIT_PACK_GZIP: to.pack.gzip = *value; break;
            case OVFKIT_PACK_ALL_FILES: to.pack.all_files = *value; break;
            case OVFKIT_PACK_KEEP_EXISTING: to.pack.replace_existing = !*value; break;
            default: return unknown_number("OVFKIT_PACK_ number", which);
        }
        return {};
    });
}

ovfkit_status ovfkit_pack_options_set_chunk_size(ovfkit_pack_options* options, std::uint64_t bytes,
                                                 ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_pack_options& to) -> Result<void> {
        to.pack.chunk_size = bytes == 0 ? std::nullopt : std::optional(bytes);
        return {};
    });
}

ovfkit_status ovfkit_pack_options_set_signer(ovfkit_pack_options* options, const ovfkit_signer* signer,
                                             ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_pack_options& to) -> Result<void> {
        to.pack.signer.reset();
        if (signer) to.pack.signer = signer->signer;
        return {};
    });
}

ovfkit_status ovfkit_pack_options_set_progress(ovfkit_pack_options* options, ovfkit_progress_callback callback,
                                               void* user, ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_pack_options& to) -> Result<void> {
        to.pack.progress = progress_of(callback, user);
        return {};
    });
}

ovfkit_status ovfkit_package_pack_archive(const ovfkit_package* package, const char* path,
                                          const ovfkit_pack_options* options, ovfkit_packed** out,
                                          ovfkit_error** error) noexcept {
    return pack_with(package::pack_archive, package, path, options, out, error);
}

ovfkit_status ovfkit_package_pack_directory(const ovfkit_package* package, const char* path,
                                            const ovfkit_pack_options* options, ovfkit_packed** out,
                                            ovfkit_error** error) noexcept {
    return pack_with(package::pack_directory, package, path, options, out, error);
}

void ovfkit_packed_free(ovfkit_packed* packed) noexcept { delete packed; }

std::uint64_t ovfkit_packed_bytes(const ovfkit_packed* packed) noexcept { return packed ? packed->packed.bytes : 0; }

std::size_t ovfkit_packed_member_count(const ovfkit_packed* packed) noexcept {
    return packed ? packed->packed.members.size() : 0;
}

ovfkit_string ovfkit_packed_member_name(const ovfkit_packed* packed, std::size_t index) noexcept {
    const auto* member = packed ? at(packed->packed.members, index) : nullptr;
    return text_about(member, [](auto& m) { return std::string_view(m.name); });
}

const ovfkit_diagnostics* ovfkit_packed_diagnostics(const ovfkit_packed* packed) noexcept {
    return packed ? &packed->diagnostics : nullptr;
}
