// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/policy_file.hpp>

namespace ovfkit::trust {

/// On what terms one entity is judged: those of a policy without a file, or of one rule of a file.
struct Terms {
    const PolicyRule* rule = nullptr;  ///< null: those of `policy`
    ImportPolicy policy;               ///< what the rule says, too, as far as it can say it
    std::string decided_by;            ///< the name of the rule and its place
    std::string decided_words;         ///< the same for messages
};

[[nodiscard]] Terms terms_of(const ImportPolicy& policy);
/// `rule` and `source` (the name of its file) have to live as long as what is made of them.
[[nodiscard]] Terms terms_of(const PolicyRule& rule, const std::string& source);

/// One import; judges entities one by one. Everything it is made of has to outlive it.
class Judge {
public:
    Judge(const Evidence& evidence, const Cluster& cluster, const std::optional<Acknowledgement>& acknowledgement)
        : evidence_(evidence), cluster_(cluster), acknowledgement_(acknowledgement) {}

    /// What there is to say about the import whatever is in it.
    [[nodiscard]] std::vector<Reason> of_every_entity() const;
    [[nodiscard]] EntityDecision judge(const EntityEvidence& entity, const Terms& terms) const;
    /// Judges a package without entities, in which another reader may see one that nobody stands for.
    void judge_nothing(Decision& decision, const Terms& terms) const;

private:
    const Evidence& evidence_;
    const Cluster& cluster_;
    const std::optional<Acknowledgement>& acknowledgement_;
};

}  // namespace ovfkit::trust
