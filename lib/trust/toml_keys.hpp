// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trust/toml_tree.hpp"

namespace ovfkit::trust {

/// A word of a file and what it means.
template <class T>
struct Word {
    std::string_view word;
    T value;
};

/// Where findings about the keys of a file go.
struct TomlReport {
    const TomlSource& source;
    Diagnostics& diagnostics;

    Diagnostic& about(Span at, const Rule& rule, std::string message) const {
        return diagnostics.report(rule, std::move(message), source.locate(at));
    }
};

/// The keys of one table. Each is asked for by name and type; what nobody asked for is unknown. Every finding is about
/// one key, and the others are read all the same, so that all of them are found at once.
class TomlKeys {
public:
    /// `what` the table is, for messages: `a rule`. Everything given has to outlive it.
    TomlKeys(const TomlValue& table, const TomlReport& report, std::string_view what)
        : table_(table), report_(report), what_(what) {}

    /// The entry of that key, whatever it holds; null when it is not there.
    [[nodiscard]] const TomlEntry* find(std::string_view key);
    /// The same, of a value of that kind; a value of another kind is a finding.
    [[nodiscard]] const TomlEntry* find(std::string_view key, TomlValue::Kind kind);
    /// Reports a key that is not there.
    void need(std::string_view key);

    [[nodiscard]] std::optional<bool> boolean(std::string_view key);
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
    /// A text that holds something, of at most `most_text` bytes.
    [[nodiscard]] std::optional<std::string> text(std::string_view key);
    /// One such text, or an array of them that holds something.
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    /// An array of at most `most` such texts, which may be empty.
    [[nodiscard]] std::vector<std::string> list(std::string_view key, std::size_t most);
    /// The tables of an array of tables; what is none is a finding.
    [[nodiscard]] std::vector<const TomlValue*> tables(std::string_view key, std::size_t most);

    /// What the text means.
    template <class T, std::size_t n>
    [[nodiscard]] std::optional<T> word(std::string_view key, const Word<T> (&known)[n]) {
        const TomlEntry* entry = find(key, TomlValue::Kind::text);
        return entry ? meaning(*entry, entry->value, known) : std::nullopt;
    }
    /// What the texts mean: one, or an array that holds something. A boolean is taken for the word that it is written
    /// as.
    template <class T, std::size_t n>
    [[nodiscard]] std::vector<T> words(std::string_view key, const Word<T> (&known)[n], bool booleans = false) {
        std::vector<T> meanings;
        const TomlEntry* entry = find(key);
        if (!entry) return meanings;
        for (TomlValue one : values_of(*entry)) {
            if (booleans && one.kind == TomlValue::Kind::boolean) {
                one.kind = TomlValue::Kind::text;
                one.text = one.boolean ? "true" : "false";
            }
            if (const auto value = meaning(*entry, one, known)) meanings.push_back(*value);
        }
        return meanings;
    }

    /// Reports every key that nobody asked for.
    void finish() const;

    static constexpr std::size_t most_text = 256;
    static constexpr std::size_t most_items = 1000;

private:
    template <class T, std::size_t n>
    std::optional<T> meaning(const TomlEntry& entry, const TomlValue& value, const Word<T> (&known)[n]) {
        if (!is_text(entry, value)) return std::nullopt;
        std::string wanted;
        for (std::size_t i = 0; i < n; ++i) {
            if (known[i].word == value.text) return known[i].value;
            wanted += (i == 0 ? "" : i + 1 == n ? " and " : ", ") + std::string(known[i].word);
        }
        no_word(entry, value, wanted);
        return std::nullopt;
    }
    [[nodiscard]] bool is_text(const TomlEntry& entry, const TomlValue& value) const;
    [[nodiscard]] bool is_usable_text(const TomlEntry& entry, const TomlValue& value) const;
    void no_word(const TomlEntry& entry, const TomlValue& value, const std::string& wanted) const;
    void wrong_type(const TomlEntry& entry, const TomlValue& value, std::string_view wanted) const;
    /// The value itself, or those of the array that it is; an empty array is a finding.
    [[nodiscard]] std::vector<TomlValue> values_of(const TomlEntry& entry) const;

    const TomlValue& table_;
    const TomlReport& report_;
    std::string_view what_;
    std::vector<std::string_view> asked_;
};

}  // namespace ovfkit::trust
