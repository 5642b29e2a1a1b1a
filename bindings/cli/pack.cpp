// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/build.hpp>
#include <ovfkit/package/rules.hpp>
#include <ovfkit/text/units.hpp>

#include "findings.hpp"
#include "keys.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

/// An algorithm, or none.
struct DigestChoice {
    std::optional<crypto::DigestAlgorithm> algorithm = crypto::DigestAlgorithm::sha256;
};

struct PackOptions {
    std::string source;
    std::string archive;
    std::string directory;
    package::PackOptions pack;
    DigestChoice digest;
    bool manifest_last = false;
    std::string key;
    std::string certificate;
    std::string passphrase_file;
    bool quiet = false;
    ColorChoice color = ColorChoice::automatic;
};

std::optional<std::optional<std::uint64_t>> parse_chunk(const std::string& text) {
    const auto bytes = text::parse_size(text);
    if (!bytes || *bytes == 0) return std::nullopt;
    return std::optional<std::uint64_t>(*bytes);
}

Result<std::optional<package::Signer>> read_signer(const PackOptions& options) {
    if (options.key.empty()) return std::optional<package::Signer>();
    const auto certificate = read_key_file(options.certificate);
    if (!certificate) return certificate.error();
    auto signing = read_signing_key(options.key, options.passphrase_file);
    if (!signing) return signing.error();
    auto signer = package::make_signer(*std::move(signing), *certificate);
    if (!signer) return signer.error();
    return std::optional<package::Signer>(*std::move(signer));
}

Result<package::Packed> pack(const PackOptions& options, const package::PackOptions& how,
                             const package::Package& source, Diagnostics& findings) {
    if (!options.directory.empty()) return package::pack_directory(source, options.directory, how, findings);
    if (options.archive != "-") return package::pack_archive(source, options.archive, how, findings);
    const auto output = io::write_to_descriptor(1, "standard output");
    return package::pack_archive(source, *output, how, findings);
}

/// What was corrected is no fault any more.
Diagnostics as_corrected(const Diagnostics& findings, const package::PackOptions& how) {
    Diagnostics left;
    for (Diagnostic finding : findings) {
        const bool size = finding.rule == package::rule::wrong_size.slug;
        const bool chunk = finding.rule == package::rule::chunk_size.slug;
        if ((how.correct_sizes && (size || chunk)) || (how.chunk_size && chunk)) {
            finding.severity = Severity::note;
            finding.hint = "it was corrected";
        }
        left.add(std::move(finding));
    }
    return left;
}

ExitCode run(const PackOptions& options) {
    package::PackOptions how = options.pack;
    how.digest = options.digest.algorithm;
    if (options.manifest_last) how.manifest_place = package::ManifestPlace::last;
    auto signer = read_signer(options);
    if (!signer) return fail(signer.error().message);
    how.signer = *std::move(signer);
    const Interruption interruption;  // a signal ends the work, which then leaves nothing
    std::optional<ProgressDisplay> display(std::in_place, options.quiet);
    how.progress = display->callback();

    Diagnostics findings;
    package::OpenOptions open;
    open.check_descriptor = false;  // is part of the packing
    const auto source = package::Package::open(options.source, findings, open);
    if (!source) {
        (void)report_findings(findings, std::nullopt, options.color);
        return findings.worst() == Severity::error ? ExitCode::errors : fail(source.error().message);
    }
    const auto packed = pack(options, how, *source, findings);
    display.reset();
    if (!packed && packed.error().code == ErrorCode::cancelled) Interruption::finish();
    if (packed) return report_findings(as_corrected(findings, how), source->descriptor(), options.color);
    (void)report_findings(findings, source->descriptor(), options.color);
    fail(packed.error().message);
    const auto is = [&](const Rule& rule) { return packed.error().rule == rule.slug; };
    using namespace package::rule;
    if (!how.keep_manifest && (is(digest_mismatch) || is(unlisted_file) || is(listed_missing) || is(unverifiable)))
        remark("'--new-manifest' packs it all the same; use it when you know who changed the file");
    return ExitCode::errors;
}

void add_contents(CLI::App& verb, PackOptions& o) {
    verb.add_flag("--correct-sizes", o.pack.correct_sizes, "write the real sizes into the descriptor");
    add_word(verb, "--chunk-size", o.pack.chunk_size, parse_chunk, "a size such as 2GiB",
             "cut files that are larger into chunks")
        ->type_name("SIZE");
    verb.add_flag("--gzip", o.pack.gzip, "compress disks that are not compressed yet; they are read twice");
    verb.add_flag("--all", o.pack.all_files, "take also files that the descriptor does not reference");
}

void add_manifest(CLI::App& verb, PackOptions& o) {
    std::vector<Choice<DigestChoice>> choices;
    for (const auto& [word, algorithm] : digests()) choices.push_back({word, {algorithm}});
    choices.push_back({"none", {std::nullopt}});
    CLI::Option* digest = add_choice(verb, "--digest", o.digest, choices, "of the manifest (sha256)");
    verb.add_flag("--manifest-last", o.manifest_last,
                  "put the manifest behind the files; a pipe is written while they are read once then");
    CLI::Option* keep = verb.add_flag("--keep-manifest", o.pack.keep_manifest,
                                      "take over manifest and signature as they are, if they fit");
    CLI::Option* anew = verb.add_flag("--new-manifest", o.pack.ignore_old_manifest,
                                      "pack although a file is not what the manifest of the source says");
    CLI::Option* key = add_path(verb, "--sign-key", o.key, paths::pem(), "KEY.pem", "sign the manifest with this key");
    CLI::Option* certificate = add_path(verb, "--certificate", o.certificate, paths::pem(), "CERT.pem",
                                        "the certificate of the key, others of its chain behind it");
    key->needs(certificate);
    certificate->needs(key);
    add_path(verb, "--passphrase-file", o.passphrase_file, paths::any(), "FILE",
             "the first line is the key's passphrase")
        ->needs(key);
    keep->excludes(digest)->excludes(key)->excludes(anew);
}

}  // namespace

Run add_pack(CLI::App& app) {
    auto options = std::make_shared<PackOptions>();
    PackOptions& o = *options;
    CLI::App* verb = app.add_subcommand("pack", "make an OVA or a directory from a descriptor and its files");
    add_path(*verb, "SOURCE", o.source, paths::package(), "",
             "a descriptor, a directory with one, or a package to pack again")
        ->required();
    CLI::Option* archive =
        add_path(*verb, "-o,--output", o.archive, paths::package(), "OUT", "the OVA to write; - is standard output");
    CLI::Option* directory =
        add_path(*verb, "--directory", o.directory, paths::directory(), "OUT", "make a new directory instead");
    directory->excludes(archive);
    add_contents(*verb, o);
    add_manifest(*verb, o);
    add_quiet(*verb, o.quiet);
    add_color(*verb, o.color);
    return [options] {
        if (options->archive.empty() && options->directory.empty()) {
            fail("say where to: --output or --directory");
            return ExitCode::usage;
        }
        return run(*options);
    };
}

}  // namespace ovfkit::cli
