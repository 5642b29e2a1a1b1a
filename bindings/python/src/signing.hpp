// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <ovfkit/crypto/certificate.hpp>
#include <ovfkit/package/signer.hpp>
#include <ovfkit/package/verify.hpp>

#include "call.hpp"

/// Certificates and keys.
namespace ovfkit::python {

/// The certificates of a PEM text; none of an empty one.
[[nodiscard]] crypto::TrustAnchors anchors_from_python(py::handle pem);

/// The options of a verification, from the keywords that Python has for them.
[[nodiscard]] package::VerifyOptions verify_options_from_python(const py::dict& words);

using SignFunction = std::function<Result<std::string>(std::string_view bytes)>;

template <>
struct Convert<SignFunction> {
    static py::object to(const SignFunction& value);
    static void from(SignFunction& value, py::handle object);
};

}  // namespace ovfkit::python
