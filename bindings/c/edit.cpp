// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/edit.hpp>

#include "guard.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_edits {
    task::Edits edits;
};

ovfkit_edits* ovfkit_edits_create(void) noexcept { return created<ovfkit_edits>(); }

void ovfkit_edits_free(ovfkit_edits* edits) noexcept { delete edits; }

ovfkit_status ovfkit_edits_set_entity(ovfkit_edits* edits, const char* id_or_name, ovfkit_error** error) noexcept {
    return changing(edits, error, [&](ovfkit_edits& to) -> Result<void> {
        to.edits.entity = id_or_name ? id_or_name : "";
        return {};
    });
}

ovfkit_status ovfkit_edits_set_name(ovfkit_edits* edits, const char* name, ovfkit_error** error) noexcept {
    return changing(edits, error, [&](ovfkit_edits& to) -> Result<void> {
        if (!name) return missing("name");
        if (*name == '\0') return bad_argument("a name is not empty");
        to.edits.name = name;
        return {};
    });
}

ovfkit_status ovfkit_edits_set_cpus(ovfkit_edits* edits, std::uint64_t cpus, ovfkit_error** error) noexcept {
    return changing(edits, error, [&](ovfkit_edits& to) -> Result<void> {
        if (cpus == 0 || cpus > UINT16_MAX) return bad_argument("the number of CPUs is from 1 to 65535");
        to.edits.cpus = cpus;
        return {};
    });
}

ovfkit_status ovfkit_edits_set_memory_bytes(ovfkit_edits* edits, std::uint64_t bytes, ovfkit_error** error) noexcept {
    return changing(edits, error, [&](ovfkit_edits& to) -> Result<void> {
        if (bytes == 0 || bytes > static_cast<std::uint64_t>(INT64_MAX))
            return bad_argument("the size of the memory is from 1 to 2^63 - 1 bytes");
        to.edits.memory_bytes = bytes;
        return {};
    });
}

ovfkit_status ovfkit_edits_set_trusted_host(ovfkit_edits* edits, std::int32_t fact, ovfkit_error** error) noexcept {
    return changing(edits, error, [&](ovfkit_edits& to) -> Result<void> {
        const auto value = fact_of(fact);
        if (!value) return value.error();
        to.edits.trusted_host.emplace(*value);
        return {};
    });
}

ovfkit_status ovfkit_edits_set_trusted_cluster(ovfkit_edits* edits, std::int32_t fact, ovfkit_error** error) noexcept {
    return changing(edits, error, [&](ovfkit_edits& to) -> Result<void> {
        const auto value = fact_of(fact);
        if (!value) return value.error();
        to.edits.trusted_cluster.emplace(*value);
        return {};
    });
}

ovfkit_status ovfkit_descriptor_edit(const ovfkit_descriptor* descriptor, const ovfkit_edits* edits,
                                     ovfkit_descriptor** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_descriptor>> {
        if (!descriptor) return missing("descriptor");
        if (!edits) return missing("edits");
        auto edited = task::edited(edits->edits, descriptor->descriptor);
        if (!edited) return edited.error();
        auto made = reread(std::move(edited->bytes), *descriptor);
        if (!made) return made;
        (*made)->remarks = std::move(edited->remarks);
        (*made)->lost_trust_signature = edited->lost_trust_signature;
        return made;
    });
}

std::size_t ovfkit_descriptor_remark_count(const ovfkit_descriptor* descriptor) noexcept {
    return descriptor ? descriptor->remarks.size() : 0;
}

ovfkit_string ovfkit_descriptor_remark(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    const auto* remark = descriptor ? at(descriptor->remarks, index) : nullptr;
    return text_about(remark, [](auto& sentence) { return std::string_view(sentence); });
}

std::int32_t ovfkit_descriptor_lost_trust_signature(const ovfkit_descriptor* descriptor) noexcept {
    return descriptor && descriptor->lost_trust_signature ? 1 : 0;
}
