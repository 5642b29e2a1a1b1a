// SPDX-License-Identifier: Apache-2.0
#include "support/https_server.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/files.hpp"

namespace ovfkit::test {

namespace {

// The line that a program writes first; empty when it ends before.
std::string first_line(int from) {
    std::string line;
    for (char c = 0; read(from, &c, 1) == 1 && c != '\n';) line += c;
    return line;
}

std::string from_hex(const std::string& hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    return bytes;
}

}  // namespace

HttpsServer::HttpsServer(std::string_view script, const Options& options) : scheme_(options.plain ? "http" : "https") {
    this->script(script);
    std::vector<std::string> command = {
        "/usr/bin/python3", "-B",         OVFKIT_SOURCE_DIR "/tests/support/https_server.py",
        folder_.path(),     "--identity", options.identity};
    if (!options.tls.empty()) command.insert(command.end(), {"--tls", options.tls});
    if (options.plain) command.emplace_back("--plain");
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    const std::string errors = folder_ / "errors";

    int input[2] = {-1, -1};
    int output[2] = {-1, -1};
    if (pipe2(input, O_CLOEXEC) != 0 || pipe2(output, O_CLOEXEC) != 0) {
        ADD_FAILURE() << "no pipe";
        return;
    }
    process_ = fork();
    if (process_ == 0) {
        const int log = open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (log >= 0 && dup2(input[0], 0) == 0 && dup2(output[1], 1) == 1 && dup2(log, 2) == 2)
            execv(words[0], words.data());
        _exit(127);
    }
    close(input[0]);
    close(output[1]);
    lifeline_ = input[1];
    const std::string line = first_line(output[0]);
    close(output[0]);
    if (std::sscanf(line.c_str(), "port %d", &port_) != 1) ADD_FAILURE() << "no server: " << contents(errors);
}

HttpsServer::~HttpsServer() { stop(); }

void HttpsServer::stop() {
    if (lifeline_ >= 0) close(lifeline_);
    lifeline_ = -1;
    if (process_ <= 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = -1;
}

std::string HttpsServer::url(std::string_view path, std::string_view host) const {
    return scheme_ + "://" + std::string(host) + ":" + std::to_string(port_) + std::string(path);
}

std::string HttpsServer::file(std::string_view name) const { return contents(folder_ / name); }

void HttpsServer::script(std::string_view script) {
    EXPECT_TRUE(nlohmann::json::accept(script)) << script;
    folder_.put("script.json.new", script);
    std::filesystem::rename(folder_ / "script.json.new", folder_ / "script.json");
}

std::vector<Received> HttpsServer::requests() const {
    std::vector<Received> all;
    std::istringstream lines(file("requests.jsonl"));
    for (std::string line; std::getline(lines, line);) {
        const nlohmann::json entry = nlohmann::json::parse(line);
        Received& received = all.emplace_back();
        received.method = entry.at("method");
        received.path = entry.at("path");
        received.query = entry.at("query");
        received.headers = entry.at("headers").get<std::map<std::string, std::string>>();
        received.body = from_hex(entry.at("body_hex"));
        if (entry.contains("json")) received.json = entry.at("json").dump(-1, ' ', true);
    }
    return all;
}

}  // namespace ovfkit::test
