// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/attest/answer.hpp>
#include <ovfkit/attest/client.hpp>
#include <ovfkit/attest/trust_cache.hpp>

#include "guard.hpp"

struct ovfkit_attestation {
    ovfkit::attest::Server server;
};

struct ovfkit_host_answers {
    ovfkit::attest::Answers answers;
    ovfkit_diagnostics diagnostics{};
};

struct ovfkit_trust_cache {
    ovfkit::attest::TrustCache cache;
};

namespace ovfkit::c {

/// The names of hosts that a program gave.
[[nodiscard]] Result<std::vector<std::string>> hosts_of(const char* const* hosts, std::size_t count);

/// The OVFKIT_LEVEL_... number of a level.
[[nodiscard]] std::int32_t level_number(attest::Level level) noexcept;

/// The callback of a program as the library asks it. What it says about hosts that nobody asked for counts for nobody;
/// a host that it says nothing about has no answer, and one that it names twice is trusted only if it always is.
[[nodiscard]] attest::Ask ask_with(ovfkit_ask_callback callback, void* user);

// What can be set of a connection, whatever is asked through it.
[[nodiscard]] Result<void> set_authorities(net::HttpsOptions& https, const char* pem, std::size_t size);
[[nodiscard]] Result<void> set_timeouts(net::HttpsOptions& https, std::uint32_t connect, std::uint32_t whole);
[[nodiscard]] Result<void> set_attempts(net::HttpsOptions& https, std::uint32_t attempts);
[[nodiscard]] Result<void> set_go_on(net::HttpsOptions& https, ovfkit_continue_callback callback, void* user);

}  // namespace ovfkit::c
