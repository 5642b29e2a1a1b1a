// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/attest/client.hpp>

#include "guard.hpp"

struct ovfkit_attestation {
    ovfkit::attest::Server server;
};

struct ovfkit_host_answers {
    ovfkit::attest::Answers answers;
    ovfkit_diagnostics diagnostics{};
};

namespace ovfkit::c {

/// The names of hosts that a program gave.
[[nodiscard]] Result<std::vector<std::string>> hosts_of(const char* const* hosts, std::size_t count);

}  // namespace ovfkit::c
