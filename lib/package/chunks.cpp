// SPDX-License-Identifier: Apache-2.0
#include "package/chunks.hpp"

#include <algorithm>

#include "package/references.hpp"

namespace ovfkit::package {
namespace {

constexpr std::size_t chunk_digits = 9;
// Each of them keeps three digests at work until the archive ends.
constexpr std::size_t most_passing = 4096;

}  // namespace

WholeFile::WholeFile(std::string name, const std::vector<crypto::DigestAlgorithm>& algorithms)
    : name_(std::move(name)) {
    digests_.reserve(algorithms.size());
    for (const crypto::DigestAlgorithm algorithm : algorithms)
        digests_.emplace_back(algorithm, crypto::Digest(algorithm));
}

void WholeFile::update(std::string_view bytes) {
    for (auto& [algorithm, digest] : digests_) digest.update(bytes);
    size_ += bytes.size();
}

HashedFile WholeFile::take() {
    HashedFile file{name_, size_, {}, {}, readable_};
    for (auto& [algorithm, digest] : digests_) file.digests.emplace_back(algorithm, digest.hex());
    return file;
}

std::optional<std::pair<std::string, std::uint64_t>> chunk_of(const std::string& name) {
    if (name.size() < chunk_digits + 2) return std::nullopt;
    const std::size_t dot = name.size() - chunk_digits - 1;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (name[dot] != '.' || !std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(), digit))
        return std::nullopt;
    return std::make_pair(name.substr(0, dot), std::stoull(name.substr(dot + 1)));
}

WholeFile* PassingWholes::turn_of(const std::string& name, const Wanted& wanted) {
    const auto chunk = chunk_of(name);
    if (!chunk) return nullptr;
    const auto& [whole, number] = *chunk;
    const auto found = passing_.find(whole);
    if (found == passing_.end()) {
        const auto algorithms = wanted(whole);
        if (algorithms.empty() || passing_.size() >= most_passing) return nullptr;
        const bool late = number != 0;  // what came before its beginning is not put together any more
        Passing& begun =
            passing_.try_emplace(whole, Passing{WholeFile(whole, algorithms), 1, late, late}).first->second;
        return late ? nullptr : &begun.file;
    }
    Passing& passing = found->second;
    if (number == passing.next && !passing.ended) {
        ++passing.next;
        return &passing.file;
    }
    passing.out_of_order = passing.out_of_order || number == passing.next;
    passing.ended = true;
    return nullptr;
}

std::vector<HashedFile> PassingWholes::take() {
    std::vector<HashedFile> files;
    for (auto& [name, passing] : passing_)
        if (!passing.out_of_order) files.push_back(passing.file.take());
    passing_.clear();
    return files;
}

}  // namespace ovfkit::package
