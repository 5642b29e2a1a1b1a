// SPDX-License-Identifier: Apache-2.0
#include "trust/toml_tree.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <exception>
#include <new>
#include <utility>

#include <ovfkit/trust/policy_rules.hpp>

#include "text/utf8.hpp"
#include "trust/toml_scan.hpp"

namespace ovfkit::trust {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

}  // namespace

/// Copies what the library read.
class TomlCopier {
public:
    TomlCopier(const TomlSource& source, std::size_t values) : source_(source), left_(values) {}

    [[nodiscard]] TomlValue table(const toml::table& from) {
        TomlValue to = value_at(TomlValue::Kind::table, from.source());
        for (const auto& [key, node] : from) {
            if (!take()) break;
            to.entries.push_back({std::string(key.str()), span(key.source()), copy(node)});
        }
        std::sort(to.entries.begin(), to.entries.end(),
                  [](const TomlEntry& a, const TomlEntry& b) { return a.key_at.begin < b.key_at.begin; });
        return to;
    }
    [[nodiscard]] bool overflowed() const { return overflowed_; }

private:
    [[nodiscard]] TomlValue copy(const toml::node& from) {
        using Kind = TomlValue::Kind;
        if (const auto* inner = from.as_table()) return table(*inner);
        if (const auto* list = from.as_array()) {
            TomlValue to = value_at(Kind::list, from.source());
            for (const toml::node& item : *list) {
                if (!take()) break;
                to.items.push_back(copy(item));
            }
            return to;
        }
        TomlValue to = value_at(Kind::other, from.source());
        if (const auto* text = from.as_string()) {
            to.kind = Kind::text;
            to.text = text->get();
        } else if (const auto* integer = from.as_integer()) {
            to.kind = Kind::integer;
            to.integer = integer->get();
        } else if (const auto* boolean = from.as_boolean()) {
            to.kind = Kind::boolean;
            to.boolean = boolean->get();
        }
        return to;
    }

    [[nodiscard]] TomlValue value_at(TomlValue::Kind kind, const toml::source_region& region) const {
        TomlValue value;
        value.kind = kind;
        value.at = span(region);
        return value;
    }

    [[nodiscard]] bool take() {
        overflowed_ = overflowed_ || left_ == 0;
        if (left_ != 0) --left_;
        return !overflowed_;
    }

    /// A place that the library does not know is the begin of the text; never empty, so that it is known.
    [[nodiscard]] Span span(const toml::source_region& region) const {
        const auto offset = [&](const toml::source_position& at) {
            return at.line == 0 ? 0U : source_.lines_.offset({at.line, std::max<std::uint32_t>(at.column, 1)});
        };
        const auto size = static_cast<std::uint32_t>(source_.text_.size());
        const std::uint32_t begin = std::min(offset(region.begin), size);
        const std::uint32_t end = std::min(std::max(offset(region.end), begin + 1), std::max(size, begin));
        return {begin + source_.mark_, end + source_.mark_};
    }

    const TomlSource& source_;
    std::size_t left_;
    bool overflowed_ = false;
};

std::string_view called(TomlValue::Kind kind) noexcept {
    switch (kind) {
        case TomlValue::Kind::text: return "a text";
        case TomlValue::Kind::integer: return "an integer";
        case TomlValue::Kind::boolean: return "a boolean";
        case TomlValue::Kind::list: return "an array";
        case TomlValue::Kind::table: return "a table";
        case TomlValue::Kind::other: break;
    }
    return "a number or a date";
}

TomlSource::TomlSource(std::string_view text, std::string name)
    : mark_(text.substr(0, utf8_mark.size()) == utf8_mark ? 3 : 0),
      text_(text.substr(mark_)),
      lines_(text_),
      name_(std::move(name)) {}

Location TomlSource::locate(Span span) const {
    Location where;
    where.source = name_;
    if (!span.known()) return where;
    where.span = span;
    const text::Position position = lines_.position(span.begin - std::min(span.begin, mark_));
    where.line = position.line;
    where.column = position.column;
    return where;
}

Location TomlSource::locate_byte(std::size_t offset) const {
    const auto size = static_cast<std::uint32_t>(text_.size());
    const std::uint32_t begin = std::min(static_cast<std::uint32_t>(offset), size == 0 ? 0 : size - 1);
    return locate({begin + mark_, std::min(begin + 1, size) + mark_});
}

bool TomlSource::is_text(Diagnostics& diagnostics) const {
    const std::size_t valid = text::valid_utf8_prefix(text_);
    const std::size_t control = find_control_character(text_.substr(0, valid));
    if (control != std::string_view::npos) {
        diagnostics.report(rule::policy_syntax, "a control character stands there", locate_byte(control));
    } else if (valid < text_.size()) {
        diagnostics.report(rule::policy_syntax, "the text is no UTF-8 there", locate_byte(valid));
    } else {
        return true;
    }
    return false;
}

bool TomlSource::is_flat(Diagnostics& diagnostics, const TomlLimits& limits) const {
    const auto deep = find_deep(text_, limits.depth, limits.line_dots);
    if (!deep) return true;
    diagnostics.report(rule::policy_too_large, std::string(deep->what), locate_byte(deep->offset));
    return false;
}

std::optional<TomlValue> TomlSource::read(Diagnostics& diagnostics, const TomlLimits& limits) const {
    if (text_.size() > limits.bytes) {
        Location whole;
        whole.source = name_;
        diagnostics.report(rule::policy_too_large, "the file has more than " + std::to_string(limits.bytes) + " bytes",
                           whole);
        return std::nullopt;
    }
    if (!is_text(diagnostics) || !is_flat(diagnostics, limits)) return std::nullopt;
    try {
        const toml::table root = toml::parse(text_);
        TomlCopier copier(*this, limits.values);
        TomlValue value = copier.table(root);
        if (!copier.overflowed()) return value;
        diagnostics.report(rule::policy_too_large,
                           "the file has more than " + std::to_string(limits.values) + " values", locate_byte(0));
    } catch (const toml::parse_error& error) {
        const toml::source_position at = error.source().begin;
        const std::uint32_t offset = at.line == 0 ? 0 : lines_.offset({at.line, std::max<std::uint32_t>(at.column, 1)});
        diagnostics.report(rule::policy_syntax, printable(error.description(), 500), locate_byte(offset));
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        diagnostics.report(rule::policy_syntax, "the text cannot be read: " + printable(error.what(), 500),
                           locate_byte(0));
    }
    return std::nullopt;
}

}  // namespace ovfkit::trust
