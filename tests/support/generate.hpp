// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include <ovfkit/descriptor/dialect.hpp>
#include <ovfkit/model/envelope.hpp>
#include <ovfkit/model/view.hpp>

#include "descriptor/row.hpp"

namespace ovfkit::test {

/// Makes random models by walking the mapping tables, so that every row is exercised, the ones of tomorrow included.
/// The same seed gives the same model.
class Generator {
public:
    explicit Generator(std::uint32_t seed) : random_(seed) {}

    /// A document of `grammar` with one entity of `kind`; of the standard grammars now and then a collection.
    [[nodiscard]] model::Envelope envelope(descriptor::Grammar grammar, model::EntityKind kind);

    /// Changes one thing somewhere below `owner`: sets, changes or removes a value, an element or a foreign part. What
    /// it did, for messages; empty when the dice fell on nothing.
    std::string mutate(const descriptor::Shape& shape, void* owner, descriptor::Targets targets, int depth = 0);

    [[nodiscard]] std::string text();
    [[nodiscard]] std::string word();
    [[nodiscard]] model::Extension extension(int depth = 0);

private:
    void fill(const descriptor::Shape& shape, void* owner, descriptor::Targets targets, int depth);
    void fill_row(const descriptor::Row& row, void* owner, descriptor::Targets targets, int depth);
    void fill_leaf(const descriptor::Row& row, void* field);
    void extensions(model::Element& element, bool children);
    [[nodiscard]] bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
    [[nodiscard]] std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

    std::mt19937 random_;
};

}  // namespace ovfkit::test
