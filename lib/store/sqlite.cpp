// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <limits>
#include <mutex>
#include <string>
#include <string_view>

#include <soci/sqlite3/soci-sqlite3.h>
#include <ovfkit/io/file.hpp>

#include "io/system.hpp"
#include "store/database.hpp"

namespace ovfkit::store {
namespace {

namespace sqlite = sqlite_api;

/// Stands in the header of a file and says whose it is: "OVFk".
constexpr std::uint32_t application_id = 0x4F56466BU;
constexpr std::size_t header_bytes = 100;
constexpr std::size_t application_id_at = 68;
constexpr std::string_view magic("SQLite format 3\0", 16);

/// What the first bytes of a file say of it.
enum class Content : unsigned char {
    nothing,  // an empty file
    ours,
    torn,       // nothing but zeros beside a journal: the machine went down in the first transaction
    something,  // another database, or none
};

/// A connection that is closed at the end.
struct Close {
    void operator()(sqlite::sqlite3* connection) const { sqlite::sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite::sqlite3, Close>;

/// Gives SOCI a connection that is open already. SOCI would make one out of a text that it takes apart at blanks and
/// equal signs, which cannot hold every path, and waits for whole seconds only.
class Handover : public soci::backend_factory {
public:
    explicit Handover(Connection connection) : connection_(std::move(connection)) {}
    soci::sqlite3_session_backend* make_session(const soci::connection_parameters& /*unused*/) const override {
        const soci::connection_parameters nowhere(soci::sqlite3, ":memory:");
        // By the function and not by the object: the object's members are not exported, and a compiler that sees what
        // it is would call them.
        auto* const backend =
            static_cast<soci::sqlite3_session_backend*>(soci::factory_sqlite3()->make_session(nowhere));
        sqlite::sqlite3_close(backend->conn_);
        backend->conn_ = connection_.release();
        return backend;
    }

private:
    mutable Connection connection_;
};

// The system's reason stands beside the library's, which calls a file that is too large "disk I/O error".
ErrorCode sqlite_code(int result, int system) {
    switch (result & 0xFF) {
        case SQLITE_FULL: return ErrorCode::no_space;
        case SQLITE_NOTADB: return ErrorCode::unsupported;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH: return ErrorCode::permission;
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN: break;
        default: return ErrorCode::io;
    }
    switch (system) {
        case ENOENT: return ErrorCode::not_found;
        case EACCES:
        case EPERM:
        case EROFS: return ErrorCode::permission;
        case ENOSPC:
        case EDQUOT:
        case EFBIG: return ErrorCode::no_space;
        default: return ErrorCode::io;
    }
}

std::string sqlite_words(int result, int system) {
    if ((result & 0xFF) == SQLITE_BUSY) return "another writer did not finish in time";
    std::string words = sqlite::sqlite3_errstr(result & 0xFF);
    const bool of_system = (result & 0xFF) == SQLITE_IOERR || (result & 0xFF) == SQLITE_CANTOPEN;
    // An error number of long ago would mislead where the system was not asked.
    if (of_system && system != 0) words += " (" + std::string(std::strerror(system)) + ")";
    return words;
}

// The reason of the system for the last failure: of input and output that of the file itself, because a commit that
// fails does not leave it at the connection.
int system_reason(sqlite::sqlite3* connection, int result) {
    int of_file = 0;
    if ((result & 0xFF) == SQLITE_IOERR &&
        sqlite::sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &of_file) == SQLITE_OK &&
        of_file != 0)
        return of_file;
    return sqlite::sqlite3_system_errno(connection);
}

class SqliteDatabase : public Database {
public:
    SqliteDatabase(const std::string& path, Connection connection)
        : name_(quoted(path)), raw_(connection.get()), handover_(std::move(connection)), session_(handover_, "") {}

