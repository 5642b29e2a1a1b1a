// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/command.hpp"

namespace ovfkit::test {

/// A request as the server of a test received it.
struct Received {
    std::string method;
    std::string path;                            ///< without the query
    std::string query;                           ///< behind the `?`
    std::map<std::string, std::string> headers;  ///< by lower-case name
    std::string body;                            ///< its bytes
    std::string json;  ///< the body as Python's `json` understands it, written anew in ASCII; empty if it does not
};

/// A real HTTPS server in a process of its own, with certificates of its own, that does what a script says. What a
/// script and an identity can be stands at the top of `https_server.py`. It is gone with this object, and when the test
/// dies.
///
///     HttpsServer server(R"({"GET /api": [{"status": 503, "times": 2}, {"json": {"a": 1}}]})");
///     options.authorities = server.authorities();
///     send({.url = server.url("/api")}, options);
///     EXPECT_EQ(server.requests().size(), 3U);
class HttpsServer {
public:
    struct Options {
        std::string identity = "good";  ///< or `wrong-name`, `expired`, `other-ca`, `self-signed`
        std::string tls{};              ///< the only version, such as `1.1`; empty for what Python takes by itself
        bool plain = false;             ///< no TLS at all
    };

    /// Returns when the server listens; the test fails when it does not.
    explicit HttpsServer(std::string_view script) : HttpsServer(script, Options{}) {}
    HttpsServer(std::string_view script, const Options& options);
    HttpsServer(const HttpsServer&) = delete;
    HttpsServer& operator=(const HttpsServer&) = delete;
    ~HttpsServer();

    /// `https://127.0.0.1:PORT` (`http` if it is plain) with `path` behind it; `localhost` is in the certificate as
    /// well.
    [[nodiscard]] std::string url(std::string_view path = {}, std::string_view host = "127.0.0.1") const;
    [[nodiscard]] int port() const { return port_; }
    /// The certificate, in PEM, of the authority that a client has to believe.
    [[nodiscard]] std::string authorities() const { return file("ca.pem"); }
    /// The path of that certificate.
    [[nodiscard]] std::string authorities_path() const { return folder_ / "ca.pem"; }
    /// Another file that the server made, such as `other-ca.pem` or `itself.pem`.
    [[nodiscard]] std::string file(std::string_view name) const;

    /// What was asked so far, in that order.
    [[nodiscard]] std::vector<Received> requests() const;
    /// From the next request on.
    void script(std::string_view script);
    /// Ends the process: from now on connections to `url()` are refused.
    void stop();

private:
    TemporaryFolder folder_;
    std::string scheme_;
    int port_ = 0;
    int process_ = -1;
    int lifeline_ = -1;  // the server's standard input
};

}  // namespace ovfkit::test
