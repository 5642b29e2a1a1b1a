// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/validation.hpp>
#include <ovfkit/task/validate_file.hpp>

#include "guard.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_validate_options {
    task::FileCheck check;
    ProgressCallback progress{};
    std::optional<validate::Baseline> baseline{};
};

struct ovfkit_validation {
    report::Validation validation;
    std::vector<ovfkit_diagnostics> findings;  // of each file, as its owner sees them
};

namespace {

/// A profile in texts that end in a NUL; the library's own views do not.
struct KnownProfile {
    std::string name;
    std::string purpose;
};

/// Made once; empty when there is no memory for it.
const std::vector<KnownProfile>& known_profiles() noexcept {
    static const std::vector<KnownProfile> all = []() noexcept {
        std::vector<KnownProfile> made;
        try {
            for (const validate::ProfileText& one : validate::profiles())
                made.push_back({std::string(one.name), std::string(one.purpose)});
        } catch (...) {
            made.clear();
        }
        return made;
    }();
    return all;
}

Result<validate::Profile> default_profile() { return validate::Profile::named("interop"); }

const report::ValidatedFile* validated(const ovfkit_validation* validation, std::size_t index) noexcept {
    return validation ? at(validation->validation.files, index) : nullptr;
}

ovfkit_diagnostics list_of(const report::ValidatedFile& file) {
    ovfkit_diagnostics all{Diagnostics(file.findings.size())};
    for (const Diagnostic& one : file.findings) all.list.add(one);
    return all;
}

Result<std::unique_ptr<ovfkit_validation>> validate_all(const char* const* paths, std::size_t count,
                                                        const ovfkit_validate_options* options) {
    if (!paths && count != 0) return missing("paths");
    if (std::any_of(paths, paths + count, [](const char* path) { return path == nullptr; })) return missing("paths[]");
    task::FileCheck check;
    if (options) check = options->check;
    if (!options) {
        auto profile = default_profile();
        if (!profile) return profile.error();
        check.profile = *std::move(profile);
    }
    auto made = std::make_unique<ovfkit_validation>();
    made->validation.profile = check.profile.name();
    for (std::size_t i = 0; i < count; ++i) {
        if (options && options->progress && !options->progress({paths[i], i, count}))
            return Error{ErrorCode::cancelled, "the validation was cancelled", {}, {}};
        made->validation.files.push_back(task::validate_file(path_of(paths[i]), check).file);
    }
    if (options && options->baseline) {
        validate::Baseline left = *options->baseline;  // each line is taken once, in each validation
        task::leave_out_accepted(left, made->validation.files);
    }
    for (const report::ValidatedFile& file : made->validation.files) made->findings.push_back(list_of(file));
    return made;
}

}  // namespace

std::size_t ovfkit_profile_count(void) noexcept { return known_profiles().size(); }

ovfkit_string ovfkit_profile_name(std::size_t index) noexcept {
    return text_about(at(known_profiles(), index), [](auto& profile) { return std::string_view(profile.name); });
}

ovfkit_string ovfkit_profile_purpose(std::size_t index) noexcept {
    return text_about(at(known_profiles(), index), [](auto& profile) { return std::string_view(profile.purpose); });
}

ovfkit_validate_options* ovfkit_validate_options_create(void) noexcept {
    ovfkit_validate_options* made = created<ovfkit_validate_options>();
    if (made && ovfkit_validate_options_set_profile(made, "interop", nullptr) == OVFKIT_OK) return made;
    delete made;
    return nullptr;
}

void ovfkit_validate_options_free(ovfkit_validate_options* options) noexcept { delete options; }

ovfkit_status ovfkit_validate_options_set_profile(ovfkit_validate_options* options, const char* name,
                                                  ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_validate_options& to) -> Result<void> {
        if (!name) return missing("name");
        auto profile = validate::Profile::named(name);
        if (!profile) return profile.error();
        to.check.profile = *std::move(profile);
        return {};
    });
}

ovfkit_status ovfkit_validate_options_set_profile_text(ovfkit_validate_options* options, const char* words,
                                                       std::size_t size, const char* name,
                                                       ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_validate_options& to) -> Result<void> {
        const auto view = bytes_of(words, size, "text");
        if (!view) return view.error();
        if (!name) return missing("name");
        auto profile = validate::Profile::parse(*view, name, report::catalog());
        if (!profile) return profile.error();
        to.check.profile = *std::move(profile);
        return {};
    });
}

ovfkit_status ovfkit_validate_options_suppress(ovfkit_validate_options* options, const char* pattern,
                                               ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_validate_options& to) -> Result<void> {
        if (!pattern) return missing("pattern");
        const auto rules = report::catalog();
        const auto matches = [&](const Rule* rule) { return validate::glob_matches(pattern, rule->slug); };
        if (std::none_of(rules.begin(), rules.end(), matches))
            return Error{ErrorCode::not_found, "no rule is called " + quoted(pattern), {}, {}};
        to.check.suppressed.emplace_back(pattern);
        return {};
    });
}

