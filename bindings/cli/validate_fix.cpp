// SPDX-License-Identifier: Apache-2.0
#include "validate_fix.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <ovfkit/manifest/manifest.hpp>
#include <ovfkit/package/edit.hpp>
#include <ovfkit/package/rules.hpp>
#include <ovfkit/package/sign.hpp>
#include <ovfkit/validate/fix.hpp>
#include <ovfkit/validate/profile.hpp>
#include <ovfkit/validate/validate.hpp>

#include "change_descriptor.hpp"
#include "package_report.hpp"
#include "text_diff.hpp"

namespace ovfkit::cli {
namespace {

/// What is known of a package before it is mended.
struct Before : task::CheckedFile {
    /// The files that the manifest has the right digest of.
    [[nodiscard]] std::vector<std::string> verified() const {
        std::vector<std::string> names;
        if (verification)
            for (const package::FileVerdict& one : verification->files)
                if (is_verified(one)) names.push_back(one.name);
        return names;
    }
    /// The rules that something was found of, and nobody left out.
    [[nodiscard]] std::vector<std::string_view> rules() const {
        std::vector<std::string_view> slugs;
        for (const Diagnostic& one : file.findings) slugs.push_back(one.rule);
        return slugs;
    }
    /// Whether something about the manifest was found that a new one mends.
    [[nodiscard]] bool manifest_is_wrong() const {
        return std::any_of(file.findings.begin(), file.findings.end(), [](const Diagnostic& one) {
            return one.severity != Severity::note && one.rule.substr(0, 9) == "manifest/";
        });
    }
    /// Whether the old manifest vouches for each file that a new one would vouch for.
    [[nodiscard]] bool files_fit() const {
        return verification && !verification->has(package::PackageState::manifest_unreadable) &&
               std::all_of(verification->files.begin(), verification->files.end(), is_verified);
    }
    static bool is_verified(const package::FileVerdict& one) {
        return one.state == package::FileState::verified || one.state == package::FileState::weak;
    }
};

Result<std::string> text_of(const package::Package& package, const package::Member& member) {
    constexpr std::uint64_t most = 16U << 20U;
    auto input = package.read(member);
    if (!input) return input.error();
    return io::read_all(**input, most, member.name);
}

/// The digest that the old manifest uses for most, else SHA-256.
crypto::DigestAlgorithm algorithm_of(std::string_view manifest) {
    Diagnostics ignored(0);
    const auto read = manifest::parse(manifest, "manifest", ignored);
    if (read)
        for (const manifest::Entry& entry : read->entries)
            if (const auto known = entry.known_algorithm()) return *known;
    return crypto::DigestAlgorithm::sha256;
}

class Fix {
public:
    Fix(const std::string& path, const task::FileCheck& check, const FixRequest& request)
        : path_(path), check_(check), request_(request) {}

    ExitCode run() {
        const Before before = look();
        if (!before.file.descriptor) return ExitCode::ok;
        const ExitCode mended = mend_descriptor(before);
        const ExitCode all = graver(mended, mend_manifest(before));
        leave_members(before);
        return all;
    }

private:
    [[nodiscard]] Before look() const {
        Before before{task::validate_file(path_, check_)};
        if (!request_.accepted) return before;
        validate::Baseline accepted = *request_.accepted;
        std::vector<report::ValidatedFile> files{std::move(before.file)};
        task::leave_out_accepted(accepted, files);
        before.file = std::move(files.front());
        return before;
    }

    ExitCode mend_descriptor(const Before& before) {
        const descriptor::Descriptor& descriptor = *before.file.descriptor;
        const auto fixed = mend_all(before);
        if (!fixed) return fail(printable(path_) + ": nothing was mended: " + fixed.error().message);
        if (fixed->bytes == descriptor.bytes()) return ExitCode::ok;
        if (is_signed(before) && !request_.drop_signature)
            return leave("the descriptor", "the package is signed; --drop-signature takes the signature away");
        if (!request_.write) remark_on(*fixed, "can be mended: ");
        ExitCode shown = ExitCode::ok;
        if (request_.diff) shown = print(unified_diff(descriptor.bytes(), fixed->bytes, descriptor.name()));
        if (!request_.write) return shown;
        SourceOptions source;
        source.path = path_;
        source.limits = check_.limits;
        const auto change = [&](const descriptor::Descriptor& now) -> Result<std::string> {
            if (now.bytes() == descriptor.bytes()) return fixed->bytes;
            return Error{ErrorCode::invalid_argument, "the descriptor has changed in the meantime", {}, {}};
        };
        PackageEdit edit;
        edit.drop_signature = request_.drop_signature;
        edit.no_verify = request_.new_manifest;
        edit.quiet = true;  // the report comes afterwards
        const ExitCode changed = change_descriptor(source, change, edit);
        if (changed == ExitCode::ok) remark_on(*fixed, "mended: ");
        return graver(shown, changed);
    }

