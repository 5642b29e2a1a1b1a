// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "crypto/openssl_command.hpp"
#include "package/packed.hpp"

namespace ovfkit::package {
namespace {

using test::contents;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Bytes that a compression makes smaller, but not by much.
std::string some_bytes(std::size_t count) {
    std::string bytes;
    std::uint32_t state = 1;
    for (; bytes.size() < count; state = state * 1664525U + 1013904223U) bytes += "0123456789abcdef"[state >> 28U];
    return bytes;
}

/// The descriptor of an archive, and what its first File is once it is put together.
std::string descriptor_in(const std::string& archive) {
    Diagnostics findings;
    const auto package = Package::open(archive, findings).value();
    return std::string(package.descriptor().bytes());
}
std::string first_file_in(const std::string& archive) {
    Diagnostics findings;
    const auto package = Package::open(archive, findings).value();
    EXPECT_FALSE(findings.worst().has_value());
    const auto input = package.read(package.descriptor().envelope().references->files.front()).value();
    return io::read_all(*input, 1U << 24U, "file").value();
}

struct Wrong {
    test::TemporaryFolder scratch;
    std::string descriptor;
    std::string source;
    explicit Wrong(const std::string& attributes, const std::string& bytes = "12345")
        : descriptor(descriptor_with_disks({attributes})),
          source(put_files(scratch, {{"vm.ovf", descriptor}, {"disk", bytes}})) {}
};

TEST(PackSizes, AreCheckedAndNothingIsWritten) {
    for (const char* size : {"ovf:size=\"4\"", "ovf:size=\"many\""}) {
        const Wrong wrong(std::string("ovf:href=\"disk\" ") + size);
        const PackRun run = pack_to(wrong.source, wrong.scratch / "vm.ova");
        EXPECT_EQ(run.rule(), "package/wrong-size") << size;
        EXPECT_FALSE(std::filesystem::exists(wrong.scratch / "vm.ova"));
    }
}

TEST(PackSizes, AreCorrectedByteForByteWhenAsked) {
    const Wrong wrong("ovf:href=\"disk\" ovf:size=\"4\"");
    PackOptions options;
    options.correct_sizes = true;
    ASSERT_TRUE(pack_to(wrong.source, wrong.scratch / "vm.ova", options).packed);
    std::string expected = wrong.descriptor;
    expected.replace(expected.find("\"4\""), 3, "\"5\"");
    EXPECT_EQ(descriptor_in(wrong.scratch / "vm.ova"), expected);
    EXPECT_EQ(contents(wrong.source + "/vm.ovf"), wrong.descriptor);
    EXPECT_THAT(verify_path(wrong.scratch / "vm.ova").states, ElementsAre("files-verified", "unsigned"));
}

TEST(PackSizes, AreAddedOnlyWhenAsked) {
    const Wrong without("ovf:href=\"disk\"");
    ASSERT_TRUE(pack_to(without.source, without.scratch / "vm.ova").packed);
    EXPECT_EQ(descriptor_in(without.scratch / "vm.ova"), without.descriptor);
    PackOptions options;
    options.correct_sizes = true;
    ASSERT_TRUE(pack_to(without.source, without.scratch / "vm.ova", options).packed);
    EXPECT_THAT(descriptor_in(without.scratch / "vm.ova"), HasSubstr("ovf:size=\"5\""));
}

TEST(PackChunks, AreCutFromLargerFilesAndNamedInTheDescriptor) {
    const Wrong whole("ovf:href=\"disk\" ovf:size=\"1000\"", some_bytes(1000));
    PackOptions options;
    options.chunk_size = 400;
    const PackRun run = pack_to(whole.source, whole.scratch / "vm.ova", options);
    EXPECT_THAT(run.names(), ElementsAre("vm.ovf", "vm.mf", "disk.000000000", "disk.000000001", "disk.000000002"));
    EXPECT_EQ(run.packed->members.back().size, 200U);
    EXPECT_THAT(descriptor_in(whole.scratch / "vm.ova"), HasSubstr("ovf:size=\"1000\" ovf:chunkSize=\"400\""));
    EXPECT_EQ(first_file_in(whole.scratch / "vm.ova"), some_bytes(1000));
    EXPECT_THAT(verify_path(whole.scratch / "vm.ova").states, ElementsAre("files-verified", "unsigned"));

    options.chunk_size = 1000;
    EXPECT_THAT(pack_to(whole.source, whole.scratch / "vm.ova", options).names(),
                ElementsAre("vm.ovf", "vm.mf", "disk"));
    EXPECT_EQ(descriptor_in(whole.scratch / "vm.ova"), whole.descriptor);
}

TEST(PackChunks, AreCopiedAsTheyAreUnlessOtherOnesAreWanted) {
    const test::TemporaryFolder scratch;
    const std::string descriptor = descriptor_with_disks({"ovf:href=\"disk\" ovf:size=\"1000\" ovf:chunkSize=\"600\""});
    const std::string bytes = some_bytes(1000);
    const std::string source = put_files(
        scratch,
        {{"vm.ovf", descriptor}, {"disk.000000000", bytes.substr(0, 600)}, {"disk.000000001", bytes.substr(600)}});
    EXPECT_THAT(pack_to(source, scratch / "vm.ova").names(),
                ElementsAre("vm.ovf", "vm.mf", "disk.000000000", "disk.000000001"));
    EXPECT_EQ(descriptor_in(scratch / "vm.ova"), descriptor);

    PackOptions options;
    options.chunk_size = 300;
    EXPECT_EQ(pack_to(source, scratch / "vm.ova", options).names().size(), 6U);
    EXPECT_EQ(first_file_in(scratch / "vm.ova"), bytes);
    options.chunk_size = 5000;
    EXPECT_THAT(pack_to(source, scratch / "vm.ova", options).names(), ElementsAre("vm.ovf", "vm.mf", "disk"));
    EXPECT_THAT(descriptor_in(scratch / "vm.ova"), Not(HasSubstr("chunkSize")));
    EXPECT_EQ(first_file_in(scratch / "vm.ova"), bytes);
}

TEST(PackChunks, OfWrongSizesAreRefusedOrCutAgain) {
    const test::TemporaryFolder scratch;
    const std::string bytes = some_bytes(1000);
    const std::string source = put_files(
        scratch, {{"vm.ovf", descriptor_with_disks({"ovf:href=\"disk\" ovf:size=\"1000\" ovf:chunkSize=\"600\""})},
                  {"disk.000000000", bytes.substr(0, 500)},
                  {"disk.000000001", bytes.substr(500)}});
    EXPECT_EQ(pack_to(source, scratch / "vm.ova").rule(), "package/chunk-size");
    PackOptions options;
    options.correct_sizes = true;
    EXPECT_EQ(pack_to(source, scratch / "vm.ova", options).packed->members.back().size, 400U);
    EXPECT_EQ(first_file_in(scratch / "vm.ova"), bytes);
}

TEST(PackChunks, OfNothingOrOfTooFewBytesAreRefused) {
    const Wrong whole("ovf:href=\"disk\"", some_bytes(200'001));
    PackOptions options;
    for (const std::uint64_t size : {0U, 1U, 2U}) {
        options.chunk_size = size;
        EXPECT_FALSE(pack_to(whole.source, whole.scratch / "vm.ova", options).packed) << size;
    }
}

TEST(PackGzip, CompressesDisksOnceAndSaysSo) {
    const Wrong whole("ovf:href=\"disk\" ovf:size=\"100000\"", some_bytes(100'000));
    PackOptions options;
    options.gzip = true;
    const PackRun run = pack_to(whole.source, whole.scratch / "vm.ova", options);
    ASSERT_TRUE(run.packed) << run.message();
    const std::uint64_t stored = run.packed->members.back().size;
    EXPECT_LT(stored, 70'000U);
    EXPECT_THAT(descriptor_in(whole.scratch / "vm.ova"),
                HasSubstr("ovf:size=\"" + std::to_string(stored) + "\" ovf:compression=\"gzip\""));
    EXPECT_EQ(first_file_in(whole.scratch / "vm.ova"), some_bytes(100'000));
    EXPECT_THAT(verify_path(whole.scratch / "vm.ova").states, ElementsAre("files-verified", "unsigned"));
    const test::Outcome python = test::run_python(
        "import gzip, sys, tarfile\n"
        "sys.stdout.write(gzip.decompress(tarfile.open(sys.argv[1]).extractfile('disk').read()).decode())",
        {whole.scratch / "vm.ova"});
    EXPECT_EQ(python.output, some_bytes(100'000));

    KeptOutput pipe;
    ASSERT_TRUE(pack_to_output(whole.source, pipe, options).packed);
    EXPECT_EQ(pipe.bytes, contents(whole.scratch / "vm.ova"));
    ASSERT_TRUE(pack_to(whole.scratch / "vm.ova", whole.scratch / "again.ova", options).packed);
    EXPECT_EQ(contents(whole.scratch / "again.ova"), pipe.bytes);
}

TEST(PackGzip, CutsWhatIsCompressed) {
    const Wrong whole("ovf:href=\"disk\"", some_bytes(100'000));
    PackOptions options;
    options.gzip = true;
    options.chunk_size = 20'000;
    const PackRun run = pack_to(whole.source, whole.scratch / "vm.ova", options);
    ASSERT_TRUE(run.packed) << run.message();
    EXPECT_GT(run.names().size(), 4U);
    EXPECT_EQ(run.names()[2], "disk.000000000");
    EXPECT_EQ(first_file_in(whole.scratch / "vm.ova"), some_bytes(100'000));
    EXPECT_THAT(verify_path(whole.scratch / "vm.ova").states, ElementsAre("files-verified", "unsigned"));
    options.chunk_size = 90'000;
    EXPECT_THAT(pack_to(whole.source, whole.scratch / "vm.ova", options).names(),
                ElementsAre("vm.ovf", "vm.mf", "disk"));
    EXPECT_EQ(first_file_in(whole.scratch / "vm.ova"), some_bytes(100'000));
}

TEST(PackGzip, LeavesAloneWhatIsCompressedAndWhatIsNoDisk) {
    const test::TemporaryFolder scratch;
    const std::string descriptor = descriptor_of({"ovf:href=\"notes\""});
    const std::string source = put_files(scratch, {{"vm.ovf", descriptor}, {"notes", some_bytes(1000)}});
    PackOptions options;
    options.gzip = true;
    ASSERT_TRUE(pack_to(source, scratch / "vm.ova", options).packed);
    EXPECT_EQ(descriptor_in(scratch / "vm.ova"), descriptor);
    const Wrong unsaid("ovf:href=\"disk\"", gzip_of("disk"));
    ASSERT_TRUE(pack_to(unsaid.source, unsaid.scratch / "vm.ova", options).packed);
    EXPECT_EQ(descriptor_in(unsaid.scratch / "vm.ova"), unsaid.descriptor);
}

class PackSigned : public testing::TestWithParam<const char*> {
protected:
    static Signer signer_of(const crypto::OpensslCommand& openssl, const char* kind) {
        crypto::OpensslCommand::Certificate wanted;
        wanted.kind = kind;
        const std::string certificate = openssl.certificate("maker", wanted);
        return make_signer(crypto::SigningKey::read(openssl.get("maker.key")).value(), certificate).value();
    }
    static VerifyOptions trusting(const Signer& signer) {
        VerifyOptions options;
        options.anchors = crypto::TrustAnchors().with(signer.certificates.front()).value();
        const auto facts = crypto::certificate_facts(signer.certificates.front()).value();
        options.time = facts.not_before + 3600;
        return options;
    }
};

TEST_P(PackSigned, VerifiesWhereverItGoes) {
    const crypto::OpensslCommand openssl;
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    PackOptions options;
    options.signer = signer_of(openssl, GetParam());
    // The signatures of elliptic curves are of different lengths.
    for (int i = 0; i < 20; ++i) {
        const PackRun run = pack_to(source, scratch / "vm.ova", options);
        ASSERT_TRUE(run.packed) << run.message();
        EXPECT_THAT(run.names(), ElementsAre("vm.ovf", "vm.mf", "vm.cert", "one.vmdk", "two.vmdk"));
        const Verified verified = verify_path(scratch / "vm.ova", trusting(*options.signer));
        EXPECT_THAT(verified.states, ElementsAre("files-verified", "signature-accepted"));
        EXPECT_TRUE(verified.rules.empty()) << verified.rules.front();
    }
    KeptOutput pipe;
    ASSERT_TRUE(pack_to_output(source, pipe, options).packed);
    EXPECT_THAT(verify_stream_of(pipe.bytes, trusting(*options.signer)).states,
                ElementsAre("files-verified", "signature-accepted"));
    ASSERT_TRUE(pack_to_folder(source, scratch / "out", options).packed);
    EXPECT_THAT(verify_path(scratch / "out", trusting(*options.signer)).states,
                ElementsAre("files-verified", "signature-accepted"));
    options.manifest_place = ManifestPlace::last;
    EXPECT_THAT(pack_to(source, scratch / "vm.ova", options).names(),
                ElementsAre("vm.ovf", "one.vmdk", "two.vmdk", "vm.mf", "vm.cert"));
    EXPECT_THAT(verify_path(scratch / "vm.ova", trusting(*options.signer)).states,
                ElementsAre("files-verified", "signature-accepted"));
}

INSTANTIATE_TEST_SUITE_P(Keys, PackSigned, testing::Values("rsa:2048", "ec:prime256v1", "ec:secp521r1"),
                         [](const auto& one) {
                             std::string name = one.param;
                             name.erase(name.find(':'), 1);
                             return name;
                         });

TEST_F(PackSigned, KeepsASignatureWhenTheManifestIsKept) {
    const crypto::OpensslCommand openssl;
    const test::TemporaryFolder scratch;
    PackOptions options;
    options.signer = signer_of(openssl, "ec:prime256v1");
    const VerifyOptions trust = trusting(*options.signer);
    ASSERT_TRUE(pack_to_folder(scratch.put("in.ova", archive_of(good_package())), scratch / "signed", options).packed);

    const PackRun dropped = pack_to(scratch / "signed", scratch / "vm.ova");
    EXPECT_EQ(dropped.findings.all().front().rule, "package/signature-dropped");
    EXPECT_THAT(dropped.names(), ElementsAre("vm.ovf", "vm.mf", "one.vmdk", "two.vmdk"));

    PackOptions keep;
    keep.keep_manifest = true;
    const PackRun kept = pack_to(scratch / "signed", scratch / "vm.ova", keep);
    ASSERT_TRUE(kept.packed) << kept.message();
    EXPECT_TRUE(kept.findings.empty());
    EXPECT_THAT(verify_path(scratch / "vm.ova", trust).states, ElementsAre("files-verified", "signature-accepted"));
    KeptOutput pipe;
    ASSERT_TRUE(pack_to_output(scratch / "signed", pipe, keep).packed);
    EXPECT_EQ(pipe.bytes, contents(scratch / "vm.ova"));
}

TEST(PackKept, IsRefusedWhenTheManifestDoesNotFit) {
    MadeFiles files = good_package();
    file_of(files, "two.vmdk").bytes[0] = '3';
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, files);
    PackOptions keep;
    keep.keep_manifest = true;
    PackRun run = pack_to(source, scratch / "vm.ova", keep);
    EXPECT_EQ(run.rule(), "manifest/digest-mismatch");
    EXPECT_FALSE(std::filesystem::exists(scratch / "vm.ova"));
    EXPECT_EQ(pack_to_folder(source, scratch / "out", keep).rule(), "manifest/digest-mismatch");
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
    KeptOutput pipe;
    EXPECT_EQ(pack_to_output(source, pipe, keep).rule(), "manifest/digest-mismatch");
    EXPECT_EQ(pipe.bytes, "");
}

TEST(PackKept, AllowsNoChange) {
    const test::TemporaryFolder scratch;
    const std::string source = put_files(scratch, good_package());
    PackOptions keep;
    keep.keep_manifest = true;
    keep.gzip = true;
    EXPECT_FALSE(pack_to(source, scratch / "vm.ova", keep).packed);
    std::filesystem::remove(source + "/vm.mf");
    keep.gzip = false;
    EXPECT_THAT(pack_to(source, scratch / "vm.ova", keep).message(), HasSubstr("no manifest to keep"));
}

TEST(PackKept, IsRefusedWhenALineCannotBeRead) {
    MadeFiles files = good_package();
    file_of(files, "vm.mf").bytes += "what is this\n";
    const test::TemporaryFolder scratch;
    PackOptions keep;
    keep.keep_manifest = true;
    EXPECT_THAT(pack_to(put_files(scratch, files), scratch / "vm.ova", keep).message(), HasSubstr("no entry"));
    EXPECT_FALSE(std::filesystem::exists(scratch / "vm.ova"));
}

TEST(PackSigner, WithoutAManifestIsRefused) {
    const test::TemporaryFolder scratch;
    PackOptions options;
    options.digest.reset();
    options.signer.emplace();
    EXPECT_THAT(pack_to(put_files(scratch, good_package()), scratch / "vm.ova", options).message(),
                HasSubstr("nothing to sign"));
}

}  // namespace
}  // namespace ovfkit::package
