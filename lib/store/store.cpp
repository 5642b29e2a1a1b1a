// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/store/store.hpp>

#include <utility>

#include "store/database.hpp"
#include "store/moment.hpp"
#include "store/reading.hpp"
#include "store/schema.hpp"
#include "store/writing.hpp"

namespace ovfkit::store {
namespace {

// The tables may have been changed since the store was opened: a newer version has taken over.
template <class Work>
auto write(Database& database, std::string_view what, Work work) -> decltype(work()) {
    return attempt(database, what, [&]() -> decltype(work()) {
        Transaction transaction(database, database.begin_writing());
        if (auto checked = check_schema_version(database); !checked) return checked.error();
        database.keep_writers_out();
        auto answer = work();
        if (answer) transaction.commit();
        return answer;
    });
}

template <class Work>
auto read(Database& database, Work work) -> decltype(work()) {
    return attempt(database, "cannot read the record", [&]() -> decltype(work()) {
        Transaction transaction(database, database.begin_reading());
        if (auto checked = check_schema_version(database); !checked) return checked.error();
        auto answer = work();
        if (answer) transaction.commit();
        return answer;
    });
}

}  // namespace

struct Store::State {
    std::unique_ptr<Database> database;
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&& other) noexcept = default;
Store& Store::operator=(Store&& other) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& where, const Options& options) {
    if (auto checked = check_place(where); !checked) return checked.error();
    auto database = is_postgresql(where) ? open_postgresql(where, options) : open_sqlite(where, options);
    if (!database) return database.error();
    if (auto ready = prepare_schema(**database, options.must_exist); !ready) return ready.error();
    auto state = std::make_unique<State>();
    state->database = *std::move(database);
    return Store(std::move(state));
}

Result<Store> Store::open(const std::string& where) { return open(where, Options{}); }

Result<std::int64_t> Store::record(const trust::AuditRecord& record) {
    const auto time = utc_text(record.time, Fraction::cut_off);
    if (!time) return time.error();
    Database& database = *state_->database;
    return write(database, "cannot write to the record", [&]() -> Result<std::int64_t> {
        const std::int64_t number = write_decision(database, record, *time);
        write_sighting(database, record.decision.cluster, *time);
        return number;
    });
}

Result<void> Store::observe(const trust::Cluster& cluster, const std::string& time) {
    const auto moment = utc_text(time, Fraction::cut_off);
    if (!moment) return moment.error();
    Database& database = *state_->database;
    return write(database, "cannot write to the record", [&]() -> Result<void> {
        write_sighting(database, cluster, *moment);
        return {};
    });
}

Result<std::vector<HistoryEntry>> Store::history(const Query& query) {
    Database& database = *state_->database;
    return read(database, [&] { return read_history(database, query); });
}

Result<std::vector<ClusterPeriod>> Store::clusters(const std::string& name) {
    Database& database = *state_->database;
    return read(database, [&] { return read_periods(database, name); });
}

Result<int> Store::schema_version() {
    Database& database = *state_->database;
    return attempt(database, "cannot read the record", [&] { return read_schema_version(database); });
}

}  // namespace ovfkit::store
