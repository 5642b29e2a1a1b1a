// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <ovfkit/convert/convert.hpp>
#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/trust/evidence.hpp>

#include "support/files.hpp"

namespace ovfkit::convert {

using descriptor::Descriptor;
using descriptor::Grammar;
using model::EntityKind;

inline constexpr Grammar all_targets[] = {Grammar::ovf_1, Grammar::ovf_2, Grammar::ovirt, Grammar::ovirt_ova};

inline std::string target_word(Grammar target) {
    switch (target) {
        case Grammar::ovf_1: return "ovf_1";
        case Grammar::ovf_2: return "ovf_2";
        case Grammar::ovirt: return "ovirt";
        default: return "ovirt_ova";
    }
}

/// Reads bytes that must be a descriptor.
inline Descriptor parsed(std::string bytes) {
    Diagnostics diagnostics;
    auto descriptor = Descriptor::parse(std::move(bytes), diagnostics);
    if (!descriptor) ADD_FAILURE() << descriptor.error().message;
    return std::move(descriptor).value();
}

inline Descriptor read_dialect(const std::string& name) {
    return parsed(test::contents(test::fixture("dialects/" + name)));
}

/// `envelope` as a file of `grammar`, read again.
inline Descriptor written(const model::Envelope& envelope, Grammar grammar) {
    auto bytes = descriptor::write(envelope, grammar);
    if (!bytes) ADD_FAILURE() << bytes.error().message;
    return parsed(std::move(bytes).value());
}

inline Options to(Grammar target) {
    Options options;
    options.target = target;
    return options;
}

inline std::vector<Output> outputs_of(const Descriptor& source, const Options& options) {
    auto outputs = convert(source, options);
    if (!outputs) ADD_FAILURE() << outputs.error().message;
    return std::move(outputs).value();
}

/// The one output of a document with one entity, or with all of them together.
inline Output output_of(const Descriptor& source, const Options& options) {
    auto outputs = outputs_of(source, options);
    EXPECT_EQ(outputs.size(), 1U);
    return std::move(outputs.front());
}

inline Output output_of(const Descriptor& source, Grammar target) { return output_of(source, to(target)); }

inline trust::Evidence evidence_of(const Descriptor& descriptor) {
    Diagnostics diagnostics;
    return trust::collect(descriptor.envelope(), descriptor.dialect().name, diagnostics);
}

inline const model::VirtualSystem& only_system(const model::Envelope& envelope) {
    return *model::virtual_systems(envelope).front();
}

/// Whether a loss of that kind says `words`.
inline bool tells(const Output& output, LossKind kind, const std::string& words) {
    for (const Loss& loss : output.losses)
        if (loss.kind == kind && loss.message.find(words) != std::string::npos) return true;
    return false;
}

inline std::string listed(const Output& output) {
    std::string all;
    for (const Loss& loss : output.losses)
        all += std::string(to_string(loss.kind)) + " " + loss.path + ": " + loss.message + "\n";
    return all;
}

}  // namespace ovfkit::convert
