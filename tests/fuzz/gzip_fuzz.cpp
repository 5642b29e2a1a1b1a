// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/gzip.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace io = ovfkit::io;

void require(bool law) {
    if (!law) std::abort();
}

class Pieces : public io::Input {
public:
    Pieces(std::string_view bytes, std::size_t piece) : bytes_(bytes), piece_(piece) {}
    [[nodiscard]] ovfkit::Result<std::size_t> read(char* to, std::size_t size) override {
        const std::size_t got = std::min({size, piece_, bytes_.size()});
        bytes_.copy(to, got);
        bytes_.remove_prefix(got);
        return got;
    }

private:
    std::string_view bytes_;
    std::size_t piece_;
};

class Kept : public io::Output {
public:
    [[nodiscard]] ovfkit::Result<void> write(std::string_view piece) override {
        bytes += piece;
        return {};
    }
    std::string bytes;
};

ovfkit::Result<std::string> decompress(std::string_view bytes, std::size_t piece) {
    Pieces input(bytes, piece);
    io::GzipLimits limits;
    limits.max_bytes = 1U << 20U;
    const auto stream = io::gunzip(input, "fuzz", limits);
    auto all = io::read_all(*stream, limits.max_bytes, "fuzz");
    char c = ' ';
    // A failure lasts, and so does the end.
    const auto more = stream->read(&c, 1);
    require(all ? more && *more == 0 : !more);
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto whole = decompress(bytes, size + 1);
    const auto pieces = decompress(bytes, 1 + size % 7);
    require(whole.has_value() == pieces.has_value());
    if (whole) require(*whole == *pieces);
    if (!whole) require(whole.error().code == pieces.error().code);
    // Whatever it is, compressed it comes back; and what comes out of a sound stream as well.
    for (const std::string_view content : {bytes, whole ? std::string_view(*whole) : std::string_view()}) {
        Kept out;
        io::GzipWriter writer(out, static_cast<int>(size % 10));
        require(writer.write(content.substr(0, content.size() / 2)) &&
                writer.write(content.substr(content.size() / 2)));
        require(writer.finish().has_value());
        const auto back = decompress(out.bytes, 1000);
        require(back && *back == content);
    }
    return 0;
}
