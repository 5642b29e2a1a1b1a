// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/environment.hpp>

#include "guard.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_environment {
    model::Environment environment{};
    ovfkit_diagnostics diagnostics{};
};

namespace {

using Properties = model::Boxed<model::EnvironmentPropertySection>;

const model::EnvironmentEntity* sibling(const ovfkit_environment* environment, std::size_t index) noexcept {
    return environment ? at(environment->environment.entities, index) : nullptr;
}

const model::EnvironmentProperty* property_at(const Properties* section, std::size_t index) noexcept {
    return section && *section ? at((*section)->properties, index) : nullptr;
}

const Properties* properties_of(const ovfkit_environment* environment) noexcept {
    return environment ? &environment->environment.properties : nullptr;
}

const Properties* properties_of(const ovfkit_environment* environment, std::size_t index) noexcept {
    const model::EnvironmentEntity* one = sibling(environment, index);
    return one ? &one->properties : nullptr;
}

std::string_view words_of(const model::Field<std::string>& field) noexcept {
    return field ? std::string_view(*field) : std::string_view();
}

Result<void> add_property(Properties& to, const char* key, const char* value) {
    if (!key) return missing("key");
    if (!value) return missing("value");
    model::EnvironmentProperty one;
    one.key = std::string(key);
    one.value = std::string(value);
    to.ensure().properties.push_back(std::move(one));
    return {};
}

/// The field of an OVFKIT_PLATFORM_... number; null for another.
template <class Section>
auto platform_field(Section& section, std::int32_t which) noexcept -> decltype(&section.kind) {
    switch (which) {
        case OVFKIT_PLATFORM_KIND: return &section.kind;
        case OVFKIT_PLATFORM_VERSION: return &section.version;
        case OVFKIT_PLATFORM_VENDOR: return &section.vendor;
        case OVFKIT_PLATFORM_LOCALE: return &section.locale;
        default: return nullptr;
    }
}

void assign(model::Field<std::string>& field, const char* words) {
    if (words)
        field = std::string(words);
    else
        field.reset();
}

}  // namespace

ovfkit_environment* ovfkit_environment_create(void) noexcept { return created<ovfkit_environment>(); }

ovfkit_status ovfkit_environment_parse(const void* bytes, std::size_t size, const char* name,
                                       const ovfkit_limits* limits, ovfkit_environment** out,
                                       ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_environment>> {
        const auto view = bytes_of(bytes, size, "bytes");
        if (!view) return view.error();
        descriptor::ReadOptions options;
        options.limits = limits_of(limits);
        options.name = name ? name : "environment";
        if (view->size() > options.limits.max_bytes)
            return Error{ErrorCode::limit_exceeded, "the environment is larger than the limit", {}, {}};
        found = Diagnostics(options.limits.max_diagnostics);
        auto read = descriptor::parse_environment(std::string(*view), found, options);
        if (!read) return read.error();
        return std::unique_ptr<ovfkit_environment>(new ovfkit_environment{*std::move(read), {std::move(found)}});
    });
}

void ovfkit_environment_free(ovfkit_environment* environment) noexcept { delete environment; }

const ovfkit_diagnostics* ovfkit_environment_diagnostics(const ovfkit_environment* environment) noexcept {
    return environment ? &environment->diagnostics : nullptr;
}

ovfkit_string ovfkit_environment_id(const ovfkit_environment* environment) noexcept {
    return text_about(environment, [](auto& one) { return words_of(one.environment.id); });
}

ovfkit_status ovfkit_environment_set_id(ovfkit_environment* environment, const char* id,
                                        ovfkit_error** error) noexcept {
    return changing(environment, error, [&](ovfkit_environment& to) -> Result<void> {
        assign(to.environment.id, id);
        return {};
    });
}

ovfkit_string ovfkit_environment_platform(const ovfkit_environment* environment, std::int32_t which) noexcept {
    if (!environment || !environment->environment.platform) return text();
    const auto* field = platform_field(*environment->environment.platform, which);
    return text_about(field, [](auto& one) { return words_of(one); });
}

