// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

#include "store/records.hpp"
#include "support/command.hpp"
#include "support/postgres_server.hpp"

namespace ovfkit::store {
namespace {

using test::PostgresServer;
using test::TemporaryFolder;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class Postgresql : public testing::Test {
protected:
    void SetUp() override {
        server_ = PostgresServer::instance();
        if (server_ == nullptr) GTEST_SKIP() << "PostgreSQL is not installed";
        url_ = server_->fresh_database();
    }
    [[nodiscard]] std::string seen(const std::string& sql) const { return server_->query(url_, sql); }
    [[nodiscard]] Store opened() const { return Store::open(url_).value(); }
    [[nodiscard]] std::string by_loopback(const std::string& password) const {
        return server_->loopback_url(url_, password);
    }
    /// The same without a password.
    [[nodiscard]] std::string without_password() const {
        std::string url = by_loopback("");
        return url.erase(url.find(":@"), 1);
    }

    PostgresServer* server_ = nullptr;
    std::string url_;
};

/// Variables of the environment for as long as this lives.
class Environment {
public:
    explicit Environment(const std::map<std::string, std::string>& values) {
        for (const auto& [name, value] : values) {
            const char* const before = std::getenv(name.c_str());
            before_[name] = before ? std::optional<std::string>(before) : std::nullopt;
            setenv(name.c_str(), value.c_str(), 1);
        }
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() {
        for (const auto& [name, value] : before_)
            value ? setenv(name.c_str(), value->c_str(), 1) : unsetenv(name.c_str());
    }

private:
    std::map<std::string, std::optional<std::string>> before_;
};

TEST_F(Postgresql, TakesAPasswordOfTheUrlOrOfTheOptions) {
    EXPECT_TRUE(Store::open(by_loopback("geheim%2342")).value().record(some_record()));
    Store::Options options;
    options.password = PostgresServer::password;
    EXPECT_THAT(Store::open(without_password(), options).value().history().value(), SizeIs(1));
    EXPECT_THAT(Store::open(by_loopback("wrong"), options).value().history().value(), SizeIs(1));
    options.password = std::string("geheim#42\0", 10);
    EXPECT_EQ(Store::open(without_password(), options).error().code, ErrorCode::invalid_argument);
}

TEST_F(Postgresql, TakesAPasswordOfAFileThatTheUrlNames) {
    const TemporaryFolder folder;
    const std::string file = folder.put("pass word", "*:*:*:ovfkit_test:" + std::string(PostgresServer::password));
    ASSERT_EQ(std::system(("chmod 600 '" + file + "'").c_str()), 0);
    std::string encoded;
    for (const char c : file) encoded += c == ' ' ? "%20" : std::string(1, c);
    EXPECT_TRUE(Store::open(without_password() + "&passfile=" + encoded).value().record(some_record()));
}

TEST_F(Postgresql, NeverShowsAPassword) {
    const std::string server = "127.0.0.1:" + std::to_string(server_->port());
    for (const std::string& url :
         {by_loopback("topsecret"), std::string("postgresql://u:topsecret@127.0.0.1:1/d?sslmode=disable"),
          std::string("postgresql://u:topsecret@h:x/d"), std::string("postgresql://u:topsecret%zz@h/d"),
          std::string("postgresql://u:topsecret@[::1/d"), std::string("postgres://u:topsecret@h/d?topsecret"),
          std::string("postgresql://u@h/d?password=topsecret&x=topsecret"), std::string("postgresql://u:topsecret@/"),
          std::string("postgresql://u:topsecret@h"),
          "postgresql://topsecret:topsecret@" + server + "/d?sslmode=disable",
          std::string("postgresql://u:topsecret\0@h/d", 30), std::string("postgresql://u:topsecret@h/d?service=s"),
          "postgresql://u:topsecret@" + server + "/d"}) {
        const auto refused = Store::open(url);
        ASSERT_FALSE(refused) << url;
        EXPECT_THAT(refused.error().message, Not(HasSubstr("topsecret"))) << url;
    }
    Store::Options options;
    options.password = "ovfkit_test";  // occurs in what the server says
    const auto refused = Store::open(without_password(), options);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, Not(HasSubstr("ovfkit_test")));
    EXPECT_THAT(refused.error().message, HasSubstr("the server or the connection failed"));
}

TEST_F(Postgresql, KnowsWhetherAUrlHoldsAPassword) {
    EXPECT_TRUE(holds_password("postgresql://u:p@h/d"));
    EXPECT_TRUE(holds_password("postgres://u@h/d?password=p"));
    EXPECT_TRUE(holds_password("postgres://u@h/d?pass%77ord=p"));
    EXPECT_TRUE(holds_password("postgres://u@h/d?sslpassword=p"));
    EXPECT_FALSE(holds_password("postgresql://u@h/d"));
    EXPECT_FALSE(holds_password("postgresql://u:@h/d"));
    EXPECT_FALSE(holds_password("postgresql://u@h/d?passfile=p"));
    EXPECT_FALSE(holds_password("u:p@h"));
}

TEST(Place, IsAUrlInLettersOfEitherCase) {
    EXPECT_TRUE(is_postgresql("POSTGRESQL://u@h/d"));
    EXPECT_TRUE(is_postgresql("Postgres://u@h/d"));
    EXPECT_TRUE(holds_password("POSTGRESQL://u:p@h/d"));
    EXPECT_FALSE(is_postgresql("postgresql:/u@h/d"));
    EXPECT_FALSE(is_postgresql("postgresq"));
}

TEST(Place, IsNotAFileWhenItWasMeantForAServer) {
    const TemporaryFolder folder;
    for (const std::string where : {"postgres:/u:hunter2@h/d", "PostgreSQL:/u:hunter2@h/d", "mysql://u:hunter2@h/d",
                                    "host=h user=u password=hunter2", "host=h user=hunter2", "user = hunter2",
                                    "HOST=h PASSWORD=hunter2", "x;password=hunter2"}) {
        const auto refused = Store::open(where);
        ASSERT_FALSE(refused) << where;
        EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument) << where;
        EXPECT_THAT(refused.error().message, Not(HasSubstr("hunter2")));
        EXPECT_FALSE(check_place(where));
        EXPECT_TRUE(check_place("./" + where));
    }
    EXPECT_TRUE(Store::open(folder / "host=h password=p")) << "a whole path is one";
}

TEST_F(Postgresql, IsReachedByAUrlInCapitals) {
    std::string url = url_;
    url.replace(0, url.find(':'), "POSTGRESQL");
    EXPECT_TRUE(Store::open(url).value().record(some_record()));
}

TEST_F(Postgresql, WantsHostUserAndDatabaseOfTheUrl) {
    for (const char* const url : {"postgresql://", "postgresql://u@/d", "postgresql://h/d", "postgresql://u@h",
                                  "postgresql:///?user=u&dbname=d", "postgresql://u@h/d?service=s",
                                  "postgresql://u@h/d?replication=database", "postgresql://u@h/d?nonsense=1"})
        EXPECT_EQ(Store::open(url).error().code, ErrorCode::invalid_argument) << url;
}

TEST_F(Postgresql, WantsToKnowTheServerUnlessTheUrlSaysOtherwise) {
    std::string url = by_loopback("geheim%2342");
    url.erase(url.find("?sslmode"));
    for (const char* const more : {"", "?sslmode=verify-full", "?sslmode=verify-ca"}) {
        const auto refused = Store::open(url + more);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
        EXPECT_THAT(refused.error().message, HasSubstr("sslrootcert=FILE"));
    }
    for (const char* const places : {"postgresql://u@/d?host=/nonexistent,db.example", "postgresql://u@db.example/d",
                                     "postgresql://u@/d?host=/nonexistent&hostaddr=127.0.0.1"})
        EXPECT_EQ(Store::open(places).error().code, ErrorCode::invalid_argument) << places;
    const auto plain = Store::open(url + "?sslmode=require");
    ASSERT_FALSE(plain);
    EXPECT_THAT(plain.error().message, HasSubstr("SSL")) << "the server has none";
}

TEST_F(Postgresql, TakesNothingFromTheEnvironment) {
    const TemporaryFolder home;
    const std::string file = home.put(".pgpass", "*:*:*:*:" + std::string(PostgresServer::password));
    ASSERT_EQ(std::system(("chmod 600 '" + file + "'").c_str()), 0);
    home.put("services", "[elsewhere]\nhost=192.0.2.1\nport=1\ndbname=no\noptions=-csearch_path=nowhere\n");
    const Environment environment({{"PGHOST", "192.0.2.1"},
                                   {"PGHOSTADDR", "192.0.2.1"},
                                   {"PGPORT", "1"},
                                   {"PGUSER", "nobody"},
                                   {"PGDATABASE", "nothing"},
                                   {"PGPASSWORD", PostgresServer::password},
                                   {"PGPASSFILE", file},
                                   {"HOME", home.path()},
                                   {"PGOPTIONS", "-c search_path=nowhere"},
                                   {"PGSSLMODE", "verify-full"},
                                   {"PGSSLROOTCERT", "/nonexistent"},
                                   {"PGREQUIREPEER", "nobody"},
                                   {"PGCLIENTENCODING", "LATIN1"},
                                   {"PGTARGETSESSIONATTRS", "standby"},
                                   {"PGCONNECT_TIMEOUT", "nonsense"},
                                   {"PGCHANNELBINDING", "require"},
                                   {"PGSERVICE", "elsewhere"},
                                   {"PGSERVICEFILE", home / "services"},
                                   {"PGTZ", "Asia/Tokyo"}});
    auto store = Store::open(url_);
    ASSERT_TRUE(store) << store.error().message;
    EXPECT_TRUE(store->record(record_of({trusted_vm("é", "vm")}, lab)));
    EXPECT_EQ(store->history().value().at(0).vm_id, "é");
    EXPECT_EQ(store->history().value().at(0).time, "2026-01-31T12:00:00Z");
    const auto refused = Store::open(without_password());
    ASSERT_FALSE(refused) << "a password of the environment or of a file in the home was taken";
    EXPECT_THAT(refused.error().message, HasSubstr("password"));
}

TEST_F(Postgresql, IsNotReachedWithAServiceThatNobodyKnows) {
    const Environment environment({{"PGSERVICE", "unheard"}, {"PGSERVICEFILE", "/nonexistent"}});
    EXPECT_EQ(Store::open(url_).error().code, ErrorCode::io) << "libpq looks it up, whatever the URL says";
}

TEST_F(Postgresql, IsNotReachedWhereThereIsNoServer) {
    for (const char* const url :
         {"postgresql://u@127.0.0.1:1/d?sslmode=disable", "postgresql://u@/d?host=/nonexistent"}) {
        const auto refused = Store::open(url);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::io) << url;
    }
    EXPECT_FALSE(Store::open(server_->socket_url("no_such_database")));
    EXPECT_THAT(Store::open(server_->socket_url("no_such_database")).error().message, HasSubstr("no_such_database"));
}

