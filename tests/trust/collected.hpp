// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/trust/evidence.hpp>

namespace ovfkit::trust {

inline model::Extension element_of(std::string_view name, std::string text, std::string ns = {}) {
    model::Extension e;
    e.name = name;
    e.ns = std::move(ns);
    e.text = std::move(text);
    return e;
}

/// A foreign element `depth` levels deep around `inner`.
inline model::Extension wrapped(model::Extension inner, int depth) {
    for (int i = 0; i < depth; ++i) {
        model::Extension outer = element_of("Wrapper", "", "urn:example:vendor");
        outer.children.push_back(std::move(inner));
        inner = std::move(outer);
    }
    return inner;
}

inline model::VirtualSystem system_of(std::string id, model::TrustFlags flags = {}) {
    model::VirtualSystem system;
    system.id = std::move(id);
    system.trust = std::move(flags);
    return system;
}

inline model::TrustFlags service(bool value) {
    model::TrustFlags flags;
    flags.TrustedService = value;
    return flags;
}

inline model::TrustFlags host(bool value) {
    model::TrustFlags flags;
    flags.TrustedHostFlag = value;
    return flags;
}

inline model::TrustSection section_of(model::TrustFlags flags) {
    model::TrustSection section;
    section.flags = std::move(flags);
    return section;
}

inline model::Envelope envelope_of(model::VirtualSystem system) {
    model::Envelope envelope;
    envelope.contents.push_back(model::Content{std::move(system)});
    return envelope;
}

inline model::VirtualSystemCollection collection_of(std::vector<model::Content> contents,
                                                    model::TrustFlags flags = {}) {
    model::VirtualSystemCollection collection;
    collection.contents = std::move(contents);
    collection.trust = std::move(flags);
    return collection;
}

struct Collected {
    Diagnostics diagnostics;
    Evidence evidence;

    explicit Collected(const model::Envelope& envelope, std::string_view dialect = "dmtf-1.x",
                       const Locate& locate = {})
        : evidence(collect(envelope, dialect, diagnostics, locate)) {}
    explicit Collected(model::VirtualSystem system, std::string_view dialect = "dmtf-1.x")
        : Collected(envelope_of(std::move(system)), dialect) {}

    [[nodiscard]] const EntityEvidence& one() const { return evidence.entities.at(0); }
    [[nodiscard]] std::vector<std::string> rules() const {
        std::vector<std::string> slugs;
        for (const Diagnostic& d : diagnostics) slugs.emplace_back(d.rule);
        return slugs;
    }
};

}  // namespace ovfkit::trust
