// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include <ovfkit/io/rules.hpp>
#include <ovfkit/io/tar.hpp>

#include "io/pax.hpp"
#include "io/tar_block.hpp"
#include "io/tar_source.hpp"

namespace ovfkit::io {
namespace {

constexpr std::size_t padding_read_bytes = 64U << 10U;
// So many headers may there be for each member: a pax header, a long name, a long link, and its own.
constexpr std::uint64_t most_headers_each = 4;
// oVirt's engine aligns disks with members of this name, as many as it needs and none larger than a page; nobody means
// one of them.
constexpr std::string_view pad_name = "pad";
constexpr std::uint64_t most_pad_bytes = 4096;

TarType type_of(char flag) {
    switch (flag) {
        case '0': return TarType::file;
        case '1': return TarType::hard_link;
        case '2': return TarType::symbolic_link;
        case '3':
        case '4': return TarType::device;
        case '5': return TarType::directory;
        case '6': return TarType::fifo;
        default: return TarType::other;
    }
}

std::string_view words_for(TarType type) {
    switch (type) {
        case TarType::file: return "a file";
        case TarType::directory: return "a directory";
        case TarType::symbolic_link: return "a symbolic link";
        case TarType::hard_link: return "a hard link";
        case TarType::device: return "a device";
        case TarType::fifo: return "a named pipe";
        case TarType::other: break;
    }
    return "of an unknown type";
}

bool is_pax(char flag) { return flag == 'x' || flag == 'X' || flag == 'g'; }

}  // namespace

class TarReader::State : public Input {
public:
    State(Input& input, std::string name, Diagnostics& diagnostics, std::optional<std::uint64_t> size,
          const TarLimits& limits)
        : source_(input, std::move(name), diagnostics, size), limits_(limits) {}

    Result<std::optional<TarMember>> next() {
        if (failed_) return *failed_;
        auto member = advance();
        if (!member) failed_ = member.error();
        return member;
    }

    // The data of the member.
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size) override {
        if (failed_) return *failed_;
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, left_));
        if (wanted == 0) return std::size_t{0};
        auto got = source_.read_some(to, wanted);
        if (got && *got == 0) got = cut_off();
        if (!got) return *(failed_ = got.error());
        left_ -= *got;
        return got;
    }
    [[nodiscard]] Result<std::uint64_t> skip(std::uint64_t count) override {
        if (failed_) return *failed_;
        const std::uint64_t wanted = std::min(count, left_);
        auto passed = source_.skip(wanted);
        if (passed && *passed < wanted) passed = cut_off();
        if (!passed) return *(failed_ = passed.error());
        left_ -= *passed;
        return passed;
    }

private:
    // What stood before a member's own header.
    struct Extended {
        std::optional<std::uint64_t> begin;
        std::optional<std::string> long_name;
        std::optional<std::string> long_link;
        std::optional<PaxRecords> pax;
    };

    Error cut_off() {
        return source_.truncated(quoted(member_.name), member_.header_at, member_.data_at, member_.size);
    }

    Result<std::optional<TarMember>> advance();
    Result<void> pass_over_member();
    Result<std::string> read_record(const TarBlock& block, std::uint64_t at);
    Result<void> take_record(const TarBlock& block, std::uint64_t at);
    Result<void> take_pax(std::string_view text, std::uint64_t at, bool global);
    Result<void> take_long(std::string_view text, std::uint64_t at, std::optional<std::string>& taken);
    Result<void> begin_member(const TarBlock& block, std::uint64_t at);
    Result<void> find_size(const TarBlock& block, std::uint64_t at);
    Result<void> find_name(const TarBlock& block, std::uint64_t at);
    Result<void> remember_name(std::uint64_t at);
    void judge_header(const TarBlock& block, std::uint64_t at);
    void judge_member(std::uint64_t at);
    Result<void> end_archive(std::uint64_t at, std::size_t got);
    Result<void> pass_over_padding();

    TarSource source_;
    TarLimits limits_;
    std::optional<Error> failed_;
    bool ended_ = false;
    Extended extended_;
    TarMember member_;
    std::uint64_t left_ = 0;     // of the member's data
    std::uint64_t padding_ = 0;  // behind it
    std::uint64_t headers_ = 0;
    std::uint64_t members_ = 0;
    std::uint64_t name_bytes_ = 0;
    std::map<std::string, TarType> names_;  // no hashes, which names can be made to share
};

