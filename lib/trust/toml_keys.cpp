// SPDX-License-Identifier: Apache-2.0
#include "trust/toml_keys.hpp"

#include <algorithm>
#include <numeric>

#include <ovfkit/trust/policy_rules.hpp>

namespace ovfkit::trust {
namespace {

/// How many letters have to be put in, left out or exchanged to make `a` of `b`.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t exchanged = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, exchanged});
        }
    }
    return row.back();
}

/// The known key that is meant, as far as one can guess; empty: none is near.
std::string_view nearest(std::string_view key, const std::vector<std::string_view>& known) {
    constexpr std::size_t longest = 64;
    if (key.size() > longest) return {};
    std::string_view best;
    std::size_t least = std::min<std::size_t>(3, key.size() / 2 + 1);
    for (const std::string_view one : known) {
        const std::size_t far = distance(key, one);
        if (far >= least) continue;
        least = far;
        best = one;
    }
    return best;
}

}  // namespace

const TomlEntry* TomlKeys::find(std::string_view key) {
    asked_.push_back(key);
    const auto is_it = [&](const TomlEntry& entry) { return entry.key == key; };
    const auto found = std::find_if(table_.entries.begin(), table_.entries.end(), is_it);
    return found == table_.entries.end() ? nullptr : &*found;
}

const TomlEntry* TomlKeys::find(std::string_view key, TomlValue::Kind kind) {
    const TomlEntry* entry = find(key);
    if (!entry || entry->value.kind == kind) return entry;
    wrong_type(*entry, entry->value, called(kind));
    return nullptr;
}

void TomlKeys::need(std::string_view key) {
    if (!find(key))
        report_.about(table_.at, rule::policy_missing_key, std::string(what_) + " needs the key " + quoted(key));
}

std::optional<bool> TomlKeys::boolean(std::string_view key) {
    const TomlEntry* entry = find(key, TomlValue::Kind::boolean);
    return entry ? std::optional<bool>(entry->value.boolean) : std::nullopt;
}

std::optional<std::int64_t> TomlKeys::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    const TomlEntry* entry = find(key, TomlValue::Kind::integer);
    if (!entry) return std::nullopt;
    const std::int64_t value = entry->value.integer;
    if (value >= least && value <= most) return value;
    report_.about(entry->value.at, rule::policy_wrong_value,
                  quoted(key) + " is " + std::to_string(value) + ", and not a number from " + std::to_string(least) +
                      " to " + std::to_string(most));
    return std::nullopt;
}

std::optional<std::string> TomlKeys::text(std::string_view key) {
    const TomlEntry* entry = find(key, TomlValue::Kind::text);
    return entry && is_usable_text(*entry, entry->value) ? std::optional<std::string>(entry->value.text) : std::nullopt;
}

std::vector<std::string> TomlKeys::texts(std::string_view key) {
    std::vector<std::string> texts;
    const TomlEntry* entry = find(key);
    if (!entry) return texts;
    for (TomlValue& one : values_of(*entry))
        if (is_usable_text(*entry, one)) texts.push_back(std::move(one.text));
    return texts;
}

std::vector<std::string> TomlKeys::list(std::string_view key, std::size_t most) {
    std::vector<std::string> texts;
    const TomlEntry* entry = find(key, TomlValue::Kind::list);
    if (!entry) return texts;
    if (entry->value.items.size() > most) {
        report_.about(entry->value.at, rule::policy_too_large,
                      quoted(entry->key) + " lists more than " + std::to_string(most) + " values");
        return texts;
    }
    for (const TomlValue& one : entry->value.items)
        if (is_usable_text(*entry, one)) texts.push_back(one.text);
    return texts;
}

std::vector<const TomlValue*> TomlKeys::tables(std::string_view key, std::size_t most) {
    std::vector<const TomlValue*> tables;
    const TomlEntry* entry = find(key, TomlValue::Kind::list);
    if (!entry) return tables;
    for (const TomlValue& item : entry->value.items) {
        if (item.kind != TomlValue::Kind::table) {
            wrong_type(*entry, item, called(TomlValue::Kind::table));
        } else if (tables.size() == most) {
            report_.about(item.at, rule::policy_too_large,
                          "there are more than " + std::to_string(most) + " of " + quoted(key));
            break;
        } else {
            tables.push_back(&item);
        }
    }
    return tables;
}

void TomlKeys::finish() const {
    for (const TomlEntry& entry : table_.entries) {
        if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
        Diagnostic& finding = report_.about(entry.key_at, rule::policy_unknown_key,
                                            std::string(what_) + " has no key " + quoted(entry.key, 80));
        if (const std::string_view meant = nearest(entry.key, asked_); !meant.empty())
            finding.hint = "did you mean " + quoted(meant) + "?";
    }
}

bool TomlKeys::is_text(const TomlEntry& entry, const TomlValue& value) const {
    if (value.kind == TomlValue::Kind::text) return true;
    wrong_type(entry, value, called(TomlValue::Kind::text));
    return false;
}

bool TomlKeys::is_usable_text(const TomlEntry& entry, const TomlValue& value) const {
    if (!is_text(entry, value)) return false;
    if (!value.text.empty() && value.text.size() <= most_text) return true;
    report_.about(value.at, rule::policy_wrong_value,
                  value.text.empty()
                      ? "a text of " + quoted(entry.key) + " is empty"
                      : "a text of " + quoted(entry.key) + " has more than " + std::to_string(most_text) + " bytes");
    return false;
}

void TomlKeys::no_word(const TomlEntry& entry, const TomlValue& value, const std::string& wanted) const {
    report_.about(value.at, rule::policy_wrong_value,
                  quoted(entry.key) + " is " + quoted(value.text, 80) + ", and none of " + wanted);
}

void TomlKeys::wrong_type(const TomlEntry& entry, const TomlValue& value, std::string_view wanted) const {
    report_.about(
        value.at, rule::policy_wrong_type,
        quoted(entry.key, 80) + " holds " + std::string(called(value.kind)) + ", and not " + std::string(wanted));
}

std::vector<TomlValue> TomlKeys::values_of(const TomlEntry& entry) const {
    if (entry.value.kind != TomlValue::Kind::list) return {entry.value};
    if (entry.value.items.empty()) {
        report_.about(entry.value.at, rule::policy_wrong_value,
                      quoted(entry.key) + " lists nothing, and nobody knows whether all or none is meant");
    } else if (entry.value.items.size() > most_items) {
        report_.about(entry.value.at, rule::policy_too_large,
                      quoted(entry.key) + " lists more than " + std::to_string(most_items) + " values");
        return {};
    }
    return entry.value.items;
}

}  // namespace ovfkit::trust
