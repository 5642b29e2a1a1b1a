// SPDX-License-Identifier: Apache-2.0
#include "store/postgresql_url.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.hpp"
#include "store/database.hpp"

namespace ovfkit::store {
namespace {

/// A path at which there is nothing, and below which there cannot be anything: a file that is not read.
constexpr const char* no_file = "/dev/null/none";

constexpr const char* secret_keys[] = {"password", "sslpassword"};

using Settings = std::map<std::string, std::string>;

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using ParsedOptions = std::unique_ptr<PQconninfoOption, FreeOptions>;

// What libpq would say of a URL shows the piece that it does not understand, which may be the password.
ParsedOptions parse_url(const std::string& url) {
    if (url.find('\0') != std::string::npos) return nullptr;
    // libpq knows the name of the scheme in small letters only; everybody else writes it as they like.
    std::string known = url;
    for (std::size_t i = 0; i < known.size() && known[i] != ':'; ++i) known[i] = lower(known[i]);
    return ParsedOptions(PQconninfoParse(known.c_str(), nullptr));
}

bool has_front(std::string_view text, std::string_view front) { return text.substr(0, front.size()) == front; }

/// Whether a text begins with the name of a scheme, a colon and a slash.
bool is_any_url(std::string_view text) {
    constexpr std::string_view more = "abcdefghijklmnopqrstuvwxyz0123456789+-.";
    const std::string small = lowered(text.substr(0, 64));
    const std::size_t end = small.find_first_not_of(more);
    return end != std::string::npos && end != 0 && small[0] >= 'a' && small[0] <= 'z' &&
           has_front(std::string_view(small).substr(end), ":/");
}

/// Whether a text is what libpq takes in the place of a URL.
bool is_settings_of_libpq(const std::string& text) {
    if (text.find('=') == std::string::npos || text.find('\0') != std::string::npos) return false;
    return ParsedOptions(PQconninfoParse(text.c_str(), nullptr)) != nullptr;
}

/// What counts when the URL does not say it. libpq asks the environment only for what has no value at all, so that
/// everything gets one. A service cannot have one: its name is looked up, whatever it is.
std::string value_without_a_word(const PQconninfoOption& option) {
    static const std::map<std::string_view, std::string_view> ours{
        {"passfile", no_file},
        {"sslcert", no_file},
        {"sslkey", no_file},
        {"sslrootcert", no_file},
        {"sslcrl", no_file},
        {"sslmode", "verify-full"},  // everything less sends the password to whoever answers
        {"gssencmode", "disable"},   // looks for tickets of the user
        {"application_name", "ovfkit"},
    };
    const auto found = ours.find(option.keyword);
    if (found != ours.end()) return std::string(found->second);
    return option.compiled != nullptr ? option.compiled : "";
}

Settings settings_of(const PQconninfoOption* options) {
    Settings settings;
    for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
        if (option->val != nullptr) {
            settings[option->keyword] = option->val;
        } else if (option->envvar != nullptr && std::string_view(option->keyword) != "service") {
            settings[option->keyword] = value_without_a_word(*option);
        }
    }
    return settings;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (plain.find(c) != std::string_view::npos) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 0xFU];
    }
    return out;
}

std::string as_url(const Settings& settings) {
    std::string url = "postgresql:///";
    char before = '?';
    for (const auto& [key, value] : settings) {
        url += std::exchange(before, '&') + key + "=" + percent_encoded(value);
    }
    return url;
}

void set_waiting(Settings& settings, std::chrono::milliseconds patience) {
    constexpr std::int64_t least_seconds = 2;  // libpq takes nothing below for a time
    constexpr std::int64_t most_seconds = 24 * 3600;
    const auto milliseconds = std::clamp<std::int64_t>(patience.count(), 0, most_seconds * 1000);
    const auto seconds = std::max((milliseconds + 999) / 1000, least_seconds);
    if (settings["connect_timeout"].empty()) settings["connect_timeout"] = std::to_string(seconds);
    // A server that is gone without a word: what was sent is not answered for so long.
    settings.try_emplace("tcp_user_timeout", std::to_string(seconds * 1000));
    settings.try_emplace("keepalives_idle", std::to_string(seconds));
    settings.try_emplace("keepalives_interval", "1");
    settings.try_emplace("keepalives_count", std::to_string(seconds));
}

