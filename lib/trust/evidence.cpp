// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/evidence.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <ovfkit/trust/rules.hpp>

#include "trust/flag_finder.hpp"
#include "trust/flag_words.hpp"
#include "trust/naming.hpp"
#include "trust/rule_fit.hpp"

namespace ovfkit::trust {
namespace {

/// Of each fact, the first flag that says true and the first that says false: all that matters of what stands above.
class Deciding {
public:
    void add(const Flag& flag) {
        auto& place = first_[index(flag.fact)][flag.value ? 1 : 0];
        if (!place) place = flag;
    }
    [[nodiscard]] const std::optional<Flag>& saying(Fact fact, bool value) const {
        return first_[index(fact)][value ? 1 : 0];
    }
    [[nodiscard]] std::optional<bool> value(Fact fact) const {
        if (saying(fact, true)) return true;
        return saying(fact, false) ? std::optional<bool>(false) : std::nullopt;
    }
    [[nodiscard]] TrustFacts facts() const { return {value(Fact::trusted_host), value(Fact::trusted_cluster)}; }
    [[nodiscard]] std::vector<Flag> flags() const {
        std::vector<Flag> flags;
        for (const auto& fact : first_)
            for (const bool value : {true, false})
                if (fact[value ? 1 : 0]) flags.push_back(*fact[value ? 1 : 0]);
        return flags;
    }

private:
    static std::size_t index(Fact fact) { return fact == Fact::trusted_host ? 0 : 1; }
    std::array<std::array<std::optional<Flag>, 2>, 2> first_;
};

Deciding merged(const Deciding& own, const Deciding& inherited) {
    Deciding all = own;
    for (const Flag& flag : inherited.flags()) all.add(flag);
    return all;
}

/// What flags say together, and what those of them say that stand where they belong.
struct Said {
    Deciding all;
    Deciding stated;

    void add(const Flag& flag) {
        all.add(flag);
        if (flag.place != FlagPlace::document && flag.place != FlagPlace::misplaced) stated.add(flag);
    }
};

Said merged(const Said& own, const Said& inherited) {
    return {merged(own.all, inherited.all), merged(own.stated, inherited.stated)};
}

class Collector {
public:
    Collector(std::string_view dialect, Diagnostics& diagnostics, const Locate& locate)
        : dialect_(dialect), diagnostics_(diagnostics), locate_(locate) {}

    Evidence collect(const model::Envelope& envelope) {
        const Said shared = take(FlagPlace::document, envelope, {}).said;
        descend(envelope.contents, shared);
        const Deciding everything = merged(shared, in_collections_).all;
        if (evidence_.entities.empty() && everything.facts().requires_trust()) {
            EntityEvidence nobody;
            nobody.trust = everything.facts();
            nobody.flags = everything.flags();
            evidence_.entities.push_back(std::move(nobody));
        }
        return std::move(evidence_);
    }

private:
    struct Taken {
        std::vector<Flag> flags;
        Said said;
    };

    /// The flags of one element and of all that is its own, after reporting what is wrong with them.
    template <class Part>
    Taken take(FlagPlace place, const Part& part, const Said& inherited) {
        FlagFinder finder(place);
        finder.visit(part);
        Taken taken;
        for (const FoundFlag& found : finder.take()) {
            report(found);
            taken.flags.push_back(found.flag);
            taken.said.add(found.flag);
        }
        report_conflicts(taken.said.stated, inherited.stated);
        return taken;
    }

    void descend(const std::vector<model::Content>& contents, const Said& inherited) {
        for (const model::Content& content : contents) {
            if (const model::VirtualSystem* system = content.system()) {
                take_entity(*system, inherited);
                continue;
            }
            const model::VirtualSystemCollection& collection = *content.collection();
            const Said own = take(FlagPlace::collection, collection, inherited).said;
            in_collections_ = merged(in_collections_, own);
            descend(collection.contents, merged(own, inherited));
        }
    }

    void take_entity(const model::VirtualSystem& system, const Said& inherited) {
        Taken own = take(FlagPlace::entity, system, inherited);
        EntityEvidence entity;
        entity.id = model::entity_id(system);
        entity.name = model::entity_name(system);
        entity.kind = model::entity_kind(system);
        const Said said = merged(own.said, inherited);
        entity.trust = said.all.facts();
        entity.stated = said.stated.facts();
        entity.flags = std::move(own.flags);
        const std::vector<Flag> above = inherited.all.flags();
        entity.flags.insert(entity.flags.end(), above.begin(), above.end());
        report_ignored(entity, system);
        evidence_.entities.push_back(std::move(entity));
    }

