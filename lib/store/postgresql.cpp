// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <soci/postgresql/soci-postgresql.h>

#include "store/database.hpp"
#include "store/postgresql_url.hpp"

namespace ovfkit::store {
namespace {

/// The lock of those who make or change the tables: "ovfkit" in ASCII.
constexpr const char* migration_lock = "122553044659572";
/// What a statement may take beyond the waiting for others; and how long a transaction may stand still, so that a
/// process that was stopped in one does not keep the others out for ever.
constexpr std::int64_t work_milliseconds = 60'000;

void ignore_notice(void* /*unused*/, const char* /*unused*/) {}

ErrorCode postgresql_code(std::string_view state) {
    if (state == "42501" || state == "25006" || state.substr(0, 2) == "28") return ErrorCode::permission;
    if (state == "53100") return ErrorCode::no_space;
    if (state == "3D000") return ErrorCode::not_found;
    return ErrorCode::io;
}

/// libpq's words on one line; general ones if they hold a secret.
std::string harmless(std::string words, const std::vector<std::string>& secrets) {
    for (const std::string& secret : secrets)
        if (words.find(secret) != std::string::npos) return "the server or the connection failed";
    for (const char space : {'\n', '\t'}) std::replace(words.begin(), words.end(), space, ' ');
    words.erase(words.find_last_not_of(' ') + 1);
    return printable(words, 500);
}

class PostgresqlDatabase : public Database {
public:
    explicit PostgresqlDatabase(PostgresqlUrl url) : url_(std::move(url)), session_(soci::postgresql, url_.complete) {
        auto* const backend = static_cast<soci::postgresql_session_backend*>(session_.get_backend());
        PQsetNoticeProcessor(backend->conn_, ignore_notice, nullptr);  // else it writes to standard error
    }

    soci::session& sql() override { return session_; }
    const char* begin_reading() const override { return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"; }
    const char* begin_writing() const override { return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"; }
    // Periods are read and then written; decisions also get their numbers in the order in which they are there to see.
    void keep_writers_out() override { session_ << "LOCK TABLE ovfkit_cluster_period IN SHARE ROW EXCLUSIVE MODE"; }
    void keep_migrations_out() override {
        session_ << "SELECT pg_catalog.pg_advisory_xact_lock(" + std::string(migration_lock) + ")";
    }
    bool has_tables() override {
        int tables = 0;
        session_ << "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass('ovfkit_meta')",
            soci::into(tables);
        return tables != 0;
    }
    void mark_as_ours() override {}  // the names of the tables do
    std::string in_own_words(std::string_view statement) const override;
    std::string name() const override { return url_.name; }
    Error error_of(const soci::soci_error& error, std::string_view what) override;

    [[nodiscard]] Result<void> set_up(std::chrono::milliseconds patience);

private:
    void set(const std::string& key, const std::string& value) {
        session_ << "SELECT pg_catalog.set_config(:key, :value, false)", soci::use(key, "key"),
            soci::use(value, "value");
    }

    PostgresqlUrl url_;
    soci::session session_;
};

std::string PostgresqlDatabase::in_own_words(std::string_view statement) const {
    std::string own(statement);
    const std::pair<std::string_view, std::string_view> words[] = {
        {"{id}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"}, {"{text}", "TEXT COLLATE \"C\""}};
    for (const auto& [word, replacement] : words)
        for (std::size_t at = own.find(word); at != std::string::npos; at = own.find(word, at))
            own.replace(at, word.size(), replacement);
    return own;
}

Error PostgresqlDatabase::error_of(const soci::soci_error& error, std::string_view what) {
    const auto* const known = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    const std::string state = known ? known->sqlstate() : std::string();
    const bool waited = state == "55P03" || state == "57014";  // a lock was not to be had, a statement took too long
    const std::string words =
        waited ? "another writer did not finish in time" : harmless(error.get_error_message(), url_.secrets);
    return store_error(postgresql_code(state), std::string(what) + " " + url_.name + ": " + words);
}

Result<void> PostgresqlDatabase::set_up(std::chrono::milliseconds patience) {
    return attempt(*this, "cannot open the record", [&]() -> Result<void> {
        std::string encoding;
        session_ << "SELECT pg_catalog.current_setting('server_encoding')", soci::into(encoding);
        if (encoding != "UTF8")
            return store_error(ErrorCode::unsupported, "the database " + url_.name + " is not in UTF8 but in " +
                                                           printable(encoding) + ", which cannot hold every name");
        constexpr std::int64_t most = std::numeric_limits<int>::max() - work_milliseconds;
        const auto milliseconds = std::clamp<std::int64_t>(patience.count(), 1, most);  // 0 would be for ever
        set("TimeZone", "UTC");
        set("client_min_messages", "error");
        set("lock_timeout", std::to_string(milliseconds));
        set("statement_timeout", std::to_string(milliseconds + work_milliseconds));
        set("idle_in_transaction_session_timeout", std::to_string(work_milliseconds));
        // What waits for other servers as well stays as the server has it.
        session_ << "SELECT pg_catalog.set_config('synchronous_commit', 'on', false)"
                    " WHERE pg_catalog.current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')";
        return {};
    });
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgresql(const std::string& url, const Store::Options& options) {
    auto complete = complete_url(url, options);
    if (!complete) return complete.error();
    const std::string name = complete->name;
    const std::vector<std::string> secrets = complete->secrets;
    try {
        auto database = std::make_unique<PostgresqlDatabase>(*std::move(complete));
        if (auto ready = database->set_up(options.patience); !ready) return ready.error();
        return std::unique_ptr<Database>(std::move(database));
    } catch (const soci::soci_error& error) {
        return store_error(ErrorCode::io,
                           "cannot open the record " + name + ": " + harmless(error.get_error_message(), secrets));
    }
}

}  // namespace ovfkit::store
