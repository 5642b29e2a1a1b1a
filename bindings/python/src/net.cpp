// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/net/https.hpp>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {

using namespace net;

void add_net(py::module_& m) {
    describe_enum<Request::Method>("net", "Method", {{Request::Method::get, "GET"}, {Request::Method::post, "POST"}});
    Struct<HttpsOptions>("net", "HttpsOptions") OVFKIT_FIELDS(HttpsOptions, authorities, connect_timeout, timeout,
                                                              max_reply, attempts, backoff, max_backoff, wait, go_on);
    Struct<Request>("net", "Request") OVFKIT_FIELDS(Request, method, url, headers).as<Bytes>("body", &Request::body);
    Struct<Reply>("net", "Reply") OVFKIT_FIELDS(Reply, status, content_type, attempts).as<Bytes>("body", &Reply::body);

    m.def(
        "send",
        [](py::handle request, py::handle options) {
            const auto what = from_python<Request>(request);
            const auto how = from_python<HttpsOptions>(options);
            return to_python(value_of(unlocked([&] { return send(what, how); })));
        },
        py::arg("request"), py::arg("options"));
    m.def(
        "join_url",
        [](py::handle base, py::handle path) {
            return to_python(value_of(join_url(from_python<std::string>(base), from_python<std::string>(path))));
        },
        py::arg("base"), py::arg("path"));
    m.def(
        "percent_encode", [](py::handle text) { return to_python(percent_encode(bytes_from_python(text))); },
        py::arg("text"));
}

}  // namespace ovfkit::python
