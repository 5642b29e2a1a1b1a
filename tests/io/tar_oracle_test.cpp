// SPDX-License-Identifier: Apache-2.0
// GNU tar and Python's tarfile as judges: what they write is read, and what is written here they read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "io/archive.hpp"
#include "io/scratch.hpp"
#include "support/command.hpp"

namespace ovfkit::io {
namespace {

using Files = std::map<std::string, std::string>;

constexpr const char* list_with_python = R"(
import sys, tarfile
for path in sys.argv[1:]:
    try:
        with tarfile.open(path, 'r:') as archive:
            print(''.join('%s %d@%d;' % (m.name, m.size, m.offset_data) for m in archive.getmembers()))
    except Exception as e:
        print('refused')
)";

void expect_success(const test::Outcome& finished) {
    EXPECT_EQ(finished.status, 0) << finished.output << finished.errors;
}

Files short_files() {
    return {{"vm.ovf", "<Envelope/>\n"},
            {"empty", ""},
            {"sub/disk1.vmdk", std::string(70'001, 'd')},
            {"sub/gr\xC3\xBC\xC3\x9F", std::string(512, 'g')}};
}

Files long_files() {
    Files files = short_files();
    files["sub/" + std::string(120, 'n')] = "long name";
    files[std::string(200, 'p') + "/" + std::string(150, 'q')] = "long path";
    return files;
}

void write_files(const Scratch& scratch, const Files& files) {
    for (const auto& [name, bytes] : files) {
        std::filesystem::create_directories(std::filesystem::path(scratch / name).parent_path());
        put(scratch / name, bytes);
    }
}

Files files_of(const ReadArchive& got) {
    Files files;
    for (std::size_t i = 0; i < got.members.size(); ++i)
        if (got.members[i].type == TarType::file) files[got.members[i].name] = got.data[i];
    return files;
}

std::vector<std::string> names_of(const Files& files) {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : files) names.push_back(name);
    return names;
}

std::string packed(const Files& files) {
    Kept out;
    TarWriter writer(out);
    for (const auto& [name, bytes] : files) {
        EXPECT_TRUE(writer.begin(name, bytes.size()));
        EXPECT_TRUE(writer.write(bytes));
    }
    EXPECT_TRUE(writer.finish());
    return out.bytes;
}

class TarOracle : public testing::TestWithParam<std::string> {
protected:
    Scratch input_;
    Scratch output_;
};

TEST_P(TarOracle, GnuTarIsRead) {
    const std::string& format = GetParam();
    const Files files = format == "v7" || format == "ustar" ? short_files() : long_files();
    write_files(input_, files);
    std::vector<std::string> words = {"tar", "--format=" + format, "-C", input_.path(), "-cf", output_ / "x.tar"};
    const auto names = names_of(files);
    words.insert(words.end(), names.begin(), names.end());
    expect_success(test::run(words));
    const ReadArchive got = read_archive(get(output_ / "x.tar"));
    EXPECT_FALSE(got.error);
    EXPECT_EQ(files_of(got), files);
    const std::map<std::string, std::vector<std::string>> findings = {{"v7", {"tar/no-magic"}},
                                                                      {"oldgnu", {"tar/gnu-header", "tar/long-name"}},
                                                                      {"gnu", {"tar/gnu-header", "tar/long-name"}},
                                                                      {"ustar", {}},
                                                                      {"posix", {"tar/pax-header"}}};
    EXPECT_THAT(got.slugs(), testing::UnorderedElementsAreArray(findings.at(format)));
}

TEST_P(TarOracle, GnuTarOfAFolderIsRead) {
    write_files(input_, short_files());
    expect_success(test::run({"tar", "--format=" + GetParam(), "-C", input_.path(), "-cf", output_ / "x.tar", "."}));
    const ReadArchive got = read_archive(get(output_ / "x.tar"));
    EXPECT_FALSE(got.error);
    EXPECT_EQ(files_of(got), short_files());
    EXPECT_TRUE(got.findings.has("tar/dot-slash-name"));
    EXPECT_TRUE(got.findings.has("tar/directory-member"));
    EXPECT_NE(got.findings.worst(), Severity::error);
}

TEST_P(TarOracle, GnuTarWithLinksIsRefused) {
    put(input_ / "a", "x");
    ASSERT_EQ(::symlink("a", (input_ / "b").c_str()), 0);
    ASSERT_EQ(::link((input_ / "a").c_str(), (input_ / "c").c_str()), 0);
    ASSERT_EQ(::mkfifo((input_ / "d").c_str(), 0600), 0);
    std::vector<std::string> words = {
        "tar", "--format=" + GetParam(), "-C", input_.path(), "-cf", output_ / "x.tar", "a", "b", "c"};
    if (GetParam() != "v7") words.emplace_back("d");
    expect_success(test::run(words));
    const ReadArchive got = read_archive(get(output_ / "x.tar"));
    EXPECT_FALSE(got.error);
    ASSERT_EQ(got.members.size(), GetParam() == "v7" ? 3U : 4U);
    EXPECT_EQ(got.members[1].type, TarType::symbolic_link);
    EXPECT_EQ(got.members[1].link, "a");
    EXPECT_EQ(got.members[2].type, TarType::hard_link);
    EXPECT_TRUE(got.findings.has("tar/special-member"));
}

INSTANTIATE_TEST_SUITE_P(Formats, TarOracle, testing::Values("v7", "oldgnu", "gnu", "ustar", "posix"),
                         [](const auto& format) { return format.param; });

TEST(TarOracleOfSparseFiles, GnuTarsAreRefused) {
    const Scratch scratch;
    put(scratch / "a", "");
    ASSERT_EQ(::truncate((scratch / "a").c_str(), 10'000'000), 0);
    for (const char* format : {"gnu", "posix"}) {
        expect_success(test::run({"tar", "--sparse", std::string("--format=") + format, "-C", scratch.path(), "-cf",
                                  scratch / "x.tar", "a"}));
        const ReadArchive got = read_archive(get(scratch / "x.tar"));
        ASSERT_TRUE(got.error) << format;
        EXPECT_EQ(got.error->rule, "tar/sparse-member");
    }
}

TEST(TarOracleOfPython, ArchivesOfEachFormatAreRead) {
    const Scratch input;
    const Scratch output;
    const std::string pack = R"(
import os, sys, tarfile
for name in ('USTAR', 'GNU', 'PAX'):
    os.chdir(sys.argv[1])
    with tarfile.open(sys.argv[2] + '/' + name, 'w', format=getattr(tarfile, name + '_FORMAT')) as archive:
        for member in sys.argv[3:]:
            if name != 'USTAR' or len(member) < 100:
                archive.add(member)
)";
    const Files files = long_files();
    write_files(input, files);
    std::vector<std::string> arguments = {input.path(), output.path()};
    for (const auto& name : names_of(files)) arguments.push_back(name);
    expect_success(test::run_python(pack, arguments));
    EXPECT_EQ(files_of(read_archive(get(output / "USTAR"))), short_files());
    EXPECT_EQ(files_of(read_archive(get(output / "GNU"))), files);
    EXPECT_EQ(files_of(read_archive(get(output / "PAX"))), files);
}

TEST(TarOracleOfTheWriter, GnuTarListsAndExtractsWhatIsWritten) {
    const Scratch scratch;
    const Scratch out;
    Files files = short_files();
    files[std::string(150, 'p') + "/" + std::string(100, 'q')] = "cut in two";
    put(scratch / "x.tar", packed(files));
    const auto listed = test::run({"tar", "--quoting-style=literal", "-tf", scratch / "x.tar"});
    expect_success(listed);
    std::string expected;
    for (const std::string& name : names_of(files)) expected += name + "\n";
    EXPECT_EQ(listed.output, expected);
    // It says when it does not like something, and compares what it extracts.
    const auto extracted = test::run({"tar", "-C", out.path(), "-xf", scratch / "x.tar"});
    expect_success(extracted);
    EXPECT_EQ(extracted.output, "");
    for (const auto& [name, bytes] : files) EXPECT_EQ(get(out / name), bytes);
    EXPECT_EQ(mode_of(out / "vm.ovf") & 0700U, 0600U);
}

TEST(TarOracleOfTheWriter, PythonListsAndExtractsWhatIsWritten) {
    const Scratch scratch;
    Files files = short_files();
    files[std::string(150, 'p') + "/" + std::string(100, 'q')] = "cut in two";
    put(scratch / "x.tar", packed(files));
    const std::string unpack = "import sys, tarfile\ntarfile.open(sys.argv[1], 'r:').extractall(sys.argv[2])\n";
    expect_success(test::run_python(unpack, {scratch / "x.tar", scratch / "out"}));
    for (const auto& [name, bytes] : files) EXPECT_EQ(get(scratch / ("out/" + name)), bytes);
}

TEST(TarOracleOfTheWriter, HeadersAreThoseOfPython) {
    const Scratch scratch;
    const std::string headers = R"(
import sys, tarfile
def header(name, size, form):
    info = tarfile.TarInfo(name)
    info.size, info.mtime = size, 1600000000
    return info.tobuf(form, 'utf-8', 'strict')
with open(sys.argv[1], 'wb') as out:
    out.write(header('vm.ovf', 12345, tarfile.USTAR_FORMAT))
    out.write(header('p' * 150 + '/' + 'q' * 100, 8 ** 11 - 1, tarfile.USTAR_FORMAT))
    out.write(header('disk', 9 << 30, tarfile.GNU_FORMAT))
)";
    expect_success(test::run_python(headers, {scratch / "headers"}));
    const std::string theirs = get(scratch / "headers");
    TarWriteOptions options;
    options.modified = 1'600'000'000;
    EXPECT_EQ(tar_header("vm.ovf", 12345, options).value(), theirs.substr(0, 512));
    EXPECT_EQ(tar_header(std::string(150, 'p') + "/" + std::string(100, 'q'), tar_largest_octal_size, options).value(),
              theirs.substr(512, 512));
    // Python writes GNU's magic then, and GNU tar and Python read both.
    std::string large = tar_header("disk", 9ULL << 30U, options).value();
    large.replace(tar_magic.at, tar_magic.size, gnu_magic);
    seal(large);
    EXPECT_EQ(large, theirs.substr(1024, 512));
}

