// SPDX-License-Identifier: Apache-2.0
#include "net/url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include <ovfkit/net/https.hpp>

#include "base/ascii.hpp"

namespace ovfkit::net {
namespace {

constexpr std::string_view https_scheme = "https://";

Error bad_url(std::string_view url, const std::string& why) {
    return {ErrorCode::invalid_argument, "the URL " + ovfkit::quoted(url) + " " + why, {}, {}};
}

// Other programs, and other versions of one, read these in ways of their own; RFC 3986 has none of them.
bool is_url_character(char c) {
    return c > ' ' && c < '\x7F' && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
}

std::string_view authority_of(std::string_view url) {
    url.remove_prefix(https_scheme.size());
    return url.substr(0, url.find_first_of("/?#"));
}

// Whether libcurl, who is going to connect, finds a host and a port there.
bool has_host(std::string_view url) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), curl_url_cleanup);
    if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, std::string(url).c_str(), 0) != CURLUE_OK) return false;
    char* host = nullptr;
    if (curl_url_get(parsed.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK) return false;
    const std::unique_ptr<char, decltype(&curl_free)> owned(host, curl_free);
    return *host != '\0';
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

}  // namespace

Result<std::string> origin_of(std::string_view url) {
    // A password is what stands there most of the time, so such an URL is not repeated.
    if (url.substr(0, url.find_first_of("/?#", std::min(url.find("//") + 2, url.size()))).find('@') !=
        std::string_view::npos)
        return Error{ErrorCode::invalid_argument, "the URL has a user in it, which is not taken from there", {}, {}};
    if (url.size() > 8192) return bad_url(url.substr(0, 100), "is too long");
    for (const char c : url)
        if (!is_url_character(c)) return bad_url(url, "has characters in it that belong percent-encoded");
    if (!same_word(url.substr(0, https_scheme.size()), https_scheme))
        return bad_url(url, "does not begin with https://");
    if (authority_of(url).empty() || !has_host(url)) return bad_url(url, "names no host");
    return std::string(https_scheme) + std::string(authority_of(url));
}

Result<std::string> join_url(std::string_view base, std::string_view path) {
    if (const auto origin = origin_of(base); !origin) return origin.error();
    if (base.find_first_of("?#") != std::string_view::npos)
        return bad_url(base.substr(0, base.find_first_of("?#")), "is followed by a query or a fragment");
    while (base.back() == '/') base.remove_suffix(1);
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    return std::string(base) + "/" + std::string(path);
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
    }
    return encoded;
}

}  // namespace ovfkit::net
