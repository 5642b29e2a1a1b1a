// SPDX-License-Identifier: Apache-2.0
#include "run_command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace ovfkit::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int cannot_run = 127;
constexpr std::size_t piece_bytes = 64U << 10U;

/// Both ends of a pipe, closed at the end.
class Pipe {
public:
    Pipe() { open_ = ::pipe2(ends_, O_CLOEXEC) == 0; }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        for (int i : {0, 1}) close(i);
    }

    [[nodiscard]] bool is_open() const { return open_; }
    [[nodiscard]] int get(int end) const { return ends_[end]; }
    void close(int end) {
        if (ends_[end] >= 0) ::close(ends_[end]);
        ends_[end] = -1;
    }

private:
    int ends_[2] = {-1, -1};
    bool open_ = false;
};

Error failed(std::string message) { return {ErrorCode::io, std::move(message), {}, {}}; }

/// Becomes the program. What ovfkit ignores or holds back is none of its business.
[[noreturn]] void become(const std::vector<char*>& arguments, int input, int output) {
    for (const int number : {SIGPIPE, SIGXFSZ}) (void)::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (::dup2(input, STDIN_FILENO) >= 0 && ::dup2(output, STDOUT_FILENO) >= 0)
        ::execvp(arguments.front(), arguments.data());
    ::_exit(cannot_run);
}

class Running {
public:
    Running(std::string name, std::string_view input, std::size_t most, Clock::time_point until)
        : name_(std::move(name)), input_(input), most_(most), until_(until) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        if (child_ <= 0) return;
        (void)::kill(child_, SIGKILL);
        (void)::waitpid(child_, nullptr, 0);
    }

    Result<void> begin(const std::vector<std::string>& words) {
        if (!to_.is_open() || !from_.is_open()) return system_failed("run");
        std::vector<char*> arguments;
        for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        child_ = ::fork();
        if (child_ == 0) become(arguments, to_.get(0), from_.get(1));
        if (child_ < 0) return system_failed("run");
        to_.close(0);
        from_.close(1);
        (void)::fcntl(to_.get(1), F_SETFL, O_NONBLOCK);
        if (input_.empty()) to_.close(1);
        return {};
    }

    Result<std::string> talk() {
        while (true) {
            pollfd ends[2] = {{from_.get(0), POLLIN, 0}, {to_.get(1), POLLOUT, 0}};
            const int ready = ::poll(ends, 2, milliseconds_left());
            if (ready < 0 && errno != EINTR) return system_failed("read from").error();
            if (ready == 0) return too_slow();
            if (ready < 0) continue;
            if (ends[1].revents != 0) give();
            if (ends[0].revents == 0) continue;
            const auto more = take();
            if (!more) return more.error();
            if (!*more) return std::move(output_);
        }
    }

    Result<void> end() {
        int status = 0;
        while (true) {
            const pid_t ended = ::waitpid(child_, &status, WNOHANG);
            if (ended == child_) break;
            if (ended < 0 && errno != EINTR) return system_failed("wait for");
            if (milliseconds_left() == 0) return too_slow();
            (void)::poll(nullptr, 0, std::min(milliseconds_left(), 10));
        }
        child_ = -1;
        if (WIFSIGNALED(status)) return failed(name_ + " was ended by the signal " + std::to_string(WTERMSIG(status)));
        const int code = WEXITSTATUS(status);
        if (code == cannot_run) return failed(name_ + " cannot be run, or ended with the exit code 127");
        if (code != 0) return failed(name_ + " ended with the exit code " + std::to_string(code));
        return {};
    }

private:
    Result<void> system_failed(const std::string& action) const {
        return failed("cannot " + action + " " + name_ + ": " + std::generic_category().message(errno));
    }
    [[nodiscard]] Error too_slow() const { return failed(name_ + " took too long and was ended"); }

    [[nodiscard]] int milliseconds_left() const {
        using std::chrono::milliseconds;
        const auto left = std::chrono::duration_cast<milliseconds>(until_ - Clock::now()).count();
        return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
    }

    /// A program may end its work without having read everything; what it answers counts.
    void give() {
        const ssize_t written = ::write(to_.get(1), input_.data(), input_.size());
        if (written < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (written > 0) input_.remove_prefix(static_cast<std::size_t>(written));
        if (written <= 0 || input_.empty()) to_.close(1);
    }

    /// False at the end.
    Result<bool> take() {
        std::string piece(piece_bytes, '\0');
        const ssize_t got = ::read(from_.get(0), piece.data(), piece.size());
        if (got < 0 && errno == EINTR) return true;
        if (got < 0) return system_failed("read from").error();
        output_.append(piece, 0, static_cast<std::size_t>(got));
        if (output_.size() > most_) return failed(name_ + " answered more than " + std::to_string(most_) + " bytes");
        return got != 0;
    }

    std::string name_;
    std::string_view input_;
    std::size_t most_;
    Clock::time_point until_;
    Pipe to_;
    Pipe from_;
    pid_t child_ = -1;
    std::string output_;
};

}  // namespace

std::optional<std::vector<std::string>> split_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    bool begun = false;
    char quote = '\0';
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        const bool is_blank = c == ' ' || c == '\t' || c == '\n';
        if (quote == '\0' && is_blank) {
            if (begun) words.push_back(std::exchange(word, {}));
            begun = false;
            continue;
        }
        begun = true;
        if (c == quote) {
            quote = '\0';
        } else if (quote == '\0' && (c == '\'' || c == '"')) {
            quote = c;
        } else if (c == '\\' && (quote == '\0' || (quote == '"' && (next == '"' || next == '\\')))) {
            if (++i == text.size()) return std::nullopt;
            word += next;
        } else {
            word += c;
        }
    }
    if (begun) words.push_back(word);
    if (quote != '\0' || words.empty() || words.front().empty()) return std::nullopt;
    return words;
}

Result<std::string> run_command(const std::vector<std::string>& words, std::string_view input, std::size_t most,
                                std::chrono::seconds patience) {
    Running running(ovfkit::quoted(words.front()), input, most, Clock::now() + patience);
    if (auto begun = running.begin(words); !begun) return begun.error();
    auto output = running.talk();
    if (!output) return output.error();
    if (auto ended = running.end(); !ended) return ended.error();
    return output;
}

}  // namespace ovfkit::cli
