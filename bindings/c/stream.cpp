// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/stream.hpp>
#include <ovfkit/task/source.hpp>
#include <ovfkit/task/verify.hpp>

#include "pack_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace {

/// What the callback of a program reads. At its end, and after a failure, it is not called any more.
class CallbackInput : public io::Input {
public:
    CallbackInput(ovfkit_read_callback callback, void* user) : callback_(callback), user_(user) {}

    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        if (failed_) return failure();
        if (ended_ || size == 0) return std::size_t{0};
        const std::int64_t got = callback_(user_, to, size);
        failed_ = got < 0 || static_cast<std::uint64_t>(got) > size;
        if (failed_) return failure();
        ended_ = got == 0;
        return static_cast<std::size_t>(got);
    }

private:
    static Error failure() { return {ErrorCode::io, "the callback that reads has failed", {}, {}}; }

    ovfkit_read_callback callback_;
    void* user_;
    bool ended_ = false;
    bool failed_ = false;
};

class CallbackOutput : public io::Output {
public:
    CallbackOutput(ovfkit_write_callback callback, void* user) : callback_(callback), user_(user) {}

    [[nodiscard]] Result<void> write(std::string_view bytes) override {
        if (bytes.empty() && !failed_) return {};
        failed_ = failed_ || callback_(user_, bytes.data(), bytes.size()) != 0;
        if (failed_) return Error{ErrorCode::io, "the callback that writes has failed", {}, {}};
        return {};
    }

private:
    ovfkit_write_callback callback_;
    void* user_;
    bool failed_ = false;
};

std::string name_of(const char* name) { return name ? name : "stream"; }

}  // namespace

ovfkit_status ovfkit_descriptor_read(ovfkit_read_callback callback, void* user, const char* name,
                                     const ovfkit_limits* limits, ovfkit_descriptor** out,
                                     ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_descriptor>> {
        if (!callback) return missing("callback");
        CallbackInput input(callback, user);
        task::Source source = task::read_source(input, name_of(name), limits_of(limits));
        found = std::move(source.diagnostics);
        if (source.error) return *source.error;
        return make_descriptor(*std::move(source.descriptor), std::move(source.package), std::move(found));
    });
}

ovfkit_status ovfkit_package_open_stream(ovfkit_read_callback callback, void* user, const char* name,
                                         const ovfkit_limits* limits, ovfkit_package** out,
                                         ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_package>> {
        if (!callback) return missing("callback");
        CallbackInput input(callback, user);
        package::OpenOptions options;
        options.limits = limits_of(limits);
        found = Diagnostics(options.limits.max_diagnostics);
        auto package = package::Package::open_stream(input, name_of(name), found, options);
        if (!package) return package.error();
        return std::unique_ptr<ovfkit_package>(new ovfkit_package{*std::move(package), {std::move(found)}});
    });
}

ovfkit_status ovfkit_verify_stream(ovfkit_read_callback callback, void* user, const char* name,
                                   const ovfkit_verify_options* options, ovfkit_verification** out,
                                   ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_verification>> {
        if (!callback) return missing("callback");
        CallbackInput input(callback, user);
        const auto how = verify_options_of(options);
        found = Diagnostics(how.verify.open.limits.max_diagnostics);
        auto verified = task::verify_input(input, name_of(name), how.verify, found);
        if (!verified) return verified.error();
        return std::unique_ptr<ovfkit_verification>(new ovfkit_verification{*std::move(verified), {std::move(found)}});
    });
}

ovfkit_status ovfkit_package_pack_stream(const ovfkit_package* package, ovfkit_write_callback callback, void* user,
                                         const ovfkit_pack_options* options, ovfkit_packed** out,
                                         ovfkit_error** error) noexcept {
    if (out) *out = nullptr;
    return guarded(error, [&](Diagnostics& found) -> Result<void> {
        if (!package) return missing("package");
        if (!callback) return missing("callback");
        CallbackOutput output(callback, user);
        auto packed =
            package::pack_archive(package->package, output, options ? options->pack : package::PackOptions(), found);
        if (!packed) return packed.error();
        if (out) *out = new ovfkit_packed{*std::move(packed), {std::move(found)}};
        return {};
    });
}
