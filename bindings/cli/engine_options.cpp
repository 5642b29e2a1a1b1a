// SPDX-License-Identifier: Apache-2.0
#include "engine_options.hpp"

#include <sys/stat.h>

#include <cstdlib>

#include "keys.hpp"
#include "options.hpp"

namespace ovfkit::cli {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// Anybody else who can write the file could have an engine asked in another name, and who can read it could ask.
bool is_private(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || (status.st_mode & 077U) == 0;
}

Result<engine::Credentials> credentials_of_file(const std::string& path) {
    if (path != "-" && !is_private(path))
        return Error{ErrorCode::permission,
                     ovfkit::quoted(path) + " holds credentials and is open to others: 'chmod 600' closes it",
                     {},
                     {}};
    const auto text = read_key_file(path);
    if (!text) return text.error();
    return engine::parse_credentials(*text, path);
}

Result<engine::Credentials> credentials_of_environment() {
    engine::Credentials found{environment("OVFKIT_ENGINE_TOKEN"), environment("OVFKIT_ENGINE_USER"),
                              environment("OVFKIT_ENGINE_PASSWORD")};
    if (found.token.empty() && found.user.empty() && found.password.empty())
        return Error{ErrorCode::invalid_argument,
                     "an engine wants credentials: --engine-credentials FILE, or OVFKIT_ENGINE_TOKEN, or "
                     "OVFKIT_ENGINE_USER and OVFKIT_ENGINE_PASSWORD in the environment",
                     {},
                     {}};
    return found;
}

}  // namespace

CLI::Option* add_engine(CLI::App& verb, EngineOptions& options) {
    CLI::Option* engine =
        verb.add_option("--engine", options.url, "ask this oVirt engine, such as https://engine.example/ovirt-engine");
    engine->type_name("URL");
    CLI::Option* authorities = add_path(verb, "--engine-ca", options.authorities, paths::pem(), "PEM",
                                        "the engine's authority or certificate in PEM; no other is believed");
    authorities->needs(engine);
    engine->needs(authorities);
    add_path(verb, "--engine-credentials", options.credentials, paths::any(), "FILE",
             "lines 'token = ...', or 'user = ...' and 'password = ...'; else OVFKIT_ENGINE_TOKEN, or "
             "OVFKIT_ENGINE_USER and OVFKIT_ENGINE_PASSWORD of the environment")
        ->needs(engine);
    return engine;
}

Result<engine::Engine> read_engine(const EngineOptions& options) {
    engine::Engine engine;
    engine.url = options.url;
    auto authorities = read_key_file(options.authorities);
    if (!authorities) return authorities.error();
    engine.https.authorities = *std::move(authorities);
    auto credentials =
        options.credentials.empty() ? credentials_of_environment() : credentials_of_file(options.credentials);
    if (!credentials) return credentials.error();
    engine.credentials = *std::move(credentials);
    return engine;
}

}  // namespace ovfkit::cli
