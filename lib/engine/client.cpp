// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/engine/client.hpp>

#include <algorithm>

#include <ovfkit/engine/rules.hpp>

#include "engine/opened.hpp"
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

/// What the engine lists, where each resource stands in the answer, and what is odd about it.
struct Listing {
    std::string url;
    Document document;
    std::vector<Span> places;
    Diagnostics findings;

    /// Passes on what was found in the wanted ones and around all: what is odd about others is not asked for.
    template <class Wanted>
    void report(Wanted wanted, Diagnostics& diagnostics) const {
        for (const Diagnostic& one : findings) {
            const auto holds = [&](Span place) {
                return place.begin <= one.where.span.begin && one.where.span.end <= place.end;
            };
            const auto inside = std::find_if(places.begin(), places.end(), holds);
            if (inside == places.end() || wanted(static_cast<std::size_t>(inside - places.begin())))
                diagnostics.add(one);
        }
    }
};

/// The resources that the engine lists at `api/<name>`. Read whole, without a `search`: a name has no chance to become
/// part of a query that way.
Result<Listing> list(const Engine& engine, std::string_view name, Document::Kind kind, Diagnostics& diagnostics) {
    const auto session = Session::open(engine, diagnostics);
    if (!session) return session.error();
    auto answer = session->get("api/" + std::string(name), diagnostics);
    if (!answer) return answer.error();
    Listing listing;
    const auto opened = open(answer->body, listing.findings, {answer->url, listing_limits(engine)});
    auto document = opened ? read(**opened, listing.findings, &listing.places) : Result<Document>(opened.error());
    if (!document) {
        diagnostics.append(listing.findings);
        return document.error();
    }
    if (document->kind != kind || !document->list)
        return found(diagnostics, rule::unreadable_answer, ErrorCode::not_a_descriptor,
                     "the answer is no list of " + std::string(name), answer->url);
    listing.url = std::move(answer->url);
    listing.document = *std::move(document);
    return listing;
}

}  // namespace

Result<ClusterResource> find_cluster(const Engine& engine, std::string_view name, Diagnostics& diagnostics) {
    const auto listing = list(engine, "clusters", Document::Kind::clusters, diagnostics);
    if (!listing) return listing.error();
    const auto& clusters = listing->document.clusters;
    const auto is_named = [&](std::size_t i) { return !name.empty() && clusters[i].name == name; };
    listing->report(is_named, diagnostics);
    std::vector<ClusterResource> named;
    for (std::size_t i = 0; i < clusters.size(); ++i)
        if (is_named(i)) named.push_back(clusters[i]);
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
    listing->report([&](std::size_t i) { return hosts[i].cluster_id == cluster_id; }, diagnostics);
    const auto elsewhere = [&](const HostResource& host) { return host.cluster_id != cluster_id; };
    hosts.erase(std::remove_if(hosts.begin(), hosts.end(), elsewhere), hosts.end());
    return std::move(hosts);
}

}  // namespace ovfkit::engine
