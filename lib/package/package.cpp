// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/package/package.hpp>

#include <utility>

#include <ovfkit/io/gzip.hpp>

#include "package/references.hpp"
#include "package/state.hpp"

namespace ovfkit::package {
namespace {

/// Several inputs, one after the other, each opened when its turn comes.
class Joined : public io::Input {
public:
    Joined(Package package, std::vector<const Member*> parts)
        : package_(std::move(package)), parts_(std::move(parts)) {}

    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        while (size != 0) {
            if (!current_) {
                if (next_ == parts_.size()) return std::size_t{0};
                auto opened = package_.read(*parts_[next_++]);
                if (!opened) return opened.error();
                current_ = *std::move(opened);
            }
            auto got = current_->read(to, size);
            if (!got || *got != 0) return got;
            current_.reset();
        }
        return std::size_t{0};
    }

private:
    Package package_;  // keeps the members alive
    std::vector<const Member*> parts_;
    std::size_t next_ = 0;
    std::unique_ptr<io::Input> current_;
};

/// A decompressed input together with what it comes from.
class Unzipped : public io::Input {
public:
    Unzipped(std::unique_ptr<io::Input> compressed, const std::string& name)
        : compressed_(std::move(compressed)), plain_(io::gunzip(*compressed_, name)) {}
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override { return plain_->read(to, size); }

private:
    std::unique_ptr<io::Input> compressed_;
    std::unique_ptr<io::Input> plain_;
};

}  // namespace

std::string_view to_string(Form form) noexcept {
    switch (form) {
        case Form::directory: return "directory";
        case Form::bare: return "bare";
        case Form::archive: return "archive";
        case Form::compressed_archive: break;
    }
    return "compressed-archive";
}

void Package::State::index() {
    const auto& members = store->members();
    for (std::size_t i = 0; i < members.size(); ++i) by_name.emplace(members[i].name, i);
    refused = store->refused();
    refused.insert(refused.end(), roles.rivals.begin(), roles.rivals.end());
    disowned = has_rival(refused, members[*roles.descriptor].name);
}

void Package::State::keep(const DescriptorVerdict& verdict) {
    disowned = disowned || verdict.disowned;
    manifest_digest = verdict.digest;
}

Result<void> Package::State::parse_descriptor(std::string bytes, const OpenOptions& options, Diagnostics& diagnostics) {
    descriptor::ReadOptions read;
    read.limits = options.limits;
    read.name = form == Form::bare ? name : name + "/" + store->members()[*roles.descriptor].name;
    auto parsed = descriptor::Descriptor::parse(std::move(bytes), diagnostics, read);
    if (!parsed) return parsed.error();
    descriptor = *std::move(parsed);
    return {};
}

const Member* Package::State::find_beside(std::string_view wanted) const {
    const std::string_view folder = folder_of(store->members()[*roles.descriptor].name);
    const auto found = by_name.find(std::string(folder) + std::string(wanted));
    return found == by_name.end() ? nullptr : &store->members()[found->second];
}

Result<std::string> read_small(const Store& store, const Member& member) {
    constexpr std::uint64_t most = 64U << 20U;
    auto input = store.read(member);
    if (!input) return input.error();
    return io::read_all(**input, most, member.name);
}

Package::Package(std::shared_ptr<const State> state) : state_(std::move(state)) {}

const std::string& Package::name() const noexcept { return state_->name; }
Form Package::form() const noexcept { return state_->form; }
const descriptor::Descriptor& Package::descriptor() const noexcept { return *state_->descriptor; }
const std::vector<Member>& Package::members() const noexcept { return state_->store->members(); }
bool Package::descriptor_is_disowned() const noexcept { return state_->disowned; }
std::optional<crypto::DigestAlgorithm> Package::manifest_digest() const noexcept { return state_->manifest_digest; }
const std::vector<std::string>& Package::refused() const noexcept { return state_->refused; }
const Member& Package::descriptor_member() const noexcept { return members()[*state_->roles.descriptor]; }

const Member* Package::manifest_member() const noexcept {
    return state_->roles.manifest ? &members()[*state_->roles.manifest] : nullptr;
}

const Member* Package::certificate_member() const noexcept {
    return state_->roles.certificate ? &members()[*state_->roles.certificate] : nullptr;
}

const Member* Package::find(std::string_view name) const noexcept {
    const auto found = state_->by_name.find(name);
    return found == state_->by_name.end() ? nullptr : &members()[found->second];
}

Result<std::vector<const Member*>> Package::resolve(const model::File& file) const {
    return package::resolve(file, [this](std::string_view name) { return state_->find_beside(name); });
}

Result<std::unique_ptr<io::Input>> Package::read(const Member& member) const { return state_->store->read(member); }

Result<std::unique_ptr<io::Input>> Package::read(const model::File& file) const {
    auto parts = resolve(file);
    if (!parts) return parts.error();
    auto stored = std::make_unique<Joined>(*this, *std::move(parts));
    const std::string compression = file.compression.value_or({});
    if (compression.empty() || compression == "identity") return std::unique_ptr<io::Input>(std::move(stored));
    if (compression != "gzip")
        return Error{ErrorCode::unsupported, "the compression " + quoted(compression) + " is not known", {}, {}};
    return std::unique_ptr<io::Input>(std::make_unique<Unzipped>(std::move(stored), file.href.value_or({})));
}

}  // namespace ovfkit::package
