// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/engine/client.hpp>
#include <ovfkit/engine/resource.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/findings.hpp"

namespace {

namespace engine = ovfkit::engine;
using ovfkit::Diagnostics;

constexpr std::optional<bool> tristates[] = {std::nullopt, false, true};

ovfkit::Limits small_limits() {
    ovfkit::Limits limits;
    limits.max_bytes = 1U << 20U;
    return limits;
}

const std::vector<engine::VmResource>& list_of(const engine::Document& document, const engine::VmResource&) {
    return document.vms;
}
const std::vector<engine::ClusterResource>& list_of(const engine::Document& document, const engine::ClusterResource&) {
    return document.clusters;
}

/// What is rewritten says what was wanted, and stays what it is when it is rewritten again.
template <class Resource>
void check_rewritten(const std::string& xml, const Resource& wanted) {
    const auto once = engine::rewrite(xml, wanted, small_limits());
    if (!once) {
        require_printable(once.error().message);
        require(once.error().code == ovfkit::ErrorCode::limit_exceeded, "whatever was read can be rewritten");
        return;
    }
    Diagnostics ignored;
    const auto again = engine::parse_document(*once, ignored, {{}, small_limits()});
    if (!again) return;  // at the limit
    require(list_of(*again, wanted).size() == 1 && list_of(*again, wanted).front() == wanted,
            "it says what was wanted");
    require(!ignored.has("engine/unreadable-flag"), "every flag is a boolean then");
    const auto twice = engine::rewrite(*once, wanted, small_limits());
    require(twice && *twice == *once, "a second time changes nothing");
}

template <class Resource>
void check_written(const Resource& resource) {
    const auto xml = engine::write(resource);
    require(xml.has_value(), "whatever was read can be written");
    Diagnostics found;
    const auto read = engine::parse_document(*xml, found);
    require(read && found.empty() && list_of(*read, resource).size() == 1, "what was written is clean");
    require(list_of(*read, resource).front().name == resource.name, "what was written is the same");
}

void check_vm(const std::string& xml, engine::VmResource vm) {
    check_written(vm);
    for (const auto flag : tristates) {
        vm.trusted_host_flag = flag;
        check_rewritten(xml, vm);
    }
}

void check_cluster(const std::string& xml, engine::ClusterResource cluster) {
    check_written(cluster);
    for (const auto draft : tristates) {
        for (const auto merged : tristates) {
            cluster.trusted_cluster_flag = draft;
            cluster.trusted_service = merged;
            check_rewritten(xml, cluster);
        }
    }
}

void check_document(const std::string& input) {
    Diagnostics found;
    Diagnostics same;
    const auto document = engine::parse_document(input, found, {"fuzzed", small_limits()});
    require(document.has_value() == engine::parse_document(input, same, {"fuzzed", small_limits()}).has_value(),
            "a second run is the same");
    require_same(found, same);
    if (!document) {
        require_printable(document.error().message);
        return;
    }
    require_sound(found, input.size());
    if (document->list || document->kind == engine::Document::Kind::hosts) return;
    if (document->kind == engine::Document::Kind::vms) return check_vm(input, document->vms.front());
    check_cluster(input, document->clusters.front());
}

void check_credentials(const std::string& input) {
    const auto read = engine::parse_credentials(input, "fuzzed");
    if (!read) return require_printable(read.error().message);
    require(read->token.empty() != read->user.empty(), "a token, or a user");
    require(read->user.empty() == read->password.empty(), "a user with a password");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > (1U << 14)) return 0;
    const std::string input(reinterpret_cast<const char*>(data), size);
    check_document(input);
    check_credentials(input);
    return 0;
}
