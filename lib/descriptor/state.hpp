// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/descriptor/descriptor.hpp>

#include "descriptor/names.hpp"
#include "descriptor/row.hpp"
#include "xml/source.hpp"
#include "xml/tree.hpp"

namespace ovfkit::descriptor {

/// What a Descriptor shares among its copies. The tree views the source; nothing changes after reading.
struct Descriptor::State {
    xml::Source source;
    xml::Tree tree;
    Dialect dialect;
    model::Envelope envelope;

    State(std::string name, std::string bytes) : source(std::move(name), std::move(bytes)) {}
};

/// The shape of the root element in a grammar.
[[nodiscard]] const Shape& envelope_shape(Grammar grammar);

/// The targets that a grammar stands for; of the oVirt ones, those of both kinds of entity.
[[nodiscard]] Targets targets_of(Grammar grammar);
/// The same, narrowed to the kind of `system`.
[[nodiscard]] Targets targets_of(Grammar grammar, const model::VirtualSystem& system);

/// Brings the sections of an oVirt document into the order in which the engine writes them; they stand there by kind,
/// so an order of their own cannot be kept. Does nothing for the standard grammars.
void order_sections(model::Envelope& envelope, Grammar grammar);

}  // namespace ovfkit::descriptor
