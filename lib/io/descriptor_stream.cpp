// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "io/open_file.hpp"
#include "io/system.hpp"

namespace ovfkit::io {
namespace {

static_assert(sizeof(off_t) == 8, "files beyond 2 GiB need a 64-bit off_t");

class DescriptorInput : public Input {
public:
    DescriptorInput(int descriptor, std::string name, Descriptor owned = {})
        : descriptor_(descriptor), owned_(std::move(owned)), name_(std::move(name)) {}

    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        const ssize_t got = read_some(descriptor_, to, size);
        if (got < 0 && errno == EISDIR) return directory_error(name_);
        if (got < 0) return system_error(errno, "read", name_);
        return static_cast<std::size_t>(got);
    }

    // What a file says of its size is passed over by seeking; whether there is more after that is found by reading,
    // because files grow, and those of /proc say 0.
    [[nodiscard]] Result<std::uint64_t> skip(std::uint64_t count) override {
        struct stat status {};
        std::uint64_t passed = 0;
        if (::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) {
            const off_t at = ::lseek(descriptor_, 0, SEEK_CUR);
            if (at >= 0 && at < status.st_size) {
                const auto jump =
                    static_cast<off_t>(std::min<std::uint64_t>(count, static_cast<std::uint64_t>(status.st_size - at)));
                if (::lseek(descriptor_, jump, SEEK_CUR) >= 0) passed = static_cast<std::uint64_t>(jump);
            }
        }
        if (passed == count) return passed;
        auto rest = Input::skip(count - passed);
        if (!rest) return rest.error();
        return passed + *rest;
    }

private:
    int descriptor_;
    Descriptor owned_;  // closed when it is
    std::string name_;
};

class FileAccess : public RandomAccess {
public:
    FileAccess(int descriptor, Descriptor owned, std::uint64_t size, std::string name)
        : descriptor_(descriptor), owned_(std::move(owned)), size_(size), name_(std::move(name)) {}

    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t size) const override {
        if (offset >= size_) return std::size_t{0};
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, size_ - offset));
        while (true) {
            const ssize_t got = ::pread(descriptor_, to, wanted, static_cast<off_t>(offset));
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) return system_error(errno, "read", name_);
        }
    }

private:
    int descriptor_;
    Descriptor owned_;  // closed when it is
    std::uint64_t size_;
    std::string name_;
};

class DescriptorOutput : public Output {
public:
    DescriptorOutput(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

    [[nodiscard]] Result<void> write(std::string_view bytes) override {
        const SignalMask mask = SignalMask::of_writing();
        if (const int failed = write_all(descriptor_, bytes); failed != 0) return system_error(failed, "write", name_);
        return {};
    }

private:
    int descriptor_;
    std::string name_;
};

}  // namespace

int descriptor_of(const RandomAccess& file) {
    const auto* const opened = dynamic_cast<const FileAccess*>(&file);
    return opened ? opened->descriptor() : -1;
}

Error not_a_file_error(std::string_view path) {
    return {ErrorCode::unsupported, quoted(path) + " is no regular file", {}, {}};
}

Result<std::shared_ptr<const RandomAccess>> open_file_at(int directory, const std::string& name, int flags,
                                                         const std::string& path) {
    struct stat status {};
    const int look = (flags & O_NOFOLLOW) != 0 ? AT_SYMLINK_NOFOLLOW : 0;
    if (::fstatat(directory, name.c_str(), &status, look) != 0) return system_error(errno, "open", path);
    if (S_ISDIR(status.st_mode)) return directory_error(path);
    if (!S_ISREG(status.st_mode)) return not_a_file_error(path);
    // It may be another thing by now, which is then neither waited for nor used.
    Descriptor file = open_at(directory, name, O_RDONLY | O_NOCTTY | O_NONBLOCK | flags);
    if (!file.is_open()) return system_error(errno, "open", path);
    if (::fstat(file.get(), &status) != 0) return system_error(errno, "open", path);
    if (!S_ISREG(status.st_mode)) return not_a_file_error(path);
    const int number = file.get();
    return std::shared_ptr<const RandomAccess>(
        std::make_shared<FileAccess>(number, std::move(file), static_cast<std::uint64_t>(status.st_size), path));
}

Result<std::shared_ptr<const RandomAccess>> open_file(const std::string& path) {
    if (auto checked = check_path(path); !checked) return checked.error();
    return open_file_at(AT_FDCWD, path, 0, path);
}

Result<std::unique_ptr<Input>> open_stream(const std::string& path) {
    if (auto checked = check_path(path); !checked) return checked.error();
    Descriptor file = open_at(AT_FDCWD, path, O_RDONLY | O_NOCTTY);
    if (!file.is_open()) return system_error(errno, "open", path);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return system_error(errno, "open", path);
    if (S_ISDIR(status.st_mode)) return directory_error(path);
    const int number = file.get();
    return std::unique_ptr<Input>(std::make_unique<DescriptorInput>(number, path, std::move(file)));
}

std::unique_ptr<Input> stream_descriptor(int descriptor, std::string name) {
    return std::make_unique<DescriptorInput>(descriptor, std::move(name));
}

std::shared_ptr<const RandomAccess> seekable_descriptor(int descriptor, std::string name) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return nullptr;
    return std::make_shared<FileAccess>(descriptor, Descriptor(), static_cast<std::uint64_t>(status.st_size),
                                        std::move(name));
}

std::unique_ptr<Output> write_to_descriptor(int descriptor, std::string name) {
    return std::make_unique<DescriptorOutput>(descriptor, std::move(name));
}

}  // namespace ovfkit::io