Result<std::optional<TarMember>> TarReader::State::advance() {
    if (ended_) return std::optional<TarMember>();
    if (auto passed = pass_over_member(); !passed) return passed.error();
    extended_ = {};
    while (true) {
        const std::uint64_t at = source_.position();
        std::array<char, tar_block_bytes> bytes{};
        const auto got = source_.read(bytes.data(), bytes.size());
        if (!got) return got.error();
        const TarBlock block({bytes.data(), bytes.size()});
        // What an end cut off is zero here, so a block that has less than that is not zero either.
        if (block.is_zero()) {
            if (auto ended = end_archive(at, *got); !ended) return ended.error();
            return std::optional<TarMember>();
        }
        if (*got < bytes.size()) return source_.truncated("a header", at, at, bytes.size());
        if (!block.checksum_holds())
            return source_.fail(rule::tar_bad_checksum, ErrorCode::malformed, at,
                                at == 0 ? "this is no tar archive, or its first header is damaged"
                                        : "the header at byte " + std::to_string(at) + " is damaged, or is none");
        if (++headers_ / most_headers_each > limits_.max_members)
            return source_.fail(rule::tar_too_many_members, ErrorCode::limit_exceeded, at, "too many headers");
        const char flag = block.type();
        if (is_pax(flag) || flag == 'L' || flag == 'K') {
            if (auto taken = take_record(block, at); !taken) return taken.error();
            continue;
        }
        if (auto begun = begin_member(block, at); !begun) return begun.error();
        return std::optional(member_);
    }
}

Result<void> TarReader::State::pass_over_member() {
    if (const auto passed = skip(left_); !passed) return passed.error();
    // Where the archive ends within the padding, nothing of the member is missing; that there is no end is said later.
    const auto passed = source_.skip(padding_);
    if (!passed) return passed.error();
    padding_ = 0;
    return {};
}

Result<std::string> TarReader::State::read_record(const TarBlock& block, std::uint64_t at) {
    const auto size = block.number(tar_size);
    if (!size)
        return source_.fail(rule::tar_bad_size, ErrorCode::malformed, at,
                            "the size of an extended header is no number");
    if (*size > limits_.max_record_bytes)
        return source_.fail(rule::tar_record_too_large, ErrorCode::limit_exceeded, at,
                            "an extended header has " + std::to_string(*size) + " bytes; the limit is " +
                                std::to_string(limits_.max_record_bytes));
    const std::uint64_t begin = source_.position();
    if (!source_.can_hold(*size)) return source_.truncated("an extended header", at, begin, *size);
    std::string text(static_cast<std::size_t>(*size), '\0');
    const auto got = source_.read(text.data(), text.size());
    if (!got) return got.error();
    if (*got < text.size()) return source_.truncated("an extended header", at, begin, *size);
    if (auto passed = source_.skip(tar_padding(*size)); !passed) return passed.error();
    return text;
}

Result<void> TarReader::State::take_record(const TarBlock& block, std::uint64_t at) {
    const auto text = read_record(block, at);
    if (!text) return text.error();
    const char flag = block.type();
    if (flag != 'g' && !extended_.begin) extended_.begin = at;
    if (is_pax(flag)) return take_pax(*text, at, flag == 'g');
    return take_long(*text, at, flag == 'L' ? extended_.long_name : extended_.long_link);
}

