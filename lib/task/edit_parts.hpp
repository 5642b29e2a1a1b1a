// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <ovfkit/model/view.hpp>
#include <ovfkit/task/edit.hpp>

namespace ovfkit::task {

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

}  // namespace ovfkit::task
