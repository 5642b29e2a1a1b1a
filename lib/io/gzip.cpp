// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/gzip.hpp>

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace ovfkit::io {
namespace {

constexpr std::size_t gzip_buffer_bytes = 64U << 10U;
constexpr std::uint64_t ratio_from_bytes = 1U << 20U;
// What goes in without anything coming out: endless zeros behind the end, names, empty members, empty blocks.
constexpr std::uint64_t most_idle_bytes = 64ULL << 20U;
constexpr int gzip_only = MAX_WBITS + 16;
constexpr int default_memory_level = 8;
constexpr int unknown_system = 255;

uInt clamped(std::size_t size) {
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

Bytef* as_bytes(char* text) { return reinterpret_cast<Bytef*>(text); }

class Gunzip : public Input {
public:
    Gunzip(Input& compressed, std::string name, const GzipLimits& limits, GzipSeen* seen)
        : compressed_(compressed), name_(std::move(name)), limits_(limits), seen_(seen), buffer_(gzip_buffer_bytes) {
        begin_member();
        usable_ = ::inflateInit2(&stream_, gzip_only) == Z_OK;
        if (!usable_) fail(ErrorCode::io, "cannot be decompressed: there is no memory");
    }
    ~Gunzip() override {
        if (usable_) ::inflateEnd(&stream_);
    }

    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        if (size == 0) return std::size_t{0};
        while (!failed_ && state_ != State::done) {
            if (stream_.avail_in == 0 && !pending_ && !refill()) break;
            if (state_ == State::between) {
                look_behind_member();
            } else if (state_ == State::inside) {
                const std::size_t got = inflate_some(to, size);
                if (failed_) break;
                if (got != 0) return got;
            }
        }
        if (failed_) return *failed_;
        return std::size_t{0};
    }

private:
    enum class State : unsigned char {
        inside,   // a member, or where the first has to begin
        between,  // behind a member: a further one, zeros, or the end
        done,
    };

    void begin_member() {
        if (seen_ != nullptr) ++seen_->members;
    }

    void fail(ErrorCode code, const std::string& what) { failed_ = Error{code, quoted(name_) + " " + what, {}, {}}; }

    // False when there is nothing more, or a failure.
    bool refill() {
        const auto got = compressed_.read(buffer_.data(), buffer_.size());
        if (!got) return failed_ = got.error(), false;
        if (*got == 0) {
            if (state_ == State::inside) fail(ErrorCode::malformed, "ends before its gzip stream does");
            state_ = State::done;
            return false;
        }
        stream_.next_in = as_bytes(buffer_.data());
        stream_.avail_in = clamped(*got);
        return true;
    }

    void took(std::uint64_t bytes) {
        in_ += bytes;
        idle_ += bytes;
        if (idle_ > most_idle_bytes)
            fail(ErrorCode::limit_exceeded, "holds " + std::to_string(most_idle_bytes) + " bytes that give nothing");
    }

    // zlib itself tells what is no header; only zeros, with which tapes are filled, may stand instead of one.
    void look_behind_member() {
        if (*stream_.next_in != 0) {
            if (zeros_ || *stream_.next_in != 0x1F)
                return fail(ErrorCode::malformed, "holds something behind its gzip stream");
            if (::inflateReset(&stream_) != Z_OK) return fail(ErrorCode::io, "cannot be decompressed");
            state_ = State::inside;
            begin_member();
            return;
        }
        zeros_ = true;
        const Bytef* const end = stream_.next_in + stream_.avail_in;
        const Bytef* const other =
            std::find_if(stream_.next_in, const_cast<Bytef*>(end), [](Bytef b) { return b != 0; });
        const auto zeros = static_cast<uInt>(other - stream_.next_in);
        stream_.next_in += zeros;
        stream_.avail_in -= zeros;
        took(zeros);
    }

    std::size_t inflate_some(char* to, std::size_t size) {
        stream_.next_out = as_bytes(to);
        stream_.avail_out = clamped(size);
        const uInt in_before = stream_.avail_in;
        const uInt out_before = stream_.avail_out;
        const int answer = ::inflate(&stream_, Z_NO_FLUSH);
        const std::size_t got = out_before - stream_.avail_out;
        pending_ = stream_.avail_out == 0 && answer != Z_STREAM_END;
        out_ += got;
        if (got != 0) idle_ = 0;
        took(in_before - stream_.avail_in);
        if (answer == Z_STREAM_END) {
            state_ = State::between;
        } else if (answer == Z_MEM_ERROR) {
            fail(ErrorCode::io, "cannot be decompressed: there is no memory");
        } else if (answer != Z_OK && answer != Z_BUF_ERROR) {
            const std::string why = stream_.msg != nullptr ? stream_.msg : "broken data";
            fail(ErrorCode::malformed, "is no sound gzip stream: " + why + " before byte " + std::to_string(in_));
        }
        if (out_ > limits_.max_bytes)
            fail(ErrorCode::limit_exceeded,
                 "decompresses to more than " + std::to_string(limits_.max_bytes) + " bytes");
        if (out_ > ratio_from_bytes && limits_.max_ratio != 0 && out_ / limits_.max_ratio > in_)
            fail(ErrorCode::limit_exceeded,
                 "decompresses to more than " + std::to_string(limits_.max_ratio) + " times its size");
        return got;
    }

    Input& compressed_;
    std::string name_;
    GzipLimits limits_;
    GzipSeen* seen_;
    std::vector<char> buffer_;
    z_stream stream_{};
    bool usable_ = false;
    State state_ = State::inside;
    bool zeros_ = false;    // were seen behind a member
    bool pending_ = false;  // zlib may have more to give without further input
    std::uint64_t in_ = 0;
    std::uint64_t out_ = 0;
    std::uint64_t idle_ = 0;
    std::optional<Error> failed_;
};

}  // namespace

std::unique_ptr<Input> gunzip(Input& compressed, std::string name, const GzipLimits& limits, GzipSeen* seen) {
    return std::make_unique<Gunzip>(compressed, std::move(name), limits, seen);
}

class GzipWriter::State {
public:
    State(Output& output, int level) : output_(output), buffer_(gzip_buffer_bytes) {
        usable_ = ::deflateInit2(&stream_, std::clamp(level, 0, 9), Z_DEFLATED, gzip_only, default_memory_level,
                                 Z_DEFAULT_STRATEGY) == Z_OK;
        // No name and no time; and the system is none of the reader's business.
        header_.os = unknown_system;
        if (usable_) ::deflateSetHeader(&stream_, &header_);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (usable_) ::deflateEnd(&stream_);
    }

    Result<void> write(std::string_view bytes, bool last) {
        if (failed_) return *failed_;
        if (!usable_) return stop({ErrorCode::io, "cannot compress: there is no memory", {}, {}});
        if (finished_) return Error{ErrorCode::invalid_argument, "the gzip stream is finished", {}, {}};
        finished_ = last;
        do {
            const uInt piece = clamped(bytes.size());
            // zlib takes the input as not const, but only reads it.
            stream_.next_in = as_bytes(const_cast<char*>(bytes.data()));
            stream_.avail_in = piece;
            bytes.remove_prefix(piece);
            if (auto drained = drain(last && bytes.empty() ? Z_FINISH : Z_NO_FLUSH); !drained) return drained;
        } while (!bytes.empty());
        return {};
    }

private:
    Error stop(Error error) {
        failed_ = error;
        return error;
    }

    // Until the output buffer stays unfilled: then zlib has taken all that was given.
    Result<void> drain(int flush_mode) {
        do {
            stream_.next_out = as_bytes(buffer_.data());
            stream_.avail_out = clamped(buffer_.size());
            if (::deflate(&stream_, flush_mode) == Z_STREAM_ERROR)
                return stop({ErrorCode::io, "cannot compress", {}, {}});
            const std::size_t got = buffer_.size() - stream_.avail_out;
            if (got == 0) continue;
            if (auto written = output_.write({buffer_.data(), got}); !written) return stop(written.error());
        } while (stream_.avail_out == 0);
        return {};
    }

    Output& output_;
    std::vector<char> buffer_;
    z_stream stream_{};
    gz_header header_{};
    bool usable_ = false;
    bool finished_ = false;
    std::optional<Error> failed_;
};

GzipWriter::GzipWriter(Output& output, int level) : state_(std::make_unique<State>(output, level)) {}
GzipWriter::~GzipWriter() = default;

Result<void> GzipWriter::write(std::string_view bytes) { return state_->write(bytes, false); }
Result<void> GzipWriter::finish() { return state_->write({}, true); }

bool looks_like_gzip(std::string_view begin) noexcept { return begin.substr(0, 3) == "\x1F\x8B\x08"; }

}  // namespace ovfkit::io
