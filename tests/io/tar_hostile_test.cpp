// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/archive.hpp"

namespace ovfkit::io {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::string_literals;

// `size` bytes of nothing but `begin` in front and zeros behind, of which none is kept.
class Zeros : public RandomAccess {
public:
    Zeros(std::string begin, std::uint64_t size) : begin_(std::move(begin)), size_(size) {}
    [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t size) const override {
        if (offset >= size_) return std::size_t{0};
        const auto got = static_cast<std::size_t>(std::min<std::uint64_t>(size, size_ - offset));
        std::fill_n(to, got, '\0');
        if (offset < begin_.size()) begin_.copy(to, got, static_cast<std::size_t>(offset));
        return got;
    }

private:
    std::string begin_;
    std::uint64_t size_;
};

void expect_refusal(const ReadArchive& got, std::string_view rule, ErrorCode code = ErrorCode::malformed) {
    ASSERT_TRUE(got.error) << rule;
    EXPECT_EQ(got.error->rule, rule) << got.error->message;
    EXPECT_EQ(got.error->code, code) << got.error->message;
    EXPECT_TRUE(got.error->where.offset);
    ASSERT_TRUE(got.findings.has(rule));
    EXPECT_EQ(got.findings.all().back().message, got.error->message);
}

std::string with_size(const std::string& name, const std::string& size, const std::string& data = "") {
    return member({name, data, '0', ustar_magic, {}, {}, size});
}

TEST(TarHostile, NamesThatCouldLeaveTheFolderAreErrors) {
    for (const std::string& name :
         {"/etc/passwd"s, "../up"s, "a/../../up"s, "a/.."s, ".."s, "C:\\x"s, "C:x"s, "a\\b"s, "a//b"s, "a/./b"s, "nul"s,
          "COM1.txt"s, "a\nb"s, "a\x1B[31m"s, "\xFF"s, "end "s, "end."s, ".//abs"s, ""s}) {
        const ReadArchive got = read_archive(ended(member({name, "x"})));
        EXPECT_FALSE(got.error);
        ASSERT_EQ(got.members.size(), 1U);
        EXPECT_TRUE(got.findings.has("tar/unsafe-name")) << printable(name);
        EXPECT_EQ(got.findings.worst(), Severity::error);
        for (const Diagnostic& finding : got.findings) EXPECT_EQ(printable(finding.message, 1000), finding.message);
    }
    const ReadArchive nul = read_archive(ended(pax(pax_record("path", "vm.ovf\0/../x"s)) + member({"a", "x"})));
    EXPECT_EQ(nul.names()[0], "vm.ovf\0/../x"s);
    EXPECT_TRUE(nul.findings.has("tar/unsafe-name"));
}

TEST(TarHostile, LinksDevicesAndPipesAreErrors) {
    for (const char type : {'1', '2', '3', '4', '6', 'V', 'D', 'N', 'Z'}) {
        const ReadArchive got = read_archive(ended(member({"x", "", type, ustar_magic, {}, "/etc/passwd"})));
        EXPECT_FALSE(got.error);
        ASSERT_EQ(got.members.size(), 1U);
        EXPECT_NE(got.members[0].type, TarType::file);
        EXPECT_EQ(got.members[0].link, "/etc/passwd");
        EXPECT_THAT(got.slugs(), ElementsAre("tar/special-member")) << type;
    }
}

// GNU tar passes over their data, Python's tarfile takes those for headers.
TEST(TarHostile, DataOfWhatIsNoFileAreRefused) {
    for (const char type : {'1', '2', '3', '4', '5', '6'})
        expect_refusal(read_archive(ended(member({"x", std::string(512, 'x'), type}))), "tar/ambiguous-member");
    expect_refusal(read_archive(ended(member({"x/", "data"}))), "tar/ambiguous-member");
}

TEST(TarHostile, SecondMembersOfOneNameAreErrors) {
    EXPECT_THAT(read_archive(ended(member({"a", "1"}) + member({"a", "2"}))).slugs(),
                ElementsAre("tar/duplicate-name"));
    EXPECT_THAT(read_archive(ended(member({"a", "1"}) + member({"a/", "", '5'}))).slugs(),
                ElementsAre("tar/directory-member", "tar/duplicate-name"));
    EXPECT_THAT(read_archive(ended(member({"a/", "", '5'}) + member({"a/", "", '5'}))).slugs(),
                ElementsAre("tar/directory-member"));
    EXPECT_TRUE(read_archive(ended(member({"./a", "1"}) + member({"a", "2"}))).findings.has("tar/duplicate-name"));
}

TEST(TarHostile, AMemberLargerThanTheArchiveIsRefusedBeforeItIsRead) {
    const std::string archive = ended(with_size("disk", "77777777777"));
    const ReadArchive known = read_archive(archive);
    expect_refusal(known, "tar/truncated");
    EXPECT_THAT(known.members, IsEmpty());
    EXPECT_NE(known.error->message.find("10240"), std::string::npos) << known.error->message;
    EXPECT_NE(known.error->message.find("8589934591"), std::string::npos);
    // From a pipe it is found when the bytes end.
    Trickle pipe(archive, 10'000);
    const ReadArchive unknown = read_archive(pipe, {});
    expect_refusal(unknown, "tar/truncated");
    EXPECT_THAT(unknown.names(), ElementsAre("disk"));
    expect_refusal(read_archive(with_size("a", "00000001000", "x").substr(0, 513)), "tar/truncated");
}

TEST(TarHostile, AnArchiveThatEndsInAHeaderIsTruncated) {
    expect_refusal(read_archive(member({"a", "data"}) + header({"b", ""}).substr(0, 300)), "tar/truncated");
    expect_refusal(read_archive(pax(pax_record("path", "b"))), "tar/truncated");
    expect_refusal(read_archive(ended(pax(pax_record("path", "b")))), "tar/truncated");
}

TEST(TarHostile, EndlessZerosAreNotReadForEver) {
    const auto endless = std::make_shared<Zeros>(member({"a", "data"}), UINT64_MAX);
    const ReadArchive got = read_archive(*stream_range(endless, 0, UINT64_MAX), {});
    EXPECT_THAT(got.names(), ElementsAre("a"));
    expect_refusal(got, "tar/endless-padding", ErrorCode::limit_exceeded);
    TarLimits limits;
    limits.max_padding_bytes = 100'000;
    EXPECT_FALSE(read_archive(ended(member({"a", ""})) + std::string(80'000, '\0'), limits).error);
    expect_refusal(read_archive(ended(member({"a", ""})) + std::string(200'000, '\0'), limits), "tar/endless-padding",
                   ErrorCode::limit_exceeded);
}

TEST(TarHostile, NineGiBArePassedOverWithoutReadingThem) {
    const std::uint64_t size = 9ULL << 30U;
    const std::string begin = tar_header("disk", size).value();
    const auto archive = std::make_shared<Zeros>(begin, 512 + size + 1024);
    Diagnostics findings;
    const auto input = stream_range(archive, 0, archive->size());
    TarReader reader(*input, "x", findings, archive->size());
    const auto disk = reader.next().value();
    EXPECT_EQ(disk->size, size);
    EXPECT_TRUE(disk->numeric_size);
    EXPECT_FALSE(reader.next().value());
    EXPECT_TRUE(findings.has("tar/numeric-size"));
    EXPECT_EQ(findings.worst(), Severity::warning);
}

TEST(TarHostile, RecordsAreBounded) {
    const std::string large(2'000'000, 'n');
    for (const char type : {'x', 'g', 'L', 'K'})
        expect_refusal(read_archive(ended(member({"r", large, type}) + member({"a", ""}))), "tar/record-too-large",
                       ErrorCode::limit_exceeded);
    const std::string name(5000, 'n');
    for (const std::string& record : {pax(pax_record("path", name)), pax(pax_record("linkpath", name)),
                                      member({"r", name, 'L'}), member({"r", name, 'K'})})
        expect_refusal(read_archive(ended(record + member({"a", ""}))), "tar/name-too-long", ErrorCode::limit_exceeded);
    expect_refusal(read_archive(with_size("r", "00000001000").replace(tar_type.at, 1, "x").substr(0, 512)),
                   "tar/bad-checksum");
}

TEST(TarHostile, RecordsOutOfFormAreRefused) {
    const std::string good = pax_record("path", "b");
    for (const std::string& text :
         {"garbage"s, "9 path=b"s, "0 path=b\n"s, "5 a=\n\n"s, "99999999999999999999 path=b\n"s, "9 path=bb\n"s,
          "10 pathbbb\n"s, "4 =\n"s, good + "\n"s, good.substr(0, good.size() - 1), "-9 path=b\n"s,
          pax_record("size", "-1"), pax_record("size", ""), pax_record("size", "1x"),
          pax_record("size", "99999999999999999999"), pax_record("path", ""), good + good, std::string(20, '\0')})
        expect_refusal(read_archive(ended(pax(text) + member({"a", "x"}))), "tar/bad-record");
    expect_refusal(read_archive(ended(member({"r", "\0x"s, 'L'}) + member({"a", ""}))), "tar/bad-record");
}

// Whoever reads the one of two contradicting headers must not see another archive than who reads the other.
TEST(TarHostile, ContradictionsAreRefused) {
    const std::string path = pax(pax_record("path", "b"));
    const std::string name = member({"r", "c\0"s, 'L'});
    const std::string one = member({"a", "12345678"});
    for (const std::string& archive :
         {path + name + one, name + path + one, path + path + one, name + name + one,
          pax(pax_record("size", "0")) + one, pax(pax_record("size", "7")) + one, pax(pax_record("size", "600")) + one,
          pax(pax_record("path", "b"), 'g') + one, pax(pax_record("size", "8"), 'g') + one,
          pax(pax_record("linkpath", "b"), 'g') + one})
        expect_refusal(read_archive(ended(archive)), "tar/ambiguous-member");
    for (const auto magic : {gnu_magic, no_magic})
        expect_refusal(read_archive(ended(member({"a", "x", '0', magic, "folder"}))), "tar/ambiguous-member");
    EXPECT_FALSE(read_archive(ended(path + member({"r", "b\0"s, 'L'}) + one)).error);
    EXPECT_FALSE(read_archive(ended(pax(pax_record("size", "8")) + one)).error);
}

TEST(TarHostile, SparseFilesAndVolumesAreUnsupported) {
    for (const std::string& archive :
         {member({"a", "x", 'S', gnu_magic}), pax(pax_record("GNU.sparse.major", "1")) + member({"a", "x"})})
        expect_refusal(read_archive(ended(archive)), "tar/sparse-member", ErrorCode::unsupported);
    for (const std::string& archive :
         {member({"a", "x", 'M', gnu_magic}), pax(pax_record("GNU.volume.offset", "1"), 'g') + member({"a", "x"})})
        expect_refusal(read_archive(ended(archive)), "tar/multi-volume", ErrorCode::unsupported);
}

TEST(TarHostile, MembersAndNamesAreBounded) {
    TarLimits limits;
    limits.max_members = 10;
    std::string archive;
    for (int i = 0; i < 11; ++i) archive += member({"m" + std::to_string(i), ""});
    const ReadArchive many = read_archive(ended(archive), limits);
    expect_refusal(many, "tar/too-many-members", ErrorCode::limit_exceeded);
    EXPECT_EQ(many.members.size(), 10U);
    limits.max_all_names_bytes = 20;
    expect_refusal(read_archive(ended(archive), limits), "tar/too-many-members", ErrorCode::limit_exceeded);
    std::string globals;
    for (int i = 0; i < 100; ++i) globals += pax(pax_record("comment", "x"), 'g');
    expect_refusal(read_archive(ended(globals), limits), "tar/too-many-members", ErrorCode::limit_exceeded);
}

TEST(TarHostile, ManyOddMembersAreAFewFindings) {
    std::string archive;
    for (int i = 0; i < 5000; ++i) archive += member({"../m", "", i % 2 == 0 ? '2' : '0', no_magic});
    const ReadArchive got = read_archive(ended(archive));
    EXPECT_EQ(got.members.size(), 5000U);
    EXPECT_LT(got.findings.size(), 50U);
}

}  // namespace
}  // namespace ovfkit::io
