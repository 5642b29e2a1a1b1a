// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <type_traits>

#include <ovfkit/attest/activation.hpp>
#include <ovfkit/attest/client.hpp>
#include <ovfkit/engine/resource.hpp>
#include <ovfkit/trust/decide.hpp>
#include <ovfkit/trust/policy_file.hpp>

#include "guard.hpp"

// The numbers of the headers are promised, and so is how the two structures lie in memory. Some functions cast between
// numbers and enumerations of the library; here is said that they may, for all.

namespace ovfkit::c {
namespace {

template <class Enumeration>
constexpr bool is(Enumeration value, std::int32_t number) {
    return static_cast<std::int32_t>(value) == number;
}

static_assert(is(Severity::note, OVFKIT_SEVERITY_NOTE) && is(Severity::warning, OVFKIT_SEVERITY_WARNING) &&
              is(Severity::error, OVFKIT_SEVERITY_ERROR));

static_assert(is(trust::Outcome::allow, OVFKIT_OUTCOME_ALLOW) && is(trust::Outcome::warn, OVFKIT_OUTCOME_WARN) &&
              is(trust::Outcome::refuse, OVFKIT_OUTCOME_REFUSE));
static_assert(is(trust::Action::warn, OVFKIT_ACTION_WARN) && is(trust::Action::allow, OVFKIT_ACTION_ALLOW) &&
              is(trust::Action::refuse, OVFKIT_ACTION_REFUSE));
static_assert(is(trust::ImportPolicy::Landing::keep, OVFKIT_LANDING_KEEP) &&
              is(trust::ImportPolicy::Landing::from_cluster, OVFKIT_LANDING_FROM_CLUSTER));
static_assert(is(trust::Cluster::Trust::trusted, OVFKIT_CLUSTER_TRUSTED) &&
              is(trust::Cluster::Trust::untrusted, OVFKIT_CLUSTER_UNTRUSTED) &&
              is(trust::Cluster::Trust::unknown, OVFKIT_CLUSTER_UNKNOWN));
static_assert(is(trust::SignedTrust::absent, OVFKIT_SIGNED_TRUST_ABSENT) &&
              is(trust::SignedTrust::altered, OVFKIT_SIGNED_TRUST_ALTERED) &&
              is(trust::SignedTrust::rejected, OVFKIT_SIGNED_TRUST_REJECTED) &&
              is(trust::SignedTrust::accepted, OVFKIT_SIGNED_TRUST_ACCEPTED));
// As the states of a flag in a policy, so that what is absent, false and true has one set of numbers.
static_assert(is(trust::FlagState::absent, OVFKIT_FACT_ABSENT) && is(trust::FlagState::false_, OVFKIT_FACT_FALSE) &&
              is(trust::FlagState::true_, OVFKIT_FACT_TRUE));

static_assert(is(attest::Level::untrusted, OVFKIT_LEVEL_UNTRUSTED) &&
              is(attest::Level::trusted, OVFKIT_LEVEL_TRUSTED) && is(attest::Level::unknown, OVFKIT_LEVEL_UNKNOWN) &&
              is(attest::Level::timeout, OVFKIT_LEVEL_TIMEOUT) && is(attest::Level::pending, OVFKIT_LEVEL_PENDING) &&
              is(attest::Level::unrecognized, OVFKIT_LEVEL_UNRECOGNIZED) &&
              is(attest::Level::no_answer, OVFKIT_LEVEL_NO_ANSWER));
static_assert(is(attest::PollPath::current, OVFKIT_POLL_CURRENT) && is(attest::PollPath::legacy, OVFKIT_POLL_LEGACY) &&
              is(attest::PollPath::either, OVFKIT_POLL_EITHER));
static_assert(is(attest::NonOperationalReason::untrusted, 12) && is(attest::NonOperationalReason::uninitialized, 13));
static_assert(is(engine::ClusterSpelling::merged, OVFKIT_SPELLING_MERGED) &&
              is(engine::ClusterSpelling::draft, OVFKIT_SPELLING_DRAFT));

// A borrowed and an owned text are two words, a pointer and a size, for as long as the SONAME is this one.
static_assert(std::is_standard_layout_v<ovfkit_string> && std::is_trivial_v<ovfkit_string>);
static_assert(sizeof(ovfkit_string) == 2 * sizeof(void*) && offsetof(ovfkit_string, data) == 0 &&
              offsetof(ovfkit_string, size) == sizeof(void*));
static_assert(std::is_standard_layout_v<ovfkit_owned_string> && std::is_trivial_v<ovfkit_owned_string>);
static_assert(sizeof(ovfkit_owned_string) == 2 * sizeof(void*) && offsetof(ovfkit_owned_string, data) == 0 &&
              offsetof(ovfkit_owned_string, size) == sizeof(void*));

}  // namespace
}  // namespace ovfkit::c
