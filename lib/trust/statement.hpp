// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <ovfkit/descriptor/descriptor.hpp>

namespace ovfkit::trust {

inline constexpr std::string_view statement_namespace = "urn:ovfkit:trust-statement:1";
inline constexpr std::string_view statement_name = "TrustStatement";
inline constexpr std::string_view statement_id = "ovfkit-trust-statement";

/// What `descriptor` says about trust, as an element in exclusive canonical XML: the bytes that are signed.
///
/// It lists, in document order, the flags outside of any entity, then every collection and every entity with its depth,
/// its id and its own flags; of an entity also the name, the kind and the two facts that all flags amount to. A flag is
/// listed with its spelling, its value and the kind of place where it stands.
///
/// Behind that it lists everything in the text that bears the name of a flag or of an entity, wherever it stands and
/// whatever it means to us: other readers look in other places, and read a value in another way.
[[nodiscard]] std::string statement_of(const descriptor::Descriptor& descriptor);

/// The same element with only ASCII in it.
[[nodiscard]] std::string in_ascii(std::string_view statement);

}  // namespace ovfkit::trust
