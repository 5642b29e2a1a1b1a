// SPDX-License-Identifier: Apache-2.0
#include "package/plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/io/gzip.hpp>
#include <ovfkit/io/tar.hpp>
#include <ovfkit/model/sections.hpp>
#include <ovfkit/package/rules.hpp>

#include "package/references.hpp"
#include "package/roles.hpp"
#include "package/state.hpp"

namespace ovfkit::package {
namespace {

constexpr std::uint64_t most_chunks = 100'000;

Error unfit(const Rule& rule, ErrorCode code, std::string message) { return {code, std::move(message), {}, rule.slug}; }

/// The ids of the files that disks are made of; oVirt's disks name the file by its `ovf:href`.
std::set<std::string> files_of_disks(const model::Envelope& envelope) {
    std::set<std::string> names;
    const auto add = [&](const std::vector<model::Disk>& disks) {
        for (const model::Disk& disk : disks) names.insert(disk.file_ref.value_or({}));
    };
    for (const model::Section& section : envelope.sections) {
        if (const auto* disks = std::get_if<model::DiskSection>(&section)) add(disks->disks);
        if (const auto* shared = std::get_if<model::SharedDiskSection>(&section)) add(shared->disks);
    }
    names.erase("");
    return names;
}

/// Whether the chunks of a file have the sizes that its chunk size wants.
bool are_chunks_of(const std::vector<const Member*>& parts, std::int64_t chunk) {
    if (chunk <= 0) return false;
    const auto size = static_cast<std::uint64_t>(chunk);
    for (const Member* part : parts)
        if (part == parts.back() ? part->size > size : part->size != size) return false;
    return true;
}

class Planner {
public:
    Planner(const Package& source, const PackOptions& options, const std::string& output, Diagnostics& diagnostics)
        : source_(source),
          options_(options),
          output_(output),
          diagnostics_(diagnostics),
          folder_(folder_of(source.descriptor_member().name)),
          disks_(files_of_disks(source.descriptor().envelope())) {}

    Result<Plan> run() {
        plan_.descriptor_name = in_new_package(source_.descriptor_member());
        const std::string base(base_name(plan_.descriptor_name));
        plan_.manifest_name = base + ".mf";
        plan_.certificate_name = base + ".cert";
        if (options_.keep_manifest)
            if (auto kept = keep_names(); !kept) return kept.error();
        if (auto certain = check_certain(); !certain) return certain.error();
        if (options_.chunk_size && *options_.chunk_size == 0)
            return Error{ErrorCode::invalid_argument, "a chunk has at least one byte", {}, {}};
        const auto& references = source_.descriptor().envelope().references;
        // A file that is a disk for one File element is one for all that mean it.
        for (std::size_t i = 0; references && i < references->files.size(); ++i)
            if (disks_.count(references->files[i].id.value_or({})) != 0)
                disks_.insert(references->files[i].href.value_or({}));
        for (std::size_t i = 0; references && i < references->files.size(); ++i)
            if (auto added = add(references->files[i], i); !added) return added.error();
        if (auto others = look_at_others(); !others) return others.error();
        if (source_.certificate_member() != nullptr && !options_.keep_manifest && !options_.signer)
            diagnostics_.report(rule::signature_dropped,
                                quoted(source_.certificate_member()->name) + " was left out: its manifest is made new",
                                place_of_member(*source_.certificate_member()));
        return std::move(plan_);
    }

private:
    /// Refuses a source of which others may read something else. A link that lies about in a directory harms nobody.
    [[nodiscard]] Result<void> check_certain() const {
        const bool archive = source_.form() == Form::archive || source_.form() == Form::compressed_archive;
        const auto& doubtful = archive ? source_.refused() : PackageAccess::state(source_).roles.rivals;
        if (doubtful.empty()) return {};
        return Error{ErrorCode::invalid_argument,
                     quoted(doubtful.front()) +
                         " is a link or device, has a name that is not safe or not its own, or "
                         "rivals a file that counts: what belongs to the package is not certain",
                     {},
                     {}};
    }

    Result<void> keep_names() {
        if (source_.manifest_member() == nullptr)
            return Error{ErrorCode::invalid_argument, "there is no manifest to keep", {}, {}};
        if (options_.gzip || options_.chunk_size || options_.correct_sizes)
            return Error{ErrorCode::invalid_argument,
                         "a manifest that is kept allows no change: neither compression nor chunks nor sizes",
                         {},
                         {}};
        plan_.manifest_name = in_new_package(*source_.manifest_member());
        if (source_.certificate_member() != nullptr)
            plan_.certificate_name = in_new_package(*source_.certificate_member());
        return {};
    }

