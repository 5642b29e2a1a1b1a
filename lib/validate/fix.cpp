// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/validate/fix.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

#include <ovfkit/descriptor/write.hpp>

#include "validate/fixers.hpp"

namespace ovfkit::validate {
namespace {

// What nests is mended from outside inwards, one depth a round, and each round reads the whole text again. Descriptors
// nest a few collections; one that was made to cost time is left half mended, which a second call goes on with.
constexpr std::uint64_t most_bytes_read_again = 1U << 30U;

std::vector<TextFixer> text_fixers() {
    std::vector<TextFixer> all = order_fixers();
    for (TextFixer& one : namespace_fixers()) all.push_back(std::move(one));
    return all;
}

std::vector<ModelFixer> model_fixers() {
    std::vector<ModelFixer> all = value_fixers();
    for (ModelFixer& one : hardware_fixers()) all.push_back(std::move(one));
    return all;
}

template <class Fixer>
bool wanted(const Fixer& fixer, const FixOptions& options) {
    return !options.rules || std::any_of(fixer.rules.begin(), fixer.rules.end(), [&](const Rule* rule) {
        return std::find(options.rules->begin(), options.rules->end(), rule->slug) != options.rules->end();
    });
}

Note note_for(const descriptor::Descriptor& descriptor, std::vector<Mended>& mended) {
    return [&descriptor, &mended](std::string_view rule, std::string what, Span at) {
        mended.push_back({rule, std::move(what), descriptor.locate(at)});
    };
}

Result<descriptor::Descriptor> read_again(std::string bytes, const descriptor::Descriptor& before) {
    Diagnostics ignored(0);
    descriptor::ReadOptions options;
    options.name = before.name();
    options.limits.max_bytes = bytes.size() * 2 + 16;  // UTF-16 can grow by half in UTF-8
    return descriptor::Descriptor::parse(std::move(bytes), ignored, options);
}

}  // namespace

std::vector<std::string_view> fixable() {
    std::vector<std::string_view> slugs;
    for (const TextFixer& one : text_fixers())
        for (const Rule* rule : one.rules) slugs.push_back(rule->slug);
    for (const ModelFixer& one : model_fixers())
        for (const Rule* rule : one.rules) slugs.push_back(rule->slug);
    std::sort(slugs.begin(), slugs.end());
    slugs.erase(std::unique(slugs.begin(), slugs.end()), slugs.end());
    return slugs;
}

Result<Fixed> fix(const descriptor::Descriptor& descriptor, const FixOptions& options) {
    Fixed fixed;
    // Each change of the text is made by itself, since two of them can meet at one place.
    std::optional<descriptor::Descriptor> current = descriptor;
    for (const TextFixer& fixer : text_fixers()) {
        if (!wanted(fixer, options)) continue;
        std::uint64_t read = 0;
        do {
            const Subject subject(*current);
            descriptor::Splices splices;
            fixer.run(subject, splices, note_for(*current, fixed.mended));
            if (splices.empty()) break;
            auto bytes = splices.apply(current->state().source);
            if (!bytes) return bytes.error();
            auto again = read_again(*std::move(bytes), descriptor);
            if (!again) return again.error();
            current = *std::move(again);
            read += current->bytes().size();
        } while (read < most_bytes_read_again);
    }
    const Subject subject(*current);
    model::Envelope envelope = current->envelope();
    for (const ModelFixer& fixer : model_fixers())
        if (wanted(fixer, options)) fixer.run(subject, options, envelope, note_for(*current, fixed.mended));
    auto bytes = descriptor::rewrite(*current, envelope);
    if (!bytes) return bytes.error();
    fixed.bytes = *std::move(bytes);
    return fixed;
}

}  // namespace ovfkit::validate