ovfkit_status ovfkit_environment_set_platform(ovfkit_environment* environment, std::int32_t which, const char* words,
                                              ovfkit_error** error) noexcept {
    return changing(environment, error, [&](ovfkit_environment& to) -> Result<void> {
        auto* field = platform_field(to.environment.platform.ensure(), which);
        if (!field) return unknown_number("OVFKIT_PLATFORM_ number", which);
        assign(*field, words);
        return {};
    });
}

std::int32_t ovfkit_environment_time_zone(const ovfkit_environment* environment, std::int32_t* minutes) noexcept {
    if (!environment || !environment->environment.platform) return 0;
    const auto& zone = environment->environment.platform->time_zone;
    if (zone && minutes) *minutes = *zone;
    return zone ? 1 : 0;
}

ovfkit_status ovfkit_environment_set_time_zone(ovfkit_environment* environment, std::int32_t minutes,
                                               ovfkit_error** error) noexcept {
    return changing(environment, error, [&](ovfkit_environment& to) -> Result<void> {
        if (minutes < -1440 || minutes > 1440) return bad_argument("a time zone is at most 1440 minutes from UTC");
        to.environment.platform.ensure().time_zone = minutes;
        return {};
    });
}

std::size_t ovfkit_environment_property_count(const ovfkit_environment* environment) noexcept {
    const Properties* section = properties_of(environment);
    return section && *section ? (*section)->properties.size() : 0;
}

ovfkit_string ovfkit_environment_property_key(const ovfkit_environment* environment, std::size_t index) noexcept {
    return text_about(property_at(properties_of(environment), index), [](auto& one) { return words_of(one.key); });
}

ovfkit_string ovfkit_environment_property_value(const ovfkit_environment* environment, std::size_t index) noexcept {
    return text_about(property_at(properties_of(environment), index), [](auto& one) { return words_of(one.value); });
}

ovfkit_status ovfkit_environment_add_property(ovfkit_environment* environment, const char* key, const char* value,
                                              ovfkit_error** error) noexcept {
    return changing(environment, error,
                    [&](ovfkit_environment& to) { return add_property(to.environment.properties, key, value); });
}

std::size_t ovfkit_environment_entity_count(const ovfkit_environment* environment) noexcept {
    return environment ? environment->environment.entities.size() : 0;
}

ovfkit_string ovfkit_environment_entity_id(const ovfkit_environment* environment, std::size_t index) noexcept {
    return text_about(sibling(environment, index), [](auto& one) { return words_of(one.id); });
}

ovfkit_status ovfkit_environment_add_entity(ovfkit_environment* environment, const char* id,
                                            ovfkit_error** error) noexcept {
    return changing(environment, error, [&](ovfkit_environment& to) -> Result<void> {
        if (!id) return missing("id");
        model::EnvironmentEntity one;
        one.id = std::string(id);
        to.environment.entities.push_back(std::move(one));
        return {};
    });
}

std::size_t ovfkit_environment_entity_property_count(const ovfkit_environment* environment,
                                                     std::size_t index) noexcept {
    const Properties* section = properties_of(environment, index);
    return section && *section ? (*section)->properties.size() : 0;
}

ovfkit_string ovfkit_environment_entity_property_key(const ovfkit_environment* environment, std::size_t index,
                                                     std::size_t property) noexcept {
    return text_about(property_at(properties_of(environment, index), property),
                      [](auto& one) { return words_of(one.key); });
}

ovfkit_string ovfkit_environment_entity_property_value(const ovfkit_environment* environment, std::size_t index,
                                                       std::size_t property) noexcept {
    return text_about(property_at(properties_of(environment, index), property),
                      [](auto& one) { return words_of(one.value); });
}

ovfkit_status ovfkit_environment_add_entity_property(ovfkit_environment* environment, std::size_t index,
                                                     const char* key, const char* value,
                                                     ovfkit_error** error) noexcept {
    return changing(environment, error, [&](ovfkit_environment& to) -> Result<void> {
        if (index >= to.environment.entities.size())
            return unknown_number("index of an entity", static_cast<std::int64_t>(index));
        return add_property(to.environment.entities[index].properties, key, value);
    });
}

ovfkit_status ovfkit_environment_write(const ovfkit_environment* environment, ovfkit_owned_string* out,
                                       ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!environment) return missing("environment");
        return descriptor::write_environment(environment->environment);
    });
}
