// SPDX-License-Identifier: Apache-2.0
#include <tuple>

#include <gmock/gmock.h>

#include <ovfkit/package/sign.hpp>

#include "crypto/openssl_command.hpp"
#include "io/scratch.hpp"
#include "package/editable.hpp"
#include "package/made_package.hpp"

namespace ovfkit::package {
namespace {

using crypto::DigestAlgorithm;
using testing::ElementsAre;

/// A key and its certificate, made by openssl.
class Maker {
public:
    explicit Maker(const std::string& kind = "rsa:2048") {
        certificate_ = openssl_.certificate("maker", {{}, kind});
        key_ = openssl_.get("maker.key");
    }
    [[nodiscard]] Signer signer(DigestAlgorithm digest = DigestAlgorithm::sha256) const {
        return make_signer(crypto::SigningKey::read(key_).value(), certificate_, digest).value();
    }
    [[nodiscard]] VerifyOptions trusting() const {
        VerifyOptions options;
        options.anchors = crypto::TrustAnchors().with(certificate_).value();
        options.require_signature = true;
        options.time = crypto::OpensslCommand::now_of(certificate_);
        return options;
    }
    /// What `openssl dgst -verify` says of a manifest and a `.cert` file, the signature of which others decode.
    [[nodiscard]] bool openssl_accepts(const std::string& manifest, const std::string& cert,
                                       const std::string& digest) const {
        openssl_.put("vm.mf", manifest);
        openssl_.put("vm.cert", cert);
        const std::string folder = openssl_.folder().path();
        const auto decoded = test::run_python(
            "import sys, re\n"
            "line = open(sys.argv[1] + '/vm.cert').readline()\n"
            "found = re.fullmatch(r'(SHA\\d+)\\(vm\\.mf\\)= ([0-9a-f]+)\\n', line)\n"
            "assert found.group(1).lower() == sys.argv[2], line\n"
            "open(sys.argv[1] + '/vm.sig', 'wb').write(bytes.fromhex(found.group(2)))\n",
            {folder, digest});
        EXPECT_EQ(decoded.status, 0) << decoded.errors;
        openssl_({"x509", "-in", "vm.cert", "-pubkey", "-noout", "-out", "vm.pub"});
        return openssl_.succeeds({"dgst", "-" + digest, "-verify", "vm.pub", "-signature", "vm.sig", "vm.mf"});
    }
    [[nodiscard]] const crypto::OpensslCommand& openssl() const { return openssl_; }
    [[nodiscard]] const std::string& certificate() const { return certificate_; }

private:
    crypto::OpensslCommand openssl_;
    std::string certificate_;
    std::string key_;
};

Result<SignReport> sign_at(const std::string& path, const Signer& signer, const SignOptions& options = {},
                           const std::string& output = {}) {
    auto editor = open_editor(path, output);
    if (!editor) return editor.error();
    Diagnostics ignored;
    return sign(*editor, signer, options, ignored);
}

const Layout unsigned_layout{"vm.ovf", "vm.mf", "a.img", "b.img"};

TEST(SignPackage, IsVerifiedByOpensslAndByUs) {
    OVFKIT_NEEDS_OPENSSL();
    for (const char* kind : {"rsa:2048", "ec:prime256v1"}) {
        const Maker maker(kind);
        for (const auto& [digest, word] :
             {std::pair{DigestAlgorithm::sha256, "sha256"}, std::pair{DigestAlgorithm::sha512, "sha512"}}) {
            const Editable files;
            const std::string path = files.archive(unsigned_layout);
            const auto report = sign_at(path, maker.signer(digest)).value();
            EXPECT_EQ(report.certificate_name, "vm.cert");
            EXPECT_FALSE(report.was_signed);
            EXPECT_EQ(report.edit.kind, EditKind::in_place);
            const auto got = extracted(path);
            EXPECT_EQ(got.at("vm.mf"), files.files().at("vm.mf"));
            EXPECT_TRUE(maker.openssl_accepts(got.at("vm.mf"), got.at("vm.cert"), word));
            EXPECT_FALSE(maker.openssl_accepts(got.at("vm.mf") + "\n", got.at("vm.cert"), word));
            const auto verification = verified(path, maker.trusting());
            EXPECT_TRUE(verification.has(PackageState::signature_accepted));
            EXPECT_TRUE(verification.has(PackageState::files_verified));
        }
    }
}

TEST(SignPackage, AcceptsWhatOpensslSigned) {
    OVFKIT_NEEDS_OPENSSL();
    const Maker maker;
    Editable files;
    const std::string signature = maker.openssl().sign("maker", "sha256", files.files().at("vm.mf"));
    std::string hex;
    for (const char c : signature) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(c));
        hex += digits;
    }
    files.put("vm.cert", "SHA256(vm.mf)= " + hex + "\n" + maker.certificate());
    const std::string path = files.archive({"vm.ovf", "vm.mf", "vm.cert", "a.img", "b.img"});
    EXPECT_TRUE(verified(path, maker.trusting()).has(PackageState::signature_accepted));
    // Signed again by us, at the same place: RSA gives the same bytes.
    const auto report = sign_at(path, maker.signer()).value();
    EXPECT_TRUE(report.was_signed);
    EXPECT_TRUE(verified(path, maker.trusting()).has(PackageState::signature_accepted));
}

