// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "package/made_package.hpp"

namespace ovfkit::package {
namespace {

using crypto::DigestAlgorithm;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class EveryWay : public testing::TestWithParam<Way> {
protected:
    [[nodiscard]] static Verified verified(const MadeFiles& files, const VerifyOptions& options = {}) {
        return verify_as(GetParam(), files, options);
    }
    /// Whether only files that somebody names are part of the package.
    [[nodiscard]] static bool bare() { return GetParam() == Way::bare; }
};

INSTANTIATE_TEST_SUITE_P(Verify, EveryWay, testing::ValuesIn(all_ways),
                         [](const auto& one) { return name_of(one.param); });

TEST_P(EveryWay, AGoodPackageIsVerifiedAndUnsigned) {
    const Verified got = verified(good_package());
    EXPECT_THAT(got.states, ElementsAre("files-verified", "unsigned"));
    EXPECT_THAT(got.files, ElementsAre(std::pair("one.vmdk", "verified"), std::pair("two.vmdk", "verified"),
                                       std::pair("vm.ovf", "verified")));
    EXPECT_THAT(got.rules, ElementsAre("signature/absent"));
}

TEST_P(EveryWay, WithoutAManifestNothingIsVerifiedAndThatIsSaid) {
    MadeFiles files = good_package();
    remove_file(files, "vm.mf");
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("no-manifest", "files-unverified", "descriptor-unverified", "unsigned"));
    EXPECT_TRUE(got.found("manifest/absent"));
    EXPECT_EQ(got.worst, Severity::warning);
}

TEST_P(EveryWay, AChangedDiskIsAMismatch) {
    MadeFiles files = good_package();
    file_of(files, "one.vmdk").bytes[69'999] = '0';
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("files-failed", "unsigned"));
    EXPECT_EQ(got.state_of("one.vmdk"), "mismatch");
    EXPECT_EQ(got.state_of("two.vmdk"), "verified");
    EXPECT_TRUE(got.found("manifest/digest-mismatch"));
}

TEST_P(EveryWay, AChangedDescriptorIsAMismatch) {
    MadeFiles files = good_package();
    files[0].bytes += "<!-- more -->";
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("files-failed", "descriptor-unverified", "unsigned"));
    EXPECT_EQ(got.state_of("vm.ovf"), "mismatch");
}

TEST_P(EveryWay, AListedFileThatIsNotThereIsMissing) {
    MadeFiles files = good_package();
    remove_file(files, "two.vmdk");
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("files-failed", "unsigned"));
    EXPECT_EQ(got.state_of("two.vmdk"), "missing");
    EXPECT_TRUE(got.found("manifest/missing-file"));
    EXPECT_TRUE(got.found("package/missing-file"));
}

TEST_P(EveryWay, AReferencedFileThatNobodyListsAndThatIsNotThereIsMissing) {
    MadeFiles files = good_package();
    remove_file(files, "two.vmdk");
    file_of(files, "vm.mf").bytes = manifest_of({files[0], file_of(files, "one.vmdk")});
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("files-failed", "unsigned"));
    EXPECT_EQ(got.state_of("two.vmdk"), "missing");
}

TEST_P(EveryWay, AFileThatNobodyListsIsUnlisted) {
    MadeFiles files = good_package();
    files.push_back({"extra.iso", "surprise"});
    const Verified got = verified(files);
    if (bare()) {
        EXPECT_THAT(got.states, ElementsAre("files-verified", "unsigned"));
        return;
    }
    EXPECT_THAT(got.states, ElementsAre("files-unverified", "unsigned"));
    EXPECT_EQ(got.state_of("extra.iso"), "unlisted");
    EXPECT_TRUE(got.found("manifest/unlisted-file"));
}

TEST_P(EveryWay, ADescriptorThatIsNotListedIsSaidByItself) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes = manifest_of({files[2], files[3]});
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("files-unverified", "descriptor-unverified", "unsigned"));
    EXPECT_TRUE(got.found("manifest/unlisted-descriptor"));
}