Result<void> TarReader::State::take_pax(std::string_view text, std::uint64_t at, bool global) {
    source_.report(rule::tar_pax_header, at, "an extended header in the form of pax", 1);
    auto records = parse_pax(text);
    if (!records)
        return source_.fail(rule::tar_bad_record, ErrorCode::malformed, at,
                            "the records of a pax header are malformed");
    if (records->volume)
        return source_.fail(rule::tar_multi_volume, ErrorCode::unsupported, at,
                            "the archive is one of several volumes");
    if (!global && extended_.pax)
        return source_.fail(rule::tar_ambiguous_member, ErrorCode::malformed, at, "a member has two pax headers");
    if (!global) {
        extended_.pax = std::move(*records);
    } else if (records->path || records->link || records->size) {
        return source_.fail(rule::tar_ambiguous_member, ErrorCode::malformed, at,
                            "a global pax header gives all members one name or size");
    }
    return {};
}

Result<void> TarReader::State::take_long(std::string_view text, std::uint64_t at, std::optional<std::string>& taken) {
    source_.report(rule::tar_long_name, at,
                   "the name " + quoted(text.substr(0, text.find('\0'))) + " stands in a GNU record of its own", 1);
    if (taken)
        return source_.fail(rule::tar_ambiguous_member, ErrorCode::malformed, at, "a member has two long-name records");
    taken = std::string(text.substr(0, text.find('\0')));
    if (taken->empty())
        return source_.fail(rule::tar_bad_record, ErrorCode::malformed, at, "a long-name record is empty");
    return {};
}

Result<void> TarReader::State::begin_member(const TarBlock& block, std::uint64_t at) {
    if (++members_ > limits_.max_members)
        return source_.fail(rule::tar_too_many_members, ErrorCode::limit_exceeded, at,
                            "the archive has more than " + std::to_string(limits_.max_members) + " members");
    if (block.type() == 'S' || (extended_.pax && extended_.pax->sparse))
        return source_.fail(rule::tar_sparse_member, ErrorCode::unsupported, at,
                            quoted(block.name()) + " is stored as a sparse file");
    if (block.type() == 'M')
        return source_.fail(rule::tar_multi_volume, ErrorCode::unsupported, at,
                            quoted(block.name()) + " is continued from another volume");
    member_ = {};
    member_.header_at = extended_.begin.value_or(at);
    member_.data_at = source_.position();
    member_.type = type_of(block.type());
    member_.pax = extended_.pax.has_value();
    member_.long_name = extended_.long_name.has_value();
    if (auto found = find_name(block, at); !found) return found;
    if (auto found = find_size(block, at); !found) return found;
    judge_header(block, at);
    judge_member(at);
    if (auto remembered = remember_name(at); !remembered) return remembered;
    left_ = member_.size;
    padding_ = tar_padding(member_.size);
    return {};
}

Result<void> TarReader::State::find_name(const TarBlock& block, std::uint64_t at) {
    const PaxRecords pax = extended_.pax.value_or(PaxRecords{});
    // GNU tar believes the pax header then, Python's tarfile the record that comes first.
    if ((pax.path && extended_.long_name && *pax.path != *extended_.long_name) ||
        (pax.link && extended_.long_link && *pax.link != *extended_.long_link))
        return source_.fail(rule::tar_ambiguous_member, ErrorCode::malformed, at,
                            "a pax header and a long-name record give a member different names");
    // Python's tarfile reads a prefix whatever the magic says; the times that GNU keeps there are all that may be.
    const std::string_view times = "01234567";
    const std::string_view there = block.text(tar_prefix);
    const bool may_be_times =
        block.format() == TarFormat::gnu && there.find_first_not_of(times) == std::string_view::npos;
    if (block.format() != TarFormat::ustar && !there.empty() && !may_be_times)
        return source_.fail(rule::tar_ambiguous_member, ErrorCode::malformed, at,
                            "a header that is not of ustar has a name where ustar has the prefix");
    member_.name = pax.path ? *pax.path : extended_.long_name ? *extended_.long_name : block.name();
    member_.link = pax.link              ? *pax.link
                   : extended_.long_link ? *extended_.long_link
                                         : std::string(block.text(tar_link));
    if (std::max(member_.name.size(), member_.link.size()) > limits_.max_name_bytes)
        return source_.fail(rule::tar_name_too_long, ErrorCode::limit_exceeded, at,
                            "a member's name has more than " + std::to_string(limits_.max_name_bytes) + " bytes");
    // Before POSIX that was how a directory was told from a file.
    if (member_.type == TarType::file && !member_.name.empty() && member_.name.back() == '/')
        member_.type = TarType::directory;
    const std::string whole = member_.name;
    if (member_.type == TarType::directory)
        while (member_.name.size() > 1 && member_.name.back() == '/') member_.name.pop_back();
    std::size_t begin = 0;
    while (member_.name.size() - begin > 2 && member_.name.compare(begin, 2, "./") == 0) begin += 2;
    member_.name.erase(0, begin);
    if (begin != 0 || whole == "./")
        source_.report(rule::tar_dot_slash_name, at, "the name " + quoted(whole) + " begins with ./", 1);
    return {};
}

