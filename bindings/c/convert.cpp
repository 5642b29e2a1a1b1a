// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <ovfkit/convert/convert.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/report/losses.hpp>
#include <ovfkit/task/convert.hpp>

#include "guard.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_convert_options {
    convert::Options convert;
    std::string_view target;
};

struct ovfkit_conversion {
    std::string from;
    std::string to;
    std::vector<convert::Output> outputs;
    std::vector<std::string> paths;
};

namespace {

struct Target {
    std::string_view name;  ///< as the command line has it
    descriptor::Grammar grammar;
};

constexpr std::array<Target, 4> targets{{{"ovf-1.1", descriptor::Grammar::ovf_1},
                                         {"ovf-2.0", descriptor::Grammar::ovf_2},
                                         {"ovirt", descriptor::Grammar::ovirt},
                                         {"ovirt-ova", descriptor::Grammar::ovirt_ova}}};

const convert::Output* output(const ovfkit_conversion* conversion, std::size_t index) noexcept {
    return conversion ? at(conversion->outputs, index) : nullptr;
}

const convert::Loss* loss_of(const ovfkit_conversion* conversion, std::size_t index, std::size_t loss) noexcept {
    const convert::Output* one = output(conversion, index);
    return one ? at(one->losses, loss) : nullptr;
}

}  // namespace

ovfkit_status ovfkit_convert_options_create(std::int32_t target, ovfkit_convert_options** out,
                                            ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_convert_options>> {
        const auto index = static_cast<std::uint32_t>(target);
        if (index >= targets.size()) return unknown_number("OVFKIT_TARGET_ number", target);
        auto made = std::make_unique<ovfkit_convert_options>();
        made->convert.target = targets[index].grammar;
        made->target = targets[index].name;
        return made;
    });
}

void ovfkit_convert_options_free(ovfkit_convert_options* options) noexcept { delete options; }

ovfkit_status ovfkit_convert_options_set_entity(ovfkit_convert_options* options, const char* id_or_name,
                                                ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_convert_options& to) -> Result<void> {
        to.convert.entity = id_or_name ? id_or_name : "";
        return {};
    });
}

ovfkit_status ovfkit_convert_options_set_kind(ovfkit_convert_options* options, std::int32_t kind,
                                              ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_convert_options& to) -> Result<void> {
        switch (kind) {
            case OVFKIT_KIND_SAME: to.convert.as.reset(); break;
            case OVFKIT_KIND_VM: to.convert.as = model::EntityKind::vm; break;
            case OVFKIT_KIND_TEMPLATE: to.convert.as = model::EntityKind::template_; break;
            default: return unknown_number("OVFKIT_KIND_ number", kind);
        }
        return {};
    });
}

ovfkit_status ovfkit_convert_options_set_trust_names(ovfkit_convert_options* options, std::int32_t names,
                                                     ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_convert_options& to) -> Result<void> {
        using convert::TrustNames;
        switch (names) {
            case OVFKIT_TRUST_NAMES_BOTH: to.convert.trust_names = TrustNames::engine_and_documented; break;
            case OVFKIT_TRUST_NAMES_ENGINE: to.convert.trust_names = TrustNames::engine_only; break;
            case OVFKIT_TRUST_NAMES_DOCUMENTED: to.convert.trust_names = TrustNames::documented_only; break;
            default: return unknown_number("OVFKIT_TRUST_NAMES_ number", names);
        }
        return {};
    });
}

ovfkit_status ovfkit_convert_options_set_require_trust(ovfkit_convert_options* options, std::int32_t on,
                                                       ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_convert_options& to) -> Result<void> {
        const auto value = switch_of(on);
        if (!value) return value.error();
        to.convert.require_trust_understood = *value;
        return {};
    });
}

ovfkit_status ovfkit_convert_options_set_time(ovfkit_convert_options* options, std::int64_t time,
                                              ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_convert_options& to) -> Result<void> {
        to.convert.now = time;
        return {};
    });
}

