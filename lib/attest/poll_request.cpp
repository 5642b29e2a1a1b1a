// SPDX-License-Identifier: Apache-2.0
#include "attest/poll_request.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include <ovfkit/attest/client.hpp>

#include "text/utf8.hpp"

namespace ovfkit::attest {

std::string why_not_askable(std::string_view host) {
    if (host.empty()) return "an empty name is no host";
    if (text::valid_utf8_prefix(host) != host.size())
        return "the name is not UTF-8, so that nobody can be asked about it";
    return {};
}

Result<std::string> poll_request(const std::vector<std::string>& hosts) {
    for (const std::string& host : hosts)
        if (const std::string why = why_not_askable(host); !why.empty())
            return Error{ErrorCode::invalid_argument, "host " + ovfkit::quoted(host) + ": " + why, {}, {}};
    // In ASCII, whatever charset a server takes JSON to have.
    return nlohmann::json{{"hosts", hosts}}.dump(-1, ' ', true);
}

}  // namespace ovfkit::attest
