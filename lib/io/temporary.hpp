// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/stat.h>

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "io/system.hpp"

namespace ovfkit::io {

/// A name for something temporary: `.ovfkit-<process>-<16 random digits>`; empty when the system gives no random bytes.
[[nodiscard]] std::string temporary_name();
/// The process in such a name; empty when the name is not ours.
[[nodiscard]] std::optional<pid_t> process_of_temporary(std::string_view name);
/// Whether what a process made can be removed, when nobody has it locked: the process is gone, or it is an hour older
/// than `now`, what was just made in the same place.
[[nodiscard]] bool is_stale(pid_t process, const struct stat& made, std::time_t now);

/// A file that is written first and put into place afterwards. It is gone at the end unless it was put into place.
///
/// Whoever holds one holds a lock on it, by which others know that it is in use; see `remove_stale`.
class Temporary {
public:
    enum class Kind : unsigned char {
        nameless,  // O_TMPFILE: no name until it is put into place, so nothing can stay behind
        named,     // for file systems that do not have that
    };
    enum class Existing : unsigned char { replace, keep };

    /// Makes one in a directory with an errno for the reason when `is_open()` is false. The process's file mode mask
    /// applies to `mode`.
    Temporary(int directory, Kind kind, unsigned mode);
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary();

    [[nodiscard]] bool is_open() const noexcept { return file_.is_open(); }
    [[nodiscard]] int get() const noexcept { return file_.get(); }
    [[nodiscard]] bool is_nameless() const noexcept { return name_.empty(); }

    /// Puts the file at `name` in its directory, at once; 0 or the errno. `EEXIST` when something is there that shall
    /// be kept.
    [[nodiscard]] int put_into_place(const std::string& name, Existing existing);

    /// `remove_stale_temporaries`, without this one.
    void remove_stale(const std::string& path) const;

private:
    [[nodiscard]] bool open_named(unsigned mode);
    [[nodiscard]] int link_to(const std::string& name) const;
    [[nodiscard]] int give_name();
    [[nodiscard]] int rename_to(const std::string& name, Existing existing);

    int directory_;
    Descriptor file_;
    std::string name_;  // empty while there is none
};

/// Removes what killed processes left in `directory`, which is the one at `path`: temporaries of ours that nobody has
/// locked, of a process that is gone or made an hour before `now`. The one called `except` stays.
void remove_stale_temporaries(int directory, const std::string& path, const std::string& except, std::time_t now);

}  // namespace ovfkit::io
