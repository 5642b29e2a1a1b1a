// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/base/result.hpp>

namespace ovfkit::validate {

/// Whether `pattern`, in which `*` stands for any text and `?` for one byte, matches all of `text`. Linear in the text
/// for a pattern with one star, and never exponential.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text) noexcept;

/// Whether findings of a rule say that a file cannot be read or is not what somebody vouched for: its digest, its
/// signature, or its signed trust flags. No profile makes them lesser, and no baseline takes them.
[[nodiscard]] bool is_about_integrity(std::string_view slug) noexcept;

/// Which findings count, and how much: a list of patterns over rule slugs with a severity each. The last pattern that
/// matches a slug decides; a slug that none matches keeps the severity of its rule.
///
/// As a file it is text, one entry a line; blank lines and what stands behind `#` mean nothing:
///
///     extends interop
///     error    hardware/*
///     off      property/dotted-key
///
/// `extends NAME` takes the entries of a profile of `named` in that place. The words are `error`, `warning`, `note` and
/// `off`.
class Profile {
public:
    /// The profile without entries: every rule counts as it says itself.
    Profile() = default;

    /// One of `profiles()`. Fails with `not_found`.
    [[nodiscard]] static Result<Profile> named(std::string_view name);
    /// Reads the text of a profile file. Fails with `malformed` at the first line that means nothing; the error has its
    /// place. A pattern that matches no rule is refused too when `known` holds all slugs that there are.
    [[nodiscard]] static Result<Profile> parse(std::string_view text, std::string name,
                                               const std::vector<const Rule*>& known = {});

    /// What it is called: one of `profiles()`, what `parse` was told, or `default`.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// The severity that findings of a rule have; empty when they are left out. What `is_about_integrity` has at least
    /// its own.
    [[nodiscard]] std::optional<Severity> severity(std::string_view slug, Severity own) const;
    /// Adds an entry behind all others. An empty severity leaves the findings out.
    void set(std::string pattern, std::optional<Severity> severity);

    /// Gives `finding` the severity of this profile; false when it is to be left out.
    [[nodiscard]] bool judge(Diagnostic& finding) const;

private:
    struct Entry {
        std::string pattern;
        std::optional<Severity> severity;
    };
    std::string name_ = "default";
    std::vector<Entry> entries_;
};

/// A profile that comes with the library: its name, what it is for in one sentence, and its text.
struct ProfileText {
    /// As `Profile::named` takes it.
    std::string_view name;
    /// What it is for, in one sentence.
    std::string_view purpose;
    /// As `Profile::parse` takes it.
    std::string_view text;
};

/// `dmtf-1.1` and `dmtf-2.1` (the standard to the letter), `interop` (the default: what some real importer rejects or
/// misreads), and one for each importer: `esxi`, `workstation`, `virtualbox`, `ovirt`, `proxmox`, `virt-v2v`,
/// `xenserver`. They live as long as the program.
[[nodiscard]] const std::vector<ProfileText>& profiles();

}  // namespace ovfkit::validate
