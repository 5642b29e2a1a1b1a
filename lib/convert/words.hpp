// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <ovfkit/descriptor/dialect.hpp>
#include <ovfkit/model/ovirt.hpp>

#include "base/ascii.hpp"

// The words that dialects have for the same things.

namespace ovfkit::convert {

/// The text of `field` without white space around it; empty when it is absent.
[[nodiscard]] inline std::string word(const model::Field<std::string>& field) {
    return field ? std::string(trimmed(*field)) : std::string();
}
[[nodiscard]] std::optional<std::uint64_t> number_of(std::string_view text);

/// The word by which a document remembers the form it was made from.
[[nodiscard]] std::string_view form_word(descriptor::Grammar form);
[[nodiscard]] std::optional<descriptor::Grammar> form_of(std::string_view word);

/// oVirt's number of a network adapter model by the first word of a list that it has (oVirt reference 1a.12); empty if
/// it has none of them.
[[nodiscard]] std::optional<std::string> nic_number(std::string_view subtypes);
/// The name of such a number; empty for others.
[[nodiscard]] std::string_view nic_model(std::string_view number);

/// `VirtIO_SCSI` and so on for a controller as the hardware view names it; empty for one that oVirt does not have.
[[nodiscard]] std::string_view disk_interface(std::string_view controller);

/// The engine's unique name of an operating system for VMware's `vmw:osType`; empty for one that it does not know.
[[nodiscard]] std::string_view ovirt_os_of_vmware(std::string_view os_type);

/// RAW or COW for the URI of a disk format; empty for a format that oVirt does not have.
[[nodiscard]] std::string_view volume_format(std::string_view format_uri);
/// The URI that the engine writes for RAW or COW; empty for other words. For RAW it names a format of VMware, which no
/// other reader must be told.
[[nodiscard]] std::string_view engine_format_uri(std::string_view volume_format);
/// The URI that other readers know RAW or COW by.
[[nodiscard]] std::string_view standard_format_uri(std::string_view volume_format);

[[nodiscard]] bool is_mac(std::string_view text);

/// Whether `name` is one of the five spellings of a trust flag.
[[nodiscard]] bool is_flag_name(std::string_view name);

}  // namespace ovfkit::convert
