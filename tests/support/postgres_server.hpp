// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>

namespace ovfkit::test {

/// A PostgreSQL server of this process's own, started when it is first asked for and stopped at the end of the process.
/// It listens on a Unix socket and on a port of the loopback device, and keeps its files in a temporary folder. Its
/// owner comes in by the socket without a password; everybody needs one on the loopback device.
class PostgresServer {
public:
    /// The server; null when PostgreSQL is not installed. The test fails when it is and does not start.
    [[nodiscard]] static PostgresServer* instance();

    /// A fresh database, and the URL of it by the socket.
    [[nodiscard]] std::string fresh_database();
    /// The URL by the loopback device of a user with a password (`password`, percent-encoded) of a database.
    [[nodiscard]] std::string loopback_url(const std::string& url, const std::string& password) const;
    /// The URL by the socket of a database.
    [[nodiscard]] std::string socket_url(const std::string& database) const;
    /// What psql answers: rows on lines, columns between `|`.
    [[nodiscard]] std::string query(const std::string& url, const std::string& sql) const;

    [[nodiscard]] const std::string& folder() const { return folder_; }
    [[nodiscard]] int port() const { return port_; }

    static constexpr const char* user = "ovfkit_test";
    static constexpr const char* password = "geheim#42";

    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

private:
    PostgresServer() = default;
    [[nodiscard]] bool start();

    std::string folder_;
    int port_ = 0;
    int databases_ = 0;
    pid_t process_ = -1;
    bool running_ = false;
};

}  // namespace ovfkit::test
