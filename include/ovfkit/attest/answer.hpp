// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <ovfkit/base/result.hpp>

/// Which hosts can be trusted: asks an attestation server, remembers the answers for as long as they count, and says
/// on which hosts a VM may start. Whatever is not clearly `trusted` is not trusted.
namespace ovfkit::attest {

/// What is known about a host. Only `trusted` ever counts as trusted.
enum class Level : std::uint8_t {
    untrusted,     ///< measured, and not what it should be
    trusted,       ///< measured, and what it should be
    unknown,       ///< the server does not know the host
    timeout,       ///< the host did not answer the server in time
    pending,       ///< the server has not finished
    unrecognized,  ///< a word that is none of these; `HostAnswer::word` has it
    no_answer,     ///< the server said nothing about the host, or nothing at all
};

/// `untrusted`, `trusted`, `unknown`, `timeout`, `pending`, `unrecognized` or `no-answer`.
[[nodiscard]] std::string_view to_string(Level level) noexcept;

/// The level that a server means by `word`, in any letter case; `unrecognized` for everything that is not one of the
/// five words of the protocol (oVirt reference 2.5).
[[nodiscard]] Level parse_level(std::string_view word);

/// What a server said about one host.
struct HostAnswer {
    std::string host;  ///< as it was asked for
    /// What the server said, as one of ours.
    Level level = Level::no_answer;
    std::string word;          ///< the level in the server's own word; empty when it said none
    std::string validated_at;  ///< `vtime`, the time of the measurement as the server wrote it; empty when it said none
    std::string detail;        ///< why there is no answer, or what was odd about it, one sentence, escaped; else empty

    /// Whether the level is `trusted`; nothing else counts.
    [[nodiscard]] bool trusted() const noexcept { return level == Level::trusted; }

    [[nodiscard]] auto tied() const { return std::tie(host, level, word, validated_at, detail); }
    friend bool operator==(const HostAnswer& a, const HostAnswer& b) { return a.tied() == b.tied(); }
    friend bool operator!=(const HostAnswer& a, const HostAnswer& b) { return !(a == b); }
};

/// What came of one question.
struct Answers {
    std::vector<HostAnswer> hosts;  ///< one for each host that was asked for, in that order
    std::optional<Error> error;     ///< why nobody answered; then every host is `no_answer`
};

/// Asks an attestation server about hosts in one request. Never throws for what a server does; a function that throws
/// all the same is treated as one that brought no answer. Called from whichever thread needs the answer.
using Ask = std::function<Answers(const std::vector<std::string>& hosts)>;

/// The same host under two spellings: names of hosts are compared without regard to the case of ASCII letters, and to
/// one dot at the end (RFC 4343).
[[nodiscard]] bool same_host(std::string_view a, std::string_view b) noexcept;

}  // namespace ovfkit::attest