TEST_P(EveryWay, Sha1AloneIsWeakUnlessItIsAllowed) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes = manifest_line(files[0], DigestAlgorithm::sha1) +
                                    manifest_line(files[2], DigestAlgorithm::sha1) +
                                    manifest_line(files[3], DigestAlgorithm::sha512);
    const Verified weak = verified(files);
    EXPECT_THAT(weak.states, ElementsAre("files-unverified", "descriptor-unverified", "unsigned"));
    EXPECT_EQ(weak.state_of("one.vmdk"), "weak");
    EXPECT_EQ(weak.state_of("two.vmdk"), "verified");
    EXPECT_EQ(weak.worst, Severity::error);
    VerifyOptions options;
    options.allow_sha1 = true;
    EXPECT_THAT(verified(files, options).states, ElementsAre("files-verified", "unsigned"));
}

TEST_P(EveryWay, AWrongSha1BesideARightSha256IsAMismatch) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes += "SHA1(one.vmdk)= " + std::string(40, 'a') + "\n";
    const Verified got = verified(files);
    EXPECT_EQ(got.state_of("one.vmdk"), "mismatch");
    EXPECT_THAT(got.states, ElementsAre("files-failed", "unsigned"));
}

TEST_P(EveryWay, TwoDigestsOfOneKindContradictEachOther) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes += "SHA256(one.vmdk)= " + std::string(64, 'a') + "\n";
    const Verified got = verified(files);
    EXPECT_EQ(got.state_of("one.vmdk"), "contradictory");
    EXPECT_THAT(got.states, ElementsAre("files-failed", "unsigned"));
}

TEST_P(EveryWay, AnEqualLineTwiceDoesNoHarm) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes += manifest_line(file_of(files, "one.vmdk"));
    EXPECT_EQ(verified(files).state_of("one.vmdk"), "verified");
}

TEST_P(EveryWay, AnAlgorithmThatNobodyKnowsVerifiesNothing) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes = manifest_of({files[0], files[2]}) + "SHA3(two.vmdk)= abcd\n";
    const Verified got = verified(files);
    EXPECT_EQ(got.state_of("two.vmdk"), "unknown-algorithm");
    EXPECT_THAT(got.states, ElementsAre("files-unverified", "unsigned"));
}

TEST_P(EveryWay, AManifestWithALineThatIsNoneVerifiesNotAll) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes += "what is this\n";
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("manifest-unreadable", "unsigned"));
    EXPECT_EQ(got.worst, Severity::error);
}

TEST_P(EveryWay, AnEmptyManifestVerifiesNothing) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes.clear();
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("files-unverified", "descriptor-unverified", "unsigned"));
}

TEST_P(EveryWay, TheSpellingOfOpensslIsRead) {
    MadeFiles files = good_package();
    std::string& manifest = file_of(files, "vm.mf").bytes;
    std::string spelled = "\xEF\xBB\xBF";
    for (const char c : manifest) {
        if (c == '(') spelled += ' ';
        if (c == '\n') spelled += '\r';
        spelled += c;
    }
    manifest = spelled + std::string(3000, ' ');
    EXPECT_THAT(verified(files).states, ElementsAre("files-verified", "unsigned"));
}

TEST_P(EveryWay, TheManifestMayComeLast) {
    MadeFiles files = good_package();
    std::rotate(files.begin() + 1, files.begin() + 2, files.end());
    EXPECT_THAT(verified(files).states, ElementsAre("files-verified", "unsigned"));
}

TEST_P(EveryWay, AWrongSizeIsSaidWithTheReference) {
    MadeFiles files = good_package();
    const MadeFile shorter{"one.vmdk", "short"};
    files[0].bytes = descriptor_of({reference(shorter), reference(files[3])});
    file_of(files, "vm.mf").bytes = manifest_of({files[0], files[2], files[3]});
    const Verified got = verified(files);
    EXPECT_TRUE(got.found("package/wrong-size"));
    EXPECT_EQ(got.worst, Severity::error);
}

TEST_P(EveryWay, ReportsProgressUpToTheWholeAndCanBeCancelled) {
    const MadeFiles files = good_package();
    std::uint64_t last = 0;
    VerifyOptions options;
    options.progress = [&](const Progress& progress) {
        EXPECT_GE(progress.done, last);
        last = progress.done;
        if (progress.total) {
            EXPECT_LE(progress.done, *progress.total);
        }
        return true;
    };
    EXPECT_FALSE(verified(files, options).error);
    EXPECT_EQ(last, files[0].bytes.size() + files[2].bytes.size() + files[3].bytes.size() +
                        (GetParam() >= Way::compressed ? files[1].bytes.size() : 0));
    options.progress = [](const Progress&) { return false; };
    const Verified stopped = verified(files, options);
    ASSERT_TRUE(stopped.error);
    EXPECT_EQ(stopped.error->code, ErrorCode::cancelled);
}

