// SPDX-License-Identifier: Apache-2.0
#include "attest/verdict.hpp"

#include <ovfkit/base/diagnostic.hpp>

namespace ovfkit::attest {
namespace {

std::string said_about(const HostAnswer& answer) {
    switch (answer.level) {
        case Level::untrusted: return "is not what it should be, as the attestation server says";
        case Level::unknown: return "is not known to the attestation server";
        case Level::timeout: return "did not answer the attestation server in time";
        case Level::pending: return "is not attested yet";
        case Level::unrecognized:
            return answer.word.empty() ? "has an answer of the attestation server without a level"
                                       : "is said to be " + ovfkit::quoted(answer.word) + ", which is no known level";
        case Level::trusted:
        case Level::no_answer: break;
    }
    return "has no answer of an attestation server";
}

}  // namespace

std::string why_not_trusted(const HostAnswer& answer) {
    std::string why = said_about(answer);
    if (!answer.detail.empty()) why += ": " + printable(answer.detail);
    return why;
}

}  // namespace ovfkit::attest