TEST_F(Postgresql, KeepsNothingWhenTheConnectionDropsInTheMiddle) {
    auto store = opened();
    ASSERT_TRUE(store.record(some_record()));
    (void)seen(
        "CREATE FUNCTION drop_it() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'");
    (void)seen("CREATE TRIGGER dropping AFTER INSERT ON ovfkit_flag EXECUTE FUNCTION drop_it()");
    const auto refused = store.record(some_record());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::io);
    EXPECT_EQ(store.record(some_record()).error().code, ErrorCode::io) << "the connection stays gone";
    EXPECT_EQ(store.history().error().code, ErrorCode::io);
    (void)seen("DROP TRIGGER dropping ON ovfkit_flag");
    auto again = opened();
    EXPECT_THAT(again.history().value(), SizeIs(1));
    EXPECT_EQ(seen("SELECT count(*) FROM ovfkit_decision"), "1\n");
    EXPECT_TRUE(again.record(some_record()));
}

TEST_F(Postgresql, KeepsNothingWhenAStatementFails) {
    auto store = opened();
    (void)seen(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RAISE EXCEPTION ''in the middle, %'', current_setting(''synchronous_commit''); END'");
    (void)seen("CREATE TRIGGER failing AFTER INSERT ON ovfkit_flag EXECUTE FUNCTION fail()");
    const auto refused = store.record(some_record());
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("in the middle"));
    EXPECT_THAT(store.history().value(), SizeIs(0));
    EXPECT_EQ(seen("SELECT count(*) FROM ovfkit_decision"), "0\n");
    (void)seen("DROP TRIGGER failing ON ovfkit_flag");
    EXPECT_TRUE(store.record(some_record())) << "the store goes on";
}

