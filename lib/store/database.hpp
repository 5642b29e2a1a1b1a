// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <soci/soci.h>

#include <ovfkit/base/result.hpp>
#include <ovfkit/store/store.hpp>
#include "io/system.hpp"

namespace ovfkit::store {

/// One connection to one of the two databases, and what is different between them. SOCI's exceptions end at `attempt`.
class Database {
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    [[nodiscard]] virtual soci::session& sql() = 0;

    /// What begins a transaction that reads one state of everything.
    [[nodiscard]] virtual const char* begin_reading() const = 0;
    /// What begins a transaction that may write.
    [[nodiscard]] virtual const char* begin_writing() const = 0;
    /// Makes other writers wait until the end of the transaction.
    virtual void keep_writers_out() = 0;
    /// The same for those who make or change the tables, which need not be there.
    virtual void keep_migrations_out() = 0;
    /// Whether the tables are there, in whatever version.
    [[nodiscard]] virtual bool has_tables() = 0;
    /// Says in the database itself whose it is, in the transaction that makes the tables.
    virtual void mark_as_ours() = 0;
    /// A statement that makes tables, with this database's own words in the place of `{id}` and `{text}`.
    [[nodiscard]] virtual std::string in_own_words(std::string_view statement) const = 0;

    /// The store for messages, in quotes: without a password.
    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual Error error_of(const soci::soci_error& error, std::string_view what) = 0;
};

/// The answer of `work`, or the error that SOCI threw in it. `what` begins the message: "cannot read the record".
template <class Work>
auto attempt(Database& database, std::string_view what, Work work) -> decltype(work()) {
    // A limit on the size of files is an answer and not the end; also who reads may have to repair, and so to write.
    const io::SignalMask mask = io::SignalMask::of_writing();
    try {
        return work();
    } catch (const soci::soci_error& error) {
        return database.error_of(error, what);
    }
}

/// Ends in `ROLLBACK` unless it was committed.
class Transaction {
public:
    Transaction(Database& database, const char* begin) : sql_(database.sql()) { sql_ << begin; }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction() {
        if (!open_) return;
        try {
            sql_ << "ROLLBACK";
        } catch (const std::exception&) {  // the database did it already, or is gone and will
        }
    }
    void commit() {
        sql_ << "COMMIT";
        open_ = false;
    }

private:
    soci::session& sql_;
    bool open_ = true;
};

[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, const Store::Options& options);
[[nodiscard]] Result<std::unique_ptr<Database>> open_postgresql(const std::string& url, const Store::Options& options);

/// An error with a message and nothing else.
[[nodiscard]] inline Error store_error(ErrorCode code, std::string message) {
    return Error{code, std::move(message), {}, {}};
}

}  // namespace ovfkit::store