    /// The name that a member of the source has in the new package, whose descriptor is in no folder.
    [[nodiscard]] std::string in_new_package(const Member& member) const {
        const bool beside = member.name.compare(0, folder_.size(), folder_) == 0;
        return beside ? member.name.substr(folder_.size()) : member.name;
    }

    [[nodiscard]] Location place_of_member(const Member& member) const {
        Location where;
        where.source = PackageAccess::state(source_).name;
        where.offset = member.offset;
        return where;
    }

    Result<void> add(const model::File& file, std::size_t index) {
        if (file.href.absent() || has_scheme(file.href.value_or({}))) return {};
        // The same once more, which may be of many chunks, is not looked at again.
        if (const auto known = by_name_.find(name_of(file)); known != by_name_.end()) {
            Payload& before = plan_.payloads[known->second];
            const model::File& first = source_.descriptor().envelope().references->files[before.references.front()];
            if (first.href == file.href && first.size == file.size && first.chunk_size == file.chunk_size &&
                first.compression == file.compression) {
                before.references.push_back(index);
                return {};
            }
        }
        auto parts = source_.resolve(file);
        if (!parts) return parts.error();
        Payload payload;
        payload.name = name_of(file);
        payload.parts = *std::move(parts);
        for (const Member* part : payload.parts) payload.source_bytes += part->size;
        payload.references = {index};
        if (auto decided = decide(file, payload); !decided) return decided;
        const auto [known, is_new] = by_name_.emplace(payload.name, plan_.payloads.size());
        if (is_new) {
            for (const Member* part : payload.parts) used_.insert(part);
            plan_.payloads.push_back(std::move(payload));
            return {};
        }
        Payload& before = plan_.payloads[known->second];
        if (before.parts != payload.parts || before.compress != payload.compress || before.chunk != payload.chunk)
            return unfit(rule::name_clash, ErrorCode::invalid_argument,
                         quoted(payload.name) + " is referenced twice, in different ways");
        before.references.push_back(index);
        return {};
    }

    /// Percent-decoded, unless nobody could have a file of that name.
    static std::string name_of(const model::File& file) {
        const std::vector<std::string> names = names_of(file.href.value_or({}));
        for (const std::string& name : names)
            if (io::check_member_name(name)) return name;
        return names.front();
    }

    /// Checks what the descriptor says of the file, and decides whether it is compressed and cut.
    Result<void> decide(const model::File& file, Payload& payload) {
        const std::string& first = payload.parts.front()->name;
        const bool whole =
            source_.find(folder_ + payload.name) == payload.parts.front() || first == folder_ + file.href.value_or({});
        const bool stated = !file.size.absent();
        const bool right = file.size.has_value() && *file.size == payload.source_bytes;
        if (stated && !right && !options_.correct_sizes)
            return unfit(rule::wrong_size, ErrorCode::malformed,
                         quoted(payload.name) + " has " + std::to_string(payload.source_bytes) +
                             " bytes, and the descriptor says " +
                             (file.size.has_value() ? std::to_string(*file.size) : quoted(file.size.text())));
        payload.was_cut = !whole;
        const bool regular = whole || are_chunks_of(payload.parts, file.chunk_size.value_or(0));
        if (!regular && !options_.correct_sizes && !options_.chunk_size)
            return unfit(rule::chunk_size, ErrorCode::malformed,
                         "the chunks of " + quoted(payload.name) + " have other sizes than the descriptor says");
        auto compress = wants_compression(file, payload);
        if (!compress) return compress.error();
        payload.compress = *compress;
        if (options_.chunk_size)
            payload.chunk = options_.chunk_size;
        else if (!whole && file.chunk_size.value_or(0) > 0)
            payload.chunk = static_cast<std::uint64_t>(*file.chunk_size);
        if (payload.compress) return {};
        if (regular && !whole && !options_.chunk_size) return keep_chunks(payload);
        auto members = cut(payload.name, payload.source_bytes, payload.chunk);
        if (!members) return members.error();
        payload.members = *std::move(members);
        return {};
    }

    static Result<void> keep_chunks(Payload& payload) {
        for (const Member* part : payload.parts)
            payload.members.push_back({chunk_name(payload.name, payload.members.size()), part->size});
        return {};
    }

