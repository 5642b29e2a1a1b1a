// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/attest/activation.hpp>
#include <ovfkit/attest/client.hpp>
#include <ovfkit/attest/cluster_trust.hpp>
#include <ovfkit/attest/host_choice.hpp>
#include <ovfkit/attest/measured.hpp>
#include <ovfkit/attest/trust_cache.hpp>

#include <limits>
#include <memory>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {
namespace in_attest {

using namespace attest;
using Names = std::vector<std::string>;

void describe() {
    describe_enum("attest", "Level", Level::no_answer);
    describe_enum("attest", "PollPath", PollPath::either);
    describe_enum<Requirement>("attest", "Requirement",
                               {{Requirement::any_host, "any-host"}, {Requirement::trusted_host, "trusted-host"}});
    describe_enum<Patience>("attest", "Patience", {{Patience::wait, "wait"}, {Patience::take_stale, "take-stale"}});
    describe_enum<NonOperationalReason>(
        "attest", "NonOperationalReason",
        {{NonOperationalReason::untrusted, "UNTRUSTED"}, {NonOperationalReason::uninitialized, "UNINITIALIZED"}});
    Struct<HostAnswer>("attest", "HostAnswer") OVFKIT_FIELDS(HostAnswer, host, level, word, validated_at, detail);
    Struct<Answers>("attest", "Answers") OVFKIT_FIELDS(Answers, hosts, error);
    Struct<Server>("attest", "Server") OVFKIT_FIELDS(Server, url, path, https);
    Struct<LeftOut>("attest", "LeftOut") OVFKIT_FIELDS(LeftOut, answer, reason);
    Struct<HostChoice>("attest", "HostChoice") OVFKIT_FIELDS(HostChoice, hosts, left_out);
    Struct<CacheOptions>("attest", "CacheOptions")
        OVFKIT_FIELDS(CacheOptions, validity, retry_after, max_stale, max_hosts);
    Struct<TrustCache::Statistics>("attest", "Statistics")
        OVFKIT_FIELDS(TrustCache::Statistics, requests, failures, hits, waits, stale);
    Struct<HostState>("attest", "HostState") OVFKIT_FIELDS(HostState, host, up, reason, answer, event);
    Struct<Stages>("attest", "Stages") OVFKIT_FIELDS(Stages, first, second);
}

/// The answers of a callable, which may give an `Answers` or a list of `HostAnswer`.
Answers answers_of(py::handle said) {
    if (!py::isinstance(said, package_attribute("attest", "Answers")))
        return Answers{from_python<std::vector<HostAnswer>>(said), std::nullopt};
    return from_python<Answers>(said);
}

/// Asks a Python callable. When it raises nobody is trusted; whoever asked gets the exception.
Ask ask_of(py::handle callable) {
    return [callback = Callback(callable)](const Names& hosts) {
        Answers answers;
        if (callback.run([&] { answers = answers_of(callback.callable()(to_python(hosts))); })) return answers;
        const std::string why = "the function that asks raised an exception";
        answers = {};
        for (const std::string& host : hosts) answers.hosts.push_back({host, Level::no_answer, {}, {}, why});
        Error error;
        error.message = why;
        answers.error = error;
        return answers;
    };
}

/// A clock of Python: seconds, as `time.monotonic` has them, or a timedelta. One that raises stands still.
Clock clock_of(py::handle callable) {
    return [callback = Callback(callable)] {
        Instant now{0};
        callback.run([&] { now = from_python<Instant>(callback.callable()()); });
        return now;
    };
}

/// Answers when they come: `HostState` after `HostState`.
OnHostState on_state_of(py::handle callable) {
    if (callable.is_none()) return {};
    return [callback = Callback(callable)](const HostState& state) {
        callback.run([&] { callback.callable()(to_python(state)); });
    };
}

void add_asking(py::module_& m) {
    m.def(
        "poll_request", [](py::handle hosts) { return py::bytes(value_of(poll_request(from_python<Names>(hosts)))); },
        py::arg("hosts"));
    m.def(
        "parse_poll_reply",
        [](py::handle json, py::handle hosts, py::handle diagnostics) {
            const std::string text = bytes_from_python(json);
            const auto names = from_python<Names>(hosts);
            return to_python(with_findings(diagnostics, [&](Diagnostics& found) {
                return Result<std::vector<HostAnswer>>(parse_poll_reply(text, names, found));
            }));
        },
        py::arg("json"), py::arg("hosts"), py::arg("diagnostics"));
    m.def(
        "poll",
        [](py::handle server, py::handle hosts) {
            const auto who = from_python<Server>(server);
            const auto names = from_python<Names>(hosts);
            return to_python(unlocked([&] { return poll(who, names); }));
        },
        py::arg("server"), py::arg("hosts"));
    m.def(
        "measured_within",
        [](py::handle answers, py::handle now, py::handle max_age) {
            const auto seconds = from_python<std::chrono::seconds>(max_age).count();
            if (seconds < 0 || seconds > std::numeric_limits<std::uint32_t>::max())
                throw py::value_error("max_age is negative or more than 136 years");
            std::int64_t moment = 0;
            MomentSeconds::from(moment, now);
            return to_python(
                measured_within(from_python<Answers>(answers), moment, static_cast<std::uint32_t>(seconds)));
        },
        py::arg("answers"), py::arg("now"), py::arg("max_age"));
    m.def(
        "parse_level", [](py::handle word) { return to_python(parse_level(from_python<std::string>(word))); },
        py::arg("word"));
    m.def(
        "same_host",
        [](py::handle a, py::handle b) { return same_host(from_python<std::string>(a), from_python<std::string>(b)); },
        py::arg("a"), py::arg("b"));
}

void add_hosts(py::module_& m) {
    m.def(
        "requirement_of",
        [](py::handle facts) { return to_python(requirement_of(from_python<trust::TrustFacts>(facts))); },
        py::arg("facts"));
    m.def(
        "choose_hosts",
        [](py::handle candidates, py::handle requirement) {
            return to_python(
                choose_hosts(from_python<std::vector<HostAnswer>>(candidates), from_python<Requirement>(requirement)));
        },
        py::arg("candidates"), py::arg("requirement"));
    m.def(
        "activate_host",
        [](py::handle host, py::handle cluster, py::handle ask) {
            const auto name = from_python<std::string>(host);
            const auto where = from_python<trust::Cluster>(cluster);
            const Ask question = ask_of(ask);
            return to_python(unlocked([&] { return activate_host(name, where, question); }));
        },
        py::arg("host"), py::arg("cluster"), py::arg("ask"));
    m.def(
        "start_engine",
        [](py::handle hosts, py::handle ask, py::handle stages, py::handle on_state) {
            const auto names = from_python<Names>(hosts);
            const Ask question = ask_of(ask);
            const auto sizes = from_python<Stages>(stages);
            const OnHostState told = on_state_of(on_state);
            return to_python(unlocked([&] { return start_engine(names, question, sizes, told); }));
        },
        py::arg("hosts"), py::arg("ask"), py::arg("stages"), py::arg("on_state"));
    m.def(
        "unanswered",
        [](py::handle states) { return to_python(unanswered(from_python<std::vector<HostState>>(states))); },
        py::arg("states"));
    m.def(
        "attested_cluster",
        [](py::handle claimed, py::handle hosts, py::handle source, py::handle without_hosts, py::handle diagnostics) {
            const auto cluster = from_python<trust::Cluster>(claimed);
            const auto answers = from_python<Answers>(hosts);
            const auto name = from_python<std::string>(source);
            const auto none = from_python<std::string>(without_hosts);
            return to_python(with_findings(diagnostics, [&](Diagnostics& found) {
                return Result<trust::Cluster>(attested_cluster(cluster, answers, name, found, none));
            }));
        },
        py::arg("claimed"), py::arg("hosts"), py::arg("source"), py::arg("without_hosts"), py::arg("diagnostics"));
    m.def(
        "check_cluster",
        [](py::handle cluster, py::handle server) {
            value_of(check_cluster(from_python<trust::Cluster>(cluster), from_python<std::string>(server)));
        },
        py::arg("cluster"), py::arg("attestation_server"));
}

// No method of the cache is called with the interpreter's lock held: a thread that has the cache's own lock may be
// waiting for that one, to ask the clock what time it is.
void add_cache(py::module_& m) {
    py::class_<TrustCache>(m, "TrustCache")
        .def(py::init([](py::handle ask, py::handle clock, py::handle known, py::handle options) {
                 return std::make_unique<TrustCache>(ask_of(ask), clock_of(clock), from_python<Names>(known),
                                                     from_python<CacheOptions>(options));
             }),
             py::arg("ask"), py::arg("clock"), py::arg("known"), py::arg("options"))
        .def(
            "answers",
            [](TrustCache& cache, py::handle hosts, py::handle patience) {
                const auto names = from_python<Names>(hosts);
                const auto how = from_python<Patience>(patience);
                return to_python(unlocked([&] { return cache.answers(names, how); }));
            },
            py::arg("hosts"), py::arg("patience"))
        .def(
            "answer",
            [](TrustCache& cache, py::handle host, py::handle patience) {
                const auto name = from_python<std::string>(host);
                const auto how = from_python<Patience>(patience);
                return to_python(unlocked([&] { return cache.answer(name, how); }));
            },
            py::arg("host"), py::arg("patience"))
        .def(
            "know",
            [](TrustCache& cache, py::handle hosts) {
                const auto names = from_python<Names>(hosts);
                unlocked([&] { return cache.know(names), true; });
            },
            py::arg("hosts"))
        .def(
            "forget",
            [](TrustCache& cache, py::handle host) {
                const auto name = from_python<std::string>(host);
                unlocked([&] { return cache.forget(name), true; });
            },
            py::arg("host"))
        .def("expire", [](TrustCache& cache) { unlocked([&] { return cache.expire(), true; }); })
        .def("statistics", [](TrustCache& cache) { return to_python(unlocked([&] { return cache.statistics(); })); });
    py::class_<EventThrottle>(m, "EventThrottle")
        .def(py::init([](py::handle period) {
                 return std::make_unique<EventThrottle>(from_python<std::chrono::milliseconds>(period));
             }),
             py::arg("period"))
        .def(
            "admit",
            [](EventThrottle& throttle, py::handle event, py::handle now) {
                return throttle.admit(from_python<trust::Event>(event), from_python<Instant>(now));
            },
            py::arg("event"), py::arg("now"));
}

}  // namespace in_attest

void add_attest(py::module_& m) {
    using namespace in_attest;
    describe();
    add_asking(m);
    add_hosts(m);
    add_cache(m);
}

}  // namespace ovfkit::python
