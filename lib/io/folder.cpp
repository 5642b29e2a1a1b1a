// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/folder.hpp>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <boost/filesystem/path.hpp>

#include <ovfkit/io/tar.hpp>

#include "io/folder_handle.hpp"
#include "io/open_file.hpp"
#include "io/target.hpp"
#include "io/temporary.hpp"

namespace ovfkit::io {
namespace {

constexpr std::size_t most_listed_name_bytes = 4096;
constexpr unsigned folder_file_mode = 0666;
constexpr unsigned folder_mode = 0777;

struct CloseListing {
    void operator()(DIR* listing) const { ::closedir(listing); }
};
using Listing = std::unique_ptr<DIR, CloseListing>;

Listing list_folder(const Descriptor& folder) {
    const int again = ::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (again < 0) return nullptr;
    Listing listing(::fdopendir(again));
    if (!listing) ::close(again);
    return listing;
}

constexpr int most_removed_depth = 200;

// Removes what is in a folder that a killed process left: files and folders, and no link is followed.
void empty_folder(const Descriptor& folder, int depth) {
    const Listing listing = list_folder(folder);
    if (!listing || depth == most_removed_depth) return;
    while (const dirent* const entry = ::readdir(listing.get())) {
        const std::string name = entry->d_name;
        if (name == "." || name == "..") continue;
        if (::unlinkat(folder.get(), name.c_str(), 0) == 0 || (errno != EISDIR && errno != EPERM)) continue;
        if (const Descriptor inner = open_folder_at(folder.get(), name); inner.is_open())
            empty_folder(inner, depth + 1);
        ::unlinkat(folder.get(), name.c_str(), AT_REMOVEDIR);
    }
}

// As with temporary files: the lock is what counts, then the process, then the age.
void remove_stale_folders(const Descriptor& parent, const Descriptor& own) {
    struct stat now {};
    const Listing listing = list_folder(parent);
    if (!listing || ::fstat(own.get(), &now) != 0) return;
    while (const dirent* const entry = ::readdir(listing.get())) {
        const std::string name = entry->d_name;
        const auto process = process_of_temporary(name);
        if (!process) continue;
        const Descriptor folder = open_at(parent.get(), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        struct stat status {};
        if (!folder.is_open() || ::fstat(folder.get(), &status) != 0 || status.st_uid != ::geteuid()) continue;
        if (::flock(folder.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) continue;
        if (identity_of(own.get()) == identity_of(folder.get()) || !is_stale(*process, status, now.st_mtime)) continue;
        empty_folder(folder, 0);
        ::unlinkat(parent.get(), name.c_str(), AT_REMOVEDIR);
    }
}

// Makes and locks a folder under a temporary name, which it gives; not open, with an errno, when that cannot be done.
Descriptor make_hidden_folder(int parent, std::string& name) {
    constexpr int most_attempts = 32;
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        name = temporary_name();
        if (name.empty()) return errno = EIO, Descriptor();
        if (::mkdirat(parent, name.c_str(), folder_mode) != 0) {
            if (errno == EEXIST) continue;
            return {};
        }
        Descriptor folder = open_at(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        struct stat status {};
        // The lock comes a moment after the name, and somebody who cleans up may come between.
        const bool taken = folder.is_open() && ::flock(folder.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (folder.is_open() && !taken && ::fstat(folder.get(), &status) == 0 && status.st_nlink != 0) return folder;
        ::unlinkat(parent, name.c_str(), AT_REMOVEDIR);
    }
    return errno = EWOULDBLOCK, Descriptor();
}

// 0 or the errno; what is at `to` stays.
int rename_folder(int parent, const std::string& from, const std::string& to) {
    if (::renameat2(parent, from.c_str(), parent, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    // The file system does not know that. An empty folder of our own keeps the place, and may be replaced.
    if (::mkdirat(parent, to.c_str(), folder_mode) != 0) return errno;
    if (::renameat(parent, from.c_str(), parent, to.c_str()) == 0) return 0;
    const int failed = errno;
    ::unlinkat(parent, to.c_str(), AT_REMOVEDIR);
    return failed;
}

class FolderFile : public Output {
public:
    FolderFile(Place place, Descriptor file, std::string path)
        : place_(std::move(place)), file_(std::move(file)), what_(identity_of(file_.get())), path_(std::move(path)) {}
    ~FolderFile() override {
        if (!kept_) remove_if_same(place_.folder.get(), place_.name, what_, 0);
    }

    [[nodiscard]] Result<void> write(std::string_view bytes) override {
        if (ended_)
            return Error{ErrorCode::invalid_argument, "nothing more can be written to " + quoted(path_), {}, {}};
        const SignalMask mask = SignalMask::of_writing();
        const int failed = write_all(file_.get(), bytes);
        if (failed == 0) return {};
        ended_ = true;
        return system_error(failed, "write", path_);
    }

    Result<void> finish() {
        if (ended_) return Error{ErrorCode::invalid_argument, quoted(path_) + " cannot be finished any more", {}, {}};
        ended_ = true;
        int failed = flush(file_.get());
        if (failed == 0) failed = flush(place_.folder.get());
        if (failed != 0) return system_error(failed, "write", path_);
        kept_ = true;
        return {};
    }

    [[nodiscard]] const Identity& what() const { return what_; }

private:
    Place place_;
    Descriptor file_;
    Identity what_;
    std::string path_;
    bool ended_ = false;
    bool kept_ = false;
};

}  // namespace

class Folder::State {
public:
    State(Descriptor folder, std::string path) : folder_(std::move(folder)), path_(std::move(path)) {}

    [[nodiscard]] int handle() const { return folder_.get(); }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string path_of(std::string_view name) const { return path_ + "/" + std::string(name); }

    void remove_itself_too(Descriptor parent, std::string name) { itself_ = {std::move(parent), std::move(name)}; }
    void settle_as(std::string name) { settled_name_ = std::move(name); }
    Result<void> settle();
    Result<void> make_folders_to(std::string_view name);
    void made(std::string_view name, const Identity& what) { made_.push_back({std::string(name), what, false}); }
    Result<void> list(const std::string& name, std::size_t most, std::vector<std::string>& folders,
                      Contents& contents) const;
    void discard();

private:
    // Something that was made, to be removed again.
    struct Made {
        std::string name;  // relative to the folder
        Identity what;
        bool is_folder = false;
    };

    Descriptor folder_;
    std::string path_;
    Place itself_;              // seen from its parent, when it was made
    std::string settled_name_;  // that it gets in the end
    std::vector<Made> made_;
};

Result<void> Folder::State::make_folders_to(std::string_view name) {
    for (std::size_t slash = name.find('/'); slash != std::string_view::npos; slash = name.find('/', slash + 1)) {
        const std::string_view folder = name.substr(0, slash);
        const auto place = go_to(handle(), folder, path_);
        if (!place) return place.error();
        if (::mkdirat(place->folder.get(), place->name.c_str(), folder_mode) != 0) {
            if (errno == EEXIST) continue;
            return system_error(errno, "make the directory", path_of(folder));
        }
        const Descriptor fresh = open_folder_at(place->folder.get(), place->name);
        if (!fresh.is_open()) return system_error(errno, "open", path_of(folder));
        made_.push_back({std::string(folder), identity_of(fresh.get()), true});
        if (const int failed = flush(place->folder.get()); failed != 0)
            return system_error(failed, "make the directory", path_of(folder));
    }
    return {};
}

// Adds what is in the folder called `name` (empty for the whole) to `folders` and `contents`.
Result<void> Folder::State::list(const std::string& name, std::size_t most, std::vector<std::string>& folders,
                                 Contents& contents) const {
    const std::string before = name.empty() ? "" : name + "/";
    auto place = go_to(handle(), before + "x", path_);
    if (!place) return place.error();
    const Listing listing = list_folder(place->folder);
    if (!listing) return system_error(errno, "list", path_of(name));
    while (true) {
        errno = 0;
        const dirent* const entry = ::readdir(listing.get());
        if (entry == nullptr && errno != 0) return system_error(errno, "list", path_of(name));
        if (entry == nullptr) return {};
        const std::string last = entry->d_name;
        // What a killed process of ours left is no content.
        if (last == "." || last == ".." || process_of_temporary(last)) continue;
        struct stat status {};
        // What has gone meanwhile is not there.
        if (::fstatat(place->folder.get(), last.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        std::vector<std::string>& all = S_ISDIR(status.st_mode)   ? folders
                                        : S_ISREG(status.st_mode) ? contents.files
                                                                  : contents.others;
        if (all.size() == most || before.size() + last.size() > most_listed_name_bytes)
            return Error{ErrorCode::limit_exceeded,
                         quoted(path_) + " holds more than the limit of " + std::to_string(most) +
                             " files or folders, or names that are too long",
                         {},
                         {}};
        all.push_back(before + last);
    }
}

void Folder::State::discard() {
    for (auto made = made_.rbegin(); made != made_.rend(); ++made)
        if (const auto place = go_to(handle(), made->name, path_))
            remove_if_same(place->folder.get(), place->name, made->what, made->is_folder ? AT_REMOVEDIR : 0);
    made_.clear();
    if (!itself_.folder.is_open()) return;
    remove_if_same(itself_.folder.get(), itself_.name, identity_of(handle()), AT_REMOVEDIR);
    itself_ = {};
}

Result<void> Folder::State::settle() {
    if (settled_name_.empty())
        return Error{ErrorCode::invalid_argument, quoted(path_) + " has its name already", {}, {}};
    if (const int failed = flush(handle()); failed != 0) return system_error(failed, "write", path_);
    const SignalMask mask = SignalMask::of_everything();
    const int failed = rename_folder(itself_.folder.get(), itself_.name, settled_name_);
    if (failed != 0) return system_error(failed, "make the directory", path_);
    itself_.name = std::exchange(settled_name_, {});
    ::flock(handle(), LOCK_UN);
    if (const int unflushed = flush(itself_.folder.get()); unflushed != 0 && unflushed != EBADF)
        return system_error(unflushed, "write the directory around", path_);
    return {};
}

Folder::Folder(std::shared_ptr<State> state) : state_(std::move(state)) {}

Result<Folder> Folder::open(const std::string& path) {
    if (auto checked = check_path(path); !checked) return checked.error();
    Descriptor folder = open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY);
    if (!folder.is_open()) return system_error(errno, "open the directory", path);
    return Folder(std::make_shared<State>(std::move(folder), path));
}

Result<Folder> Folder::create(const std::string& path) {
    if (auto checked = check_path(path); !checked) return checked.error();
    const std::string bare = path.substr(0, path.find_last_not_of('/') + 1);
    if (bare.empty()) return system_error(EEXIST, "make the directory", path);
    const std::string name = boost::filesystem::path(bare).filename().string();
    Descriptor parent = open_at(AT_FDCWD, directory_of(bare), O_PATH | O_DIRECTORY);
    if (!parent.is_open()) return system_error(errno, "make the directory", path);
    if (::mkdirat(parent.get(), name.c_str(), folder_mode) != 0) return system_error(errno, "make the directory", path);
    Descriptor folder = open_at(parent.get(), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    if (!folder.is_open()) return system_error(errno, "open the directory", path);
    auto state = std::make_shared<State>(std::move(folder), bare);
    state->remove_itself_too(std::move(parent), name);
    return Folder(std::move(state));
}

Result<Folder> Folder::prepare(const std::string& path) {
    if (auto checked = check_path(path); !checked) return checked.error();
    const std::string bare = path.substr(0, path.find_last_not_of('/') + 1);
    if (bare.empty()) return system_error(EEXIST, "make the directory", path);
    const std::string name = boost::filesystem::path(bare).filename().string();
    Descriptor parent = open_folder_at(AT_FDCWD, directory_of(bare) + "/.");
    if (!parent.is_open()) return system_error(errno, "make the directory", path);
    struct stat there {};
    if (::fstatat(parent.get(), name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0)
        return system_error(EEXIST, "make the directory", path);
    std::string hidden;
    Descriptor folder = make_hidden_folder(parent.get(), hidden);
    if (!folder.is_open()) return system_error(errno, "make the directory", path);
    remove_stale_folders(parent, folder);
    auto state = std::make_shared<State>(std::move(folder), bare);
    state->remove_itself_too(std::move(parent), std::move(hidden));
    state->settle_as(name);
    return Folder(std::move(state));
}

Result<void> Folder::settle() { return state_->settle(); }

Result<void> Folder::lock() {
    if (::flock(state_->handle(), LOCK_EX | LOCK_NB) == 0) return {};
    if (errno != EWOULDBLOCK) return system_error(errno, "lock", state_->path());
    return Error{ErrorCode::unsupported, quoted(state_->path()) + " is being changed by somebody else", {}, {}};
}

Result<std::shared_ptr<const RandomAccess>> Folder::file(std::string_view name) const {
    const auto place = go_to(state_->handle(), name, state_->path());
    if (!place) return place.error();
    return open_file_at(place->folder.get(), place->name, O_NOFOLLOW, state_->path_of(name));
}

Result<std::unique_ptr<Output>> Folder::create_file(std::string_view name) {
    if (auto checked = check_member_name(name); !checked) return checked.error();
    if (auto made = state_->make_folders_to(name); !made) return made.error();
    auto place = go_to(state_->handle(), name, state_->path());
    if (!place) return place.error();
    Descriptor file = open_at(place->folder.get(), place->name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_NOCTTY,
                              folder_file_mode);
    if (!file.is_open()) return system_error(errno, "make", state_->path_of(name));
    auto made = std::make_unique<FolderFile>(std::move(*place), std::move(file), state_->path_of(name));
    state_->made(name, made->what());
    return std::unique_ptr<Output>(std::move(made));
}

Result<void> Folder::finish_file(Output& file) {
    if (auto* const made = dynamic_cast<FolderFile*>(&file)) return made->finish();
    return Error{ErrorCode::invalid_argument, "this output is no file of the folder", {}, {}};
}

Result<Folder::Contents> Folder::contents(std::size_t most) const {
    Contents contents;
    std::vector<std::string> folders;
    if (auto listed = state_->list({}, most, folders, contents); !listed) return listed.error();
    for (std::size_t next = 0; next < folders.size(); ++next)
        if (auto listed = state_->list(std::string(folders[next]), most, folders, contents); !listed)
            return listed.error();
    std::sort(contents.files.begin(), contents.files.end());
    std::sort(contents.others.begin(), contents.others.end());
    return contents;
}

void Folder::discard() { state_->discard(); }

}  // namespace ovfkit::io