    [[nodiscard]] Location at(Span span) const {
        if (locate_) return locate_(span);
        Location location;
        location.span = span;
        return location;
    }

    void report(const FoundFlag& found) {
        const std::string name(found.flag.spelling);
        const auto where = [&] { return at(found.flag.at); };  // costs time, and few flags have a finding
        if (!found.flag.readable)
            diagnostics_.report(rule::unknown_flag_value,
                                name + " is " + quoted(found.text, 60) + ", which is no boolean and counts as true",
                                where());
        if (found.duplicate)
            diagnostics_.report(rule::duplicate_flag, "a second " + name + " in the same element", where());
        else if (found.flag.place == FlagPlace::misplaced || found.flag.place == FlagPlace::document)
            diagnostics_.report(rule::misplaced_flag,
                                name + " stands where no product looks for it, and counts all the same", where());
    }

    /// Reports a disagreement in which the element itself takes part; one among what stands above was reported there.
    /// What is misplaced does not take part: that finding says already that it counts.
    void report_conflicts(const Deciding& own, const Deciding& inherited) {
        for (const Fact fact : {Fact::trusted_host, Fact::trusted_cluster}) {
            const auto& own_true = own.saying(fact, true);
            const auto& own_false = own.saying(fact, false);
            if (!own_true && !own_false) continue;
            const auto& yes = own_true ? own_true : inherited.saying(fact, true);
            const auto& no = own_false ? own_false : inherited.saying(fact, false);
            if (!yes || !no) continue;
            const std::string other = own_true && own_false ? "another " : "an inherited ";
            const bool tell_apart = no->spelling == yes->spelling || !own_true || !own_false;
            const auto named = [&](const Flag& flag, bool is_other) {
                return (tell_apart && is_other ? other : "") + std::string(flag.spelling);
            };
            Diagnostic& finding = diagnostics_.report(rule::conflicting_flags,
                                                      named(*no, !own_false) + " says false and " +
                                                          named(*yes, own_false.has_value()) + " says true; true wins",
                                                      at(no->at));
            finding.related.push_back({at(yes->at), std::string(yes->spelling) + " says true here"});
        }
    }

    /// What the oVirt engine would not see of an entity that requires trust (oVirt reference 2.1).
    void report_ignored(const EntityEvidence& entity, const model::VirtualSystem& system) {
        const bool ova = dialect_ == "ovirt-ova";
        if ((!ova && dialect_ != "ovirt") || !entity.requires_trust()) return;
        const bool never_read = ova && entity.kind == model::EntityKind::vm;
        if (!never_read && system.trust.TrustedService.value_or(false)) return;
        const auto deciding =
            std::find_if(entity.flags.begin(), entity.flags.end(), [](const Flag& f) { return f.value; });
        const std::string who = called(entity) + " for untrusted";
        Diagnostic& finding =
            diagnostics_.report(rule::flag_engine_ignores,
                                never_read ? "the oVirt engine reads no trust flag of a VM in an OVA and takes " + who
                                           : "the oVirt engine reads TrustedService only and takes " + who,
                                at(deciding->at));
        finding.hint =
            never_read ? "use the configuration form instead of an OVA" : "write TrustedService beside the other flags";
    }

    std::string_view dialect_;
    Diagnostics& diagnostics_;
    const Locate& locate_;
    Evidence evidence_;
    Said in_collections_;
};

}  // namespace

bool may_require_trust(const EntityEvidence& entity, const Evidence& evidence) {
    const Cluster anywhere;  // what is believed does not depend on the target
    return counts_as_requiring({entity, evidence, anywhere}, evidence.signed_trust.value_or(SignedTrust::absent));
}

bool may_require_trust(const Evidence& evidence) {
    if (evidence.entities.empty()) return may_require_trust(EntityEvidence{}, evidence);
    return std::any_of(evidence.entities.begin(), evidence.entities.end(),
                       [&](const EntityEvidence& entity) { return may_require_trust(entity, evidence); });
}

Evidence collect(const model::Envelope& envelope, std::string_view dialect_name, Diagnostics& diagnostics,
                 const Locate& locate) {
    return Collector(dialect_name, diagnostics, locate).collect(envelope);
}

}  // namespace ovfkit::trust
