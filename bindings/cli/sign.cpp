// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "options.hpp"
#include "sign_trust.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace ovfkit::cli {
namespace {

struct Options {
    TrustSigning signing;
    bool trust = false;
};

ExitCode run(const Options& options) { return sign_trust(options.signing); }

}  // namespace

Run add_sign(CLI::App& app) {
    auto options = std::make_shared<Options>();
    Options& o = *options;
    CLI::App* verb = app.add_subcommand("sign", "sign what a descriptor says about trust");
    add_source(*verb, o.signing.source, "FILE");
    verb->add_flag("--trust", o.trust, "sign the trust flags and the ids, inside the descriptor")->required();
    verb->add_option("--key", o.signing.key, "the private key to sign with, RSA or elliptic curve, PEM")
        ->required()
        ->type_name("FILE");
    verb->add_option("--certificate", o.signing.certificate, "its certificate, with those of its chain behind it, PEM")
        ->required()
        ->type_name("FILE");
    verb->add_option("-o,--output", o.signing.output, "where to write; - is standard output (the descriptor itself)")
        ->type_name("FILE");
    return [options] { return run(*options); };
}

}  // namespace ovfkit::cli
