// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/engine/client.hpp>

#include <algorithm>

#include <ovfkit/engine/rules.hpp>

#include "engine/session.hpp"

namespace ovfkit::engine {
namespace {

/// What a whole listing may hold: the reply's size is bounded already, and engines with thousands of hosts are real.
Limits listing_limits(const Engine& engine) {
    Limits limits;
    limits.max_bytes = engine.https.max_reply;
    limits.max_nodes = 2'000'000;
    return limits;
}

struct Listing {
    std::string url;
    Document document;
};

/// The resources that the engine lists at `api/<name>`. Read whole, without a `search`: a name has no chance to become
/// part of a query that way.
Result<Listing> list(const Engine& engine, std::string_view name, Document::Kind kind, Diagnostics& diagnostics) {
    const auto session = Session::open(engine, diagnostics);
    if (!session) return session.error();
    auto answer = session->get("api/" + std::string(name), diagnostics);
    if (!answer) return answer.error();
    auto document = parse_document(answer->body, diagnostics, {answer->url, listing_limits(engine)});
    if (!document) return document.error();
    if (document->kind != kind || !document->list)
        return found(diagnostics, rule::unreadable_answer, ErrorCode::not_a_descriptor,
                     "the answer is no list of " + std::string(name), answer->url);
    return Listing{std::move(answer->url), *std::move(document)};
}

}  // namespace

Result<ClusterResource> find_cluster(const Engine& engine, std::string_view name, Diagnostics& diagnostics) {
    auto listing = list(engine, "clusters", Document::Kind::clusters, diagnostics);
    if (!listing) return listing.error();
    std::vector<ClusterResource> named;
    for (ClusterResource& one : listing->document.clusters)
        if (!name.empty() && one.name == name) named.push_back(std::move(one));
    if (named.empty())
        return found(diagnostics, rule::unknown_cluster, ErrorCode::not_found,
                     "the engine has no cluster " + quoted(name), listing->url);
    const auto differs = [&](const ClusterResource& one) { return one.trust() != named.front().trust(); };
    const std::string several = "the engine has " + std::to_string(named.size()) + " clusters " + quoted(name);
    if (std::any_of(named.begin(), named.end(), differs))
        return found(diagnostics, rule::ambiguous_cluster, ErrorCode::invalid_argument,
                     several + ", and they are not equally trusted", listing->url);
    if (named.size() > 1) {
        Location where;
        where.source = listing->url;
        diagnostics.report(rule::ambiguous_cluster, several + ", all equally trusted; the first is taken", where)
            .severity = Severity::warning;
    }
    return std::move(named.front());
}

Result<std::vector<HostResource>> hosts_of(const Engine& engine, std::string_view cluster_id,
                                           Diagnostics& diagnostics) {
    if (cluster_id.empty())
        return Error{ErrorCode::invalid_argument, "a cluster without an id has no hosts to ask for", {}, {}};
    auto listing = list(engine, "hosts", Document::Kind::hosts, diagnostics);
    if (!listing) return listing.error();
    std::vector<HostResource>& hosts = listing->document.hosts;
    const auto elsewhere = [&](const HostResource& host) { return host.cluster_id != cluster_id; };
    hosts.erase(std::remove_if(hosts.begin(), hosts.end(), elsewhere), hosts.end());
    return std::move(hosts);
}

}  // namespace ovfkit::engine
