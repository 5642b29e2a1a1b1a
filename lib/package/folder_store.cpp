// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <utility>

#include <ovfkit/io/folder.hpp>
#include <ovfkit/io/tar.hpp>

#include "package/store.hpp"

namespace ovfkit::package {
namespace {

template <class Base>
class FolderStore : public Base {
public:
    explicit FolderStore(io::Folder folder) : folder_(std::move(folder)) {}

    [[nodiscard]] Result<std::unique_ptr<io::Input>> read(const Member& member) const override {
        auto file = folder_.file(member.name);
        if (!file) return file.error();
        const std::uint64_t size = (*file)->size();
        return io::stream_range(*std::move(file), 0, size);
    }
    [[nodiscard]] bool seekable() const override { return true; }

protected:
    io::Folder folder_;
};

class WholeFolder : public FolderStore<Store> {
public:
    using FolderStore::FolderStore;

    Result<void> list(const OpenOptions& options) {
        auto contents = folder_.contents(options.max_files);
        if (!contents) return contents.error();
        refused_ = std::move(contents->others);
        for (const std::string& name : contents->files) {
            if (io::is_apple_double(name)) continue;
            if (!io::check_member_name(name)) {
                refused_.push_back(name);  // no archive could hold it
                continue;
            }
            // What cannot be opened is a file all the same: reading it will say why.
            const auto file = folder_.file(name);
            members_.push_back({name, file ? (*file)->size() : 0, {}});
        }
        return {};
    }
};

class Beside : public FolderStore<BareStore> {
public:
    using FolderStore::FolderStore;

    void add_descriptor(const std::string& name, std::shared_ptr<const io::RandomAccess> bytes) override {
        asked_.insert(name);
        members_.push_back({name, bytes->size(), {}});
        descriptor_ = std::move(bytes);
    }
    [[nodiscard]] Result<std::unique_ptr<io::Input>> read(const Member& member) const override {
        if (member.name != members_.front().name) return FolderStore::read(member);
        return io::stream_range(descriptor_, 0, descriptor_->size());
    }
    void add(const std::string& name) override {
        if (!asked_.insert(name).second) return;
        if (const auto file = folder_.file(name)) members_.push_back({name, (*file)->size(), {}});
    }

private:
    std::shared_ptr<const io::RandomAccess> descriptor_;
    std::set<std::string> asked_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_folder(const std::string& path, const OpenOptions& options) {
    auto folder = io::Folder::open(path);
    if (!folder) return folder.error();
    auto store = std::make_unique<WholeFolder>(*std::move(folder));
    if (auto listed = store->list(options); !listed) return listed.error();
    return std::unique_ptr<Store>(std::move(store));
}

Result<std::unique_ptr<BareStore>> open_bare(const std::string& path) {
    auto folder = io::Folder::open(path);
    if (!folder) return folder.error();
    return std::unique_ptr<BareStore>(std::make_unique<Beside>(*std::move(folder)));
}

}  // namespace ovfkit::package
