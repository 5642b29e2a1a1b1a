// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/result.hpp>

namespace ovfkit {

std::string_view to_string(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::not_found: return "not_found";
        case ErrorCode::permission: return "permission";
        case ErrorCode::io: return "io";
        case ErrorCode::no_space: return "no_space";
        case ErrorCode::limit_exceeded: return "limit_exceeded";
        case ErrorCode::malformed: return "malformed";
        case ErrorCode::not_a_descriptor: return "not_a_descriptor";
        case ErrorCode::unsupported: return "unsupported";
        case ErrorCode::invalid_argument: return "invalid_argument";
        case ErrorCode::already_exists: return "already_exists";
        case ErrorCode::cancelled: return "cancelled";
    }
    return "io";
}

namespace detail {
void throw_error(const Error& error) { throw Exception(error); }
}  // namespace detail

}  // namespace ovfkit
