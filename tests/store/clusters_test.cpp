// SPDX-License-Identifier: Apache-2.0
#include "store/databases.hpp"
#include "store/records.hpp"

namespace ovfkit::store {
namespace {

using testing::ElementsAre;
using Trust = trust::Cluster::Trust;

class ClustersOf : public Databases {
protected:
    /// The seconds of the one minute in which all this happens.
    static std::string at(int second) { return "2026-01-31T12:00:" + std::to_string(second) + "Z"; }
    static void see(Store& store, Trust trust, int second) {
        const trust::Cluster cluster{"lab", trust};
        ASSERT_TRUE(store.observe(cluster, at(second)));
    }
    /// Periods as `T 10-20`, with the first letter of what the cluster was.
    static std::vector<std::string> periods(Store& store, const std::string& name = "lab") {
        std::vector<std::string> all;
        const auto found = store.clusters(name).value();
        for (const ClusterPeriod& period : found)
            all.push_back(std::string(to_string(period.trust)) + " " + period.first_seen.substr(17, 2) + "-" +
                          period.last_seen.substr(17, 2));
        return all;
    }
};

TEST_P(ClustersOf, ArePeriodsOfWhatWasSeen) {
    auto store = opened();
    for (const int second : {10, 11, 15}) see(store, Trust::trusted, second);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-15"));
    see(store, Trust::untrusted, 20);
    see(store, Trust::untrusted, 21);
    see(store, Trust::trusted, 30);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-15", "untrusted 20-21", "trusted 30-30"));
    EXPECT_THAT(periods(store, "other"), ElementsAre());
}

TEST_P(ClustersOf, TakeWhatIsToldLate) {
    auto store = opened();
    see(store, Trust::trusted, 20);
    see(store, Trust::trusted, 10);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-20")) << "before the first period";
    see(store, Trust::trusted, 15);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-20")) << "inside of one";
    see(store, Trust::untrusted, 30);
    see(store, Trust::untrusted, 25);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-20", "untrusted 25-30")) << "before a period of the same";
    see(store, Trust::trusted, 22);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-22", "untrusted 25-30")) << "behind a period of the same";
    see(store, Trust::unknown, 23);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-22", "unknown 23-23", "untrusted 25-30")) << "between two";
}

TEST_P(ClustersOf, AreDividedByWhatDoesNotFit) {
    auto store = opened();
    see(store, Trust::trusted, 10);
    see(store, Trust::trusted, 20);
    see(store, Trust::untrusted, 15);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-10", "untrusted 15-15", "trusted 20-20"));
    see(store, Trust::untrusted, 16);
    see(store, Trust::trusted, 30);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-10", "untrusted 15-16", "trusted 20-30"));
}

TEST_P(ClustersOf, CanBeTwoThingsInOneSecond) {
    auto store = opened();
    for (int i = 0; i < 2; ++i) {
        see(store, Trust::trusted, 10);
        see(store, Trust::untrusted, 10);
    }
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-10", "untrusted 10-10"));
    see(store, Trust::untrusted, 20);
    for (int i = 0; i < 2; ++i) see(store, Trust::trusted, 20);
    EXPECT_THAT(periods(store), ElementsAre("trusted 10-10", "untrusted 10-20", "trusted 20-20"));
}

TEST_P(ClustersOf, AreKeptWithDecisions) {
    auto store = opened();
    ASSERT_TRUE(store.record(record_of({trusted_vm("a", "")}, lab, at(10))));
    ASSERT_TRUE(store.record(record_of({trusted_vm("a", "")}, lab, at(20))));
    ASSERT_TRUE(store.record(record_of({trusted_vm("a", "")}, vault, at(15))));
    EXPECT_THAT(periods(store), ElementsAre("untrusted 10-20"));
    const auto all = store.clusters().value();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].cluster, "lab") << "in the order of the names";
    EXPECT_EQ(all[1].cluster, "vault");
}

TEST_P(ClustersOf, AreInTheOrderOfTheBytesOfTheirNames) {
    auto store = opened();
    std::vector<std::string> names;
    for (const char* const name : {"b", "B", "é", "a b", "a", "Z"})
        ASSERT_TRUE(store.observe({name, Trust::trusted}, at(10)));
    const auto all = store.clusters().value();
    for (const ClusterPeriod& period : all) names.push_back(period.cluster);
    EXPECT_THAT(names, ElementsAre("B", "Z", "a", "a b", "b", "é"));
}

OVFKIT_OVER_BOTH(ClustersOf);

}  // namespace
}  // namespace ovfkit::store
