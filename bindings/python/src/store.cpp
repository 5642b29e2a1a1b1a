// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/store/store.hpp>

#include <memory>
#include <mutex>
#include <optional>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace in_store {

using namespace store;

void describe() {
    Struct<HistoryEntry>("store", "HistoryEntry")
        OVFKIT_FIELDS(HistoryEntry, decision, file, sha256, cluster, cluster_trust, cluster_source, policy_file,
                      policy_sha256, without_entities, vm_id, vm_name, kind, outcome, decision_outcome, acknowledged,
                      acknowledged_by, acknowledged_why, trust, trust_after, decided_by, reasons, flags, events)
            .as<MomentText>("time", &HistoryEntry::time);
    Struct<ClusterPeriod>("store", "ClusterPeriod") OVFKIT_FIELDS(ClusterPeriod, cluster, trust)
        .as<MomentText>("first_seen", &ClusterPeriod::first_seen)
        .as<MomentText>("last_seen", &ClusterPeriod::last_seen);
    Struct<Query>("store", "Query") OVFKIT_FIELDS(Query, vm, cluster, last)
        .as<OptionalMomentText>("since", &Query::since)
        .as<OptionalMomentText>("until", &Query::until);
}

/// A store that several Python threads may hold: one after the other has it. Closed, it is empty.
class SharedStore {
public:
    explicit SharedStore(Store store) : store_(std::move(store)) {}

    /// Runs `work(store)` when it is this thread's turn, without the interpreter's lock.
    template <class Work>
    auto with(Work&& work) {
        return unlocked([&] {
            const std::lock_guard turn(turn_);
            using Answer = decltype(work(*store_));
            if (!store_) return Answer(closed("the store"));
            return Answer(work(*store_));
        });
    }
    void close() {
        const WithoutLock release;
        const std::lock_guard turn(turn_);
        store_.reset();
    }

private:
    std::mutex turn_;
    std::optional<Store> store_;
};

std::unique_ptr<SharedStore> open_store(py::handle where, py::handle patience, py::handle must_exist,
                                        py::handle password) {
    const std::string place = path_from_python(where);
    Store::Options options;
    Convert<std::chrono::milliseconds>::from(options.patience, patience);
    Convert<bool>::from(options.must_exist, must_exist);
    Convert<std::string>::from(options.password, password);
    return std::make_unique<SharedStore>(value_of(unlocked([&] { return Store::open(place, options); })));
}

}  // namespace in_store

void add_store(py::module_& m) {
    using namespace in_store;
    describe();
    m.def(
        "is_postgresql", [](py::handle where) { return is_postgresql(path_from_python(where)); }, py::arg("where"));
    m.def(
        "holds_password", [](py::handle where) { return holds_password(path_from_python(where)); }, py::arg("where"));
    m.def(
        "check_place", [](py::handle where) { value_of(check_place(path_from_python(where))); }, py::arg("where"));
    py::class_<SharedStore>(m, "Store")
        .def(py::init(&open_store), py::arg("where"), py::arg("patience"), py::arg("must_exist"), py::arg("password"))
        .def("close", &SharedStore::close)
        .def(
            "record",
            [](SharedStore& self, py::handle record) {
                const auto kept = from_python<trust::AuditRecord>(record);
                return value_of(self.with([&](Store& store) { return store.record(kept); }));
            },
            py::arg("record"))
        .def(
            "observe",
            [](SharedStore& self, py::handle cluster, py::handle time) {
                const auto seen = from_python<trust::Cluster>(cluster);
                std::string when;
                MomentText::from(when, time);
                value_of(self.with([&](Store& store) { return store.observe(seen, when); }));
            },
            py::arg("cluster"), py::arg("time"))
        .def(
            "history",
            [](SharedStore& self, py::handle query) {
                const auto wanted = from_python<Query>(query);
                return to_python(value_of(self.with([&](Store& store) { return store.history(wanted); })));
            },
            py::arg("query"))
        .def(
            "clusters",
            [](SharedStore& self, py::handle name) {
                const auto wanted = from_python<std::string>(name);
                return to_python(value_of(self.with([&](Store& store) { return store.clusters(wanted); })));
            },
            py::arg("name"))
        .def("schema_version", [](SharedStore& self) {
            return value_of(self.with([](Store& store) { return store.schema_version(); }));
        });
}

}  // namespace ovfkit::python
