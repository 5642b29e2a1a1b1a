// SPDX-License-Identifier: Apache-2.0
#ifndef OVFKIT_C_ENVIRONMENT_H
#define OVFKIT_C_ENVIRONMENT_H

/// \file
/// The OVF environment document that a guest reads (DSP8027; DSP0243 1.1.1, 11.1). See ovfkit.h for how things are
/// used.

#include <ovfkit/c/base.h>
#include <ovfkit/c/descriptor.h>

#ifdef __cplusplus
extern "C" {
#endif

/// An OVF environment, read or made. Threads: one that sets, or any number that read. since 0.1.0
typedef struct ovfkit_environment ovfkit_environment;

/// An environment without anything in it; NULL when there is no memory. since 0.1.0
OVFKIT_API ovfkit_environment* ovfkit_environment_create(void) OVFKIT_NOEXCEPT;

/// Reads the document of `size` bytes; `name` is what findings call it, and may be NULL. Fails as
/// `ovfkit_descriptor_parse`, with OVFKIT_NOT_A_DESCRIPTOR when it is no Environment. Whether it is right is for
/// `ovfkit_validate`. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_environment_parse(const void* bytes, size_t size, const char* name,
                                                  const ovfkit_limits* limits, ovfkit_environment** out,
                                                  ovfkit_error** error) OVFKIT_NOEXCEPT;

/// Frees an environment. NULL does nothing. since 0.1.0
OVFKIT_API void ovfkit_environment_free(ovfkit_environment* environment) OVFKIT_NOEXCEPT;

/// What was found while it was read. Borrowed. since 0.1.0
OVFKIT_API const ovfkit_diagnostics* ovfkit_environment_diagnostics(const ovfkit_environment* environment)
    OVFKIT_NOEXCEPT;

/// The id of the virtual system that it is for; may be empty. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_environment_id(const ovfkit_environment* environment) OVFKIT_NOEXCEPT;

/// Sets that id; NULL: there is none. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_environment_set_id(ovfkit_environment* environment, const char* id,
                                                   ovfkit_error** error) OVFKIT_NOEXCEPT;

/// What is said about the platform. since 0.1.0
enum {
    OVFKIT_PLATFORM_KIND = 0,     ///< the type of the platform, such as its name
    OVFKIT_PLATFORM_VERSION = 1,  ///< its version
    OVFKIT_PLATFORM_VENDOR = 2,   ///< its vendor
    OVFKIT_PLATFORM_LOCALE = 3    ///< the language and region, such as `en`
};

/// What the platform section says, by an OVFKIT_PLATFORM_... number; empty when it does not. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_environment_platform(const ovfkit_environment* environment,
                                                     int32_t which) OVFKIT_NOEXCEPT;

/// Sets it; NULL: it is not said. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_environment_set_platform(ovfkit_environment* environment, int32_t which,
                                                         const char* text, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// The time zone in minutes east of UTC. Answers 1 when it is said, else 0 and changes nothing. since 0.1.0
OVFKIT_API int32_t ovfkit_environment_time_zone(const ovfkit_environment* environment,
                                                int32_t* minutes) OVFKIT_NOEXCEPT;

/// Sets the time zone, from -1440 to 1440. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_environment_set_time_zone(ovfkit_environment* environment, int32_t minutes,
                                                          ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many properties the guest has. since 0.1.0
OVFKIT_API size_t ovfkit_environment_property_count(const ovfkit_environment* environment) OVFKIT_NOEXCEPT;

/// The key of property `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_environment_property_key(const ovfkit_environment* environment,
                                                         size_t index) OVFKIT_NOEXCEPT;

/// Its value as the deployer chose it. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_environment_property_value(const ovfkit_environment* environment,
                                                           size_t index) OVFKIT_NOEXCEPT;

/// Adds a property. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_environment_add_property(ovfkit_environment* environment, const char* key,
                                                         const char* value, ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many siblings in the same collection it tells about. since 0.1.0
OVFKIT_API size_t ovfkit_environment_entity_count(const ovfkit_environment* environment) OVFKIT_NOEXCEPT;

/// The id of sibling `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_environment_entity_id(const ovfkit_environment* environment,
                                                      size_t index) OVFKIT_NOEXCEPT;

/// Adds a sibling, the last one. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_environment_add_entity(ovfkit_environment* environment, const char* id,
                                                       ovfkit_error** error) OVFKIT_NOEXCEPT;

/// How many properties sibling `index` has. since 0.1.0
OVFKIT_API size_t ovfkit_environment_entity_property_count(const ovfkit_environment* environment,
                                                           size_t index) OVFKIT_NOEXCEPT;

/// The key of property `property` of sibling `index`. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_environment_entity_property_key(const ovfkit_environment* environment, size_t index,
                                                                size_t property) OVFKIT_NOEXCEPT;

/// Its value. Borrowed. since 0.1.0
OVFKIT_API ovfkit_string ovfkit_environment_entity_property_value(const ovfkit_environment* environment, size_t index,
                                                                  size_t property) OVFKIT_NOEXCEPT;

/// Adds a property to sibling `index`. Fails with OVFKIT_INVALID_ARGUMENT if there is no such sibling. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_environment_add_entity_property(ovfkit_environment* environment, size_t index,
                                                                const char* key, const char* value,
                                                                ovfkit_error** error) OVFKIT_NOEXCEPT;

/// A fresh document in UTF-8, which reads back as the same. Fails with OVFKIT_INVALID_ARGUMENT for characters that XML
/// cannot hold. since 0.1.0
OVFKIT_API ovfkit_status ovfkit_environment_write(const ovfkit_environment* environment, ovfkit_owned_string* out,
                                                  ovfkit_error** error) OVFKIT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