TEST_P(EveryWay, PercentEscapesInReferencesAndManifestAreDecoded) {
    const MadeFile disk{"my disk.vmdk", "data"};
    MadeFiles files{{"vm.ovf", descriptor_of({"ovf:href=\"my%20disk.vmdk\" ovf:size=\"4\""})}, {"vm.mf", ""}, disk};
    files[1].bytes = manifest_of({files[0]}) +
                     "SHA256(my%20disk.vmdk)= " + crypto::digest_hex(DigestAlgorithm::sha256, disk.bytes) + "\n";
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("files-verified", "unsigned"));
    EXPECT_EQ(got.state_of("my disk.vmdk"), "verified");
}

TEST_P(EveryWay, ALiteralPercentSignInANameIsFoundAsWell) {
    const MadeFile disk{"100%25.vmdk", "data"};
    MadeFiles files{{"vm.ovf", descriptor_of({reference(disk)})}, {"vm.mf", ""}, disk};
    files[1].bytes = manifest_of({files[0], disk});
    EXPECT_THAT(verified(files).states, ElementsAre("files-verified", "unsigned"));
}

TEST_P(EveryWay, ANameThatIsTheEscapedFormOfAnotherIsAFileOfItsOwn) {
    const MadeFile blank{"a b.vmdk", "one"};
    const MadeFile percent{"a%20b.vmdk", "two"};
    MadeFiles files{{"vm.ovf", descriptor_of({"ovf:href=\"a%20b.vmdk\"", "ovf:href=\"a%2520b.vmdk\""})},
                    {"vm.mf", ""},
                    blank,
                    percent};
    files[1].bytes = manifest_of({files[0], blank, percent});
    EXPECT_THAT(verified(files).states, ElementsAre("files-verified", "unsigned"));
    files[3].bytes = "one";
    EXPECT_TRUE(verified(files).found("manifest/digest-mismatch")) << "it has the digest of the other";
    // With a line for each there has to be a file for each.
    MadeFiles one{{"vm.ovf", descriptor_of({"ovf:href=\"a%20b.vmdk\""})}, {"vm.mf", ""}, blank};
    one[1].bytes = manifest_of({one[0], blank, percent});
    EXPECT_TRUE(verified(one).found("manifest/missing-file"));
    EXPECT_THAT(verified(one).states, Contains("files-failed"));
}

TEST_P(EveryWay, AReferenceOutOfThePackageIsNeverFollowed) {
    for (const std::string href : {"../etc/passwd", "/etc/passwd", "..%2Fetc%2Fpasswd", "a/../../x", "*.vmdk"}) {
        MadeFiles files{{"vm.ovf", descriptor_of({"ovf:href=\"" + href + "\""})}, {"vm.mf", ""}};
        files[1].bytes = manifest_of({files[0]});
        const Verified got = verified(files);
        EXPECT_TRUE(got.found(href == "*.vmdk" ? "package/missing-file" : "package/unsafe-reference")) << href;
        EXPECT_THAT(got.states, Not(Contains("files-verified"))) << href;
    }
}

TEST_P(EveryWay, AServersFileIsNamedAndNotFetched) {
    MadeFiles files{{"vm.ovf", descriptor_of({"ovf:href=\"http://localhost:1/x.vmdk\""})}, {"vm.mf", ""}};
    files[1].bytes = manifest_of({files[0]});
    EXPECT_TRUE(verified(files).found("package/remote-file"));
}

TEST_P(EveryWay, ChunksBelongToTheFileThatTheyArePartsOf) {
    const MadeFile first{"d.vmdk.000000000", std::string(1000, 'a')};
    const MadeFile second{"d.vmdk.000000001", std::string(10, 'b')};
    MadeFiles files{{"vm.ovf", descriptor_of({"ovf:href=\"d.vmdk\" ovf:size=\"1010\" ovf:chunkSize=\"1000\""})},
                    {"vm.mf", ""},
                    first,
                    second};
    files[1].bytes = manifest_of({files[0], first, second});
    EXPECT_THAT(verified(files).states, ElementsAre("files-verified", "unsigned"));
    files[2].bytes.pop_back();
    EXPECT_TRUE(verified(files).found("package/chunk-size"));
}

