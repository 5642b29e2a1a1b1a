// SPDX-License-Identifier: Apache-2.0
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>
#include <vector>

#include "store/databases.hpp"
#include "store/records.hpp"

namespace ovfkit::store {
namespace {

using testing::SizeIs;

constexpr int entities_of_each = 5;

/// Many decisions of one kind, in the order of the time, for each of which it is known what belongs to it.
trust::AuditRecord numbered_record(int number) {
    std::vector<trust::EntityEvidence> entities;
    for (int i = 0; i < entities_of_each; ++i)
        entities.push_back(trusted_vm("id-" + std::to_string(number) + "-" + std::to_string(i), "vm"));
    return record_of(entities, lab);
}

class WritersOf : public Databases {
protected:
    /// How many decisions there are, each of which is whole, as another program counts them.
    [[nodiscard]] int whole_decisions() const {
        const std::string broken =
            "SELECT count(*) FROM ovfkit_decision d WHERE"
            " (SELECT count(*) FROM ovfkit_entity e WHERE e.decision = d.id) <> 5"
            " OR (SELECT count(*) FROM ovfkit_flag f WHERE f.decision = d.id) <> 5"
            " OR (SELECT count(*) FROM ovfkit_event v WHERE v.decision = d.id) <> 5"
            " OR (SELECT count(*) FROM ovfkit_reason r WHERE r.decision = d.id) <> 5"
            " OR (SELECT count(*) FROM ovfkit_cluster_period) <> 1";
        EXPECT_EQ(seen(broken), "0\n");
        return std::stoi(seen("SELECT count(*) FROM ovfkit_decision"));
    }
};

TEST_P(WritersOf, TakeTurnsInThreadsAndProcesses) {
    constexpr int each = 12;
    const auto write_many = [this] {
        Store::Options options;
        options.patience = std::chrono::minutes(2);
        auto store = Store::open(where(), options);
        for (int i = 0; i < each; ++i)
            if (!store || !store->record(numbered_record(i))) return false;
        return true;
    };
    (void)opened();
    std::vector<pid_t> children;
    for (int process = 0; process < 2; ++process) {
        const pid_t child = fork();
        if (child == 0) {
            bool good[2] = {false, false};
            std::thread first([&] { good[0] = write_many(); });
            std::thread second([&] { good[1] = write_many(); });
            first.join();
            second.join();
            _exit(good[0] && good[1] ? 0 : 1);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    EXPECT_EQ(whole_decisions(), 4 * each);
    std::set<std::int64_t> numbers;
    const auto entries = opened().history().value();
    for (const HistoryEntry& entry : entries) numbers.insert(entry.decision);
    EXPECT_THAT(numbers, SizeIs(4 * each));
    EXPECT_THAT(entries, SizeIs(4 * each * entities_of_each));
}

TEST_P(WritersOf, LeaveWholeDecisionsBehindWhenTheyAreKilled) {
    int kept_at_least = 0;
    for (const int wanted : {1, 2, 5, 9, 14}) {
        int told[2];
        ASSERT_EQ(pipe(told), 0);
        const pid_t child = fork();
        if (child == 0) {
            auto store = Store::open(where());
            for (int i = 0; store && store->record(numbered_record(i)); ++i)
                if (write(told[1], "x", 1) != 1) break;
            _exit(1);
        }
        close(told[1]);
        char one = 0;
        int kept = 0;
        while (kept < wanted && read(told[0], &one, 1) == 1) ++kept;
        ASSERT_EQ(kept, wanted);
        // Somewhere in the next one, another place each time.
        usleep(static_cast<useconds_t>(wanted) * 700);
        kill(child, SIGKILL);
        while (read(told[0], &one, 1) == 1) ++kept;
        close(told[0]);
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status));
        kept_at_least += kept;
        auto store = Store::open(where());
        ASSERT_TRUE(store) << store.error().message;
        ASSERT_TRUE(store->record(numbered_record(-1)));
        ++kept_at_least;
        EXPECT_GE(whole_decisions(), kept_at_least) << "what was answered for is there";
        kept_at_least = whole_decisions();
    }
}

TEST_P(WritersOf, AreNotSeenBeforeTheyAreDone) {
    auto reader = opened();
    auto writer = opened();
    ASSERT_TRUE(writer.record(numbered_record(0)));
    EXPECT_THAT(reader.history().value(), SizeIs(entities_of_each));
    ASSERT_TRUE(writer.record(numbered_record(1)));
    EXPECT_THAT(reader.history().value(), SizeIs(2 * entities_of_each));
}

TEST_P(WritersOf, ReadWhileOthersWrite) {
    (void)opened();
    const pid_t child = fork();
    if (child == 0) {
        auto store = Store::open(where());
        bool good = store.has_value();
        for (int i = 0; good && i < 20; ++i) good = store->record(numbered_record(i)).has_value();
        _exit(good ? 0 : 1);
    }
    auto store = opened();
    int status = 0;
    int looks = 0;
    while (waitpid(child, &status, WNOHANG) == 0) {
        const auto entries = store.history();
        ASSERT_TRUE(entries) << entries.error().message;
        ASSERT_EQ(entries->size() % entities_of_each, 0U);
        for (const HistoryEntry& entry : *entries) ASSERT_THAT(entry.flags, SizeIs(1));
        ++looks;
    }
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT_GT(looks, 0);
    EXPECT_EQ(whole_decisions(), 20);
}

OVFKIT_OVER_BOTH(WritersOf);

}  // namespace
}  // namespace ovfkit::store
