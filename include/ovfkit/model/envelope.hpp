// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include <ovfkit/model/field.hpp>
#include <ovfkit/model/ovirt.hpp>
#include <ovfkit/model/sections.hpp>
#include <ovfkit/model/trust_flags.hpp>

/// What a descriptor says, as values: built by hand, copied and compared. Names of members are those of the elements
/// and attributes, in lower case.
namespace ovfkit::model {

/// `File` of References (DSP0243 1.1.1, 7.1; oVirt reference 1a.4).
struct File : Element {
    Field<std::string> id;
    Field<std::string> href;
    Field<std::uint64_t> size;       ///< bytes as stored
    Field<std::string> compression;  ///< gzip or identity; absent means identity
    Field<std::int64_t> chunk_size;  ///< bytes
    /// What only the oVirt dialects have.
    Boxed<OvirtFile> ovirt;
    [[nodiscard]] auto tied() const { return std::tie(id, href, size, compression, chunk_size, ovirt); }
};

/// `References`.
struct References : Element {
    std::vector<File> files;
    std::vector<NicReference> nics;  ///< oVirt 3.1 to 4.1
    [[nodiscard]] auto tied() const { return std::tie(files, nics); }
};

/// `VirtualSystem`, or `Content` of a VM or template in the oVirt configuration dialect (DSP0243 1.1.1, 7.2).
///
/// `entity_id(system)` gives the id under which the product knows it, which is not `id` in every dialect.
struct VirtualSystem : Element {
    VirtualSystem();
    VirtualSystem(const VirtualSystem& other);
    VirtualSystem(VirtualSystem&& other) noexcept;
    VirtualSystem& operator=(const VirtualSystem& other);
    VirtualSystem& operator=(VirtualSystem&& other) noexcept;
    ~VirtualSystem();

    Field<std::string> id;
    Field<Msg> info;
    Field<Msg> name;
    /// Its sections that have a type, in document order.
    std::vector<Section> sections;
    TrustFlags trust;          ///< flags that are direct children; see also `TrustSection`
    Boxed<OvirtSystem> ovirt;  ///< the general data of the oVirt dialects
    [[nodiscard]] auto tied() const { return std::tie(id, info, name, sections, trust, ovirt); }
};

struct VirtualSystemCollection;
struct Content;

/// `VirtualSystemCollection`: VMs that belong together, nested to any depth (DSP0243 1.1.1, 7.2).
struct VirtualSystemCollection : Element {
    VirtualSystemCollection();
    VirtualSystemCollection(const VirtualSystemCollection& other);
    VirtualSystemCollection(VirtualSystemCollection&& other) noexcept;
    VirtualSystemCollection& operator=(const VirtualSystemCollection& other);
    VirtualSystemCollection& operator=(VirtualSystemCollection&& other) noexcept;
    ~VirtualSystemCollection();

    /// The attribute `id`.
    Field<std::string> id;
    /// The element `Info`.
    Field<Msg> info;
    /// The element `Name`.
    Field<Msg> name;
    /// Its sections that have a type, in document order.
    std::vector<Section> sections;
    /// Flags that are direct children; they count for everything inside.
    TrustFlags trust;
    /// What is in it, in document order.
    std::vector<Content> contents;
    [[nodiscard]] inline auto tied() const;
};

/// A virtual system or a collection of them.
struct Content {
    /// One of the two.
    std::variant<VirtualSystem, VirtualSystemCollection> node;

    /// The virtual system; null when it is a collection.
    [[nodiscard]] const VirtualSystem* system() const { return std::get_if<VirtualSystem>(&node); }
    /// The collection; null when it is a virtual system.
    [[nodiscard]] const VirtualSystemCollection* collection() const {
        return std::get_if<VirtualSystemCollection>(&node);
    }
    /// The virtual system; null when it is a collection.
    [[nodiscard]] VirtualSystem* system() { return std::get_if<VirtualSystem>(&node); }
    /// The collection; null when it is a virtual system.
    [[nodiscard]] VirtualSystemCollection* collection() { return std::get_if<VirtualSystemCollection>(&node); }
};

// What copies, compares and ends these large values is compiled once, in the library, and not in every file that uses
// them.
/// Equal when their members are; where they were read does not count.
[[nodiscard]] bool operator==(const VirtualSystem& a, const VirtualSystem& b);
/// The same for collections, with what is in them.
[[nodiscard]] bool operator==(const VirtualSystemCollection& a, const VirtualSystemCollection& b);
/// Equal when they are of one kind and equal as such.
[[nodiscard]] bool operator==(const Content& a, const Content& b);
/// Not equal.
[[nodiscard]] inline bool operator!=(const Content& a, const Content& b) { return !(a == b); }

inline auto VirtualSystemCollection::tied() const { return std::tie(id, info, name, sections, trust, contents); }

/// `Msg` of a Strings bundle (DSP0243 1.1.1, 10). `file_ref` since OVF 2.x.
struct StringsMsg : Element {
    Field<std::string> msgid;
    Field<std::string> file_ref;
    Field<std::string> text;
    [[nodiscard]] auto tied() const { return std::tie(msgid, file_ref, text); }
};

/// `Strings`: a message bundle for one locale, inside the descriptor or in a file of its own.
struct Strings : Element {
    Field<std::string> language;  ///< xml:lang
    Field<std::string> file_ref;
    std::vector<StringsMsg> messages;
    [[nodiscard]] auto tied() const { return std::tie(language, file_ref, messages); }
};

/// The document: `Envelope` (DSP0243 1.1.1, 6 and 7).
struct Envelope : Element {
    Envelope();
    Envelope(const Envelope& other);
    Envelope(Envelope&& other) noexcept;
    Envelope& operator=(const Envelope& other);
    Envelope& operator=(Envelope&& other) noexcept;
    ~Envelope();

    Field<std::string> version;   ///< `ovf:version`; says nothing reliable (DMTF reference 1)
    Field<std::string> language;  ///< `xml:lang`; absent means en-US
    Boxed<References> references;
    /// Its sections that have a type, in document order.
    std::vector<Section> sections;
    std::vector<Content> contents;  ///< one in every schema; the text of 1.1.1 allows more
    std::vector<Strings> strings;
    std::vector<Extension> prolog;  ///< comments and processing instructions in front of the root element
    std::vector<Extension> epilog;  ///< the same behind it
    [[nodiscard]] auto tied() const {
        return std::tie(version, language, references, sections, contents, strings, prolog, epilog);
    }
};

/// Equal when their members are; where they were read does not count.
[[nodiscard]] bool operator==(const Envelope& a, const Envelope& b);

}  // namespace ovfkit::model