    soci::session& sql() override { return session_; }
    const char* begin_reading() const override { return "BEGIN"; }
    const char* begin_writing() const override { return "BEGIN IMMEDIATE"; }
    void keep_writers_out() override {}  // there is one at a time
    void keep_migrations_out() override {}
    bool has_tables() override {
        int tables = 0;
        session_ << "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'ovfkit_meta'",
            soci::into(tables);
        return tables != 0;
    }
    void mark_as_ours() override { session_ << "PRAGMA application_id = " + std::to_string(application_id); }
    std::string in_own_words(std::string_view statement) const override;
    std::string name() const override { return name_; }
    Error error_of(const soci::soci_error& error, std::string_view what) override {
        const auto* const known = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
        const int result = known ? known->result() : SQLITE_ERROR;
        const int system = system_reason(raw_, result);
        std::string words = sqlite_words(result, system);
        // Only this one says more in its message than in its number, and only of statements.
        if (result == SQLITE_ERROR) words = printable(error.get_error_message(), 500);
        return store_error(sqlite_code(result, system), std::string(what) + " " + name_ + ": " + words);
    }

private:
    std::string name_;
    sqlite::sqlite3* raw_;
    Handover handover_;
    soci::session session_;
};

std::string SqliteDatabase::in_own_words(std::string_view statement) const {
    constexpr std::string_view id = "{id}";
    constexpr std::string_view text = "{text}";
    std::string own(statement);
    for (std::size_t at = own.find(id); at != std::string::npos; at = own.find(id, at))
        own.replace(at, id.size(), "INTEGER PRIMARY KEY AUTOINCREMENT");
    for (std::size_t at = own.find(text); at != std::string::npos; at = own.find(text, at))
        own.replace(at, text.size(), "TEXT");
    return own;
}

Error open_error(sqlite::sqlite3* connection, int result, const std::string& path) {
    const int system = connection != nullptr ? system_reason(connection, result) : 0;
    return store_error(sqlite_code(result, system),
                       "cannot open the record " + quoted(path) + ": " + sqlite_words(result, system));
}

// Reads the header through the library's own file: a second descriptor would drop, when it is closed, all locks that
// this process has on the file, and reading through SQL would roll back what another application left unfinished.
Result<Content> look_inside(sqlite::sqlite3* connection, const std::string& path) {
    sqlite::sqlite3_file* file = nullptr;
    int result = sqlite::sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (result != SQLITE_OK || file == nullptr || file->pMethods == nullptr)
        return open_error(connection, SQLITE_CANTOPEN, path);
    sqlite::sqlite3_int64 size = 0;
    result = file->pMethods->xFileSize(file, &size);
    if (result != SQLITE_OK) return open_error(connection, result, path);
    char header[header_bytes] = {};
    // A file of one byte counts as empty there, and that byte would be lost.
    if (size == 0)
        return file->pMethods->xRead(file, header, 1, 0) == SQLITE_OK ? Content::something : Content::nothing;
    result = file->pMethods->xRead(file, header, static_cast<int>(header_bytes), 0);
    if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ) return open_error(connection, result, path);
    const std::string_view seen(header, header_bytes);
    if (seen.find_first_not_of('\0') == std::string_view::npos) {
        const char* const journal = sqlite::sqlite3_filename_journal(sqlite::sqlite3_db_filename(connection, "main"));
        return io::exists(journal) ? Content::torn : Content::something;
    }
    std::uint32_t id = 0;
    for (std::size_t i = 0; i < 4; ++i) id = id << 8U | static_cast<unsigned char>(header[application_id_at + i]);
    return seen.substr(0, magic.size()) == magic && id == application_id ? Content::ours : Content::something;
}

Error foreign(const std::string& path) {
    return store_error(ErrorCode::unsupported, quoted(path) + " is no record of ovfkit, and was left as it is");
}

Result<void> set_up(sqlite::sqlite3* connection, const Store::Options& options, const std::string& path) {
    const auto patience = std::clamp<std::int64_t>(options.patience.count(), 0, std::numeric_limits<int>::max());
    sqlite::sqlite3_extended_result_codes(connection, 1);
    sqlite::sqlite3_busy_timeout(connection, static_cast<int>(patience));
    // Somebody else may have written the file: what it defines beside tables is not run.
    sqlite::sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite::sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite::sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite::sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite::sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
    const auto content = look_inside(connection, path);
    if (!content) return content.error();
    if (*content == Content::something) return foreign(path);
    // EXTRA flushes the directory as well, once the journal is gone from it: only then is a commit there for good.
    const char* const settings = "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA; PRAGMA cell_size_check = ON";
    const int result = sqlite::sqlite3_exec(connection, settings, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) return open_error(connection, result, path);
    return {};
}

// Of two threads one makes the file and closes it before the other one opens it: closing a file drops all locks that a
// process has on it.
std::mutex& opening() {
    static std::mutex mutex;
    return mutex;
}

Result<Connection> connect(const std::string& path, const Store::Options& options) {
    const std::lock_guard<std::mutex> lock(opening());
    if (io::is_directory(path)) return io::directory_error(path);
    if (!io::exists(path)) {
        if (options.must_exist) return store_error(ErrorCode::not_found, "there is no record " + quoted(path));
        io::ReplaceOptions fresh;
        fresh.replace_existing = false;
        fresh.owner_only = true;
        const auto made = io::replace_file(path, {}, fresh);
        if (!made && made.error().code != ErrorCode::already_exists) return made.error();
    }
    if (!io::is_regular_file(path)) return foreign(path);
    // A name that begins with `file:` would be taken for a URI, and one that begins with a colon for something special.
    const std::string file = path.front() == '/' ? path : "./" + path;
    sqlite::sqlite3* raw = nullptr;
    const int result =
        sqlite::sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nullptr);
    Connection connection(raw);
    if (result != SQLITE_OK) return open_error(raw, result, path);
    return connection;
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, const Store::Options& options) {
    if (auto checked = io::check_path(path); !checked) return checked.error();
    auto connection = connect(path, options);
    if (!connection) return connection.error();
    if (auto ready = set_up(connection->get(), options, path); !ready) return ready.error();
    try {
        return std::unique_ptr<Database>(std::make_unique<SqliteDatabase>(path, std::move(*connection)));
    } catch (const soci::soci_error& error) {
        return store_error(ErrorCode::io,
                           "cannot open the record " + quoted(path) + ": " + printable(error.get_error_message()));
    }
}

}  // namespace ovfkit::store
