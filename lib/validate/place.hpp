// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "validate/subject.hpp"

// What the tree alone says of an element: what it is called, what it may hold, what stands around it.

namespace ovfkit::validate {

/// What an element is to the standard, by its name and its place.
enum class Place : std::uint8_t {
    foreign,     ///< of another namespace, or below such an element
    envelope,    ///< the root
    system,      ///< VirtualSystem, or Content of that type
    collection,  ///< VirtualSystemCollection
    section,     ///< one of the standard's, in one of the three above
    typed,       ///< any other element of the standard's namespaces
};

/// The place of `node`, from that of its parent.
[[nodiscard]] Place place_of(const Subject& subject, const xml::Node& node, Place parent);
/// Whether sections stand directly below.
[[nodiscard]] inline bool holds_sections(Place place) {
    return place == Place::envelope || place == Place::system || place == Place::collection;
}
/// Whether the space is one that the standard has a schema for, or no namespace, which is read as the standard's.
[[nodiscard]] bool is_of_standard(descriptor::Space space);

[[nodiscard]] inline bool is_xml_element(const xml::Node& node) { return node.kind == xml::Node::Kind::element; }

/// `prefix:name`, fit for a message.
[[nodiscard]] std::string called(const xml::Tree& tree, const xml::Node& node);
[[nodiscard]] std::string called(const Subject& subject, const xml::Node& node);
[[nodiscard]] std::string called(const Subject& subject, const xml::Attribute& attribute);

/// The whole element, in bytes of the source.
[[nodiscard]] Span span_of(const Subject& subject, const xml::Node& node);

/// The attribute of that local name in OVF's namespaces; null if there is none.
[[nodiscard]] const xml::Attribute* ovf_attribute(const Subject& subject, const xml::Node& node, std::string_view name);

/// What an extension says of itself: whoever does not understand it may go on, or must not (DSP0243 1.1.1, 7.3).
enum class Need : std::uint8_t { optional, required, unreadable };
[[nodiscard]] Need need_of(const Subject& subject, const xml::Node& extension);

/// The namespace of the standard, or of oVirt, that is meant by `ns`; empty when it is one of them, or when it is not
/// certain that it was to be one: only another host, a slash or `.xsd` at the end, https and capitals are seen through.
[[nodiscard]] std::string_view meant_namespace(std::string_view ns);

/// Whether the importer of a vendor understands what stands in this namespace: VMware, VirtualBox, oVirt, XenServer,
/// and the sections of this project.
[[nodiscard]] bool is_vendor(std::string_view ns);

}  // namespace ovfkit::validate
