// SPDX-License-Identifier: Apache-2.0
#include "descriptor/member.hpp"
#include "descriptor/tables.hpp"

namespace ovfkit::descriptor::table {
namespace {

using namespace model;  // the tables name little else

// clang-format off
const Shape& file() {
    using O = OvirtFile;
    return shape_of<File>("File", [] {
        return std::vector<Row>{
            attribute<Text, &File::href>("href"),
            attribute<Token, &File::id>("id"),
            attribute<Number, &File::size>("size"),
            attribute<Token, &File::compression>("compression"),
            attribute<Number, &File::chunk_size>("chunkSize"),
            only(target::engine, attribute<Text, &File::ovirt, &O::description>("description")),
            only(target::engine, attribute<Token, &File::ovirt, &O::disk_storage_type>("disk_storage_type")),
            only(target::engine, attribute<Text, &File::ovirt, &O::cinder_volume_type>("cinder_volume_type")),
            extensions(),
        };
    });
}

const Shape& references() {
    return shape_of<References>("References", [] {
        return std::vector<Row>{
            element<&References::files>("File", file),
            only(target::ovirt, element<&References::nics>("Nic", nic_reference)),
            extensions(),
        };
    });
}

const Shape& message() {
    return shape_of<StringsMsg>("Msg", [] {
        return std::vector<Row>{
            attribute<Token, &StringsMsg::msgid>("msgid"),
            only(target::v2, attribute<Token, &StringsMsg::file_ref>("fileRef")),
            text<Text, &StringsMsg::text>("Msg"),
        };
    });
}

std::vector<Row> root_attributes() {
    return {
        attribute<Token, &Envelope::version>("version"),
        attribute<Token, &Envelope::language>("lang", Space::xml),
        element<&Envelope::references>("References", references),
    };
}

std::vector<Row> with(std::vector<Row> rows, const std::vector<Row>& more) {
    rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

// `Content` is the abstract name; the draft and oVirt configurations write it with xsi:type.
template <class T>
Alternative content(std::string_view name, ShapeFunction shape) {
    return {name,  index_in<T, decltype(Content::node)>, shape, target::all, target::ovirt | target::v0_9,
            false, Space::ovf};
}

// What the configuration and the OVA differ in is how they write their machines.
std::vector<Row> ovirt_envelope_rows(std::span<const Alternative> contents) {
    return with(root_attributes(), {
        choice<&Envelope::sections>(ovirt_first_envelope_sections()),
        choice<&Envelope::sections>(ovirt_other_envelope_sections()),
        choice<&Envelope::contents>(contents),
        element<&Envelope::strings>("Strings", strings),
        extensions(),
    });
}
// clang-format on

}  // namespace

const Shape& strings() {
    return shape_of<Strings>("Strings", [] {
        return std::vector<Row>{
            attribute<Token, &Strings::language>("lang", Space::xml),
            attribute<Token, &Strings::file_ref>("fileRef"),
            element<&Strings::messages>("Msg", message),
            extensions(),
        };
    });
}

std::span<const Alternative> standard_contents() {
    static const std::vector<Alternative> all{
        content<VirtualSystem>("VirtualSystem", virtual_system_standard),
        content<VirtualSystemCollection>("VirtualSystemCollection", collection_standard),
    };
    return all;
}

const Shape& envelope_standard() {
    return shape_of<Envelope>("Envelope", [] {
        return with(root_attributes(), {
                                           choice<&Envelope::sections>(standard_sections()),
                                           extensions(),
                                           choice<&Envelope::contents>(standard_contents()),
                                           element<&Envelope::strings>("Strings", strings),
                                       });
    });
}

const Shape& envelope_ovirt() {
    static const std::vector<Alternative> contents{
        content<VirtualSystem>("VirtualSystem", virtual_system_ovirt),
        content<VirtualSystemCollection>("VirtualSystemCollection", collection_standard),
    };
    return shape_of<Envelope>("Envelope", [] { return ovirt_envelope_rows(contents); });
}

const Shape& envelope_ova() {
    static const std::vector<Alternative> contents{
        content<VirtualSystem>("VirtualSystem", virtual_system_ova),
        content<VirtualSystemCollection>("VirtualSystemCollection", collection_standard),
    };
    return shape_of<Envelope>("Envelope", [] { return ovirt_envelope_rows(contents); });
}

}  // namespace ovfkit::descriptor::table