Result<void> TarReader::State::find_size(const TarBlock& block, std::uint64_t at) {
    const auto stated = block.number(tar_size);
    constexpr std::uint64_t most = INT64_MAX;
    const auto size = extended_.pax && extended_.pax->size ? extended_.pax->size : stated;
    if (!stated || !size || *size > most || *size > most - member_.data_at)
        return source_.fail(rule::tar_bad_size, ErrorCode::malformed, at,
                            "the size of " + quoted(member_.name) + " is no number that a size can be");
    member_.numeric_size = block.is_binary(tar_size);
    member_.pax_size = extended_.pax && extended_.pax->size;
    member_.size = *size;
    // The header has no room for more than 8 GiB; below that, readers that know nothing of pax believe it.
    if (*size != *stated && (*size <= tar_largest_octal_size || member_.numeric_size))
        return source_.fail(rule::tar_ambiguous_member, ErrorCode::malformed, at,
                            quoted(member_.name) + " has " + std::to_string(*stated) + " bytes by its header and " +
                                std::to_string(*size) + " by its pax header");
    if (*size != 0 && member_.type != TarType::file && member_.type != TarType::other)
        return source_.fail(rule::tar_ambiguous_member, ErrorCode::malformed, at,
                            quoted(member_.name) + " is " + std::string(words_for(member_.type)) + " and has " +
                                std::to_string(*size) + " bytes of data");
    if (!source_.can_hold(*size)) return source_.truncated(quoted(member_.name), at, member_.data_at, *size);
    return {};
}

void TarReader::State::judge_header(const TarBlock& block, std::uint64_t at) {
    if (block.format() == TarFormat::gnu)
        source_.report(rule::tar_gnu_header, at, "the headers have the magic of GNU tar", 1);
    if (block.format() == TarFormat::no_magic)
        source_.report(rule::tar_no_magic, at,
                       "the header of " + quoted(member_.name) + " has the magic of neither ustar nor GNU", 1);
    if (member_.numeric_size)
        source_.report(rule::tar_numeric_size, at,
                       "the size of " + quoted(member_.name) + " is in the base-256 form of GNU");
    constexpr std::array fields{std::pair(tar_mode, "mode"), std::pair(tar_user, "user"), std::pair(tar_group, "group"),
                                std::pair(tar_modified, "time")};
    for (const auto& [field, what] : fields)
        if (!block.number(field))
            source_.report(rule::tar_bad_number, at + field.at,
                           "the " + std::string(what) + " in the header of " + quoted(member_.name) + " is no number",
                           1);
}

