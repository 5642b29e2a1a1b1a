// SPDX-License-Identifier: Apache-2.0
#include "guard.hpp"

#include <cstdlib>
#include <cstring>

namespace ovfkit::c {
namespace {

/// What is given out when there is no memory for an error.
ovfkit_error& no_memory() noexcept {
    static ovfkit_error error{OVFKIT_OUT_OF_MEMORY, {ErrorCode::io, "out of memory", {}, {}}, {Diagnostics(0)}};
    return error;
}

ovfkit_status status_of(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::not_found: return OVFKIT_NOT_FOUND;
        case ErrorCode::permission: return OVFKIT_PERMISSION;
        case ErrorCode::io: return OVFKIT_IO;
        case ErrorCode::no_space: return OVFKIT_NO_SPACE;
        case ErrorCode::limit_exceeded: return OVFKIT_LIMIT_EXCEEDED;
        case ErrorCode::malformed: return OVFKIT_MALFORMED;
        case ErrorCode::not_a_descriptor: return OVFKIT_NOT_A_DESCRIPTOR;
        case ErrorCode::unsupported: return OVFKIT_UNSUPPORTED;
        case ErrorCode::invalid_argument: return OVFKIT_INVALID_ARGUMENT;
        case ErrorCode::already_exists: return OVFKIT_ALREADY_EXISTS;
        case ErrorCode::cancelled: return OVFKIT_CANCELLED;
    }
    return OVFKIT_INTERNAL;
}

ovfkit_status store(ovfkit_error** to, ovfkit_status status, Error error, Diagnostics found) noexcept {
    if (!to) return status;
    auto* made = new (std::nothrow) ovfkit_error;
    if (!made) {
        *to = &no_memory();
        return OVFKIT_OUT_OF_MEMORY;
    }
    made->status = status;
    made->error = std::move(error);
    made->diagnostics.list = std::move(found);
    *to = made;
    return status;
}

/// With a message that is made here, for which there may be no memory.
ovfkit_status store_internal(ovfkit_error** to, const char* message, Diagnostics found) noexcept {
    try {
        return store(to, OVFKIT_INTERNAL, {ErrorCode::io, printable(message), {}, {}}, std::move(found));
    } catch (...) {
        return store(to, OVFKIT_INTERNAL, {}, Diagnostics(0));
    }
}

}  // namespace

const ovfkit_error* static_error() noexcept { return &no_memory(); }

Error bad_argument(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

Error missing(std::string_view name) { return bad_argument("the argument '" + std::string(name) + "' is NULL"); }

Error unknown_number(std::string_view what, std::int64_t number) {
    return bad_argument(std::to_string(number) + " is no " + std::string(what));
}

ovfkit_status fail(ovfkit_error** to, Error error, Diagnostics found) noexcept {
    const ovfkit_status status = status_of(error.code);
    return store(to, status, std::move(error), std::move(found));
}

ovfkit_status fail_with_exception(ovfkit_error** to, Diagnostics found) noexcept {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        if (to) *to = &no_memory();
        return OVFKIT_OUT_OF_MEMORY;
    } catch (const Exception& thrown) {
        return fail(to, thrown.error(), std::move(found));
    } catch (const std::exception& thrown) {
        return store_internal(to, thrown.what(), std::move(found));
    } catch (...) {
        return store_internal(to, "something unknown was thrown", std::move(found));
    }
}

Result<void> give(std::string_view text, ovfkit_owned_string& to) {
    auto* copy = static_cast<char*>(std::malloc(text.size() + 1));
    if (!copy) throw std::bad_alloc();
    if (!text.empty()) std::memcpy(copy, text.data(), text.size());
    copy[text.size()] = '\0';
    to = {copy, text.size()};
    return {};
}

ovfkit_string text(std::string_view view) noexcept {
    if (view.empty()) return {"", 0};
    return {view.data(), view.size()};
}

std::int32_t severity_number(std::optional<Severity> severity) noexcept {
    return severity ? static_cast<std::int32_t>(*severity) : OVFKIT_SEVERITY_NONE;
}

std::int32_t fact_number(std::optional<bool> fact) noexcept {
    if (!fact) return OVFKIT_FACT_ABSENT;
    return *fact ? OVFKIT_FACT_TRUE : OVFKIT_FACT_FALSE;
}

Result<std::optional<bool>> fact_of(std::int32_t number) {
    switch (number) {
        case OVFKIT_FACT_ABSENT: return std::optional<bool>();
        case OVFKIT_FACT_FALSE: return std::optional<bool>(false);
        case OVFKIT_FACT_TRUE: return std::optional<bool>(true);
        default: return unknown_number("OVFKIT_FACT_ number", number);
    }
}

Result<std::optional<crypto::DigestAlgorithm>> digest_of(std::int32_t number) {
    using crypto::DigestAlgorithm;
    switch (number) {
        case OVFKIT_DIGEST_NONE: return std::optional<DigestAlgorithm>();
        case OVFKIT_DIGEST_SHA1: return std::optional(DigestAlgorithm::sha1);
        case OVFKIT_DIGEST_SHA256: return std::optional(DigestAlgorithm::sha256);
        case OVFKIT_DIGEST_SHA512: return std::optional(DigestAlgorithm::sha512);
        default: return unknown_number("OVFKIT_DIGEST_ number", number);
    }
}

Result<bool> switch_of(std::int32_t number) {
    if (number == 0 || number == 1) return number == 1;
    return unknown_number("0 or 1", number);
}

std::string path_of(const char* path) {
    std::string text(path);
    return text == "-" ? "./-" : text;
}

Result<std::string_view> bytes_of(const void* bytes, std::size_t size, std::string_view name) {
    if (!bytes && size != 0) return missing(name);
    if (size > static_cast<std::size_t>(PTRDIFF_MAX))
        return bad_argument("the size of '" + std::string(name) + "' is none that there can be");
    return bytes ? std::string_view(static_cast<const char*>(bytes), size) : std::string_view();
}

ProgressCallback progress_of(ovfkit_progress_callback callback, void* user) {
    if (!callback) return {};
    return [callback, user](const Progress& progress) {
        const std::string what(progress.what);
        return callback(user, what.c_str(), progress.done, progress.total.value_or(UINT64_MAX)) != 0;
    };
}

Result<void> add_anchors(crypto::TrustAnchors& anchors, const char* pem, std::size_t size) {
    const auto text = bytes_of(pem, size, "pem");
    if (!text) return text.error();
    auto more = anchors.with(*text);
    if (!more) return more.error();
    anchors = *std::move(more);
    return {};
}

}  // namespace ovfkit::c