std::string shown_url(const Settings& settings) {
    const std::string& host = settings.at("host").empty() ? settings.at("hostaddr") : settings.at("host");
    return quoted("postgresql://" + host + ":" + settings.at("port") + "/" + settings.at("dbname"));
}

}  // namespace

bool is_postgresql(std::string_view where) {
    const std::string front = lowered(where.substr(0, 16));
    return has_front(front, "postgresql://") || has_front(front, "postgres://");
}

Result<void> check_place(std::string_view where) {
    if (is_postgresql(where) || has_front(where, "/") || has_front(where, "./") || has_front(where, "../")) return {};
    const bool meant_for_a_server = is_any_url(where) || is_settings_of_libpq(std::string(where)) ||
                                    lowered(where).find("password=") != std::string::npos;
    if (!meant_for_a_server) return {};
    return store_error(ErrorCode::invalid_argument,
                       "the place of the record is neither a path nor a URL such as postgresql://USER@HOST/DATABASE"
                       " (for a file of such a name, write ./ in front)");
}

bool holds_password(const std::string& where) {
    const ParsedOptions parsed = is_postgresql(where) ? parse_url(where) : nullptr;
    if (!parsed) return false;
    const Settings settings = settings_of(parsed.get());
    return std::any_of(std::begin(secret_keys), std::end(secret_keys), [&settings](const char* key) {
        const auto found = settings.find(key);
        return found != settings.end() && !found->second.empty();
    });
}

/// Whether any of the hosts is not the folder of a socket: libpq goes from one to the next.
bool reaches_over_network(const Settings& settings) {
    if (!settings.at("hostaddr").empty()) return true;
    std::string_view hosts = settings.at("host");
    while (true) {
        const std::size_t comma = std::min(hosts.find(','), hosts.size());
        if (!has_front(hosts, "/") && !has_front(hosts, "@")) return true;
        if (comma == hosts.size()) return false;
        hosts.remove_prefix(comma + 1);
    }
}

/// Fails when the server would have to prove who it is, and nothing says whose word counts.
Result<void> check_server_can_be_known(const Settings& settings) {
    const std::string& mode = settings.at("sslmode");
    const bool verifies = mode == "verify-full" || mode == "verify-ca";
    if (!verifies || settings.at("sslrootcert") != no_file || !reaches_over_network(settings)) return {};
    return store_error(ErrorCode::invalid_argument,
                       "the URL of the record does not say how to know its server: add sslrootcert=FILE (certificates"
                       " of who vouches for it), or sslmode=require to take whoever answers for the server, or"
                       " sslmode=disable to do without encryption as well");
}

Result<PostgresqlUrl> complete_url(const std::string& url, const Store::Options& options) {
    const ParsedOptions parsed = parse_url(url);
    if (!parsed)
        return store_error(ErrorCode::invalid_argument,
                           "the URL of the record is not one such as postgresql://USER@HOST/DATABASE");
    Settings settings = settings_of(parsed.get());
    if (settings.count("service") != 0 || !settings["replication"].empty())
        return store_error(ErrorCode::invalid_argument, "the URL of the record names a service or a replication");
    settings.erase("replication");
    if (settings["host"].empty() && settings["hostaddr"].empty())
        return store_error(ErrorCode::invalid_argument, "the URL of the record names no host");
    const std::array<std::pair<const char*, const char*>, 2> wanted{{{"user", "user"}, {"dbname", "database"}}};
    for (const auto& [key, word] : wanted)
        if (settings[key].empty())
            return store_error(ErrorCode::invalid_argument, "the URL of the record names no " + std::string(word));
    if (auto known = check_server_can_be_known(settings); !known) return known.error();
    settings["client_encoding"] = "UTF8";
    set_waiting(settings, options.patience);
    if (options.password.find('\0') != std::string::npos)
        return store_error(ErrorCode::invalid_argument, "the password of the record holds a NUL byte");
    if (!options.password.empty()) settings["password"] = options.password;
    PostgresqlUrl complete;
    for (const char* const key : secret_keys)
        if (const auto found = settings.find(key); found != settings.end() && !found->second.empty())
            complete.secrets.push_back(found->second);
    complete.name = shown_url(settings);
    complete.complete = as_url(settings);
    return complete;
}

}  // namespace ovfkit::store
