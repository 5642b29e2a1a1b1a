// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/history.hpp>

#include "store_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_periods {
    std::vector<store::ClusterPeriod> periods;
};

struct ovfkit_store_options {
    store::Store::Options options;
};

namespace {

const store::ClusterPeriod* period(const ovfkit_periods* periods, std::size_t index) noexcept {
    return periods ? at(periods->periods, index) : nullptr;
}

std::string given(const char* words) { return words ? words : ""; }

template <class Rows>
Result<std::string> rendered(const Rows& rows, std::int32_t format) {
    switch (format) {
        case OVFKIT_FORMAT_TEXT: return report::as_text(rows);
        case OVFKIT_FORMAT_JSON: return report::as_json(rows);
        case OVFKIT_FORMAT_CSV: return report::as_csv(rows);
        default: return unknown_number("format of this report", format);
    }
}

}  // namespace

ovfkit_store_options* ovfkit_store_options_create(void) noexcept { return created<ovfkit_store_options>(); }

void ovfkit_store_options_free(ovfkit_store_options* options) noexcept { delete options; }

ovfkit_status ovfkit_store_options_set_must_exist(ovfkit_store_options* options, std::int32_t on,
                                                  ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_store_options& to) -> Result<void> {
        const auto value = switch_of(on);
        if (!value) return value.error();
        to.options.must_exist = *value;
        return {};
    });
}

ovfkit_status ovfkit_store_options_set_patience(ovfkit_store_options* options, std::uint32_t milliseconds,
                                                ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_store_options& to) -> Result<void> {
        to.options.patience = std::chrono::milliseconds(milliseconds);
        return {};
    });
}

ovfkit_status ovfkit_store_options_set_password(ovfkit_store_options* options, const char* password,
                                                ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_store_options& to) -> Result<void> {
        to.options.password = given(password);
        return {};
    });
}

ovfkit_status ovfkit_store_open(const char* where, const ovfkit_store_options* options, ovfkit_store** out,
                                ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_store>> {
        if (!where) return missing("where");
        auto opened = store::Store::open(path_of(where), options ? options->options : store::Store::Options());
        if (!opened) return opened.error();
        return std::unique_ptr<ovfkit_store>(new ovfkit_store{*std::move(opened)});
    });
}

void ovfkit_store_free(ovfkit_store* store) noexcept { delete store; }

ovfkit_status ovfkit_store_record(ovfkit_store* store, const ovfkit_decision* decision, std::int64_t time,
                                  const char* file, const char* sha256, std::int64_t* number,
                                  ovfkit_error** error) noexcept {
    if (number) *number = 0;
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!store) return missing("store");
        if (!decision) return missing("decision");
        const auto subject = subject_of(*decision, time, file, sha256);
        if (!subject) return subject.error();
        const auto record = trust::make_audit_record(*subject, decision->decision);
        if (!record) return record.error();
        const auto kept = store->store.record(*record);
        if (!kept) return kept.error();
        if (number) *number = *kept;
        return {};
    });
}

ovfkit_status ovfkit_store_observe(ovfkit_store* store, const char* cluster, std::int32_t trust, const char* time,
                                   ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!store) return missing("store");
        if (!cluster) return missing("cluster");
        if (!time) return missing("time");
        const auto known = cluster_trust_of(trust);
        if (!known) return known.error();
        return store->store.observe({cluster, *known}, time);
    });
}

ovfkit_status ovfkit_store_history(ovfkit_store* store, const char* vm, const char* cluster, const char* since,
                                   const char* until, std::uint64_t last, ovfkit_history** out,
                                   ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_history>> {
        if (!store) return missing("store");
        store::Query query{given(vm), given(cluster), given(since), given(until), std::nullopt};
        if (last != 0) query.last = last;
        auto entries = store->store.history(query);
        if (!entries) return entries.error();
        return std::unique_ptr<ovfkit_history>(new ovfkit_history{*std::move(entries)});
    });
}

ovfkit_status ovfkit_history_render(const ovfkit_history* history, std::int32_t format, ovfkit_owned_string* out,
                                    ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!history) return missing("history");
        return rendered(history->entries, format);
    });
}

ovfkit_status ovfkit_store_render_clusters(ovfkit_store* store, const char* name, std::int32_t format,
                                           ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!store) return missing("store");
        const auto periods = store->store.clusters(given(name));
        if (!periods) return periods.error();
        return rendered(*periods, format);
    });
}

ovfkit_status ovfkit_store_clusters(ovfkit_store* store, const char* name, ovfkit_periods** out,
                                    ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_periods>> {
        if (!store) return missing("store");
        auto periods = store->store.clusters(given(name));
        if (!periods) return periods.error();
        return std::unique_ptr<ovfkit_periods>(new ovfkit_periods{*std::move(periods)});
    });
}

void ovfkit_periods_free(ovfkit_periods* periods) noexcept { delete periods; }

std::size_t ovfkit_periods_count(const ovfkit_periods* periods) noexcept {
    return periods ? periods->periods.size() : 0;
}

ovfkit_string ovfkit_periods_cluster(const ovfkit_periods* periods, std::size_t index) noexcept {
    return text_about(period(periods, index), [](auto& one) { return std::string_view(one.cluster); });
}

std::int32_t ovfkit_periods_trust(const ovfkit_periods* periods, std::size_t index) noexcept {
    return about(period(periods, index), OVFKIT_CLUSTER_UNKNOWN, [](auto& one) { return cluster_number(one.trust); });
}

ovfkit_string ovfkit_periods_first_seen(const ovfkit_periods* periods, std::size_t index) noexcept {
    return text_about(period(periods, index), [](auto& one) { return std::string_view(one.first_seen); });
}

ovfkit_string ovfkit_periods_last_seen(const ovfkit_periods* periods, std::size_t index) noexcept {
    return text_about(period(periods, index), [](auto& one) { return std::string_view(one.last_seen); });
}

ovfkit_status ovfkit_store_schema_version(ovfkit_store* store, std::int32_t* version, ovfkit_error** error) noexcept {
    if (version) *version = 0;
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!store) return missing("store");
        if (!version) return missing("version");
        const auto known = store->store.schema_version();
        if (!known) return known.error();
        *version = *known;
        return {};
    });
}

ovfkit_status ovfkit_store_check_place(const char* where, ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!where) return missing("where");
        return store::check_place(where);
    });
}

std::int32_t ovfkit_store_holds_password(const char* where) noexcept {
    try {
        return where && store::holds_password(where) ? 1 : 0;
    } catch (...) {
        return 1;  // nobody knows that there is none
    }
}
