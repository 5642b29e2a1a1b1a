// SPDX-License-Identifier: Apache-2.0
// more_memory FROM TO: doubles the memory of every VM, and leaves every other byte as it is.
#include <iostream>
#include <ovfkit/descriptor/descriptor.hpp>
#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/model/view.hpp>

namespace {

using ovfkit::Result;

Result<void> double_memory(const char* from, const char* to) {
    ovfkit::Diagnostics findings;
    const auto descriptor = ovfkit::descriptor::Descriptor::read_file(from, findings);
    if (!descriptor) return descriptor.error();

    ovfkit::model::Envelope changed = descriptor->envelope();  // a copy: the handle itself never changes
    for (ovfkit::model::VirtualSystem* system : ovfkit::model::virtual_systems(changed)) {
        auto* hardware = ovfkit::model::find<ovfkit::model::VirtualHardwareSection>(system->sections);
        if (hardware == nullptr) continue;
        for (ovfkit::model::Item& item : hardware->items)
            if (item.resource_type.value_or({}) == ovfkit::model::ResourceType::memory && item.virtual_quantity)
                item.virtual_quantity = *item.virtual_quantity * 2;
    }

    const auto bytes = ovfkit::descriptor::rewrite(*descriptor, changed);
    if (!bytes) return bytes.error();
    return ovfkit::io::replace_file(to, *bytes);  // whole, or not at all
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 64;
    const auto done = double_memory(argv[1], argv[2]);
    if (!done) std::cerr << done.error().message << '\n';
    return done ? 0 : 2;
}
