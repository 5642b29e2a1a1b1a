// SPDX-License-Identifier: Apache-2.0
#include "net/transfer.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "net/incoming.hpp"

namespace ovfkit::net {
namespace {

constexpr int poll_milliseconds = 100;  // between two questions whether to go on

// libcurl's own global state; made once, whichever thread comes first, and never taken down, because nobody knows who
// else in the process uses it.
bool is_curl_ready() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

struct Free {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using Easy = std::unique_ptr<CURL, Free>;
using Multi = std::unique_ptr<CURLM, FreeMulti>;
using Lines = std::unique_ptr<curl_slist, Free>;

// libcurl calls these, and nothing may be thrown through it: what is (there is no memory) ends the transfer.
std::size_t take_head(char* data, std::size_t size, std::size_t count, void* incoming) noexcept try {
    return static_cast<Incoming*>(incoming)->head_line({data, size * count}) ? size * count : 0;
} catch (...) {
    return 0;
}
std::size_t take_piece(char* data, std::size_t size, std::size_t count, void* incoming) noexcept try {
    return static_cast<Incoming*>(incoming)->piece({data, size * count}) ? size * count : 0;
} catch (...) {
    return 0;
}

// A transfer with all that it needs while it lasts.
class Transfer {
public:
    Transfer(const Checked& checked, const HttpsOptions& options)
        : checked_(checked), options_(options), incoming_(options.max_reply) {}
    ~Transfer() {
        if (added_) curl_multi_remove_handle(multi_.get(), easy_.get());
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    Attempt run();

private:
    bool prepare();
    bool set_trust();
    bool set_request();
    bool set_sinks();
    CURLcode perform();
    Attempt whole_reply();
    Attempt no_reply(CURLcode code);
    Attempt failed(ErrorCode code, const std::string& why, bool again = false) const;
    [[nodiscard]] std::string reason(CURLcode code) const;

    template <class T>
    bool set(CURLoption option, T value) {
        return curl_easy_setopt(easy_.get(), option, value) == CURLE_OK;
    }

    const Checked& checked_;
    const HttpsOptions& options_;
    Incoming incoming_;
    std::array<char, CURL_ERROR_SIZE> text_{};
    Multi multi_;
    Easy easy_;
    Lines lines_;
    bool added_ = false;
    bool cancelled_ = false;
};

// Debian's libcurl has a bundle and a folder of certificates compiled in, and the folder counts beside a given blob:
// both are taken away. Proxies of the environment are switched off by the empty one.
bool Transfer::set_trust() {
    curl_blob authorities{};
    authorities.data = const_cast<char*>(options_.authorities.data());
    authorities.len = options_.authorities.size();
    authorities.flags = CURL_BLOB_NOCOPY;
    const char* const none = nullptr;
    return set(CURLOPT_CAINFO, none) && set(CURLOPT_CAPATH, none) && set(CURLOPT_CAINFO_BLOB, &authorities) &&
           set(CURLOPT_SSL_VERIFYPEER, 1L) && set(CURLOPT_SSL_VERIFYHOST, 2L) &&
           set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) && set(CURLOPT_PROTOCOLS_STR, "https") &&
           set(CURLOPT_FOLLOWLOCATION, 0L) && set(CURLOPT_PROXY, "") &&
           set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
}

bool Transfer::set_request() {
    const Request& request = checked_.request;
    bool ready = true;
    const auto add = [&](const char* line) {
        curl_slist* longer = curl_slist_append(lines_.get(), line);
        ready = ready && longer != nullptr;
        if (longer == nullptr) return;
        (void)lines_.release();  // is part of the longer one
        lines_.reset(longer);
    };
    for (const std::string& line : checked_.headers) add(line.c_str());
    add("Expect:");  // or a large body waits a second for servers that do not know it
    if (request.method == Request::Method::post)
        ready = ready && set(CURLOPT_POST, 1L) &&
                set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size())) &&
                set(CURLOPT_POSTFIELDS, request.body.data());
    return ready && set(CURLOPT_URL, request.url.c_str()) && set(CURLOPT_HTTPHEADER, lines_.get());
}

bool Transfer::set_sinks() {
    // libcurl takes a connection that breaks before the first byte for one that had been idle, and sends a second time
    // by itself; not on a fresh one.
    return set(CURLOPT_FRESH_CONNECT, 1L) && set(CURLOPT_FORBID_REUSE, 1L) && set(CURLOPT_NOSIGNAL, 1L) &&
           set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) &&
           set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count())) &&
           set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count())) &&
           set(CURLOPT_MAXFILESIZE_LARGE,
               static_cast<curl_off_t>(std::min<std::uint64_t>(options_.max_reply, INT64_MAX))) &&
           set(CURLOPT_ERRORBUFFER, text_.data()) && set(CURLOPT_HEADERFUNCTION, &take_head) &&
           set(CURLOPT_HEADERDATA, static_cast<void*>(&incoming_)) && set(CURLOPT_WRITEFUNCTION, &take_piece) &&
           set(CURLOPT_WRITEDATA, static_cast<void*>(&incoming_));
}

