// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/io/tar.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/tar_block.hpp"

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

struct Outcome {
    std::vector<std::string> members;  // name, places and data of each
    bool failed = false;
};

Outcome read_whole(std::string_view bytes, std::size_t piece, bool size_known) {
    Pieces input(bytes, piece);
    ovfkit::Diagnostics findings;
    io::TarLimits limits;
    limits.max_members = 100;
    io::TarReader reader(input, "fuzz", findings,
                         size_known ? std::optional<std::uint64_t>(bytes.size()) : std::nullopt, limits);
    Outcome outcome;
    while (true) {
        const auto next = reader.next();
        if (next && !*next) break;
        std::optional<ovfkit::Error> failed;
        if (!next) {
            failed = next.error();
        } else {
            const io::TarMember& member = **next;
            require(member.header_at < member.data_at && member.data_at % 512 == 0);
            require(member.name.size() <= limits.max_name_bytes);
            const auto data = io::read_all(reader.data(), bytes.size(), "data");
            if (data) {
                require(bytes.substr(static_cast<std::size_t>(member.data_at), static_cast<std::size_t>(member.size)) ==
                        *data);
                outcome.members.push_back(member.name + '\0' + std::to_string(member.header_at) + '\0' + *data);
            } else {
                failed = data.error();
            }
        }
        if (failed) {
            // A failure is a finding as well, and it lasts.
            require(findings.has(failed->rule) && failed->where.offset && *failed->where.offset <= bytes.size());
            require(!reader.next());
            outcome.failed = true;
            break;
        }
    }
    for (const ovfkit::Diagnostic& finding : findings) {
        require(finding.where.offset && *finding.where.offset <= bytes.size());
        require(ovfkit::printable(finding.message, 10'000) == finding.message);
    }
    return outcome;
}

}  // namespace

// The checksums of all blocks that are not data are made right when the first byte says so: otherwise hardly any
// mutation would come further than to them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    if ((data[0] & 1U) != 0) {
        for (std::size_t at = 0; at + 512 <= bytes.size(); at += 512) {
            if (bytes.compare(at + 257, 5, "ustar") != 0) continue;
            std::uint32_t sum = io::tar_sum(std::string_view(bytes).substr(at, 512));
            for (std::size_t digit = 6; digit-- > 0; sum >>= 3U)
                bytes[at + 148 + digit] = static_cast<char>('0' + (sum & 7U));
            bytes[at + 154] = '\0';
        }
    }
    const Outcome whole = read_whole(bytes, bytes.size() + 1, true);
    const Outcome piped = read_whole(bytes, 1 + data[0] % 200, false);
    // From a pipe a member is given out before it is known to be cut off; what was read to its end is the same.
    require(whole.failed == piped.failed && whole.members == piped.members);
    return 0;
}