    /// Mends what was found, and what is found then: an error can hide another one, and what is too much is not listed.
    /// Places are those of the text as it is when their turn comes.
    [[nodiscard]] Result<validate::Fixed> mend_all(const Before& before) const {
        constexpr int most_rounds = 16;
        validate::FixOptions options{before.rules(), before.file.package ? &*before.file.package : nullptr,
                                     before.verified()};
        auto fixed = validate::fix(*before.file.descriptor, options);
        for (int round = 1; fixed && !fixed->mended.empty() && round < most_rounds; ++round) {
            Diagnostics ignored(0);
            descriptor::ReadOptions read;
            read.name = before.file.descriptor->name();
            read.limits = check_.limits;
            const auto now = descriptor::Descriptor::parse(fixed->bytes, ignored, read);
            if (!now) break;  // what can be read no more within the limits was mended as far as it goes
            options.rules = rules_of(*now, before.file.name);
            auto further = validate::fix(*now, options);
            if (!further || further->bytes == fixed->bytes) break;
            fixed->bytes = std::move(further->bytes);
            std::move(further->mended.begin(), further->mended.end(), std::back_inserter(fixed->mended));
        }
        return fixed;
    }

    /// The rules that something is found of, of those that `--fix` is to look at.
    [[nodiscard]] std::vector<std::string_view> rules_of(const descriptor::Descriptor& descriptor,
                                                         const std::string& file) const {
        constexpr std::size_t most = 100'000;
        Diagnostics found(most);
        validate::check(descriptor, {check_.profile}, found);
        std::optional<validate::Baseline> accepted = request_.accepted;
        std::vector<std::string_view> slugs;
        for (const Diagnostic& one : validate::judged(found, check_.profile))
            if (!(accepted && accepted->take(file, one)) &&
                std::none_of(check_.suppressed.begin(), check_.suppressed.end(),
                             [&](const std::string& pattern) { return validate::glob_matches(pattern, one.rule); }))
                slugs.push_back(one.rule);
        return slugs;
    }

    void remark_on(const validate::Fixed& fixed, const std::string& done) const {
        for (const validate::Mended& one : fixed.mended)
            remark(printable(path_) + ":" + std::to_string(one.where.line) + ": " + done + one.what + " [" +
                   std::string(one.rule) + "]");
    }

    /// Also of a package of which only the descriptor was looked at.
    [[nodiscard]] bool is_signed(const Before& before) const {
        if (before.file.package) return before.file.package->certificate_member() != nullptr;
        Diagnostics ignored(0);
        const auto package = package::Package::open(path_, ignored);
        return package && package->certificate_member() != nullptr;
    }

    ExitCode mend_manifest(const Before& before) {
        if (!before.file.package || !before.manifest_is_wrong()) return ExitCode::ok;
        const package::Package& package = *before.file.package;
        if (package.certificate_member() != nullptr && !request_.drop_signature)
            return leave("the manifest", "it is signed; --drop-signature takes the signature away");
        if (!before.files_fit() && !request_.new_manifest)
            return leave("the manifest",
                         "it does not vouch for every file; --new-manifest makes one that does, as they are");
        return request_.write ? write_manifest() : show_manifest(package);
    }

    /// Other members cannot be put first without all the others being moved, which is what packing does.
    void leave_members(const Before& before) const {
        const bool unordered =
            std::any_of(before.file.findings.begin(), before.file.findings.end(), [](const auto& one) {
                return one.rule == package::rule::descriptor_not_first.slug || one.rule == "archive/member-order" ||
                       one.rule == "archive/manifest-place";
            });
        if (unordered) (void)leave("the order of the members", "'ovfkit pack' makes the archive anew");
    }

    ExitCode leave(std::string_view what, std::string_view why) const {
        remark(printable(path_) + ": " + std::string(what) + " is left as it is: " + std::string(why));
        return ExitCode::ok;
    }

    static std::string old_manifest(const package::Package& package) {
        if (package.manifest_member() == nullptr) return {};
        auto text = text_of(package, *package.manifest_member());
        return text ? *std::move(text) : std::string();
    }

    ExitCode show_manifest(const package::Package& package) const {
        const std::string before = old_manifest(package);
        const auto after = package::make_manifest(package, algorithm_of(before));
        if (!after) return fail(after.error().message);
        if (*after == before) return ExitCode::ok;
        remark(printable(path_) + ": the manifest can be mended");
        return request_.diff ? print(unified_diff(before, *after, "manifest of " + path_)) : ExitCode::ok;
    }

    ExitCode write_manifest() const {
        Diagnostics ignored(0);
        auto editor = package::Editor::open(path_, ignored);
        if (!editor) return fail(editor.error().message);
        const std::string before = old_manifest(editor->package());
        auto after = package::make_manifest(editor->package(), algorithm_of(before));
        if (!after) return fail(after.error().message);
        if (*after == before) return ExitCode::ok;
        package::FileChanges changes;
        changes.manifest = *after;
        changes.remove_certificate = request_.drop_signature;
        const auto changed = editor->replace(changes);
        if (!changed) return fail(changed.error().message);
        remark(printable(path_) + ": mended: the manifest; " + words_for(*changed));
        return request_.diff ? print(unified_diff(before, *after, "manifest of " + path_)) : ExitCode::ok;
    }

    const std::string& path_;
    const task::FileCheck& check_;
    const FixRequest& request_;
};

}  // namespace

ExitCode fix_file(const std::string& path, const task::FileCheck& check, const FixRequest& request) {
    return Fix(path, check, request).run();
}

}  // namespace ovfkit::cli
