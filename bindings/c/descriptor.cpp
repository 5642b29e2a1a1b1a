// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/file.hpp>
#include <ovfkit/task/source.hpp>

#include "import_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

namespace ovfkit::c {

std::unique_ptr<ovfkit_descriptor> make_descriptor(descriptor::Descriptor descriptor,
                                                   std::optional<package::Package> package, Diagnostics found) {
    report::Inspection inspection = report::inspect(descriptor, found);
    inspection.package = std::move(package);
    return std::unique_ptr<ovfkit_descriptor>(
        new ovfkit_descriptor{std::move(descriptor), {std::move(found)}, std::move(inspection)});
}

Result<std::unique_ptr<ovfkit_descriptor>> reread(std::string bytes, const ovfkit_descriptor& source) {
    Diagnostics found;
    descriptor::ReadOptions options;
    options.name = source.descriptor.name();
    // The source was read within the limits of whoever wanted it; what was made of it is not refused now.
    options.limits.max_bytes = INT32_MAX;
    options.limits.max_depth = 500;
    options.limits.max_attributes = UINT16_MAX;
    options.limits.max_nodes = UINT32_MAX;
    options.limits.max_namespaces = 65000;
    options.limits.max_namespace_bytes = INT32_MAX;
    options.limits.max_attribute_bytes = INT32_MAX;
    auto descriptor = descriptor::Descriptor::parse(std::move(bytes), found, options);
    if (!descriptor) return descriptor.error();
    auto made = make_descriptor(*std::move(descriptor), std::nullopt, std::move(found));
    // What was doubted before it was changed is not believed because of that.
    const auto& package = source.inspection.package;
    made->disowned = source.disowned || (package && package->descriptor_is_disowned());
    return made;
}

}  // namespace ovfkit::c

ovfkit_limits* ovfkit_limits_create(void) noexcept { return created<ovfkit_limits>(); }

void ovfkit_limits_free(ovfkit_limits* limits) noexcept { delete limits; }

ovfkit_status ovfkit_limits_set(ovfkit_limits* limits, std::int32_t which, std::uint64_t value,
                                ovfkit_error** error) noexcept {
    return changing(limits, error, [&](ovfkit_limits& handle) -> Result<void> {
        Limits& to = handle.limits;
        const auto narrow = static_cast<std::uint32_t>(std::min<std::uint64_t>(value, UINT32_MAX));
        switch (which) {
            case OVFKIT_LIMIT_BYTES: to.max_bytes = value; break;
            case OVFKIT_LIMIT_DEPTH: to.max_depth = narrow; break;
            case OVFKIT_LIMIT_ATTRIBUTES: to.max_attributes = narrow; break;
            case OVFKIT_LIMIT_NODES: to.max_nodes = narrow; break;
            case OVFKIT_LIMIT_NAMESPACES: to.max_namespaces = narrow; break;
            case OVFKIT_LIMIT_ATTRIBUTE_BYTES: to.max_attribute_bytes = value; break;
            case OVFKIT_LIMIT_NAMESPACE_BYTES: to.max_namespace_bytes = value; break;
            case OVFKIT_LIMIT_DIAGNOSTICS: to.max_diagnostics = static_cast<std::size_t>(value); break;
            default: return unknown_number("OVFKIT_LIMIT_ number", which);
        }
        return {};
    });
}

ovfkit_status ovfkit_descriptor_open(const char* path, const ovfkit_limits* limits, ovfkit_descriptor** out,
                                     ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_descriptor>> {
        if (!path) return missing("path");
        task::Source source = task::read_source(path_of(path), limits_of(limits));
        found = std::move(source.diagnostics);
        if (source.error) return *source.error;
        auto made = make_descriptor(*std::move(source.descriptor), std::move(source.package), std::move(found));
        made->disowned = source.disowned;
        return made;
    });
}

ovfkit_status ovfkit_descriptor_parse(const void* bytes, std::size_t size, const char* name,
                                      const ovfkit_limits* limits, ovfkit_descriptor** out,
                                      ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics& found) -> Result<std::unique_ptr<ovfkit_descriptor>> {
        const auto view = bytes_of(bytes, size, "bytes");
        if (!view) return view.error();
        descriptor::ReadOptions options;
        options.limits = limits_of(limits);
        if (name) options.name = name;
        if (view->size() > options.limits.max_bytes)
            return Error{ErrorCode::limit_exceeded, "the descriptor is larger than the limit", {}, {}};
        found = Diagnostics(options.limits.max_diagnostics);
        auto descriptor = descriptor::Descriptor::parse(std::string(*view), found, options);
        if (!descriptor) return descriptor.error();
        return make_descriptor(*std::move(descriptor), std::nullopt, std::move(found));
    });
}

