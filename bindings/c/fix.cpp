// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <ovfkit/validate/fix.hpp>

#include "guard.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace {

/// Made once; empty when there is no memory for it.
const std::vector<std::string>& fixable_rules() noexcept {
    static const std::vector<std::string> all = []() noexcept -> std::vector<std::string> {
        try {
            const auto slugs = validate::fixable();
            return {slugs.begin(), slugs.end()};
        } catch (...) {
            return {};
        }
    }();
    return all;
}

Result<std::optional<std::vector<std::string_view>>> rules_of(const char* const* rules, std::size_t count) {
    if (!rules && count != 0) return missing("rules");
    if (!rules) return std::optional<std::vector<std::string_view>>();
    std::vector<std::string_view> slugs;
    for (std::size_t i = 0; i < count; ++i) {
        if (!rules[i]) return missing("rules[]");
        const auto& known = fixable_rules();
        const auto found = std::find(known.begin(), known.end(), std::string_view(rules[i]));
        if (found == known.end())
            return Error{ErrorCode::not_found, "no rule that can be mended is called " + quoted(rules[i]), {}, {}};
        slugs.emplace_back(*found);
    }
    return std::optional(std::move(slugs));
}

/// The files that the manifest has the right digest of.
std::vector<std::string> verified_files(const ovfkit_verification* verification) {
    std::vector<std::string> names;
    if (!verification) return names;
    for (const package::FileVerdict& one : verification->verified.verification.files)
        if (one.state == package::FileState::verified || one.state == package::FileState::weak)
            names.push_back(one.name);
    return names;
}

const ovfkit_mended* mended_at(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return descriptor ? at(descriptor->mended, index) : nullptr;
}

}  // namespace

std::size_t ovfkit_fixable_count(void) noexcept { return fixable_rules().size(); }

ovfkit_string ovfkit_fixable_rule(std::size_t index) noexcept {
    return text_about(at(fixable_rules(), index), [](auto& slug) { return std::string_view(slug); });
}

ovfkit_status ovfkit_descriptor_fix(const ovfkit_descriptor* descriptor, const char* const* rules, std::size_t count,
                                    const ovfkit_verification* verification, ovfkit_descriptor** out,
                                    ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_descriptor>> {
        if (!descriptor) return missing("descriptor");
        auto wanted = rules_of(rules, count);
        if (!wanted) return wanted.error();
        validate::FixOptions options;
        options.rules = *std::move(wanted);
        options.package = descriptor->inspection.package ? &*descriptor->inspection.package : nullptr;
        options.verified = verified_files(verification);
        auto fixed = validate::fix(descriptor->descriptor, options);
        if (!fixed) return fixed.error();
        auto made = reread(std::move(fixed->bytes), *descriptor);
        if (!made) return made;
        for (const validate::Mended& one : fixed->mended)
            (*made)->mended.push_back({std::string(one.rule), one.what, one.where.line});
        return made;
    });
}

std::size_t ovfkit_descriptor_mended_count(const ovfkit_descriptor* descriptor) noexcept {
    return descriptor ? descriptor->mended.size() : 0;
}

ovfkit_string ovfkit_descriptor_mended_rule(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return text_about(mended_at(descriptor, index), [](auto& one) { return std::string_view(one.rule); });
}

ovfkit_string ovfkit_descriptor_mended_what(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return text_about(mended_at(descriptor, index), [](auto& one) { return std::string_view(one.what); });
}

std::uint64_t ovfkit_descriptor_mended_line(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return about(mended_at(descriptor, index), std::uint64_t{0}, [](auto& one) { return one.line; });
}