bool Transfer::prepare() {
    if (!is_curl_ready()) return false;
    easy_.reset(curl_easy_init());
    multi_.reset(curl_multi_init());
    if (!easy_ || !multi_ || !set_trust() || !set_request() || !set_sinks()) return false;
    added_ = curl_multi_add_handle(multi_.get(), easy_.get()) == CURLM_OK;
    return added_;
}

// Through the multi interface, because the other one asks whether to go on only once a second.
CURLcode Transfer::perform() {
    for (int running = 1; running != 0;) {
        if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) return CURLE_FAILED_INIT;
        if (running == 0) break;
        cancelled_ = options_.go_on && !options_.go_on();
        if (cancelled_) return CURLE_ABORTED_BY_CALLBACK;
        if (curl_multi_poll(multi_.get(), nullptr, 0, poll_milliseconds, nullptr) != CURLM_OK) return CURLE_FAILED_INIT;
    }
    int left = 0;
    const CURLMsg* message = curl_multi_info_read(multi_.get(), &left);
    return message != nullptr && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
}

Attempt Transfer::failed(ErrorCode code, const std::string& why, bool again) const {
    Attempt attempt;
    attempt.error = Error{code, "no reply from " + ovfkit::quoted(checked_.origin) + ": " + why, {}, {}};
    attempt.again = again;
    return attempt;
}

std::string Transfer::reason(CURLcode code) const {
    return printable(text_.front() != '\0' ? std::string_view(text_.data()) : curl_easy_strerror(code), 400);
}

// A handshake that fails says either that the other side cannot be believed, or that it went away.
bool is_broken_handshake(std::string_view text) {
    return text.find("SSL_connect: ") != std::string_view::npos ||
           text.find("unexpected eof") != std::string_view::npos;
}

Attempt Transfer::no_reply(CURLcode code) {
    if (incoming_.head_too_large()) return failed(ErrorCode::limit_exceeded, "its head is larger than 64 KiB");
    if (incoming_.body_too_large() || code == CURLE_FILESIZE_EXCEEDED)
        return failed(ErrorCode::limit_exceeded, "it is larger than " + std::to_string(options_.max_reply) + " bytes");
    switch (code) {
        case CURLE_ABORTED_BY_CALLBACK: return failed(ErrorCode::cancelled, "cancelled");
        case CURLE_SSL_CACERT_BADFILE:
            return failed(ErrorCode::invalid_argument, "the authorities to believe are no certificates in PEM");
        case CURLE_SSL_CONNECT_ERROR:
            if (!is_broken_handshake(text_.data())) return failed(ErrorCode::permission, reason(code));
            return failed(ErrorCode::io, reason(code), true);
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CERTPROBLEM: return failed(ErrorCode::permission, reason(code));
        case CURLE_COULDNT_CONNECT:
        case CURLE_OPERATION_TIMEDOUT:
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_PARTIAL_FILE: return failed(ErrorCode::io, reason(code), true);
        default: return failed(ErrorCode::io, reason(code));
    }
}

Attempt Transfer::whole_reply() {
    Attempt attempt;
    long status = 0;
    const char* type = nullptr;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy_.get(), CURLINFO_CONTENT_TYPE, &type);
    const bool has_body = status != 204 && status != 304;
    if (has_body && !incoming_.has_end())
        return failed(ErrorCode::io, "it does not say where it ends, so that nobody knows whether it is whole");
    if (incoming_.contradicts_itself()) return failed(ErrorCode::io, "it says of two places that it ends there");
    attempt.reply.status = static_cast<int>(status);
    if (type != nullptr) attempt.reply.content_type = type;
    attempt.reply.body = incoming_.take_body();
    attempt.pause = incoming_.retry_after();
    attempt.again = status == 429 || status == 502 || status == 503 || status == 504;
    return attempt;
}

Attempt Transfer::run() {
    if (!prepare()) return failed(ErrorCode::io, "libcurl cannot be set up");
    const CURLcode code = perform();
    return code == CURLE_OK ? whole_reply() : no_reply(code);
}

}  // namespace

Attempt attempt(const Checked& checked, const HttpsOptions& options) { return Transfer(checked, options).run(); }

}  // namespace ovfkit::net
