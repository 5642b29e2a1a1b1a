// SPDX-License-Identifier: Apache-2.0
// What libcurl is told, and what happens when it fails: its functions are taken by those of this executable, which pass
// on to it what they are given.
#include <curl/curl.h>
#include <dlfcn.h>

#include <cstdarg>
#include <map>

#include "net/asked.hpp"

namespace {

bool listening = false;
std::map<int, std::uintptr_t>& told() {
    static std::map<int, std::uintptr_t> all;
    return all;
}
int refused_option = 0;
bool no_easy = false;
bool no_multi = false;

template <class Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// libcurl's header declares it with an enumeration, behind which no list of arguments can begin.
extern "C" CURLcode taken_setopt(CURL* easy, unsigned option, ...) __asm__("curl_easy_setopt");
extern "C" CURLcode taken_setopt(CURL* easy, unsigned option, ...) {
    va_list list;
    va_start(list, option);
    const auto value = va_arg(list, std::uintptr_t);  // long, curl_off_t and pointers are of one size here
    va_end(list);
    if (listening) told()[static_cast<int>(option)] = value;
    if (refused_option == static_cast<int>(option)) return CURLE_UNKNOWN_OPTION;
    static auto* next = real<CURLcode(CURL*, CURLoption, ...)>("curl_easy_setopt");
    return next(easy, static_cast<CURLoption>(option), value);
}

extern "C" CURL* curl_easy_init(void) {
    static auto* next = real<CURL*(void)>("curl_easy_init");
    return no_easy ? nullptr : next();
}

extern "C" CURLM* curl_multi_init(void) {
    static auto* next = real<CURLM*(void)>("curl_multi_init");
    return no_multi ? nullptr : next();
}

namespace ovfkit::net {
namespace {

using test::HttpsServer;
static_assert(sizeof(long) == sizeof(std::uintptr_t) && sizeof(curl_off_t) == sizeof(std::uintptr_t));

std::map<int, std::uintptr_t> told_for(const HttpsServer& server) {
    listening = true;
    told().clear();
    EXPECT_EQ(said(send(get(server.url("/")), believing(server))), "status 200, 5 bytes");
    listening = false;
    return told();
}

// The one test that would notice if the system's certificates counted beside the given ones, without changing the
// system.
TEST(Libcurl, IsToldToBelieveNobodyElse) {
    const HttpsServer server(R"({"*": {"body": "hello"}})");
    const auto options = told_for(server);
    ASSERT_EQ(options.count(CURLOPT_CAINFO_BLOB), 1U);
    ASSERT_EQ(options.count(CURLOPT_CAINFO), 1U);
    ASSERT_EQ(options.count(CURLOPT_CAPATH), 1U);
    EXPECT_EQ(options.at(CURLOPT_CAINFO), 0U);
    EXPECT_EQ(options.at(CURLOPT_CAPATH), 0U);
    EXPECT_EQ(options.at(CURLOPT_SSL_VERIFYPEER), 1U);
    EXPECT_EQ(options.at(CURLOPT_SSL_VERIFYHOST), 2U);
    EXPECT_EQ(options.at(CURLOPT_SSLVERSION), std::uintptr_t{CURL_SSLVERSION_TLSv1_2});
}

TEST(Libcurl, IsToldToAskNobodyElse) {
    const HttpsServer server(R"({"*": {"body": "hello"}})");
    const auto options = told_for(server);
    EXPECT_STREQ(reinterpret_cast<const char*>(options.at(CURLOPT_PROXY)), "");
    EXPECT_STREQ(reinterpret_cast<const char*>(options.at(CURLOPT_PROTOCOLS_STR)), "https");
    EXPECT_EQ(options.at(CURLOPT_FOLLOWLOCATION), 0U);
    EXPECT_EQ(options.at(CURLOPT_NETRC), std::uintptr_t{CURL_NETRC_IGNORED});
    EXPECT_EQ(options.at(CURLOPT_NOSIGNAL), 1U);
}

TEST(Libcurl, HasToTakeEveryOption) {
    const HttpsServer server(R"({"*": {"body": "hello"}})");
    const auto options = told_for(server);
    EXPECT_GT(options.size(), 15U);
    for (const auto& [option, value] : options) {
        refused_option = option;
        expect_error(send(get(server.url("/")), believing(server)), ErrorCode::io, "libcurl cannot be set up");
    }
    refused_option = 0;
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Libcurl, MayHaveNoMemory) {
    const HttpsServer server(R"({"*": {"body": "hello"}})");
    no_easy = true;
    expect_error(send(get(server.url("/")), believing(server)), ErrorCode::io, "libcurl cannot be set up");
    no_easy = false;
    no_multi = true;
    expect_error(send(get(server.url("/")), believing(server)), ErrorCode::io, "libcurl cannot be set up");
    no_multi = false;
    EXPECT_THAT(server.requests(), testing::IsEmpty());
}

}  // namespace
}  // namespace ovfkit::net