ovfkit_status ovfkit_convert(const ovfkit_descriptor* descriptor, const ovfkit_convert_options* options,
                             ovfkit_conversion** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_conversion>> {
        if (!descriptor) return missing("descriptor");
        if (!options) return missing("options");
        auto outputs = convert::convert(descriptor->descriptor, options->convert);
        if (!outputs) return outputs.error();
        std::vector<std::string> paths(outputs->size(), "-");
        return std::unique_ptr<ovfkit_conversion>(new ovfkit_conversion{descriptor->descriptor.dialect().name,
                                                                        std::string(options->target),
                                                                        *std::move(outputs), std::move(paths)});
    });
}

void ovfkit_conversion_free(ovfkit_conversion* conversion) noexcept { delete conversion; }

std::size_t ovfkit_conversion_count(const ovfkit_conversion* conversion) noexcept {
    return conversion ? conversion->outputs.size() : 0;
}

ovfkit_string ovfkit_conversion_id(const ovfkit_conversion* conversion, std::size_t index) noexcept {
    return text_about(output(conversion, index), [](auto& o) { return std::string_view(o.id); });
}

ovfkit_string ovfkit_conversion_name(const ovfkit_conversion* conversion, std::size_t index) noexcept {
    return text_about(output(conversion, index), [](auto& o) { return std::string_view(o.name); });
}

ovfkit_string ovfkit_conversion_bytes(const ovfkit_conversion* conversion, std::size_t index) noexcept {
    return text_about(output(conversion, index), [](auto& o) { return std::string_view(o.bytes); });
}

ovfkit_status ovfkit_conversion_write(ovfkit_conversion* conversion, std::size_t index, const char* path,
                                      ovfkit_error** error) noexcept {
    return guarded(error, [&](Diagnostics&) -> Result<void> {
        if (!conversion) return missing("conversion");
        if (!path) return missing("path");
        const convert::Output* wanted = output(conversion, index);
        if (!wanted) return unknown_number("index of a document", static_cast<std::int64_t>(index));
        std::string name(path);
        if (auto written = io::replace_file(path_of(path), wanted->bytes); !written) return written;
        conversion->paths[index] = std::move(name);
        return {};
    });
}

std::size_t ovfkit_conversion_loss_count(const ovfkit_conversion* conversion, std::size_t index) noexcept {
    return about(output(conversion, index), std::size_t{0}, [](auto& o) { return o.losses.size(); });
}

ovfkit_string ovfkit_conversion_loss_kind(const ovfkit_conversion* conversion, std::size_t index,
                                          std::size_t loss) noexcept {
    return text_about(loss_of(conversion, index, loss), [](auto& l) { return convert::to_string(l.kind); });
}

ovfkit_string ovfkit_conversion_loss_path(const ovfkit_conversion* conversion, std::size_t index,
                                          std::size_t loss) noexcept {
    return text_about(loss_of(conversion, index, loss), [](auto& l) { return std::string_view(l.path); });
}

ovfkit_string ovfkit_conversion_loss_message(const ovfkit_conversion* conversion, std::size_t index,
                                             std::size_t loss) noexcept {
    return text_about(loss_of(conversion, index, loss), [](auto& l) { return std::string_view(l.message); });
}

std::uint64_t ovfkit_conversion_loss_line(const ovfkit_conversion* conversion, std::size_t index,
                                          std::size_t loss) noexcept {
    return about(loss_of(conversion, index, loss), std::uint64_t{0}, [](auto& l) { return l.where.line; });
}

ovfkit_status ovfkit_conversion_render(const ovfkit_conversion* conversion, std::int32_t format,
                                       ovfkit_owned_string* out, ovfkit_error** error) noexcept {
    return rendering(out, error, [&]() -> Result<std::string> {
        if (!conversion) return missing("conversion");
        if (format != OVFKIT_FORMAT_TEXT && format != OVFKIT_FORMAT_JSON)
            return unknown_number("format of this report", format);
        const auto told = task::conversion_of(conversion->from, conversion->to, conversion->outputs, conversion->paths);
        return format == OVFKIT_FORMAT_JSON ? report::as_json(told) : report::as_text(told);
    });
}
