// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/base/result.hpp>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/model/envelope.hpp>

namespace ovfkit::descriptor {

/// The descriptor with the differences between its model and `changed` spliced into its bytes.
///
/// `changed` is a copy of `descriptor.envelope()` in which values were changed, added or removed; nothing but their
/// bytes moves, and an unchanged copy gives back the identical bytes. Elements of a list are recognised by where they
/// were read
/// (`Element::at`), so they may be removed and joined by new ones; a new element goes where the dialect wants
/// it, indented like its neighbours, in the prefixes of the document. The result is in the encoding of the document.
/// Reading the result gives `changed` again, save for places and, in the oVirt dialects, the order of sections, which
/// stand there by kind. That is not assumed but checked: the result is read again before it is returned.
///
/// Fails with `invalid_argument` when a text holds characters that XML cannot express, a value has no place in this
/// dialect, or elements that were read changed places with each other.
[[nodiscard]] Result<std::string> rewrite(const Descriptor& descriptor, const model::Envelope& changed);

/// A fresh document in UTF-8: `envelope` in the order, spelling and namespaces of `grammar`.
///
/// For the oVirt grammars as the engine writes it: one line, literal prefixes declared on the root, every element that
/// its readers need (see `completed`), sections by `xsi:type` where it wants them (oVirt reference 7). Real newlines in
/// scripts and keys are written as character references, which survive; the engine's own form does not.
///
/// Reading the result gives `completed(envelope, grammar)` again, save for places, unless `inexpressible` names
/// something that the grammar has no place for; that is not written. Fails with `invalid_argument` when a text holds
/// characters that XML cannot express.
[[nodiscard]] Result<std::string> write(const model::Envelope& envelope, Grammar grammar);

/// `envelope` with the values that readers of `grammar` insist on set to what their absence means (oVirt reference
/// 1a.8). Equal to `envelope` for the standard grammars. Completing twice changes nothing more.
[[nodiscard]] model::Envelope completed(model::Envelope envelope, Grammar grammar);

/// A value that a grammar has no place for.
struct Inexpressible {
    std::string path;   ///< such as `VirtualSystem/StartupSection/Item[2]/@ovf:order`
    std::string value;  ///< its text; of an element with children: empty
    Span at{};          ///< where it was read; unknown if it was not
};

/// What `write(envelope, target)` leaves out, in document order; empty when everything has its place. An element that
/// is left out is named once, without its children.
[[nodiscard]] std::vector<Inexpressible> inexpressible(const model::Envelope& envelope, Grammar target);

}  // namespace ovfkit::descriptor
