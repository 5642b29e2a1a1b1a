// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/model/view.hpp>

namespace ovfkit::cli {

/// What a fact about trust becomes: false, true or, as nullopt, unset.
using NewFact = std::optional<bool>;

/// What `set` was asked to change. What is empty stays as it is.
struct Edits {
    std::string entity;  ///< id or name of the entity that is meant; empty: the only one, and for trust all
    std::optional<NewFact> trusted_host;
    std::optional<NewFact> trusted_cluster;
    std::optional<std::string> name;
    std::optional<std::uint64_t> cpus;
    std::optional<std::uint64_t> memory_bytes;

    [[nodiscard]] bool any() const { return trust() || name || cpus || memory_bytes; }
    [[nodiscard]] bool trust() const { return trusted_host || trusted_cluster; }
};

/// What a person should know about an edit: what was meant by it, and what was left alone.
using Remarks = std::vector<std::string>;

/// Makes the edits in `changed`, a copy of the model of `source`. Fails, with `changed` half edited, when one of them
/// cannot be made so that the descriptor agrees with itself.
[[nodiscard]] Result<Remarks> apply(const Edits& edits, const descriptor::Descriptor& source, model::Envelope& changed);

/// The bytes of `source` with the edits made, which are those that were read when there are none. Remarks are written
/// to standard error.
[[nodiscard]] Result<std::string> edited(const Edits& edits, const descriptor::Descriptor& source,
                                         const Limits& limits);

/// The parts of `apply`.
[[nodiscard]] Result<void> set_cpus(std::uint64_t cpus, model::Envelope& envelope, model::VirtualSystem& system,
                                    Remarks& remarks);
[[nodiscard]] Result<void> set_memory(std::uint64_t bytes, model::Envelope& envelope, model::VirtualSystem& system,
                                      Remarks& remarks);
/// `systems` are the entities that are meant; `all` when nobody chose one of them.
[[nodiscard]] Result<void> set_trust(const Edits& edits, const descriptor::Descriptor& source,
                                     model::Envelope& envelope, const std::vector<model::VirtualSystem*>& systems);

/// Takes `xsi:nil` off an element that has got a value: a reader that heeds it would not look at the value.
template <class T>
void drop_nil(model::Field<T>& field) {
    auto attributes = field.attributes();
    const auto is_nil = [](const model::Attribute& a) {
        return a.name == "nil" && a.ns == "http://www.w3.org/2001/XMLSchema-instance";
    };
    attributes.erase(std::remove_if(attributes.begin(), attributes.end(), is_nil), attributes.end());
    field.set_attributes(std::move(attributes));
}

/// An error about what was asked for.
[[nodiscard]] Error impossible(std::string message);
/// `VM 'web'`, `template 'base'`.
[[nodiscard]] std::string called(const model::VirtualSystem& system);

}  // namespace ovfkit::cli
