// SPDX-License-Identifier: Apache-2.0
#include "support/postgres_server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <vector>

#include "support/command.hpp"

namespace ovfkit::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* programs = "/usr/lib/postgresql/15/bin";
constexpr int most_starts = 5;
constexpr int most_questions = 1200;  // of 50 ms each, for a machine that has much else to do
constexpr int between_questions = 50;

/// PostgreSQL does not run as root; Debian has a user for it.
const passwd* other_user() { return geteuid() == 0 ? getpwnam("postgres") : nullptr; }

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool got = bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(socket);
    return got ? ntohs(address.sin_port) : 0;
}

// In the child: the server, which ends when the test does, however that ends.
[[noreturn]] void become_server(const std::vector<std::string>& command, const std::string& log, pid_t parent) {
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    if (freopen("/dev/null", "r", stdin) == nullptr || freopen(log.c_str(), "w", stdout) == nullptr || dup2(1, 2) != 2)
        _exit(126);
    if (const passwd* user = other_user(); user != nullptr)
        if (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (getppid() == parent) execv(words[0], words.data());
    _exit(127);
}

Outcome run_as_user(std::vector<std::string> command) {
    if (const passwd* user = other_user(); user != nullptr) {
        const std::vector<std::string> as{"setpriv", "--reuid=" + std::to_string(user->pw_uid),
                                          "--regid=" + std::to_string(user->pw_gid), "--clear-groups"};
        command.insert(command.begin(), as.begin(), as.end());
    }
    return run(command, "/");
}

}  // namespace

PostgresServer* PostgresServer::instance() {
    static const std::unique_ptr<PostgresServer> server = []() -> std::unique_ptr<PostgresServer> {
        if (access((std::string(programs) + "/initdb").c_str(), X_OK) != 0) return nullptr;
        std::unique_ptr<PostgresServer> made(new PostgresServer());
        const bool started = made->start();
        EXPECT_TRUE(started) << "PostgreSQL is installed and does not start";
        if (!started) made.reset();
        return made;
    }();
    return server.get();
}

bool PostgresServer::start() {
    std::string pattern = "/tmp/ovfkit-postgres-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) return false;
    folder_ = pattern;
    std::ofstream(folder_ + "/password") << password << "\n";
    if (const passwd* other = other_user(); other != nullptr)
        for (const char* const name : {"", "/password"})
            if (chown((folder_ + name).c_str(), other->pw_uid, other->pw_gid) != 0) return false;
    const std::string programs_folder = programs;
    // Only the making of the files is not flushed: the server itself flushes as one does that is in earnest.
    const auto made = run_as_user({programs_folder + "/initdb", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8",
                                   "--auth-local=trust", "--auth-host=scram-sha-256", "--username", user, "--pwfile",
                                   folder_ + "/password", "--pgdata", folder_ + "/data"});
    EXPECT_EQ(made.status, 0) << made.errors;
    if (made.status != 0) return false;
    for (int attempt = 0; attempt < most_starts; ++attempt) {
        port_ = free_port();
        const std::vector<std::string> command{programs_folder + "/postgres",
                                               "-D",
                                               folder_ + "/data",
                                               "-k",
                                               folder_,
                                               "-p",
                                               std::to_string(port_),
                                               "-h",
                                               "127.0.0.1",
                                               "-c",
                                               "max_connections=40",
                                               "-c",
                                               "shared_buffers=16MB"};
        const pid_t parent = getpid();
        process_ = fork();
        if (process_ == 0) become_server(command, folder_ + "/log", parent);
        for (int question = 0; question < most_questions; ++question) {
            int status = 0;
            if (waitpid(process_, &status, WNOHANG) == process_) break;  // somebody else took the port
            if (run({programs_folder + "/pg_isready", "-q", "-h", folder_, "-p", std::to_string(port_)}).status == 0)
                return running_ = true;
            poll(nullptr, 0, between_questions);
        }
    }
    return false;
}

PostgresServer::~PostgresServer() {
    if (running_) {
        kill(process_, SIGQUIT);
        waitpid(process_, nullptr, 0);
    }
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::string PostgresServer::fresh_database() {
    const std::string name = "record" + std::to_string(++databases_);
    (void)query(socket_url("postgres"), "CREATE DATABASE " + name);
    return socket_url(name);
}

std::string PostgresServer::socket_url(const std::string& database) const {
    return "postgresql://" + std::string(user) + "@/" + database + "?host=" + folder_ +
           "&port=" + std::to_string(port_);
}

std::string PostgresServer::loopback_url(const std::string& url, const std::string& word) const {
    const std::size_t slash = url.find("@/") + 2;
    const std::string database = url.substr(slash, url.find('?') - slash);
    return "postgresql://" + std::string(user) + ":" + word + "@127.0.0.1:" + std::to_string(port_) + "/" + database +
           "?sslmode=disable";
}

std::string PostgresServer::query(const std::string& url, const std::string& sql) const {
    const auto outcome = run({std::string(programs) + "/psql", "-X", "-q", "-A", "-t", "-d", url, "-c", sql});
    EXPECT_EQ(outcome.status, 0) << sql << "\n" << outcome.errors;
    return outcome.output;
}

}  // namespace ovfkit::test