    Result<bool> wants_compression(const model::File& file, const Payload& payload) const {
        if (!options_.gzip) return false;
        const std::string compression = file.compression.value_or({});
        if (!compression.empty() && compression != "identity") return false;
        if (disks_.count(file.id.value_or({})) == 0 && disks_.count(file.href.value_or({})) == 0) return false;
        // What is gzip already gets no smaller, and some tools forget to say it.
        auto input = source_.read(*payload.parts.front());
        if (!input) return input.error();
        char begin[3];
        std::size_t filled = 0;
        while (filled < sizeof begin) {
            const auto got = (*input)->read(begin + filled, sizeof begin - filled);
            if (!got) return got.error();
            if (*got == 0) break;
            filled += *got;
        }
        return !io::looks_like_gzip({begin, filled});
    }

    /// The files that nothing references.
    Result<void> look_at_others() {
        const bool output_is_there = !output_.empty() && io::exists(output_);
        for (const Member& member : source_.members()) {
            if (&member == &source_.descriptor_member() || &member == source_.manifest_member() ||
                &member == source_.certificate_member() || used_.count(&member) != 0)
                continue;
            if (output_is_there && io::is_same_file(path_of(source_, member), output_) &&
                source_.form() == Form::directory)
                continue;  // what an earlier run made
            if (!options_.all_files) {
                diagnostics_.report(rule::unreferenced_file,
                                    quoted(member.name) + " was left out: the descriptor does not reference it",
                                    place_of_member(member));
                continue;
            }
            const std::string name = in_new_package(member);
            Payload payload;
            payload.name = name;
            payload.parts = {&member};
            payload.source_bytes = member.size;
            payload.members = {{name, member.size}};
            plan_.payloads.push_back(std::move(payload));
        }
        return {};
    }

    const Package& source_;
    const PackOptions& options_;
    const std::string& output_;
    Diagnostics& diagnostics_;
    std::string folder_;
    std::set<std::string> disks_;
    Plan plan_;
    std::map<std::string, std::size_t> by_name_;  // of the payloads that are referenced
    std::set<const Member*> used_;
};

}  // namespace

Result<Plan> make_plan(const Package& source, const PackOptions& options, const std::string& output,
                       Diagnostics& diagnostics) {
    return Planner(source, options, output, diagnostics).run();
}

Result<std::vector<NewMember>> cut(const std::string& name, std::uint64_t bytes,
                                   const std::optional<std::uint64_t>& chunk) {
    if (!chunk || bytes <= *chunk) return std::vector<NewMember>{{name, bytes}};
    if ((bytes - 1) / *chunk >= most_chunks)
        return Error{ErrorCode::invalid_argument,
                     quoted(name) + " would be cut into more than " + std::to_string(most_chunks) + " chunks",
                     {},
                     {}};
    std::vector<NewMember> chunks;
    for (std::uint64_t at = 0; at < bytes; at += *chunk)
        chunks.push_back({chunk_name(name, chunks.size()), std::min(*chunk, bytes - at)});
    return chunks;
}

Result<std::string> planned_descriptor(const Package& source, const PackOptions& options, const Plan& plan) {
    const descriptor::Descriptor& descriptor = source.descriptor();
    model::Envelope changed = descriptor.envelope();
    bool changes = false;
    for (const Payload& payload : plan.payloads) {
        std::uint64_t bytes = 0;
        for (const NewMember& member : payload.members) bytes += member.size;
        const bool chunked = payload.members.front().name != payload.name;
        for (const std::size_t index : payload.references) {
            model::File& file = changed.references->files[index];
            const model::File before = file;
            if (payload.compress) file.compression = std::string("gzip");
            if (payload.compress || options.correct_sizes) file.size = bytes;
            if (chunked)
                file.chunk_size = static_cast<std::int64_t>(*payload.chunk);
            else if (payload.was_cut || options.correct_sizes || options.chunk_size)
                file.chunk_size.reset();
            changes = changes || !(before == file);
        }
    }
    if (!changes) return std::string(descriptor.bytes());
    return descriptor::rewrite(descriptor, changed);
}

std::string path_of(const Package& source, const Member& member) {
    const std::string& name = PackageAccess::state(source).name;
    switch (source.form()) {
        case Form::directory: return name + "/" + member.name;
        case Form::bare: return std::string(folder_of(name)) + member.name;
        case Form::archive:
        case Form::compressed_archive: break;
    }
    return name;
}

}  // namespace ovfkit::package
