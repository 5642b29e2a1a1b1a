// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/ascii.hpp"
#include "descriptor/row.hpp"

// The text forms of the format, parse and print side by side. A form that cannot read a text keeps it in the field.

namespace ovfkit::descriptor {

/// `text` without XML white space at its ends (DSP0243 1.1.1, annex A, lets readers strip it).

/// `true`, `false`, `1`, `0`, in any letter case; empty for anything else.
[[nodiscard]] std::optional<bool> parse_bool(std::string_view text);

/// The oVirt date forms (oVirt reference 1a.8): year first, slashes or dots, one-digit parts, values that roll over,
/// anything behind the seconds ignored.
[[nodiscard]] std::optional<model::Timestamp> parse_timestamp(std::string_view text);
[[nodiscard]] std::string print_timestamp(model::Timestamp timestamp);

/// A script or key list in an oVirt attribute. Engines lose its newlines, so four encodings of one occur: a reference,
/// the five characters `&#10;` (escaped twice), backslash and `n`, and a raw line end (oVirt reference 1a.1). Reading
/// looks at the raw bytes to tell them apart; printing writes a reference, and writes a literal backslash-n or `&#10;`
/// of the script in such a way that reading gives it back.
[[nodiscard]] std::string parse_script(std::string_view raw);
[[nodiscard]] std::string print_script(std::string_view script, char quote);

/// Text as it is.
struct Text {
    static constexpr std::string_view expects = "text";
    static std::optional<std::string> parse(std::string_view s) { return std::string(s); }
    static std::string print(const std::string& v) { return v; }
};
/// Ids and other words: white space around them is not part of them.
struct Token {
    static constexpr std::string_view expects = "a word";
    static std::optional<std::string> parse(std::string_view s) { return std::string(trimmed(s)); }
    static std::string print(const std::string& v) { return v; }
};
struct Message {
    static constexpr std::string_view expects = "text";
    static std::optional<model::Msg> parse(std::string_view s) { return model::Msg(std::string(s)); }
    static std::string print(const model::Msg& v) { return v.text; }
};
struct Script {
    static constexpr std::string_view expects = "text";
    static std::optional<std::string> parse(std::string_view s) { return std::string(s); }
    static std::string print(const std::string& v) { return v; }
};
struct Bool {
    static constexpr std::string_view expects = "true or false";
    static std::optional<bool> parse(std::string_view s) { return parse_bool(s); }
    static std::string print(bool v) { return v ? "true" : "false"; }
};
/// A trust flag: any text that is no boolean counts as true.
struct TrustBool {
    static constexpr std::string_view expects = "true or false";
    static std::optional<bool> parse(std::string_view s) { return parse_bool(s).value_or(true); }
    static std::string print(bool v) { return v ? "true" : "false"; }
};
struct Date {
    static constexpr std::string_view expects = "a date such as 2026/01/31 12:00:00";
    static std::optional<model::Timestamp> parse(std::string_view s) { return parse_timestamp(s); }
    static std::string print(model::Timestamp v) { return print_timestamp(v); }
};
/// A decimal number of the field's type; of an enumeration, its number.
struct Number {
    static constexpr std::string_view expects = "a number";
    template <class T>
    static std::optional<T> parse_as(std::string_view s) {
        if constexpr (std::is_enum_v<T>) {
            const auto number = parse_as<std::underlying_type_t<T>>(s);
            return number ? std::optional<T>(static_cast<T>(*number)) : std::nullopt;
        } else {
            s = trimmed(s);
            if (s.size() > 1 && s.front() == '+' && s[1] != '-') s.remove_prefix(1);
            T value{};
            const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
            return error == std::errc{} && end == s.data() + s.size() && !s.empty() ? std::optional<T>(value)
                                                                                    : std::nullopt;
        }
    }
    template <class T>
    static std::string print(T v) {
        if constexpr (std::is_enum_v<T>)
            return std::to_string(static_cast<std::underlying_type_t<T>>(v));
        else
            return std::to_string(v);
    }
};

namespace detail {

template <class T>
struct FieldValue;
template <class T>
struct FieldValue<model::Field<T>> {
    using Type = T;
};

template <class Form, class F>
struct Leaf {
    using T = typename FieldValue<F>::Type;
    static constexpr bool is_text = std::is_same_v<Form, Text> || std::is_same_v<Form, Token> ||
                                    std::is_same_v<Form, Message> || std::is_same_v<Form, Script>;

    static std::optional<T> parse(std::string_view s) {
        if constexpr (std::is_same_v<Form, Number>)
            return Form::template parse_as<T>(s);
        else
            return Form::parse(s);
    }

    static void take_msgid(T& value, std::vector<model::Attribute>& attributes) {
        if constexpr (std::is_same_v<Form, Message>) {
            for (auto a = attributes.begin(); a != attributes.end(); ++a) {
                if (a->name != "msgid" || !is_ovf(a->ns)) continue;
                value.msgid = std::move(a->value);
                attributes.erase(a);
                return;
            }
        }
    }

    static bool read(void* field, LeafInput& input) {
        F& f = *static_cast<F*>(field);
        f.set_at(input.at);
        bool readable = true;
        std::optional<T> value;
        if constexpr (std::is_same_v<Form, Script>) {
            value = parse_script(input.raw);
        } else if (is_text || std::is_same_v<Form, TrustBool> || !trimmed(input.text).empty()) {
            // An empty number is an absent one; an empty trust flag is a request that nobody understands.
            value = parse(input.text);
            readable = value.has_value();
        }
        if (value) {
            take_msgid(*value, input.attributes);
            f = std::move(*value);
            if constexpr (std::is_same_v<Form, TrustBool>)
                if (!parse_bool(input.text)) f.set_written_as(std::string(input.text));
        } else if (!readable) {
            f.set_unreadable(std::string(input.text));
        }
        if (!input.attributes.empty()) f.set_attributes(std::move(input.attributes));
        return readable;
    }

    static std::optional<std::string> print(const void* field) {
        const F& f = *static_cast<const F*>(field);
        if (f.has_value()) return Form::print(*f);
        if (!f.absent()) return f.text();
        return f.attributes().empty() ? std::nullopt : std::optional<std::string>("");
    }

    static bool equal(const void* a, const void* b) { return *static_cast<const F*>(a) == *static_cast<const F*>(b); }
    static Span at(const void* field) { return static_cast<const F*>(field)->at(); }
    static const std::vector<model::Attribute>& attributes(const void* field) {
        return static_cast<const F*>(field)->attributes();
    }
    static std::string_view msgid(const void* field) {
        if constexpr (std::is_same_v<Form, Message>)
            return static_cast<const F*>(field)->has_value() ? std::string_view((*static_cast<const F*>(field))->msgid)
                                                             : std::string_view();
        else
            return {};
    }
    static std::string print_attribute(const void* field, char quote) {
        return print_script(**static_cast<const F*>(field), quote);
    }
};

}  // namespace detail

template <class Form, class F>
inline constexpr LeafOps leaf_ops{
    detail::Leaf<Form, F>::read,
    detail::Leaf<Form, F>::print,
    detail::Leaf<Form, F>::equal,
    detail::Leaf<Form, F>::at,
    detail::Leaf<Form, F>::attributes,
    detail::Leaf<Form, F>::msgid,
    []() -> std::string (*)(const void*, char) {
        if constexpr (std::is_same_v<Form, Script>)
            return detail::Leaf<Form, F>::print_attribute;
        else
            return nullptr;
    }(),
    Form::expects,
    std::is_same_v<Form, Message>,
};

}  // namespace ovfkit::descriptor