TEST(TarOracleOfTheWriter, SizesBeyondEightGiBAreReadByOthers) {
    const Scratch scratch;
    const std::uint64_t size = 9ULL << 30U;
    put(scratch / "x.tar", tar_header("disk", size).value());
    // A sparse file: nobody has to write nine gigabytes.
    ASSERT_EQ(::truncate((scratch / "x.tar").c_str(), static_cast<off_t>(512 + size + 1024)), 0);
    const auto gnu = test::run({"tar", "-tvf", scratch / "x.tar"});
    expect_success(gnu);
    EXPECT_NE(gnu.output.find("9663676416"), std::string::npos) << gnu.output;
    const auto python = test::run_python(list_with_python, {scratch / "x.tar"});
    EXPECT_EQ(python.output, "disk 9663676416@512;\n");
}

// What is read without an error is read in the same way by Python, whatever was done to the headers: a package that
// is checked here is the package that others import.
TEST(TarOracleOfDamage, WhatIsAcceptedIsWhatPythonSees) {
    const Scratch scratch;
    std::vector<std::string> paths;
    std::vector<std::string> ours;
    const std::string plain = member({"a", std::string(600, 'a')}) + member({"b/c", "b"});
    const std::string extended =
        pax(pax_record("path", "long") + pax_record("size", "5")) + member({"s", "12345"}) + member({"t", "6"});
    const std::string gnu =
        member({"././@LongLink", std::string("name\0", 5), 'L', gnu_magic}) + member({"n", "x", '0', gnu_magic});
    for (std::uint32_t seed = 0; seed < 900; ++seed) {
        std::mt19937 random(seed);
        const std::string* const kinds[] = {&plain, &extended, &gnu};
        std::string archive = ended(*kinds[seed % 3]);
        for (auto changes = 1 + random() % 3; changes != 0; --changes) {
            const std::size_t block = random() % 3 * 512;
            static constexpr std::size_t hot[] = {0, 1, 2, 124, 125, 130, 134, 135, 156, 157, 257, 262, 263, 345, 346};
            archive[block + (random() % 4 == 0 ? random() % 512 : hot[random() % std::size(hot)])] =
                "\0\0 01238/.5Lxg\x80\xFFn"[random() % 18];
            seal(archive, block);
        }
        const ReadArchive got = read_archive(archive);
        // What has an error finding is not used, so it does not matter how others see it; the other two are said.
        if (got.findings.worst() == Severity::error || got.findings.has("tar/trailing-data") ||
            got.findings.has("tar/dot-slash-name"))
            continue;
        std::string line;
        for (const TarMember& one : got.members)
            line += one.name + " " + std::to_string(one.size) + "@" + std::to_string(one.data_at) + ";";
        ours.push_back(line);
        paths.push_back(scratch / (std::to_string(seed) + ".tar"));
        put(paths.back(), archive);
    }
    ASSERT_GT(paths.size(), 100U);
    const auto python = test::run_python(list_with_python, paths);
    expect_success(python);
    std::string_view rest = python.output;
    std::size_t same = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        const std::size_t end = rest.find('\n');
        ASSERT_NE(end, std::string_view::npos);
        const std::string theirs(rest.substr(0, end));
        // What Python refuses is not imported as something else.
        EXPECT_TRUE(theirs == ours[i] || theirs == "refused") << paths[i] << ": " << theirs << " is here " << ours[i];
        same += theirs == ours[i];
        rest.remove_prefix(end + 1);
    }
    EXPECT_GT(same, paths.size() / 2);
}

}  // namespace
}  // namespace ovfkit::io
