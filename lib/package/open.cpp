// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <ovfkit/io/file.hpp>
#include <ovfkit/io/locked_file.hpp>
#include <ovfkit/package/rules.hpp>

#include "package/check_references.hpp"
#include "package/judge.hpp"
#include "package/references.hpp"
#include "package/sniff.hpp"
#include "package/state.hpp"

namespace ovfkit::package {
namespace {

/// One opening of a package.
class Opening {
public:
    Opening(std::string path, const OpenOptions& options, Diagnostics& diagnostics)
        : path_(std::move(path)), options_(options), diagnostics_(diagnostics) {
        state_->name = path_;
    }

    Result<Package> run() {
        auto bytes = io::open_file(path_);
        if (!bytes && bytes.error().code == ErrorCode::invalid_argument) return directory();
        if (!bytes) return bytes.error();
        if (io::has_undo_record(path_))
            diagnostics_.report(rule::interrupted_change, "a change of " + quoted(path_) + " was interrupted",
                                Location{path_, {}, 0, 0, {}, {}});
        const auto form = form_of(**bytes);
        if (!form) return form.error();
        return *form == Form::bare ? bare(*std::move(bytes)) : archive_in(*std::move(bytes), *form);
    }

    /// What lies in memory, or wherever somebody else has it.
    Result<Package> run_in(std::shared_ptr<const io::RandomAccess> bytes) {
        const auto form = form_of(*bytes);
        if (!form) return form.error();
        // What is no archive is read as one, which says what is wrong with it.
        return archive_in(std::move(bytes), *form == Form::bare ? Form::archive : *form);
    }

private:
    Result<Package> archive_in(std::shared_ptr<const io::RandomAccess> bytes, Form form) {
        return archive(form == Form::archive ? open_archive(std::move(bytes), path_, diagnostics_, options_)
                                             : open_compressed_archive(std::move(bytes), path_, diagnostics_, options_),
                       form);
    }

    Result<Package> directory() { return archive(open_folder(path_, options_), Form::directory); }

    Result<Package> archive(Result<std::unique_ptr<Store>> store, Form form) {
        if (!store) return store.error();
        state_->form = form;
        state_->store = *std::move(store);
        const bool ordered = form == Form::archive || form == Form::compressed_archive;
        state_->roles = find_roles(state_->store->members(), ordered, path_, diagnostics_);
        if (!state_->roles.descriptor)
            return Error{ErrorCode::not_a_descriptor, quoted(path_) + " holds no descriptor (.ovf)", {}, {}};
        state_->index();
        if (auto read = read_descriptor(); !read) return read.error();
        return finish();
    }

    /// A descriptor by itself: what it references beside it is all that belongs to it.
    Result<Package> bare(std::shared_ptr<const io::RandomAccess> descriptor) {
        const std::string folder(folder_of(path_));
        const std::string name = path_.substr(folder.size());
        auto store = open_bare(folder.empty() ? "." : folder);
        if (!store) return store.error();
        BareStore& files = **store;
        files.add_descriptor(name, std::move(descriptor));
        state_->form = Form::bare;
        state_->store = *std::move(store);
        state_->roles.descriptor = 0;
        if (auto read = read_descriptor(); !read) return read.error();
        const std::string base(base_name(name));
        const std::size_t descriptor_only = files.members().size();
        files.add(base + ".mf");
        if (files.members().size() > descriptor_only) state_->roles.manifest = descriptor_only;
        const std::size_t before = files.members().size();
        files.add(base + ".cert");
        if (files.members().size() > before) state_->roles.certificate = before;
        add_references(files);
        state_->index();
        return finish();
    }

    void add_references(BareStore& files) const {
        const auto& references = state_->descriptor->envelope().references;
        if (!references) return;
        for (const model::File& file : references->files) {
            const std::string href = file.href.value_or({});
            if (has_scheme(href)) continue;
            for (const std::string& name : names_of(href)) {
                const std::size_t before = files.members().size();
                files.add(name);
                if (!file.chunk_size || files.members().size() > before) continue;
                for (std::uint64_t i = 0;; ++i) {
                    const std::size_t known = files.members().size();
                    files.add(chunk_name(name, i));
                    if (files.members().size() == known) break;
                }
            }
        }
    }

    Result<void> read_descriptor() {
        const Member& member = state_->store->members()[*state_->roles.descriptor];
        auto input = state_->store->read(member);
        if (!input) return input.error();
        auto bytes = io::read_all(**input, options_.limits.max_bytes, member.name);
        if (!bytes) return bytes.error();
        return state_->parse_descriptor(*std::move(bytes), options_, diagnostics_);
    }

    Result<Package> finish() {
        Package package = PackageAccess::make(state_);
        Diagnostics for_who_verifies;
        compare_with_manifest(package, options_.check_descriptor ? diagnostics_ : for_who_verifies);
        check_references(package, diagnostics_);
        return package;
    }

    /// A manifest that cannot be read is for `verify` to complain about.
    void compare_with_manifest(const Package& package, Diagnostics& diagnostics) const {
        const Member* manifest = package.manifest_member();
        if (manifest == nullptr) return;
        auto bytes = read_small(*state_->store, *manifest);
        if (!bytes) return;
        const Member& member = package.descriptor_member();
        HashedFile descriptor = hashed_bytes(member.name, package.descriptor().bytes(), all_algorithms());
        descriptor.offset = member.offset;
        Evidence evidence;
        evidence.package = path_;
        evidence.descriptor_name = member.name;
        evidence.manifest_name = manifest->name;
        evidence.manifest_bytes = *std::move(bytes);
        evidence.files.push_back(std::move(descriptor));
        state_->keep(check_descriptor(evidence, diagnostics));
    }

    std::string path_;
    const OpenOptions& options_;
    Diagnostics& diagnostics_;
    std::shared_ptr<PackageAccess::State> state_ = std::make_shared<PackageAccess::State>();
};

}  // namespace

Result<Package> Package::open(const std::string& path, Diagnostics& diagnostics, const OpenOptions& options) {
    return Opening(path, options, diagnostics).run();
}

Result<Package> Package::open(std::shared_ptr<const io::RandomAccess> bytes, const std::string& name,
                              Diagnostics& diagnostics, const OpenOptions& options) {
    return Opening(name, options, diagnostics).run_in(std::move(bytes));
}

}  // namespace ovfkit::package
