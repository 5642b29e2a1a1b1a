// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/unpack.hpp>
#include <ovfkit/task/verify.hpp>
#include <ovfkit/trust/signed_trust.hpp>

#include "package_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_stream {
    package::Package package;  // outlives the stream of its file
    std::unique_ptr<io::Input> input;
};

namespace {

const package::Member* member(const ovfkit_package* package, std::size_t index) noexcept {
    return package ? at(package->package.members(), index) : nullptr;
}

}  // namespace

ovfkit_status ovfkit_package_open(const char* path, const ovfkit_limits* limits, ovfkit_package** out,
                                  ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_package>> {
        if (!path) return missing("path");
        package::OpenOptions options;
        options.limits = limits_of(limits);
        found = Diagnostics(options.limits.max_diagnostics);
        auto package = package::Package::open(path_of(path), found, options);
        if (!package) return package.error();
        return std::unique_ptr<ovfkit_package>(new ovfkit_package{*std::move(package), {std::move(found)}});
    });
}

void ovfkit_package_free(ovfkit_package* package) noexcept { delete package; }

ovfkit_string ovfkit_package_form(const ovfkit_package* package) noexcept {
    return text_about(package, [](auto& p) { return package::to_string(p.package.form()); });
}

const ovfkit_diagnostics* ovfkit_package_diagnostics(const ovfkit_package* package) noexcept {
    return package ? &package->diagnostics : nullptr;
}

ovfkit_status ovfkit_package_descriptor(const ovfkit_package* package, ovfkit_descriptor** out,
                                        ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_descriptor>> {
        if (!package) return missing("package");
        return make_descriptor(package->package.descriptor(), package->package, package->diagnostics.list);
    });
}

std::size_t ovfkit_package_member_count(const ovfkit_package* package) noexcept {
    return package ? package->package.members().size() : 0;
}

ovfkit_string ovfkit_package_member_name(const ovfkit_package* package, std::size_t index) noexcept {
    return text_about(member(package, index), [](auto& m) { return std::string_view(m.name); });
}

std::uint64_t ovfkit_package_member_size(const ovfkit_package* package, std::size_t index) noexcept {
    return about(member(package, index), std::uint64_t{0}, [](auto& m) { return m.size; });
}

std::int32_t ovfkit_package_member_offset(const ovfkit_package* package, std::size_t index,
                                          std::uint64_t* offset) noexcept {
    return about(member(package, index), 0, [&](auto& m) { return tell(m.offset, offset); });
}

std::size_t ovfkit_package_refused_count(const ovfkit_package* package) noexcept {
    return package ? package->package.refused().size() : 0;
}

ovfkit_string ovfkit_package_refused(const ovfkit_package* package, std::size_t index) noexcept {
    const auto* name = package ? at(package->package.refused(), index) : nullptr;
    return text_about(name, [](auto& n) { return std::string_view(n); });
}

ovfkit_status ovfkit_package_read(const ovfkit_package* package, std::size_t index, ovfkit_stream** out,
                                  ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_stream>> {
        if (!package) return missing("package");
        const package::Member* wanted = member(package, index);
        if (!wanted) return unknown_number("index of a file of the package", static_cast<std::int64_t>(index));
        auto input = package->package.read(*wanted);
        if (!input) return input.error();
        return std::unique_ptr<ovfkit_stream>(new ovfkit_stream{package->package, *std::move(input)});
    });
}

ovfkit_status ovfkit_stream_read(ovfkit_stream* stream, void* buffer, std::size_t size, std::size_t* read,
                                 ovfkit_error** error) noexcept {
    if (read) *read = 0;
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!stream) return missing("stream");
        if (!read) return missing("read");
        if (size == 0) return {};
        if (!buffer) return missing("buffer");
        const auto got = stream->input->read(static_cast<char*>(buffer), size);
        if (!got) return got.error();
        *read = *got;
        return {};
    });
}

void ovfkit_stream_free(ovfkit_stream* stream) noexcept { delete stream; }

ovfkit_status ovfkit_package_verify(const ovfkit_package* package, const ovfkit_verify_options* options,
                                    ovfkit_verification** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_verification>> {
        if (!package) return missing("package");
        const auto how = verify_options_of(options);
        found = Diagnostics(how.verify.open.limits.max_diagnostics);
        auto verified = task::verify_package(package->package, how.verify, found);
        if (!verified) return verified.error();
        return std::unique_ptr<ovfkit_verification>(new ovfkit_verification{*std::move(verified), {std::move(found)}});
    });
}

ovfkit_status ovfkit_package_unpack(const ovfkit_package* package, const char* path,
                                    const ovfkit_verify_options* options, ovfkit_verification** out,
                                    ovfkit_error** error) noexcept {
    if (out) *out = nullptr;
    return guarded(error, [&](Diagnostics& found) -> Result<void> {
        if (!package) return missing("package");
        if (!path) return missing("path");
        const auto chosen = verify_options_of(options);
        package::UnpackOptions how;
        how.verify = chosen.verify;
        how.insist = chosen.insist;
        auto unpacked = package::unpack(package->package, path_of(path), how, found);
        if (!unpacked) return unpacked.error();
        if (!out) return {};
        auto statement = trust::verify_trust(unpacked->package.descriptor(), how.verify.anchors,
                                             {how.verify.time, how.verify.allow_sha1});
        *out = new ovfkit_verification{
            {std::move(unpacked->package), std::move(unpacked->verification), std::move(statement)},
            {std::move(found)}};
        return {};
    });
}