ovfkit_status ovfkit_validate_options_add_anchors(ovfkit_validate_options* options, const char* pem, std::size_t size,
                                                  ovfkit_error** error) noexcept {
    return changing(options, error,
                    [&](ovfkit_validate_options& to) { return add_anchors(to.check.anchors, pem, size); });
}

ovfkit_status ovfkit_validate_options_set_time(ovfkit_validate_options* options, std::int64_t time,
                                               ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_validate_options& to) -> Result<void> {
        to.check.time = time;
        return {};
    });
}

ovfkit_status ovfkit_validate_options_set_switch(ovfkit_validate_options* options, std::int32_t which, std::int32_t on,
                                                 ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_validate_options& to) -> Result<void> {
        const auto value = switch_of(on);
        if (!value) return value.error();
        switch (which) {
            case OVFKIT_VALIDATE_DESCRIPTOR_ONLY: to.check.descriptor_only = *value; break;
            case OVFKIT_VALIDATE_DIGESTS: to.check.digests = *value; break;
            case OVFKIT_VALIDATE_ALLOW_SHA1: to.check.allow_sha1 = *value; break;
            default: return unknown_number("OVFKIT_VALIDATE_ number", which);
        }
        return {};
    });
}

ovfkit_status ovfkit_validate_options_set_limits(ovfkit_validate_options* options, const ovfkit_limits* limits,
                                                 ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_validate_options& to) -> Result<void> {
        to.check.limits = limits_of(limits);
        return {};
    });
}

ovfkit_status ovfkit_validate_options_set_progress(ovfkit_validate_options* options, ovfkit_progress_callback callback,
                                                   void* user, ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_validate_options& to) -> Result<void> {
        to.progress = progress_of(callback, user);
        return {};
    });
}

ovfkit_status ovfkit_validate_options_set_baseline(ovfkit_validate_options* options, const char* words,
                                                   std::size_t size, const char* name, ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_validate_options& to) -> Result<void> {
        const auto view = bytes_of(words, size, "text");
        if (!view) return view.error();
        to.baseline.reset();
        if (!words) return {};
        auto baseline = validate::Baseline::parse(*view, name ? name : "baseline");
        if (!baseline) return baseline.error();
        to.baseline = *std::move(baseline);
        return {};
    });
}

ovfkit_status ovfkit_validation_baseline(const ovfkit_validation* validation, ovfkit_owned_string* out,
                                         ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!validation) return missing("validation");
        return task::baseline_of(validation->validation.files);
    });
}

ovfkit_status ovfkit_validate(const char* const* paths, std::size_t count, const ovfkit_validate_options* options,
                              ovfkit_validation** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) { return validate_all(paths, count, options); });
}

ovfkit_status ovfkit_validate_path(const char* path, const ovfkit_validate_options* options, ovfkit_validation** out,
                                   ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_validation>> {
        if (!path) return missing("path");
        return validate_all(&path, 1, options);
    });
}

void ovfkit_validation_free(ovfkit_validation* validation) noexcept { delete validation; }

std::size_t ovfkit_validation_file_count(const ovfkit_validation* validation) noexcept {
    return validation ? validation->validation.files.size() : 0;
}

ovfkit_string ovfkit_validation_file_name(const ovfkit_validation* validation, std::size_t index) noexcept {
    return text_about(validated(validation, index), [](auto& file) { return std::string_view(file.name); });
}

std::int32_t ovfkit_validation_file_readable(const ovfkit_validation* validation, std::size_t index) noexcept {
    return about(validated(validation, index), 0, [](auto& file) { return file.readable ? 1 : 0; });
}

std::uint64_t ovfkit_validation_file_suppressed(const ovfkit_validation* validation, std::size_t index) noexcept {
    return about(validated(validation, index), std::uint64_t{0}, [](auto& file) { return file.suppressed; });
}

const ovfkit_diagnostics* ovfkit_validation_file_diagnostics(const ovfkit_validation* validation,
                                                             std::size_t index) noexcept {
    return validation ? at(validation->findings, index) : nullptr;
}

std::int32_t ovfkit_validation_worst(const ovfkit_validation* validation) noexcept {
    if (!validation) return OVFKIT_SEVERITY_ERROR;  // what was not validated is not well
    std::int32_t worst = OVFKIT_SEVERITY_NONE;
    for (std::size_t i = 0; i < validation->findings.size(); ++i)
        worst = std::max(worst, validation->validation.files[i].readable
                                    ? severity_number(validation->findings[i].list.worst())
                                    : static_cast<std::int32_t>(OVFKIT_SEVERITY_ERROR));
    return worst;
}

ovfkit_status ovfkit_validation_render(const ovfkit_validation* validation, std::int32_t format,
                                       ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!validation) return missing("validation");
        switch (format) {
            case OVFKIT_FORMAT_TEXT: return report::as_text(validation->validation);
            case OVFKIT_FORMAT_JSON: return report::as_json(validation->validation);
            case OVFKIT_FORMAT_SARIF: return report::as_sarif(validation->validation);
            case OVFKIT_FORMAT_JUNIT: return report::as_junit(validation->validation);
            case OVFKIT_FORMAT_HTML: return report::as_html(validation->validation);
            default: return unknown_number("OVFKIT_FORMAT_ number", format);
        }
    });
}
