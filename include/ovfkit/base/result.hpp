// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <ovfkit/base/diagnostic.hpp>

/// What every room speaks with: findings, results and errors, places, limits and the version. Each other room has a
/// namespace of its own inside.
namespace ovfkit {

/// Why an operation could not deliver. Programs branch on the code; people read the message.
enum class ErrorCode : std::uint8_t {
    not_found,         ///< the file or entity that was named does not exist
    permission,        ///< the system refused access
    io,                ///< any other failure of the system while reading or writing
    no_space,          ///< the disk is full, or a quota or a file size limit is reached
    limit_exceeded,    ///< the input is beyond `Limits`
    malformed,         ///< the input is not well-formed XML, or not text at all
    not_a_descriptor,  ///< well-formed, but not a document of the wanted kind
    unsupported,       ///< understood, but this cannot be done with it
    invalid_argument,  ///< the caller asked for something that makes no sense
    already_exists,    ///< a file is in the way that must not be replaced
    cancelled,         ///< the caller asked to stop
};

/// The lower-case word of a code, such as `not_found`.
[[nodiscard]] std::string_view to_string(ErrorCode code) noexcept;

/// The answer of an operation that could not deliver.
struct Error {
    /// What kind of failure it is.
    ErrorCode code = ErrorCode::io;
    std::string message;    ///< one sentence, escaped, without a trailing full stop
    Location where;         ///< the place in the input, if there is one
    std::string_view rule;  ///< slug of the finding that says the same, if there is one
};

/// The only exception type that ovfkit throws, and only from `Result::value()`.
class Exception : public std::exception {
public:
    /// An exception that carries `error`.
    explicit Exception(Error error) : error_(std::move(error)) {}
    /// The message of the error. Lives as long as the exception.
    [[nodiscard]] const char* what() const noexcept override { return error_.message.c_str(); }
    /// The error itself.
    [[nodiscard]] const Error& error() const noexcept { return error_; }

private:
    Error error_;
};

namespace detail {
[[noreturn]] void throw_error(const Error& error);
}

/// A value, or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
public:
    /// A result that has a value.
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: a value is a result
    /// A result that has none, and why.
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: an error is a result

    /// Whether there is a value.
    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    /// The same.
    explicit operator bool() const noexcept { return has_value(); }

    /// The value. Throws `Exception` when there is none.
    [[nodiscard]] T& value() & { return check(), *std::get_if<0>(&state_); }
    /// \copydoc value
    [[nodiscard]] const T& value() const& { return check(), *std::get_if<0>(&state_); }
    /// \copydoc value
    [[nodiscard]] T&& value() && { return check(), std::move(*std::get_if<0>(&state_)); }

    /// The value, which must be there.
    [[nodiscard]] T& operator*() & { return *std::get_if<0>(&state_); }
    /// \copydoc operator*
    [[nodiscard]] const T& operator*() const& { return *std::get_if<0>(&state_); }
    /// \copydoc operator*
    [[nodiscard]] T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
    /// A member of the value, which must be there.
    [[nodiscard]] T* operator->() { return std::get_if<0>(&state_); }
    /// A member of the value, which must be there.
    [[nodiscard]] const T* operator->() const { return std::get_if<0>(&state_); }

    /// The reason, which must be there.
    [[nodiscard]] const Error& error() const { return *std::get_if<1>(&state_); }

private:
    void check() const {
        if (!has_value()) detail::throw_error(error());
    }
    std::variant<T, Error> state_;
};

/// The result of an operation that delivers nothing but success.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    /// A failure, and why.
    Result(Error error) : error_(std::move(error)) {}  // NOLINT: an error is a result

    /// Whether the operation succeeded.
    [[nodiscard]] bool has_value() const noexcept { return !error_; }
    /// The same.
    explicit operator bool() const noexcept { return has_value(); }
    /// Throws `Exception` when the operation failed.
    void value() const {
        if (error_) detail::throw_error(*error_);
    }
    /// The reason, which must be there.
    [[nodiscard]] const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

}  // namespace ovfkit
