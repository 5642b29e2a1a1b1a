// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/new_file.hpp>

#include <utility>

#include "io/replacement.hpp"

namespace ovfkit::io {

class NewFile::State : public Replacement {
    using Replacement::Replacement;
};

NewFile::NewFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
NewFile::~NewFile() = default;

Result<std::unique_ptr<NewFile>> NewFile::create(const std::string& path, const ReplaceOptions& options) {
    auto state = std::make_unique<State>(path, options);
    if (auto begun = state->begin(); !begun) return begun.error();
    return std::unique_ptr<NewFile>(new NewFile(std::move(state)));
}

Result<void> NewFile::write(std::string_view bytes) { return state_->write(bytes); }
Result<void> NewFile::write_at(std::uint64_t offset, std::string_view bytes) { return state_->write_at(offset, bytes); }
Result<void> NewFile::copy_from(const RandomAccess& from, std::uint64_t offset, std::uint64_t size) {
    return state_->copy_from(from, offset, size);
}
Result<void> NewFile::commit() { return state_->commit(); }

}  // namespace ovfkit::io
