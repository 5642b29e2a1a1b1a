// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ovfkit/io/tar.hpp>

#include "io/tar_block.hpp"

namespace ovfkit::io {

/// Input that comes in small pieces and cannot be sought in, as from a pipe.
class Trickle : public Input {
public:
    explicit Trickle(std::string_view bytes, std::size_t piece = 100) : bytes_(bytes), piece_(piece) {}
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        const std::size_t got = std::min({size, piece_, bytes_.size()});
        bytes_.copy(to, got);
        bytes_.remove_prefix(got);
        return got;
    }

private:
    std::string_view bytes_;
    std::size_t piece_;
};

/// Output that is kept; fails once it has `room` bytes.
class Kept : public Output {
public:
    explicit Kept(std::size_t room = SIZE_MAX) : room_(room) {}
    [[nodiscard]] Result<void> write(std::string_view more) override {
        if (more.size() > room_ - bytes.size()) return Error{ErrorCode::no_space, "full", {}, {}};
        bytes += more;
        return {};
    }
    std::string bytes;

private:
    std::size_t room_;
};

inline constexpr std::string_view ustar_magic(
    "ustar\0"
    "00",
    8);
inline constexpr std::string_view gnu_magic("ustar  \0", 8);
inline constexpr std::string_view no_magic("\0\0\0\0\0\0\0\0", 8);

/// A header and data as a test wants them, right or wrong.
struct Raw {
    std::string name = {};
    std::string data = {};
    char type = '0';
    std::string_view magic = ustar_magic;
    std::string prefix = {};
    std::string link = {};
    std::optional<std::string> size = {};  ///< the field, when it is not that of the data
};

inline std::string octal(std::uint64_t value, int digits) {
    char text[24];
    std::snprintf(text, sizeof text, "%0*llo", digits, static_cast<unsigned long long>(value));
    return text;
}

/// Makes the checksum of a block right.
inline void seal(std::string& block, std::size_t at = 0) {
    block.replace(at + tar_checksum.at, 8,
                  octal(tar_sum(std::string_view(block).substr(at, 512)), 6) + std::string("\0 ", 2));
}

inline std::string header(const Raw& raw) {
    std::string block(tar_block_bytes, '\0');
    const auto put_in = [&](TarField field, std::string_view text) { block.replace(field.at, text.size(), text); };
    put_in(tar_name, raw.name);
    put_in(tar_mode, "0000644");
    put_in(tar_user, "0000000");
    put_in(tar_group, "0000000");
    put_in(tar_size, raw.size ? *raw.size : octal(raw.data.size(), 11));
    put_in(tar_modified, "00000000000");
    block[tar_type.at] = raw.type;
    put_in(tar_link, raw.link);
    put_in(tar_magic, raw.magic);
    put_in(tar_prefix, raw.prefix);
    seal(block);
    return block;
}

inline std::string member(const Raw& raw) {
    return header(raw) + raw.data + std::string(static_cast<std::size_t>(tar_padding(raw.data.size())), '\0');
}

inline std::string pax_record(const std::string& key, const std::string& value) {
    const std::size_t rest = key.size() + value.size() + 3;
    std::size_t length = rest + 1;
    while (rest + std::to_string(length).size() != length) ++length;
    return std::to_string(length) + " " + key + "=" + value + "\n";
}

inline std::string pax(const std::string& records, char type = 'x') { return member({"PaxHeaders/x", records, type}); }

inline const std::string two_zero_blocks(1024, '\0');

/// Ends an archive as it should.
inline std::string ended(std::string archive) {
    archive += two_zero_blocks;
    archive.resize((archive.size() + tar_record_bytes - 1) / tar_record_bytes * tar_record_bytes);
    return archive;
}

/// What a reader made of an archive.
struct ReadArchive {
    std::vector<TarMember> members;
    std::vector<std::string> data;
    std::optional<Error> error;
    Diagnostics findings;

    /// The slugs of the findings, in their order.
    [[nodiscard]] std::vector<std::string> slugs() const {
        std::vector<std::string> all;
        for (const Diagnostic& finding : findings) all.emplace_back(finding.rule);
        return all;
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const TarMember& one : members) all.push_back(one.name);
        return all;
    }
};

inline ReadArchive read_archive(Input& input, std::optional<std::uint64_t> size, const TarLimits& limits = {}) {
    ReadArchive got;
    TarReader reader(input, "test.ova", got.findings, size, limits);
    while (true) {
        auto next = reader.next();
        if (!next) got.error = next.error();
        if (!next || !*next) return got;
        got.members.push_back(**next);
        auto data = read_all(reader.data(), 100'000'000, (*next)->name);
        if (!data) got.error = data.error();
        if (!data) return got;
        got.data.push_back(*data);
    }
}

inline ReadArchive read_archive(const std::string& bytes, const TarLimits& limits = {}) {
    return read_archive(*stream_bytes(bytes), bytes.size(), limits);
}

}  // namespace ovfkit::io
