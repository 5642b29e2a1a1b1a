// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "store/records.hpp"
#include "support/command.hpp"
#include "support/files.hpp"

namespace ovfkit::store {
namespace {

namespace fs = std::filesystem;
using test::contents;
using test::TemporaryFolder;
using testing::HasSubstr;
using testing::SizeIs;

Store opened(const std::string& path) { return Store::open(path).value(); }

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

void run_sql(const std::string& path, const std::string& sql) {
    const auto done = test::run_python(
        "import sqlite3, sys; base = sqlite3.connect(sys.argv[1]); base.executescript(sys.argv[2]); base.close()",
        {path, sql});
    ASSERT_EQ(done.status, 0) << done.errors;
}

/// Whether `work` says so in another process, which can give away rights and limits for good.
bool in_other_process(const std::function<bool()>& work) {
    const pid_t child = fork();
    if (child == 0) _exit(work() ? 0 : 1);
    int status = 0;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Makes what root may do impossible.
bool become_nobody() {
    constexpr uid_t nobody = 65534;
    return geteuid() != 0 || (setgid(nobody) == 0 && setuid(nobody) == 0);
}

class WorkingFolder {
public:
    explicit WorkingFolder(const std::string& path) : before_(fs::current_path()) { fs::current_path(path); }
    WorkingFolder(const WorkingFolder&) = delete;
    WorkingFolder& operator=(const WorkingFolder&) = delete;
    ~WorkingFolder() { fs::current_path(before_); }

private:
    fs::path before_;
};

TEST(Sqlite, MakesAFileThatOnlyItsOwnerCanRead) {
    const TemporaryFolder folder;
    const mode_t before = umask(0);
    auto store = opened(folder / "record.db");
    umask(before);
    struct stat status {};
    ASSERT_EQ(::stat((folder / "record.db").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
    ASSERT_TRUE(store.record(some_record()));
    EXPECT_EQ(names_in(folder.path()), std::vector<std::string>{"record.db"});
}

TEST(Sqlite, KeepsTheModeOfAFileThatIsThere) {
    const TemporaryFolder folder;
    ASSERT_EQ(::chmod(folder.put("record.db", "").c_str(), 0640), 0);
    EXPECT_TRUE(opened(folder / "record.db").record(some_record()));
    struct stat status {};
    ASSERT_EQ(::stat((folder / "record.db").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0640U);
}

TEST(Sqlite, TakesEveryPathForAPath) {
    for (const std::string name : {"with blanks  in it", "file:record.db", "file:x?mode=memory", ":memory:", "a=b",
                                   "dbname=x timeout=3", "db=\"quoted\" readonly=true", "shared_cache=true", "it's",
                                   "\"", "a?b#c%41", "-rf", "line\nfeed", "\xff", "postgresql:", "x;ATTACH"}) {
        const TemporaryFolder folder;
        {
            const WorkingFolder here(folder.path());
            const auto store = Store::open(name);
            ASSERT_TRUE(store) << name << ": " << store.error().message;
        }
        EXPECT_EQ(names_in(folder.path()), std::vector<std::string>{name});
        auto again = opened(folder / name);
        EXPECT_TRUE(again.record(some_record())) << name;
        EXPECT_EQ(names_in(folder.path()), std::vector<std::string>{name});
    }
}

TEST(Sqlite, RefusesPathsThatCannotBeOne) {
    const TemporaryFolder folder;
    EXPECT_EQ(Store::open("").error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(Store::open(std::string("a\0b", 3)).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(Store::open(folder.path()).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(Store::open(folder / "no/record.db").error().code, ErrorCode::not_found);
    EXPECT_THAT(Store::open(folder / "no/record.db").error().message, HasSubstr("no/record.db"));
    EXPECT_FALSE(Store::open(folder / std::string(300, 'x')));
    EXPECT_EQ(names_in(folder.path()), std::vector<std::string>());
}

TEST(Sqlite, FollowsLinks) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "d");
    fs::create_symlink("d/record.db", folder / "link");
    ASSERT_TRUE(opened(folder / "link").record(some_record()));
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(names_in(folder / "d"), std::vector<std::string>{"record.db"});
    EXPECT_THAT(opened(folder / "d/record.db").history().value(), SizeIs(1));
}

TEST(Sqlite, LeavesAloneWhatIsNoRecord) {
    const TemporaryFolder folder;
    folder.put("text", "This is somebody's text, and it is to stay.\n");
    folder.put("short", "x");
    folder.put("zeros", std::string(8192, '\0'));
    folder.put("start", std::string("SQLite format 3\0", 16));
    run_sql(folder / "other", "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)");
    run_sql(folder / "named", "PRAGMA application_id = 7; CREATE TABLE ovfkit_meta (name, value)");
    run_sql(folder / "empty", "PRAGMA user_version = 1");
    const auto names = names_in(folder.path());
    for (const std::string& name : names) {
        const std::string before = contents(folder / name);
        for (const bool must_exist : {true, false}) {
            Store::Options options;
            options.must_exist = must_exist;
            const auto refused = Store::open(folder / name, options);
            ASSERT_FALSE(refused) << name;
            EXPECT_EQ(refused.error().code, ErrorCode::unsupported) << name;
            EXPECT_THAT(refused.error().message, HasSubstr(name));
        }
        EXPECT_EQ(contents(folder / name), before) << name;
    }
    EXPECT_EQ(names_in(folder.path()), names);
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
    EXPECT_EQ(Store::open(folder / "fifo").error().code, ErrorCode::unsupported);
    EXPECT_EQ(Store::open("/dev/null").error().code, ErrorCode::unsupported);
}

// A transaction that was killed: the file is half written, and a journal beside it says how it was.
constexpr const char* half_written = R"py(
import os, signal, sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA cache_size = 1")
if len(sys.argv) > 2:
    base.execute("CREATE TABLE mine (a)")
base.execute("BEGIN")
base.execute("CREATE TABLE other (a)")
for i in range(200):
    base.execute("INSERT INTO other VALUES (?)", ("x" * 3000,))
os.kill(os.getpid(), signal.SIGKILL)
)py";

TEST(Sqlite, LeavesAloneWhatAnotherApplicationHasToRepair) {
    const TemporaryFolder folder;
    (void)test::run_python(half_written, {folder / "other", "table"});
    const std::string file = contents(folder / "other");
    const std::string journal = contents(folder / "other-journal");
    ASSERT_FALSE(journal.empty());
    EXPECT_EQ(Store::open(folder / "other").error().code, ErrorCode::unsupported);
    EXPECT_EQ(contents(folder / "other"), file);
    EXPECT_EQ(contents(folder / "other-journal"), journal);
}

TEST(Sqlite, RepairsAFirstTransactionOfWhichOnlyZerosAreLeft) {
    const TemporaryFolder folder;
    (void)test::run_python(half_written, {folder / "record.db"});
    ASSERT_TRUE(fs::exists(folder / "record.db-journal"));
    folder.put("record.db", std::string(contents(folder / "record.db").size(), '\0'));
    auto store = Store::open(folder / "record.db");
    ASSERT_TRUE(store) << store.error().message;
    EXPECT_TRUE(store->record(some_record()));
    EXPECT_EQ(names_in(folder.path()), std::vector<std::string>{"record.db"});
}

TEST(Sqlite, MakesNothingInAnEmptyFileThatMustBeARecord) {
    const TemporaryFolder folder;
    folder.put("record.db", "");
    Store::Options options;
    options.must_exist = true;
    EXPECT_EQ(Store::open(folder / "record.db", options).error().code, ErrorCode::not_found);
    EXPECT_EQ(contents(folder / "record.db"), "");
}

TEST(Sqlite, ReadsWhatItMayNotWrite) {
    const TemporaryFolder folder;
    ASSERT_TRUE(opened(folder / "record.db").record(some_record()));
    ASSERT_EQ(::chmod((folder / "record.db").c_str(), 0444), 0);
    ASSERT_EQ(::chmod(folder.path().c_str(), 0555), 0);
    EXPECT_TRUE(in_other_process([&folder] {
        if (!become_nobody()) return false;
        Store::Options options;
        options.must_exist = true;
        auto store = Store::open(folder / "record.db", options);
        if (!store || store->history().value().size() != 1) return false;
        const auto refused = store->record(some_record());
        return !refused && refused.error().code == ErrorCode::permission;
    }));
    EXPECT_TRUE(in_other_process([&folder] {
        const auto refused = become_nobody() ? Store::open(folder / "new.db") : Store::open("");
        return !refused && refused.error().code == ErrorCode::permission;
    })) << "a directory that may not be written";
    ASSERT_EQ(::chmod((folder / "record.db").c_str(), 0666), 0);
    EXPECT_TRUE(in_other_process([&folder] {
        if (!become_nobody()) return false;
        const auto refused = opened(folder / "record.db").record(some_record());
        return !refused && refused.error().code == ErrorCode::permission;
    })) << "no journal can be made";
    ASSERT_EQ(::chmod((folder / "record.db").c_str(), 0000), 0);
    EXPECT_TRUE(in_other_process([&folder] {
        const auto refused = become_nobody() ? Store::open(folder / "record.db") : Store::open("");
        return !refused && refused.error().code == ErrorCode::permission;
    })) << "a file that may not be read";
    ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
    ASSERT_EQ(::chmod((folder / "record.db").c_str(), 0600), 0);
    EXPECT_THAT(opened(folder / "record.db").history().value(), SizeIs(1));
}

TEST(Sqlite, KeepsNothingOfADecisionForWhichThereIsNoSpace) {
    const TemporaryFolder folder;
    ASSERT_TRUE(opened(folder / "record.db").record(some_record()));
    const auto size = fs::file_size(folder / "record.db");
    EXPECT_TRUE(in_other_process([&] {
        auto store = opened(folder / "record.db");
        const rlimit limit{size + 8192, size + 8192};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
        std::vector<trust::EntityEvidence> many;
        for (int i = 0; i < 500; ++i) many.push_back(trusted_vm("id" + std::to_string(i), "vm"));
        const auto refused = store.record(record_of(many, lab));
        // The store goes on with what fits.
        return !refused && refused.error().code == ErrorCode::no_space && store.history().value().size() == 1 &&
               store.observe(lab, "2026-02-01T00:00:00Z").has_value();
    }));
    auto store = opened(folder / "record.db");
    EXPECT_THAT(store.history().value(), SizeIs(1));
    EXPECT_THAT(store.clusters().value(), SizeIs(1));
    EXPECT_TRUE(store.record(some_record()));
}

TEST(Sqlite, MakesNothingWhereThereIsNoSpace) {
    const TemporaryFolder folder;
    EXPECT_TRUE(in_other_process([&] {
        const rlimit limit{1000, 1000};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
        const auto refused = Store::open(folder / "record.db");
        return !refused && refused.error().code == ErrorCode::no_space;
    }));
    EXPECT_TRUE(opened(folder / "record.db").record(some_record()));
}

TEST(Sqlite, SaysThatAFileIsDamaged) {
    const TemporaryFolder folder;
    {
        auto store = opened(folder / "record.db");
        for (int i = 0; i < 50; ++i) ASSERT_TRUE(store.record(some_record()));
    }
    const std::string good = contents(folder / "record.db");
    bool damaged = false;
    for (std::size_t page = 1; page * 4096 < good.size(); ++page) {
        std::string bad = good;
        bad.replace(page * 4096, 4096, std::string(4096, 'x'));
        folder.put("bad.db", bad);
        auto store = Store::open(folder / "bad.db");
        if (!store) {
            EXPECT_EQ(store.error().code, ErrorCode::io) << page;
            damaged = true;
            continue;
        }
        for (const auto& error : {store->history().has_value() ? ErrorCode::io : store->history().error().code,
                                  store->record(some_record()).has_value() ? ErrorCode::io : ErrorCode::io})
            EXPECT_EQ(error, ErrorCode::io) << page;
        damaged |= !store->history();
    }
    EXPECT_TRUE(damaged);
    folder.put("cut.db", good.substr(0, good.size() / 2));
    auto cut = Store::open(folder / "cut.db");
    EXPECT_TRUE(!cut || !cut->history());
}

TEST(Sqlite, GivesUpWhenAnotherWriterDoesNotFinish) {
    const TemporaryFolder folder;
    Store::Options options;
    options.patience = std::chrono::milliseconds(20);
    auto store = Store::open(folder / "record.db", options).value();
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open((folder / "record.db").c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    const auto refused = store.record(some_record());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::io);
    EXPECT_THAT(refused.error().message, HasSubstr("another writer did not finish in time"));
    EXPECT_TRUE(store.history()) << "who reads does not wait for who begins to write";
    ASSERT_EQ(sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);
    EXPECT_TRUE(store.record(some_record()));
    EXPECT_THAT(store.history().value(), SizeIs(1));
}

TEST(Sqlite, RunsNothingThatSomebodyPutIntoTheFile) {
    const TemporaryFolder folder;
    (void)opened(folder / "record.db");
    run_sql(folder / "record.db",
            "CREATE TRIGGER evil AFTER INSERT ON ovfkit_entity BEGIN UPDATE ovfkit_entity SET outcome = 'allow'; END");
    auto store = opened(folder / "record.db");
    ASSERT_TRUE(store.record(some_record()));
    EXPECT_EQ(store.history().value().at(0).outcome, trust::Outcome::warn);
}

TEST(Sqlite, WorksInAFileThatSomebodyPutIntoWalMode) {
    const TemporaryFolder folder;
    (void)opened(folder / "record.db");
    run_sql(folder / "record.db", "PRAGMA journal_mode = WAL");
    ASSERT_TRUE(opened(folder / "record.db").record(some_record()));
    EXPECT_THAT(opened(folder / "record.db").history().value(), SizeIs(1));
}

}  // namespace
}  // namespace ovfkit::store
