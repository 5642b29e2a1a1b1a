// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/envelope.hpp>

#include "model.hpp"
#include "rooms.hpp"

namespace ovfkit::python {

void add_model_envelope() {
    using namespace model;
    element<File>("envelope", "File") OVFKIT_FIELDS(File, id, href, size, compression, chunk_size, ovirt);
    element<References>("envelope", "References") OVFKIT_FIELDS(References, files, nics);
    element<VirtualSystem>("envelope", "VirtualSystem")
        OVFKIT_FIELDS(VirtualSystem, id, info, name, sections, trust, ovirt);
    element<VirtualSystemCollection>("envelope", "VirtualSystemCollection")
        OVFKIT_FIELDS(VirtualSystemCollection, id, info, name, sections, trust, contents);
    element<StringsMsg>("envelope", "StringsMsg") OVFKIT_FIELDS(StringsMsg, msgid, file_ref, text);
    element<Strings>("envelope", "Strings") OVFKIT_FIELDS(Strings, language, file_ref, messages);
    element<Envelope>("envelope", "Envelope")
        OVFKIT_FIELDS(Envelope, version, language, references, sections, contents, strings, prolog, epilog);
}

}  // namespace ovfkit::python