void TarReader::State::judge_member(std::uint64_t at) {
    const std::string& name = member_.name;
    const bool is_root = member_.type == TarType::directory && name == ".";
    if (auto checked = check_member_name(name); !checked && !is_root) {
        member_.unsafe_name = true;
        source_.report(rule::tar_unsafe_name, at, checked.error().message);
    }
    if (member_.type == TarType::directory) {
        source_.report(rule::tar_directory_member, at, quoted(name) + " is a directory", 1);
    } else if (member_.type != TarType::file) {
        const bool is_link = member_.type == TarType::symbolic_link || member_.type == TarType::hard_link;
        const std::string target = is_link ? " to " + quoted(member_.link) : std::string();
        source_.report(rule::tar_special_member, at,
                       quoted(name) + " is " + std::string(words_for(member_.type)) + target);
    } else if (is_apple_double(name)) {
        source_.report(rule::tar_apple_double, at, quoted(name) + " holds the attributes of a macOS file");
    }
}

Result<void> TarReader::State::remember_name(std::uint64_t at) {
    const auto [known, fresh] = names_.emplace(member_.name, member_.type);
    if (fresh) {
        name_bytes_ += member_.name.size();
        if (name_bytes_ > limits_.max_all_names_bytes)
            return source_.fail(
                rule::tar_too_many_members, ErrorCode::limit_exceeded, at,
                "the names of all members have more than " + std::to_string(limits_.max_all_names_bytes) + " bytes");
        return {};
    }
    if (known->second == TarType::directory && member_.type == TarType::directory) return {};
    const bool is_pad = member_.name == pad_name && member_.size <= most_pad_bytes && member_.type == TarType::file;
    member_.repeated_name = !is_pad;
    member_.repeated_pad = is_pad;
    if (!is_pad) source_.report(rule::tar_duplicate_name, at, "a second member is called " + quoted(member_.name));
    return {};
}

Result<void> TarReader::State::end_archive(std::uint64_t at, std::size_t got) {
    if (extended_.begin)
        return source_.fail(rule::tar_truncated, ErrorCode::malformed, *extended_.begin,
                            "the archive ends behind an extended header, before its member");
    ended_ = true;
    std::array<char, tar_block_bytes> second{};
    const auto more = got == second.size() ? source_.read(second.data(), second.size()) : std::size_t{0};
    if (!more) return more.error();
    const bool second_is_zero = TarBlock({second.data(), second.size()}).is_zero();
    if (*more < second.size() || !second_is_zero)
        source_.report(rule::tar_no_end, at, "the archive ends without two blocks of zeros");
    if (!second_is_zero) {
        source_.report(rule::tar_trailing_data, at + got, "there is something behind the end of the archive");
        return {};
    }
    return *more < second.size() ? Result<void>() : pass_over_padding();
}

Result<void> TarReader::State::pass_over_padding() {
    std::vector<char> buffer(padding_read_bytes);
    for (std::uint64_t passed = 0; passed <= limits_.max_padding_bytes;) {
        const std::uint64_t at = source_.position();
        const auto got = source_.read_some(buffer.data(), buffer.size());
        if (!got) return got.error();
        if (*got == 0) {
            if (at % tar_record_bytes != 0)
                source_.report(rule::tar_no_padding, at,
                               "the archive ends at byte " + std::to_string(at) + ", which is no multiple of " +
                                   std::to_string(tar_record_bytes));
            return {};
        }
        const std::string_view zeros(buffer.data(), *got);
        if (const std::size_t other = zeros.find_first_not_of('\0'); other != std::string_view::npos) {
            source_.report(rule::tar_trailing_data, at + other, "there is something behind the end of the archive");
            return {};
        }
        passed += *got;
    }
    return source_.fail(rule::tar_endless_padding, ErrorCode::limit_exceeded, source_.position(),
                        "more than " + std::to_string(limits_.max_padding_bytes) + " zeros follow the archive");
}

TarReader::TarReader(Input& input, std::string name, Diagnostics& diagnostics, std::optional<std::uint64_t> size,
                     const TarLimits& limits)
    : state_(std::make_unique<State>(input, std::move(name), diagnostics, size, limits)) {}
TarReader::~TarReader() = default;

Result<std::optional<TarMember>> TarReader::next() { return state_->next(); }
Input& TarReader::data() { return *state_; }

}  // namespace ovfkit::io
