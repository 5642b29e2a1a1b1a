// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdlib>

#include <ovfkit/base/version.hpp>
#include <ovfkit/report/failure.hpp>

#include "guard.hpp"

using ovfkit::c::text;
using ovfkit::c::text_about;

namespace {

constexpr std::array<std::string_view, 14> status_names{
    "ok",
    "not_found",
    "permission",
    "io",
    "no_space",
    "limit_exceeded",
    "malformed",
    "not_a_descriptor",
    "unsupported",
    "invalid_argument",
    "already_exists",
    "cancelled",
    "out_of_memory",
    "internal",
};

}  // namespace

ovfkit_string ovfkit_version(void) noexcept { return text(ovfkit::version()); }

std::uint32_t ovfkit_abi_version(void) noexcept { return 0; }

ovfkit_string ovfkit_status_name(ovfkit_status status) noexcept {
    const auto index = static_cast<std::uint32_t>(status);
    return text(index < status_names.size() ? status_names[index] : std::string_view("unknown"));
}

void ovfkit_owned_string_free(ovfkit_owned_string* owned) noexcept {
    if (!owned) return;
    std::free(owned->data);
    *owned = {nullptr, 0};
}

void ovfkit_error_free(ovfkit_error* error) noexcept {
    if (error != ovfkit::c::static_error()) delete error;
}

ovfkit_status ovfkit_error_status(const ovfkit_error* error) noexcept { return error ? error->status : OVFKIT_OK; }

ovfkit_string ovfkit_error_message(const ovfkit_error* error) noexcept {
    return text_about(error, [](const ovfkit_error& e) { return std::string_view(e.error.message); });
}

ovfkit_string ovfkit_error_rule(const ovfkit_error* error) noexcept {
    return text_about(error, [](const ovfkit_error& e) { return e.error.rule; });
}

ovfkit_string ovfkit_error_source(const ovfkit_error* error) noexcept {
    return text_about(error, [](const ovfkit_error& e) { return std::string_view(e.error.where.source); });
}

std::uint64_t ovfkit_error_line(const ovfkit_error* error) noexcept { return error ? error->error.where.line : 0; }

std::uint64_t ovfkit_error_column(const ovfkit_error* error) noexcept { return error ? error->error.where.column : 0; }

const ovfkit_diagnostics* ovfkit_error_diagnostics(const ovfkit_error* error) noexcept {
    return error ? &error->diagnostics : nullptr;
}

ovfkit_status ovfkit_error_render(const ovfkit_error* failed, std::int32_t format, ovfkit_owned_string* out,
                                  ovfkit_error** error) noexcept {
    using namespace ovfkit;
    return c::rendering(out, error, [&]() -> Result<std::string> {
        if (!failed) return c::missing("failed");
        if (format == OVFKIT_FORMAT_JSON) return report::as_json(failed->error, failed->diagnostics.list);
        return c::unknown_number("format of this report", format);
    });
}
