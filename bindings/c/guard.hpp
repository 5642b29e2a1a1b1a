// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/base/progress.hpp>
#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/crypto/digest.hpp>

#include "handles.hpp"

// How every function of the ABI is made: nothing is thrown through it, no pointer is believed, and each failure becomes
// a status and an error.

namespace ovfkit::c {

/// An error about an argument.
[[nodiscard]] Error bad_argument(std::string message);
/// That an argument is NULL which may not be.
[[nodiscard]] Error missing(std::string_view name);
/// That a number is none of an enumeration.
[[nodiscard]] Error unknown_number(std::string_view what, std::int64_t number);

/// The error that is given out when there is no memory for one; it is never freed.
[[nodiscard]] const ovfkit_error* static_error() noexcept;

/// Stores what went wrong, when somebody wants to know; answers the status.
ovfkit_status fail(ovfkit_error** to, Error error, Diagnostics found) noexcept;
/// The same for the exception that is being handled.
ovfkit_status fail_with_exception(ovfkit_error** to, Diagnostics found) noexcept;

/// Runs `work`, which answers a `Result<void>`; what it found when it fails becomes part of the error.
template <class Work>
ovfkit_status guarded(ovfkit_error** error, Work work) noexcept {
    if (error) *error = nullptr;
    try {
        Diagnostics found;
        try {
            Result<void> done = work(found);
            return done ? OVFKIT_OK : fail(error, done.error(), std::move(found));
        } catch (...) {
            return fail_with_exception(error, std::move(found));
        }
    } catch (...) {  // not even the list of findings could be made
        return fail_with_exception(error, Diagnostics(0));
    }
}

/// The same for what makes a handle: `make` answers a `Result` of a `std::unique_ptr`.
template <class Handle, class Make>
ovfkit_status making(Handle** out, ovfkit_error** error, Make make) noexcept {
    if (out) *out = nullptr;
    return guarded(error, [&](Diagnostics& found) -> Result<void> {
        if (!out) return missing("out");
        Result<std::unique_ptr<Handle>> made = make(found);
        if (!made) return made.error();
        *out = made->release();
        return {};
    });
}

/// Copies a text for the caller.
[[nodiscard]] Result<void> give(std::string_view text, ovfkit_owned_string& to);

/// The same for what makes a text: `render` answers a `Result<std::string>`.
template <class Render>
ovfkit_status rendering(ovfkit_owned_string* out, ovfkit_error** error, Render render) noexcept {
    if (out) *out = {nullptr, 0};
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!out) return missing("out");
        const Result<std::string> text = render();
        return text ? give(*text, *out) : Result<void>(text.error());
    });
}

/// The same for a setter: `change` gets what is behind the handle, and answers a `Result<void>`.
template <class Handle, class Change>
ovfkit_status changing(Handle* handle, ovfkit_error** error, Change change) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        return handle ? change(*handle) : Result<void>(missing("options"));
    });
}

/// A new handle, or null when there is no memory.
template <class Handle>
Handle* created() noexcept {
    try {
        return new Handle();
    } catch (...) {
        return nullptr;
    }
}

/// A borrowed text; what it views ends in a NUL.
[[nodiscard]] ovfkit_string text(std::string_view view) noexcept;
[[nodiscard]] inline ovfkit_string text() noexcept { return text(std::string_view("")); }
[[nodiscard]] inline ovfkit_string text(const std::optional<std::string>& some) noexcept {
    return some ? text(std::string_view(*some)) : text();
}

/// Row `index` of a list, or null.
template <class Row>
[[nodiscard]] const Row* at(const std::vector<Row>& rows, std::size_t index) noexcept {
    return index < rows.size() ? &rows[index] : nullptr;
}

/// What `ask` says of `some`, or `otherwise` for null.
template <class Some, class Answer, class Ask>
[[nodiscard]] Answer about(const Some* some, Answer otherwise, Ask ask) noexcept {
    return some ? static_cast<Answer>(ask(*some)) : otherwise;
}
/// The same for texts.
template <class Some, class Ask>
[[nodiscard]] ovfkit_string text_about(const Some* some, Ask ask) noexcept {
    return some ? text(ask(*some)) : text();
}

/// Writes a number that may be unknown; answers whether it is known.
template <class Number>
std::int32_t tell(const std::optional<Number>& number, std::uint64_t* to) noexcept {
    if (!number || !to) return number && !to ? 1 : 0;
    *to = static_cast<std::uint64_t>(*number);
    return 1;
}

[[nodiscard]] std::int32_t severity_number(std::optional<Severity> severity) noexcept;
[[nodiscard]] std::int32_t fact_number(std::optional<bool> fact) noexcept;
/// The fact of an OVFKIT_FACT_... number.
[[nodiscard]] Result<std::optional<bool>> fact_of(std::int32_t number);
/// The algorithm of an OVFKIT_DIGEST_... number; none for OVFKIT_DIGEST_NONE.
[[nodiscard]] Result<std::optional<crypto::DigestAlgorithm>> digest_of(std::int32_t number);
/// 0 or 1.
[[nodiscard]] Result<bool> switch_of(std::int32_t number);

/// A path as the library takes it: `-` is a file here, and not a stream.
[[nodiscard]] std::string path_of(const char* path);
/// A text with its size; null is good for nothing.
[[nodiscard]] Result<std::string_view> bytes_of(const void* bytes, std::size_t size, std::string_view name);

[[nodiscard]] ProgressCallback progress_of(ovfkit_progress_callback callback, void* user);

/// Adds the certificates of a PEM text to `anchors`.
[[nodiscard]] Result<void> add_anchors(crypto::TrustAnchors& anchors, const char* pem, std::size_t size);

}  // namespace ovfkit::c