TEST_P(EveryWay, AFileInChunksIsComparedAsAWholeWhenTheManifestNamesIt) {
    const MadeFile first{"d.vmdk.000000000", std::string(1000, 'a')};
    const MadeFile second{"d.vmdk.000000001", std::string(10, 'b')};
    MadeFiles files{{"vm.ovf", descriptor_of({"ovf:href=\"d.vmdk\" ovf:size=\"1010\" ovf:chunkSize=\"1000\""})},
                    {"vm.mf", ""},
                    first,
                    second};
    const auto listed = [&](const std::string& whole) {
        files[1].bytes = manifest_of({files[0], first, second, {"d.vmdk", whole}});
        return verified(files);
    };
    EXPECT_THAT(listed(first.bytes + second.bytes).states, ElementsAre("files-verified", "unsigned"));
    for (const std::string& other : {second.bytes + first.bytes, first.bytes, std::string()}) {
        const Verified got = listed(other);
        EXPECT_THAT(got.states, Contains("files-failed"));
        EXPECT_TRUE(got.found("manifest/digest-mismatch"));
    }
    // The whole alone says nothing of where one chunk ends and the next begins.
    files[1].bytes = manifest_of({files[0], {"d.vmdk", first.bytes + second.bytes}});
    EXPECT_THAT(verified(files).states, ElementsAre("files-unverified", "unsigned"));
    files[1].bytes = "MD5 (d.vmdk)= 00000000000000000000000000000000\n" + manifest_of({files[0], first, second});
    EXPECT_EQ(verified(files).state_of("d.vmdk"), "unknown-algorithm");
}

// What passes once cannot be put together in another order, which is no digest that is wrong.
TEST_P(EveryWay, ChunksInAnotherOrderAreNotTakenForAnotherWhole) {
    std::vector<MadeFile> chunks{{"d.vmdk.000000000", std::string(10, 'a')},
                                 {"d.vmdk.000000001", std::string(10, 'b')},
                                 {"d.vmdk.000000002", std::string(5, 'c')}};
    const MadeFile whole{"d.vmdk", chunks[0].bytes + chunks[1].bytes + chunks[2].bytes};
    const MadeFile descriptor{"vm.ovf", descriptor_of({"ovf:href=\"d.vmdk\" ovf:size=\"25\" ovf:chunkSize=\"10\""})};
    const MadeFile listing{"vm.mf", manifest_of({descriptor, chunks[0], chunks[1], chunks[2], whole})};
    std::vector<std::size_t> order{0, 1, 2};
    do {
        const Verified got = verified({descriptor, listing, chunks[order[0]], chunks[order[1]], chunks[order[2]]});
        EXPECT_THAT(got.states, Not(Contains("files-failed"))) << order[0] << order[1] << order[2];
        EXPECT_FALSE(got.found("manifest/digest-mismatch"));
        if (order == std::vector<std::size_t>{0, 1, 2}) {
            EXPECT_EQ(got.state_of("d.vmdk"), "verified");
        }
    } while (std::next_permutation(order.begin(), order.end()));
}

// A reader that makes no difference between cases would write one of them over the other.
TEST_P(EveryWay, FilesWhoseNamesDifferInCaseOnlyAreVerifiedAndWarnedOf) {
    MadeFiles files{{"vm.ovf", descriptor_of({"ovf:href=\"disk.vmdk\"", "ovf:href=\"DISK.vmdk\""})},
                    {"vm.mf", ""},
                    {"disk.vmdk", "one"},
                    {"DISK.vmdk", "two"}};
    files[1].bytes = manifest_of({files[0], files[2], files[3]});
    const Verified got = verified(files);
    EXPECT_THAT(got.states, ElementsAre("files-verified", "unsigned"));
    EXPECT_TRUE(got.found("package/name-clash"));
    EXPECT_EQ(got.worst, Severity::warning);
    files[3].name = "disk2.vmdk";
    EXPECT_FALSE(verified(files).found("package/name-clash"));
}

TEST_P(EveryWay, AManifestOfAnotherNameIsNotTakenForTheManifest) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").name = "other.mf";
    const Verified got = verified(files);
    EXPECT_THAT(got.states, Contains("no-manifest"));
    if (!bare()) {
        EXPECT_TRUE(got.found("package/foreign-manifest"));
    }
}

}  // namespace
}  // namespace ovfkit::package
