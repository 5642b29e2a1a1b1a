// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ovfkit::trust {

/// What to do about an entity that requires trust and would land in a cluster that is not trusted.
enum class Action : std::uint8_t { warn, allow, refuse };

/// How imports are judged.
struct ImportPolicy {
    /// What the trust flags of an entity are after the import.
    enum class Landing : std::uint8_t {
        keep,          ///< what the file says
        from_cluster,  ///< what the target cluster is; an unknown cluster changes nothing
    };

    /// What an import of something trusted into a cluster that is not leads to.
    Action trusted_into_untrusted = Action::warn;
    /// What the flags are after the import.
    Landing landing = Landing::keep;
    /// Believe that an entity does not require trust only when somebody that one trusts signed it.
    bool require_signed_trust = false;

    friend bool operator==(const ImportPolicy& a, const ImportPolicy& b) {
        return a.trusted_into_untrusted == b.trusted_into_untrusted && a.landing == b.landing &&
               a.require_signed_trust == b.require_signed_trust;
    }
    friend bool operator!=(const ImportPolicy& a, const ImportPolicy& b) { return !(a == b); }
};

/// The cluster that an import goes to.
struct Cluster {
    /// What is known of a cluster; one that is `unknown` counts as untrusted.
    enum class Trust : std::uint8_t { trusted, untrusted, unknown };

    /// As administrators call it.
    std::string name;
    /// What it is.
    Trust trust = Trust::unknown;

    friend bool operator==(const Cluster& a, const Cluster& b) { return a.name == b.name && a.trust == b.trust; }
    friend bool operator!=(const Cluster& a, const Cluster& b) { return !(a == b); }
};

/// Somebody's word that an import is meant as it is. It counts when both texts hold something that one can see: more
/// than blanks, controls and characters without a shape.
struct Acknowledgement {
    /// Who takes responsibility, in that person's own word.
    std::string who;
    /// Why, for whoever asks later.
    std::string why;

    /// Whether it counts.
    [[nodiscard]] bool valid() const;

    friend bool operator==(const Acknowledgement& a, const Acknowledgement& b) {
        return a.who == b.who && a.why == b.why;
    }
    friend bool operator!=(const Acknowledgement& a, const Acknowledgement& b) { return !(a == b); }
};

/// `warn`, `allow` or `refuse`.
[[nodiscard]] std::string_view to_string(Action action) noexcept;
/// `trusted`, `untrusted` or `unknown`.
[[nodiscard]] std::string_view to_string(Cluster::Trust trust) noexcept;
/// `keep` or `from-cluster`.
[[nodiscard]] std::string_view to_string(ImportPolicy::Landing landing) noexcept;

/// The action of that word; empty for any other text.
[[nodiscard]] std::optional<Action> parse_action(std::string_view word);
/// The landing of that word, which may also be `cluster` for `from-cluster`; empty for any other text.
[[nodiscard]] std::optional<ImportPolicy::Landing> parse_landing(std::string_view word);
/// The cluster of `NAME=trusted`, `NAME=untrusted` or `NAME=unknown`, split at the last `=`; empty for any other text
/// and for an empty name.
[[nodiscard]] std::optional<Cluster> parse_cluster(std::string_view text);

}  // namespace ovfkit::trust
