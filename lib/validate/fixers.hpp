// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/validate/fix.hpp>

#include "descriptor/splices.hpp"
#include "validate/subject.hpp"

namespace ovfkit::validate {

/// Where a fixer says what it mended.
using Note = std::function<void(std::string_view rule, std::string what, Span at)>;

/// Mends the text of a document: what the model does not hold, such as the order of elements.
struct TextFixer {
    std::vector<const Rule*> rules;
    void (*run)(const Subject& subject, descriptor::Splices& splices, const Note& note);
};

/// Mends values, in a copy of the model.
struct ModelFixer {
    std::vector<const Rule*> rules;
    void (*run)(const Subject& subject, const FixOptions& options, model::Envelope& envelope, const Note& note);
};

[[nodiscard]] std::vector<TextFixer> order_fixers();
[[nodiscard]] std::vector<TextFixer> namespace_fixers();
[[nodiscard]] std::vector<ModelFixer> value_fixers();
[[nodiscard]] std::vector<ModelFixer> hardware_fixers();

}  // namespace ovfkit::validate