TEST(SignPackage, SignsAgainInPlaceAfterAnEdit) {
    OVFKIT_NEEDS_OPENSSL();
    const Maker maker;
    Editable files;
    files.put("b.img", std::string(17U << 20U, 'b'));
    files.put_manifest();
    const std::string path = files.archive(unsigned_layout);
    const auto number = io::status_of(path).st_ino;
    ASSERT_TRUE(sign_at(path, maker.signer()));
    const auto size = io::status_of(path).st_size;
    const auto disks = raw_members(path);
    EXPECT_TRUE(set_descriptor(path, descriptor_text("new")).value().signature_invalidated);
    EXPECT_TRUE(verified(path, maker.trusting()).has(PackageState::signature_rejected));
    const auto again = sign_at(path, maker.signer()).value();
    EXPECT_TRUE(again.was_signed);
    EXPECT_EQ(again.edit.kind, EditKind::in_place);
    EXPECT_LT(again.edit.bytes_written, 10'000U);
    EXPECT_TRUE(verified(path, maker.trusting()).has(PackageState::signature_accepted));
    EXPECT_EQ(io::status_of(path).st_ino, number);
    EXPECT_EQ(io::status_of(path).st_size, size);
    for (const char* name : {"a.img", "b.img"}) EXPECT_EQ(raw_members(path).at(name), disks.at(name));
    EXPECT_EQ(files.names(), std::set<std::string>{"vm.ova"});
}

TEST(SignPackage, FitsIntoTheRoomThatPaddingReserves) {
    OVFKIT_NEEDS_OPENSSL();
    const Maker maker;
    Editable files;
    files.put("b.img", std::string(17U << 20U, 'b'));
    files.put_manifest();
    files.put("vm.cert", std::string(3'000, '\0'));
    const std::string path = files.archive({"vm.ovf", "vm.mf", "vm.cert", "a.img", "b.img"});
    const auto report = sign_at(path, maker.signer()).value();
    EXPECT_EQ(report.edit.kind, EditKind::in_place);
    EXPECT_LT(report.edit.bytes_written, 5'000U);
    EXPECT_TRUE(verified(path, maker.trusting()).has(PackageState::signature_accepted));
    const auto got = extracted(path);
    EXPECT_TRUE(maker.openssl_accepts(got.at("vm.mf"), got.at("vm.cert"), "sha256"));
    EXPECT_EQ(got.at("vm.cert").size(), 3'000U);
}

TEST(SignPackage, WorksInAFolderAndForACopy) {
    OVFKIT_NEEDS_OPENSSL();
    const Maker maker;
    const Editable files;
    const std::string folder = files.folder(unsigned_layout);
    EXPECT_EQ(sign_at(folder + "/vm.ovf", maker.signer()).value().edit.kind, EditKind::files);
    EXPECT_TRUE(verified(folder, maker.trusting()).has(PackageState::signature_accepted));
    const Editable others;
    const std::string path = others.archive(unsigned_layout);
    const std::string old = test::contents(path);
    ASSERT_TRUE(sign_at(path, maker.signer(), {}, others / "signed.ova"));
    EXPECT_EQ(test::contents(path), old);
    EXPECT_TRUE(verified(others / "signed.ova", maker.trusting()).has(PackageState::signature_accepted));
}

TEST(SignPackage, MakesAManifestWhenAsked) {
    OVFKIT_NEEDS_OPENSSL();
    const Maker maker;
    const Editable files;
    const std::string path = files.archive({"vm.ovf", "a.img", "b.img"});
    EXPECT_EQ(sign_at(path, maker.signer()).error().code, ErrorCode::not_found);
    SignOptions options;
    options.make_manifest = true;
    const auto report = sign_at(path, maker.signer(), options).value();
    EXPECT_TRUE(report.manifest_made);
    EXPECT_EQ(report.edit.kind, EditKind::in_place);
    EXPECT_THAT(listed(path), ElementsAre("vm.ovf", "a.img", "b.img", "vm.mf", "vm.cert"));
    EXPECT_EQ(extracted(path).at("vm.mf"), files.files().at("vm.mf"));
    EXPECT_TRUE(verified(path, maker.trusting()).has(PackageState::files_verified));
    EXPECT_TRUE(verified(path, maker.trusting()).has(PackageState::signature_accepted));
}

TEST(SignPackage, MakesNoManifestOfAPackageThatIsNotComplete) {
    OVFKIT_NEEDS_OPENSSL();
    const Maker maker;
    const test::TemporaryFolder scratch;
    MadeFiles made = good_package();
    remove_file(made, "vm.mf");
    remove_file(made, "two.vmdk");
    const std::string path = scratch.put("vm.ova", archive_of(made));
    SignOptions options;
    options.make_manifest = true;
    EXPECT_EQ(sign_at(path, maker.signer(), options).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(test::contents(path), archive_of(made));
    options.check_files = false;
    EXPECT_TRUE(sign_at(path, maker.signer(), options));
}

TEST(SignPackage, RefusesAManifestThatTheFilesAreNot) {
    OVFKIT_NEEDS_OPENSSL();
    const Maker maker;
    const std::string ovf = digest_line("vm.ovf", descriptor_text("old"));
    const std::string disk(disk_bytes, 'a');
    for (const std::string& manifest :
         {ovf + digest_line("a.img", "other") + digest_line("b.img", std::string(disk_bytes, 'b')),
          ovf + digest_line("a.img", disk), ovf + "SHA1(a.img)= no\n", std::string(),
          digest_line("vm.ovf", descriptor_text("old"), "SHA1") + digest_line("a.img", disk, "SHA1") +
              digest_line("b.img", std::string(disk_bytes, 'b'), "SHA1")}) {
        Editable files;
        files.put("vm.mf", manifest);
        const std::string path = files.archive(unsigned_layout);
        const std::string old = test::contents(path);
        const auto refused = sign_at(path, maker.signer());
        ASSERT_FALSE(refused) << manifest;
        EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
        EXPECT_EQ(test::contents(path), old);
        SignOptions anyway;
        anyway.check_files = false;
        EXPECT_TRUE(sign_at(path, maker.signer(), anyway));
        const auto got = extracted(path);
        EXPECT_TRUE(maker.openssl_accepts(got.at("vm.mf"), got.at("vm.cert"), "sha256"));
    }
}

TEST(SignPackage, RefusesWhatASignerGetsWrong) {
    OVFKIT_NEEDS_OPENSSL();
    const Maker maker;
    const Maker other;
    const Editable files;
    const std::string path = files.archive(unsigned_layout);
    const std::string old = test::contents(path);
    Signer signer = maker.signer();
    for (const auto& sign : std::vector<decltype(signer.sign)>{
             other.signer().sign, [](std::string_view) -> Result<std::string> { return std::string("garbage"); },
             [](std::string_view) -> Result<std::string> { return std::string(); },
             [](std::string_view) -> Result<std::string> {
                 return Error{ErrorCode::io, "no token", {}, {}};
             }}) {
        signer.sign = sign;
        EXPECT_FALSE(sign_at(path, signer));
        EXPECT_EQ(test::contents(path), old);
        EXPECT_EQ(files.names(), std::set<std::string>{"vm.ova"});
    }
}

// What `verify` rejects whoever looks is not written in the first place.
TEST(SignPackage, RefusesAKeyThatNobodyAccepts) {
    OVFKIT_NEEDS_OPENSSL();
    const crypto::OpensslCommand openssl;
    const std::string ca =
        openssl.certificate("ca", {.kind = "rsa:1024", .extensions = crypto::OpensslCommand::ca_extensions});
    const std::string weak = openssl.certificate("weak", {.kind = "rsa:1024"});
    const std::string below = openssl.certificate("below", {.issuer = "ca", .kind = "rsa:2048"});
    const std::string other = openssl.certificate("other", {.extensions = "keyUsage=keyAgreement"});
    const auto made = [&](const std::string& name, const std::string& certificates) {
        const auto key = crypto::SigningKey::read(openssl.get(name + ".key")).value();
        return make_certificate_file(make_signer(key, certificates).value(), "vm.mf", "SHA256(a)= 00\n");
    };
    for (const auto& [name, certificates, why] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"weak", weak, "is weak: RSA 1024"},
             {"below", below + ca, "the key of 'CN=ca' is weak: RSA 1024"},
             {"other", other, "not for signatures"}}) {
        const auto refused = made(name, certificates);
        ASSERT_FALSE(refused) << name;
        EXPECT_EQ(refused.error().code, ErrorCode::invalid_argument);
        EXPECT_THAT(refused.error().message, testing::HasSubstr(why));
    }
    EXPECT_TRUE(made("below", below)) << "that its issuer is weak cannot be seen here";
}

TEST(SignPackage, MakesNoManifestThatNobodyCouldUse) {
    const Editable files;
    Diagnostics ignored;
    const auto package = Package::open(files.archive(unsigned_layout), ignored).value();
    EXPECT_EQ(make_manifest(package, DigestAlgorithm::sha256, [](const Progress&) { return false; }).error().code,
              ErrorCode::cancelled);
    EXPECT_EQ(make_manifest(package).value(), files.files().at("vm.mf"));
}

}  // namespace
}  // namespace ovfkit::package
