// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ovfkit/package/sign.hpp>

#include "clock.hpp"
#include "keys.hpp"
#include "options.hpp"
#include "output.hpp"
#include "package_report.hpp"
#include "run_command.hpp"
#include "sign_trust.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

constexpr std::size_t most_signature_bytes = 64U << 10U;

struct SignOptions {
    std::string path;
    bool trust = false;
    std::string output;
    std::string key;
    std::string passphrase_file;
    std::vector<std::string> command;
    int patience_seconds = 120;
    std::string certificate;
    crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::sha256;
    bool make_manifest = false;
    bool no_verify = false;
    bool allow_sha1 = false;
    ColorChoice color = ColorChoice::automatic;
};

Result<package::Signer> signer_with_key(const SignOptions& options, std::string_view certificates) {
    auto key = read_signing_key(options.key, options.passphrase_file);
    if (!key) return key.error();
    return package::make_signer(*std::move(key), certificates, options.digest);
}

/// The key stays where it is: the command gets the manifest and answers its signature.
Result<package::Signer> signer_with_command(const SignOptions& options, std::string_view certificates) {
    const auto sign = [&options](std::string_view bytes) -> Result<std::string> {
        auto signature =
            run_command(options.command, bytes, most_signature_bytes, std::chrono::seconds(options.patience_seconds));
        if (signature && signature->empty())
            return Error{ErrorCode::io, ovfkit::quoted(options.command.front()) + " answered no signature", {}, {}};
        return signature;
    };
    return package::make_signer(sign, certificates, options.digest);
}

Result<package::Signer> signer(const SignOptions& options) {
    const auto certificates = read_key_file(options.certificate);
    if (!certificates) return certificates.error();
    auto made =
        options.key.empty() ? signer_with_command(options, *certificates) : signer_with_key(options, *certificates);
    if (!made) return made.error();
    const auto facts = crypto::certificate_facts(made->certificates.front());
    if (!facts) return facts.error();
    const std::int64_t time = now();
    if (time < facts->not_before || time > facts->not_after)
        remark("the certificate of " + facts->subject + " is not in force now");
    if (options.digest == crypto::DigestAlgorithm::sha1)
        remark("a signature over SHA-1 is refused wherever SHA-1 is not allowed by name");
    return made;
}

void show(const Diagnostics& findings, std::string_view text, const SignOptions& options) {
    print_error(report::as_text(findings, report::SourceText(text), options_for_errors(options.color)));
}

ExitCode run_trust(const SignOptions& options) {
    if (options.key.empty()) {
        fail("the trust flags are signed with --key");
        return ExitCode::usage;
    }
    auto key = read_signing_key(options.key, options.passphrase_file);
    if (!key) return fail(key.error().message);
    auto certificates = read_key_file(options.certificate);
    if (!certificates) return fail(certificates.error().message);
    TrustSigning signing{
        {}, *std::move(key), *std::move(certificates), options.digest, options.output, options.no_verify};
    signing.source.path = options.path;
    signing.source.color = options.color;
    return sign_trust(signing);
}

ExitCode run(const SignOptions& options) {
    if (options.trust) return run_trust(options);
    if (options.key.empty() == options.command.empty()) {
        fail("say how to sign: either with --key or with --command");
        return ExitCode::usage;
    }
    if (options.output == "-") {
        fail("a signed copy goes to a file, not to standard output");
        return ExitCode::usage;
    }
    const auto how = signer(options);
    if (!how) return fail(how.error().message);
    Diagnostics opening;
    package::EditorOptions edit;
    if (!options.output.empty() && !is_same_file(options.output, options.path)) edit.output = options.output;
    auto editor = package::Editor::open(options.path, opening, edit);
    if (!editor) show(opening, {}, options);
    if (!editor) return fail(editor.error().message);
    remark_restored(*editor, options.path);

    package::SignOptions sign;
    sign.check_files = !options.no_verify;
    sign.make_manifest = options.make_manifest;
    sign.verify.allow_sha1 = options.allow_sha1;
    sign.verify.time = now();
    Diagnostics found;
    const auto signed_now = package::sign(*editor, *how, sign, found);
    // What is odd about the package matters when it was not signed.
    if (!signed_now) show(opening, editor->package().descriptor().bytes(), options);
    show(found, {}, options);
    if (!signed_now && signed_now.error().code == ErrorCode::not_found)
        return fail(signed_now.error().message + "; --make-manifest makes one");
    if (!signed_now) return fail(signed_now.error().message);
    std::string text = printable(signed_now->certificate_name) + ": " +
                       (signed_now->was_signed ? "signed again" : "signed") + "; " + words_for(signed_now->edit) + "\n";
    if (signed_now->manifest_made) text = printable(signed_now->manifest_name) + ": made\n" + text;
    return graver(print(text), exit_code(found));
}

}  // namespace

Run add_sign(CLI::App& app) {
    auto options = std::make_shared<SignOptions>();
    SignOptions& o = *options;
    CLI::App* verb = app.add_subcommand("sign", "sign the manifest of a package, or the trust flags of its descriptor");
    add_path(*verb, "PACKAGE", o.path, paths::package(), "",
             "an OVA, a folder, or a descriptor with its files beside it")
        ->required();
    add_color(*verb, o.color);
    CLI::Option* trust = verb->add_flag(
        "--trust", o.trust, "sign the trust flags and ids instead, inside the descriptor; do that before the manifest");
    add_path(*verb, "--certificate", o.certificate, paths::pem(), "PEM",
             "the signer's certificate in PEM, others of its chain behind it")
        ->required();
    CLI::Option* key = add_path(*verb, "--key", o.key, paths::pem(), "PEM", "the private key in PEM");
    add_path(*verb, "--passphrase-file", o.passphrase_file, paths::any(), "FILE",
             "its passphrase is the first line; - is standard input")
        ->needs(key);
    CLI::Option* command =
        add_word(*verb, "--command", o.command, split_words, "a command",
                 "signs with a key that is elsewhere: gets the manifest on standard input, answers the signature; "
                 "quotes work as in a shell, which is not used")
            ->type_name("WORDS")
            ->excludes(key)
            ->excludes(trust);
    verb->add_option("--patience", o.patience_seconds, "how many seconds the command may take (120)")
        ->type_name("N")
        ->check(CLI::Range(1, 86400))
        ->needs(command);
    add_choice(*verb, "--digest", o.digest, digests(), "what is signed (sha256)");
    verb->add_flag("--make-manifest", o.make_manifest, "make the manifest first, from the files as they are")
        ->excludes(trust);
    verb->add_flag("--no-verify", o.no_verify, "sign the manifest even if the files are not what it says");
    verb->add_flag("--allow-sha1", o.allow_sha1, "digests of SHA-1 in the manifest are enough");
    add_path(*verb, "-o,--output", o.output, paths::package(), "OUT", "write a signed copy instead");
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
