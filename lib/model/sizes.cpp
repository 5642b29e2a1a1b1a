// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <limits>

#include <ovfkit/model/view.hpp>
#include <ovfkit/text/units.hpp>

#include "base/ascii.hpp"

namespace ovfkit::model {
namespace {

using Amount = Result<std::optional<std::uint64_t>>;

constexpr std::uint64_t mebi = std::uint64_t{1} << 20;
constexpr text::Unit mebibyte{text::BaseUnit::byte, mebi, 1, false};
constexpr text::Unit byte_unit{text::BaseUnit::byte, 1, 1, true};
constexpr std::uint64_t max_size = std::numeric_limits<std::int64_t>::max();

Error failure(ErrorCode code, std::string message, Span at) {
    Error error;
    error.code = code;
    error.message = std::move(message);
    error.where.span = at;
    return error;
}

/// The same failure as `reason`, with what it is about in front and its place.
Error about(std::string_view what, const Error& reason, Span at) {
    return failure(reason.code, std::string(what) + ": " + reason.message, at);
}

bool is_blank(const Field<std::string>& field) { return !field || trimmed(*field).empty(); }

Result<text::Unit> unit_of(const Field<std::string>& written, text::Unit when_absent) {
    if (is_blank(written)) return when_absent;
    const auto unit = text::parse_unit(*written);
    if (!unit) return failure(ErrorCode::malformed, quoted(*written) + " is no unit", written.at());
    return *unit;
}

Result<std::uint64_t> scaled(std::string_view what, std::uint64_t amount, const text::Unit& unit, Span at) {
    auto product = text::scale(amount, unit);
    if (!product) return about(what, product.error(), at);
    return product;
}

Result<std::uint64_t> in_bytes(std::string_view what, std::uint64_t amount, const Field<std::string>& written,
                               text::Unit when_absent, Span at) {
    const auto unit = unit_of(written, when_absent);
    if (!unit) return unit.error();
    if (unit->base != text::BaseUnit::byte)
        return failure(ErrorCode::malformed, quoted(*written) + " is no unit of bytes", written.at());
    return scaled(what, amount, *unit, at);
}

Amount checked_size(std::string_view what, Result<std::uint64_t> bytes, Span at) {
    if (!bytes) return bytes.error();
    if (*bytes > max_size)
        return failure(ErrorCode::limit_exceeded, std::string(what) + " is more than 2^63 - 1 bytes", at);
    return std::optional<std::uint64_t>(*bytes);
}

Amount ovirt_capacity(const OvirtDisk& disk) {
    if (!disk.size) {
        if (trimmed(disk.size.text()).empty()) return std::optional<std::uint64_t>();
        return failure(ErrorCode::malformed, quoted(disk.size.text()) + " is no size in GiB", disk.size.at());
    }
    constexpr text::Unit gibibyte{text::BaseUnit::byte, std::uint64_t{1} << 30, 1, true};
    return checked_size("capacity", scaled("size", *disk.size, gibibyte, disk.size.at()), disk.size.at());
}

/// The unit that a number without one is counted in. For memory that is a guess, made from the quantity so that
/// quantity, reservation and limit of one Item are counted alike.
text::Unit unit_when_absent(const Item& item, std::uint64_t amount) {
    if (item.resource_type.value_or(ResourceType::other) == ResourceType::memory)
        return item.virtual_quantity.value_or(amount) < mebi ? mebibyte : byte_unit;
    return text::Unit{};
}

Amount in_base_units(const Item& item, std::string_view what, const Field<std::uint64_t>& field) {
    if (!field) {
        if (field.absent()) return std::optional<std::uint64_t>();
        return failure(ErrorCode::malformed, quoted(field.text()) + " is no " + std::string(what), field.at());
    }
    const auto unit = unit_of(item.allocation_units, unit_when_absent(item, *field));
    if (!unit) return unit.error();
    const bool processor = item.resource_type.value_or(ResourceType::other) == ResourceType::processor;
    if (processor && !is_blank(item.allocation_units) && unit->base != text::BaseUnit::hertz)
        return failure(ErrorCode::malformed, quoted(*item.allocation_units) + " is no unit of hertz",
                       item.allocation_units.at());
    const auto amount = scaled(what, *field, *unit, field.at());
    if (!amount) return amount.error();
    return std::optional<std::uint64_t>(*amount);
}

}  // namespace

Amount capacity_bytes(const Disk& disk) {
    if (is_blank(disk.capacity)) return disk.ovirt ? ovirt_capacity(*disk.ovirt) : std::optional<std::uint64_t>();
    const std::string_view written = trimmed(*disk.capacity);
    const Span at = disk.capacity.at();
    if (written.substr(0, 2) == "${" && written.back() == '}') return std::optional<std::uint64_t>();

    std::uint64_t amount = 0;
    const auto [end, problem] = std::from_chars(written.data(), written.data() + written.size(), amount);
    if (problem == std::errc::result_out_of_range)
        return failure(ErrorCode::limit_exceeded, "capacity " + quoted(written) + " is too large", at);
    if (problem != std::errc() || end != written.data() + written.size())
        return failure(ErrorCode::malformed, "capacity " + quoted(written) + " is no number", at);
    return checked_size("capacity", in_bytes("capacity", amount, disk.capacity_allocation_units, byte_unit, at), at);
}

Amount memory_bytes(const Item& item) {
    const auto& quantity = item.virtual_quantity;
    if (!quantity) {
        if (quantity.absent()) return std::optional<std::uint64_t>();
        return failure(ErrorCode::malformed, quoted(quantity.text()) + " is no amount of memory", quantity.at());
    }
    const text::Unit guess = *quantity < mebi ? mebibyte : byte_unit;
    return checked_size("memory", in_bytes("memory", *quantity, item.allocation_units, guess, quantity.at()),
                        quantity.at());
}

Amount reservation_base_units(const Item& item) { return in_base_units(item, "reservation", item.reservation); }

Amount limit_base_units(const Item& item) { return in_base_units(item, "limit", item.limit); }

}  // namespace ovfkit::model