TEST_F(Postgresql, WaitsForTheDiskAlsoWhereTheServerWouldNot) {
    const std::string name = url_.substr(url_.find("@/") + 2, url_.find('?') - url_.find("@/") - 2);
    (void)seen("ALTER DATABASE " + name + " SET synchronous_commit = off");
    auto store = opened();
    (void)seen(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RAISE EXCEPTION ''commit is %, zone is %'', current_setting(''synchronous_commit''),"
        " current_setting(''TimeZone''); END'");
    (void)seen("CREATE TRIGGER failing AFTER INSERT ON ovfkit_flag EXECUTE FUNCTION fail()");
    EXPECT_THAT(store.record(some_record()).error().message, HasSubstr("commit is on, zone is UTC"));
}

TEST_F(Postgresql, GivesUpWhenAnotherWriterDoesNotFinish) {
    Store::Options options;
    options.patience = std::chrono::milliseconds(50);
    auto store = Store::open(url_, options).value();
    const std::unique_ptr<PGconn, void (*)(PGconn*)> other(PQconnectdb(url_.c_str()), PQfinish);
    const auto run = [&other](const char* sql) { PQclear(PQexec(other.get(), sql)); };
    run("BEGIN");
    run("LOCK TABLE ovfkit_cluster_period IN SHARE ROW EXCLUSIVE MODE");
    const auto refused = store.record(some_record());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::io);
    EXPECT_THAT(refused.error().message, HasSubstr("another writer did not finish in time"));
    EXPECT_THAT(store.history().value(), SizeIs(0)) << "who reads does not wait";
    run("COMMIT");
    EXPECT_TRUE(store.record(some_record()));
}