void ovfkit_descriptor_free(ovfkit_descriptor* descriptor) noexcept { delete descriptor; }

ovfkit_string ovfkit_descriptor_bytes(const ovfkit_descriptor* descriptor) noexcept {
    return text_about(descriptor, [](auto& d) { return d.descriptor.bytes(); });
}

ovfkit_string ovfkit_descriptor_name(const ovfkit_descriptor* descriptor) noexcept {
    return text_about(descriptor, [](auto& d) { return std::string_view(d.descriptor.name()); });
}

ovfkit_string ovfkit_descriptor_dialect(const ovfkit_descriptor* descriptor) noexcept {
    return text_about(descriptor, [](auto& d) { return std::string_view(d.descriptor.dialect().name); });
}

ovfkit_string ovfkit_descriptor_kind(const ovfkit_descriptor* descriptor) noexcept {
    return text_about(descriptor, [](auto& d) { return report::to_string(d.inspection.kind); });
}

const ovfkit_diagnostics* ovfkit_descriptor_diagnostics(const ovfkit_descriptor* descriptor) noexcept {
    return descriptor ? &descriptor->diagnostics : nullptr;
}

ovfkit_status ovfkit_descriptor_inspect(const ovfkit_descriptor* descriptor, std::int32_t format,
                                        ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!descriptor) return missing("descriptor");
        if (format == OVFKIT_FORMAT_JSON) return report::as_json(descriptor->inspection, descriptor->diagnostics.list);
        if (format == OVFKIT_FORMAT_TEXT) return report::as_text(descriptor->inspection);
        return unknown_number("format of this report", format);
    });
}

ovfkit_status ovfkit_descriptor_write(const ovfkit_descriptor* descriptor, const char* path, std::int32_t replace,
                                      ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!descriptor) return missing("descriptor");
        if (!path) return missing("path");
        const auto on = switch_of(replace);
        if (!on) return on.error();
        return io::replace_file(path_of(path), descriptor->descriptor.bytes(), {*on});
    });
}

std::size_t ovfkit_descriptor_file_count(const ovfkit_descriptor* descriptor) noexcept {
    return descriptor ? descriptor->inspection.files.size() : 0;
}

namespace {

const model::File* file(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    const auto* found = descriptor ? at(descriptor->inspection.files, index) : nullptr;
    return found ? *found : nullptr;
}

std::string_view view(const model::Field<std::string>& field) noexcept {
    return field ? std::string_view(*field) : std::string_view();
}

}  // namespace

ovfkit_string ovfkit_descriptor_file_id(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return text_about(file(descriptor, index), [](auto& f) { return view(f.id); });
}

ovfkit_string ovfkit_descriptor_file_href(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    return text_about(file(descriptor, index), [](auto& f) { return view(f.href); });
}

std::int32_t ovfkit_descriptor_file_size(const ovfkit_descriptor* descriptor, std::size_t index,
                                         std::uint64_t* bytes) noexcept {
    return about(file(descriptor, index), 0, [&](auto& f) { return tell(f.size.optional(), bytes); });
}

std::size_t ovfkit_descriptor_network_count(const ovfkit_descriptor* descriptor) noexcept {
    return descriptor ? descriptor->inspection.networks.size() : 0;
}

ovfkit_string ovfkit_descriptor_network(const ovfkit_descriptor* descriptor, std::size_t index) noexcept {
    const auto* found = descriptor ? at(descriptor->inspection.networks, index) : nullptr;
    return text_about(found, [](auto& name) { return std::string_view(name); });
}

ovfkit_status ovfkit_descriptor_sha256(const ovfkit_descriptor* descriptor, ovfkit_owned_string* out,
                                       ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!descriptor) return missing("descriptor");
        return sha256_of(descriptor->descriptor.bytes());
    });
}

ovfkit_status ovfkit_entity_may_require_trust(const ovfkit_descriptor* descriptor, std::size_t index, std::int32_t* may,
                                              ovfkit_error** error) noexcept {
    if (may) *may = 1;
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!descriptor) return missing("descriptor");
        if (!may) return missing("may");
        Diagnostics ignored;
        const trust::Evidence evidence = evidence_for(*descriptor, ovfkit_import_options(), ignored);
        const trust::EntityEvidence* one = at(evidence.entities, index);
        if (!one) return unknown_number("index of an entity", static_cast<std::int64_t>(index));
        *may = trust::may_require_trust(*one, evidence) ? 1 : 0;
        return {};
    });
}
