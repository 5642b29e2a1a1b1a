// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ovfkit/report/history.hpp>
#include <ovfkit/store/store.hpp>

#include "clock.hpp"
#include "options.hpp"
#include "store_options.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

enum class HistoryFormat { text, json, csv };

/// The text itself, when it is a time; of a day, its beginning.
std::optional<std::string> parse_moment(std::string_view text) {
    constexpr std::size_t day_digits = 10;  // 2026-01-31
    std::string moment(text);
    if (text.size() == day_digits) moment += "T00:00:00Z";
    if (!parse_time(moment)) return std::nullopt;
    return moment;
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
    std::uint64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count == 0) return std::nullopt;
    return count;
}

struct HistoryOptions {
    StoreOptions store;
    store::Query query;
    bool clusters = false;
    HistoryFormat format = HistoryFormat::text;
    ColorChoice color = ColorChoice::automatic;
};

template <class Found>
ExitCode show(const HistoryOptions& options, const Result<Found>& found) {
    if (!found) return fail(found.error().message);
    switch (options.format) {
        case HistoryFormat::json: return print(report::as_json(*found));
        case HistoryFormat::csv: return print(report::as_csv(*found));
        case HistoryFormat::text: break;
    }
    return print(report::as_text(*found, options_for_output(options.color)));
}

ExitCode run(const HistoryOptions& options) {
    auto store = open_store(options.store);
    if (!store) return fail(store.error().message);
    return options.clusters ? show(options, store->clusters(options.query.cluster))
                            : show(options, store->history(options.query));
}

}  // namespace

Run add_history(CLI::App& app) {
    auto options = std::make_shared<HistoryOptions>();
    HistoryOptions& o = *options;
    o.store.must_exist = true;
    CLI::App* verb = app.add_subcommand("history", "show what was decided about imports, and what clusters were");
    const std::string moment =
        "a time such as 2026-01-31T12:00:00Z, or a day such as 2026-01-31, which begins at midnight UTC";
    add_store(*verb, o.store, "the record: a file, or postgresql://USER@HOST/DATABASE")->required();
    CLI::Option* vm = verb->add_option("--vm", o.query.vm, "only the VM or template of this id or name");
    vm->type_name("VM");
    verb->add_option("--cluster", o.query.cluster, "only this target cluster")->type_name("NAME");
    CLI::Option* since =
        add_word(*verb, "--since", o.query.since, parse_moment, moment, "only from this time or day on");
    CLI::Option* until = add_word(*verb, "--until", o.query.until, parse_moment, moment,
                                  "only before this time, or before this day begins");
    for (CLI::Option* const option : {since, until}) option->type_name("TIME|DAY");
    CLI::Option* last = add_word(*verb, "--last", o.query.last, parse_count, "a number above 0",
                                 "only so many decisions, the newest ones");
    last->type_name("N");
    CLI::Option* clusters =
        verb->add_flag("--clusters", o.clusters, "show instead from when to when clusters were trusted or not");
    for (CLI::Option* const option : {vm, since, until, last}) clusters->excludes(option);
    add_choice<HistoryFormat>(
        *verb, "--format", o.format,
        {{"text", HistoryFormat::text}, {"json", HistoryFormat::json}, {"csv", HistoryFormat::csv}},
        "text for people, json for programs, csv for spreadsheets (text)");
    add_color(*verb, o.color);
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