TEST_F(Postgresql, SaysWhatItMayNotDo) {
    ASSERT_TRUE(opened().record(some_record()));
    const std::string role = "reader_" + url_.substr(url_.find("@/") + 2, url_.find('?') - url_.find("@/") - 2);
    (void)seen("CREATE ROLE " + role + " LOGIN");
    (void)seen("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
    std::string url = url_;
    url.replace(url.find(PostgresServer::user), std::string(PostgresServer::user).size(), role);
    auto store = Store::open(url).value();
    EXPECT_THAT(store.history().value(), SizeIs(1));
    EXPECT_EQ(store.record(some_record()).error().code, ErrorCode::permission);
    EXPECT_EQ(store.observe(lab, "2026-01-31T12:00:00Z").error().code, ErrorCode::permission);
    (void)seen(
        "DROP TABLE ovfkit_flag, ovfkit_reason, ovfkit_event, ovfkit_entity, ovfkit_decision_reason, ovfkit_decision,"
        " ovfkit_meta,"
        " ovfkit_cluster_period");
    EXPECT_EQ(Store::open(url).error().code, ErrorCode::permission) << "it may make no tables";
}

TEST_F(Postgresql, WantsADatabaseThatCanHoldEveryName) {
    (void)seen("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    const auto refused = Store::open(server_->socket_url("latin"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unsupported);
    EXPECT_THAT(refused.error().message, HasSubstr("LATIN1"));
}

TEST_F(Postgresql, LivesInTheSchemaThatTheUrlNames) {
    (void)seen("CREATE SCHEMA one");
    (void)seen("CREATE SCHEMA two");
    ASSERT_TRUE(Store::open(url_ + "&options=-csearch_path%3Done").value().record(some_record()));
    EXPECT_THAT(Store::open(url_ + "&options=-csearch_path%3Dtwo").value().history().value(), SizeIs(0));
    EXPECT_THAT(Store::open(url_ + "&options=-csearch_path%3Done").value().history().value(), SizeIs(1));
}

}  // namespace
}  // namespace ovfkit::store
