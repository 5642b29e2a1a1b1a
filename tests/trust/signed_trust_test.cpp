// SPDX-License-Identifier: Apache-2.0
// Signed statements about trust: what is signed is noticed when it changes, and nothing else is touched.
#include <ovfkit/trust/signed_trust.hpp>

#include <functional>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/convert/convert.hpp>
#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/trust/rules.hpp>

#include "crypto/openssl_command.hpp"
#include "support/files.hpp"
#include "trust/flag_words.hpp"
#include "trust/signer.hpp"
#include "trust/statement.hpp"

namespace ovfkit::trust {
namespace {

using crypto::OpensslCommand;
using crypto::SignatureState;
using descriptor::Descriptor;
using testing::HasSubstr;
using testing::IsEmpty;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return text;
}

class SignedTrustTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        if (test::has_program("openssl")) signer_ = std::make_unique<Signer>();
    }
    static void TearDownTestSuite() { signer_.reset(); }
    void SetUp() override { OVFKIT_NEEDS_OPENSSL(); }
    static const Signer& signer() { return *signer_; }

private:
    static std::unique_ptr<Signer> signer_;
};
std::unique_ptr<Signer> SignedTrustTest::signer_;

/// Descriptors of all dialects with all kinds of trust flags.
std::vector<std::string> all_fixtures() {
    std::vector<std::string> paths = test::dialect_fixtures();
    for (const char* folder : {"trust", "hostile"})
        for (std::string& path : test::files_below(std::string(OVFKIT_SOURCE_DIR) + "/fixtures/" + folder, {".ovf"}))
            paths.push_back(std::move(path));
    return paths;
}

/// Calls `check` with every one that can be signed, and its signed form.
void over_signed(const Signer& signer, const std::vector<std::string>& paths, std::size_t least,
                 const std::function<void(const std::string&, const std::string&)>& check) {
    std::size_t count = 0;
    for (const std::string& path : paths) {
        SCOPED_TRACE(path);
        const std::string bytes = test::contents(path);
        Diagnostics diagnostics;
        const auto descriptor = Descriptor::parse(bytes, diagnostics);
        if (!descriptor || model::virtual_systems(descriptor->envelope()).empty()) continue;
        const auto text = sign_trust(*descriptor, signer.key, signer.certificate);
        if (!text) {
            EXPECT_THAT(text.error().message, testing::AnyOf(HasSubstr("share the id"), HasSubstr("have no id")));
            continue;
        }
        ++count;
        check(bytes, *text);
    }
    EXPECT_GE(count, least);
}

TEST_F(SignedTrustTest, IsAcceptedInEveryDialect) {
    over_signed(signer(), all_fixtures(), 60, [](const std::string& bytes, const std::string& text) {
        EXPECT_EQ(signer().state(bytes), SignedTrust::absent);
        const TrustSignature signature = signer().verify(text);
        EXPECT_EQ(signature.state, SignedTrust::accepted) << testing::PrintToString(signature.details);
        EXPECT_TRUE(signature.signature.accepted);
        EXPECT_THAT(signature.details, IsEmpty());
    });
}

TEST_F(SignedTrustTest, SaysWhatItIsMadeOf) {
    const OpensslCommand openssl;
    const std::string bytes =
        test::contents(std::string(OVFKIT_SOURCE_DIR) + "/fixtures/dialects/ovirt/vm-trust-names.ovf");
    const std::string ca = openssl.certificate("ca", {.kind = "rsa:2048", .extensions = OpensslCommand::ca_extensions});
    const std::string leaf = openssl.certificate("leaf", {.issuer = "ca", .kind = "rsa:3072"});
    const std::string curve = openssl.certificate("curve", {.issuer = "ca", .kind = "ec:secp384r1"});
    const std::string old = openssl.certificate("old", {.issuer = "ca", .digest = "sha1"});
    const auto anchors = crypto::TrustAnchors().with(ca).value();
    const auto made_of = [&](const std::string& name, const std::string& certificate, crypto::DigestAlgorithm digest) {
        const auto key = crypto::SigningKey::read(openssl.get(name + ".key")).value();
        const auto text = sign_trust(parsed(bytes), key, certificate, digest);
        EXPECT_TRUE(text) << text.error().message;
        return verify_trust(parsed(*text), anchors, {OpensslCommand::now_of(certificate), true}).strength;
    };
    constexpr auto sha256 = crypto::DigestAlgorithm::sha256;
    constexpr auto sha512 = crypto::DigestAlgorithm::sha512;
    EXPECT_EQ(made_of("leaf", leaf, sha256), (SignatureStrength{sha256, false, 2048U, std::nullopt, false}))
        << "a chain is as strong as its shortest key";
    EXPECT_EQ(made_of("curve", curve, sha512), (SignatureStrength{sha512, false, 2048U, 384U, false}));
    EXPECT_EQ(made_of("old", old, sha256), (SignatureStrength{sha256, true, 2048U, 256U, false}))
        << "a certificate in the chain is signed with SHA-1";
    EXPECT_FALSE(verify_trust(parsed(bytes), anchors, {}).strength) << "nothing is signed";
}

TEST_F(SignedTrustTest, IsAddedWithoutAnyOtherByteChanging) {
    over_signed(signer(), all_fixtures(), 60, [](const std::string& bytes, const std::string& text) {
        ASSERT_GT(text.size(), bytes.size());
        const auto front = std::mismatch(bytes.begin(), bytes.end(), text.begin()).first;
        EXPECT_TRUE(std::equal(front, bytes.end(), text.end() - (bytes.end() - front)));
        EXPECT_EQ(remove_trust_signature(parsed(text)).value(), bytes);
    });
}

TEST_F(SignedTrustTest, LeavesWhatTheDescriptorSaysAsItIs) {
    over_signed(signer(), all_fixtures(), 60, [](const std::string& bytes, const std::string& text) {
        const Descriptor before = parsed(bytes);
        const Descriptor after = parsed(text);
        Diagnostics unused;
        const Evidence first = collect(before.envelope(), before.dialect().name, unused);
        const Evidence second = collect(after.envelope(), after.dialect().name, unused);
        ASSERT_EQ(first.entities.size(), second.entities.size());
        for (std::size_t i = 0; i < first.entities.size(); ++i) {
            EXPECT_EQ(first.entities[i].id, second.entities[i].id);
            EXPECT_EQ(first.entities[i].trust, second.entities[i].trust);
            EXPECT_EQ(first.entities[i].flags.size(), second.entities[i].flags.size());
        }
        EXPECT_EQ(before.dialect().name, after.dialect().name);
        EXPECT_EQ(statement_of(before), statement_of(after));
    });
}

TEST_F(SignedTrustTest, SigningAgainReplacesTheOldOne) {
    over_signed(signer(), all_fixtures(), 60, [](const std::string& bytes, const std::string& text) {
        const std::string again = signer().sign(text);
        EXPECT_EQ(signer().state(again), SignedTrust::accepted);
        EXPECT_EQ(remove_trust_signature(parsed(again)).value(), bytes);
    });
}

/// Of texts that are mostly ASCII, which spans can be spliced into.
bool is_ascii_based(const std::string& bytes) { return bytes.find('\0') == std::string::npos; }

/// The same flag with another value, as it stands in the text.
std::string flipped(const std::string& text, Span at) {
    std::size_t begin = at.begin;
    std::size_t end = at.end;
    if (begin < end && text[begin] == '<') {  // the whole element
        begin = text.find('>', begin) + 1;
        end = text.rfind("</", end - 1);
        if (begin >= at.end || end == std::string::npos || end < begin) return {};  // <TrustedService/>
    }
    const auto value = parse_flag(std::string_view(text).substr(begin, end - begin));
    return text.substr(0, begin) + (value.value_or(true) ? "false" : "true") + text.substr(end);
}

TEST_F(SignedTrustTest, NoticesEveryFlagThatIsFlipped) {
    std::size_t flags = 0;
    over_signed(signer(), all_fixtures(), 60, [&](const std::string&, const std::string& text) {
        if (!is_ascii_based(text)) return;
        const Descriptor source = parsed(text);
        Diagnostics unused;
        for (const EntityEvidence& entity : collect(source.envelope(), source.dialect().name, unused).entities)
            for (const Flag& flag : entity.flags) {
                const std::string changed = flag.at.known() ? flipped(text, flag.at) : std::string();
                if (changed.empty()) continue;
                SCOPED_TRACE(std::string(flag.spelling) + " " + std::to_string(flag.at.begin));
                ++flags;
                EXPECT_EQ(signer().state(changed), SignedTrust::altered);
            }
    });
    EXPECT_GT(flags, 100U);
}

TEST_F(SignedTrustTest, NoticesEveryFlagThatIsTakenAwayOrAdded) {
    std::size_t removed = 0;
    over_signed(signer(), all_fixtures(), 60, [&](const std::string&, const std::string& text) {
        const Descriptor source = parsed(text);
        for (std::size_t i = 0; i < model::virtual_systems(source.envelope()).size(); ++i)
            for (const Spelling& spelling : spellings) {
                model::Envelope changed = source.envelope();
                model::VirtualSystem& system = *model::virtual_systems(changed)[i];
                auto& field = system.trust.*spelling.member;
                removed += field.has_value() ? 1 : 0;
                if (field.has_value())
                    field.reset();
                else
                    field = false;
                const auto bytes = descriptor::rewrite(source, changed);
                if (!bytes) continue;
                EXPECT_EQ(signer().state(*bytes), SignedTrust::altered) << spelling.name;
            }
    });
    EXPECT_GT(removed, 50U);
}

TEST_F(SignedTrustTest, NoticesEveryIdAndNameThatChanges) {
    std::size_t ids = 0;
    over_signed(signer(), all_fixtures(), 60, [&](const std::string& bytes, const std::string& text) {
        const Descriptor source = parsed(text);
        for (const model::VirtualSystem* system : model::virtual_systems(source.envelope())) {
            const std::string id = model::entity_id(*system);
            std::string renamed = bytes;
            const std::string fresh = "f" + id.substr(0, id.size() - 1);
            std::size_t count = 0;
            for (const char quote : {'"', '\''})
                for (std::size_t at = 0; (at = renamed.find(quote + id + quote, at)) != std::string::npos; ++count)
                    renamed.replace(at, id.size() + 2, quote + fresh + quote);
            if (id.empty() || count == 0 ||
                model::entity_id(*model::virtual_systems(parsed(renamed).envelope()).front()) == id)
                continue;
            ++ids;
            // The signed statement of the one descriptor in the other.
            const std::size_t begin = text.find("<ovfkit:TrustStatement");
            const std::string name = "</ovfkit:TrustStatement>";
            const std::string statement = text.substr(begin, text.find(name) + name.size() - begin);
            const std::size_t root_end = renamed.rfind("</");
            EXPECT_EQ(signer().state(renamed.insert(root_end, statement)), SignedTrust::altered) << id;
        }
    });
    EXPECT_GT(ids, 30U);
}

TEST_F(SignedTrustTest, IsAcceptedAfterChangesOfOtherThings) {
    std::size_t edited = 0;
    over_signed(signer(), test::dialect_fixtures(), 30, [&](const std::string&, const std::string& text) {
        const Descriptor source = parsed(text);
        model::Envelope changed = source.envelope();
        for (model::VirtualSystem* system : model::virtual_systems(changed))
            for (model::Section& section : system->sections)
                if (auto* hardware = std::get_if<model::VirtualHardwareSection>(&section))
                    for (auto& item : hardware->items) item.virtual_quantity = 3;
        const auto bytes = descriptor::rewrite(source, changed);
        if (!bytes || *bytes == text) return;
        ++edited;
        EXPECT_EQ(signer().state(*bytes), SignedTrust::accepted);
    });
    EXPECT_GT(edited, 10U);
}

const std::string two_machines =
    "<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1' xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1'>\n"
    "  <References>\n    <File ovf:id='f' ovf:href='disk'/>\n  </References>\n"
    "  <VirtualSystemCollection ovf:id='all'>\n    <Info>two</Info>\n"
    "    <VirtualSystem ovf:id='a'>\n      <Info>one</Info>\n      <TrustedService>true</TrustedService>\n"
    "    </VirtualSystem>\n"
    "    <VirtualSystem ovf:id='b'>\n      <Info>one</Info>\n      <TrustedService>false</TrustedService>\n"
    "    </VirtualSystem>\n"
    "  </VirtualSystemCollection>\n</Envelope>\n";

TEST_F(SignedTrustTest, BindsFlagsToEntitiesAndEntitiesToTheirPlaces) {
    const std::string text = signer().sign(two_machines);
    EXPECT_EQ(signer().state(text), SignedTrust::accepted);
    const std::string flag_a = "<TrustedService>true</TrustedService>";
    const std::string flag_b = "<TrustedService>false</TrustedService>";
    const std::vector<std::pair<const char*, std::string>> attacks{
        {"flags swapped", replaced(replaced(replaced(text, flag_a, "<x/>"), flag_b, flag_a), "<x/>", flag_b)},
        {"ids swapped", replaced(replaced(replaced(text, "ovf:id='a'", "ovf:id='x'"), "ovf:id='b'", "ovf:id='a'"),
                                 "ovf:id='x'", "ovf:id='b'")},
        {"flag moved up", replaced(replaced(text, flag_a, ""), "<Info>two</Info>", "<Info>two</Info>" + flag_a)},
        {"flag as attribute", replaced(replaced(text, flag_b, ""), "ovf:id='b'", "ovf:id='b' TrustedService='false'")},
        {"flag deeper", replaced(text, flag_b, "<x>" + flag_b + "</x>")},
        {"one more machine", replaced(text, "  </VirtualSystemCollection>",
                                      "<VirtualSystem ovf:id='c'><Info/></VirtualSystem></VirtualSystemCollection>")},
        {"one machine less",
         replaced(text,
                  text.substr(text.find("    <VirtualSystem ovf:id='b'"),
                              text.find("  </VirtualSystemCollection>") - text.find("    <VirtualSystem ovf:id='b'")),
                  "")},
        {"out of the collection",
         replaced(replaced(text, "<VirtualSystemCollection ovf:id='all'>\n    <Info>two</Info>", ""),
                  "  </VirtualSystemCollection>", "")},
        {"around another",
         replaced(replaced(text, "    <VirtualSystem ovf:id='b'>",
                           "<VirtualSystemCollection ovf:id='n'><Info/><VirtualSystem ovf:id='b'>"),
                  "  </VirtualSystemCollection>", "</VirtualSystemCollection></VirtualSystemCollection>")},
        {"name given",
         replaced(text, "ovf:id='b'>\n      <Info>one</Info>", "ovf:id='b'>\n      <Info>one</Info><Name>a</Name>")},
        {"flag of the document",
         replaced(text, "</References>", "<trusted_service>false</trusted_service></References>")},
    };
    for (const auto& [name, attack] : attacks) EXPECT_EQ(signer().state(attack), SignedTrust::altered) << name;
}

TEST_F(SignedTrustTest, NoticesAFlagOfACollectionThatDecidesNothing) {
    const std::string flags = "<trusted_host_flag>true</trusted_host_flag><TrustedHostFlag>true</TrustedHostFlag>";
    const std::string text = signer().sign(replaced(two_machines, "<Info>two</Info>", "<Info>two</Info>" + flags));
    EXPECT_EQ(signer().state(replaced(text, "<TrustedHostFlag>true", "<TrustedHostFlag>false")), SignedTrust::altered);
    EXPECT_EQ(signer().state(replaced(text, "<trusted_host_flag>true", "<trusted_host_flag>false")),
              SignedTrust::altered);
}

TEST_F(SignedTrustTest, ThatWasMovedDoubledOrRenamedIsNotAccepted) {
    const std::string text = signer().sign(two_machines);
    const std::size_t begin = text.find("<ovfkit:TrustStatement");
    const std::string end = "</ovfkit:TrustStatement>";
    const std::string statement = text.substr(begin, text.find(end) + end.size() - begin);
    const std::string without = replaced(text, statement, "");
    const auto with = [&](const std::string& before, const std::string& more) {
        return replaced(without, before, more + before);
    };
    EXPECT_EQ(signer().state(with("</References>", statement)), SignedTrust::accepted);
    EXPECT_EQ(signer().state(with("</Envelope>", statement)), SignedTrust::accepted);
    EXPECT_EQ(signer().state(with("</VirtualSystemCollection>", statement)), SignedTrust::rejected);
    EXPECT_EQ(signer().state(with("</References>", "<x>" + statement + "</x>")), SignedTrust::rejected);
    EXPECT_EQ(signer().state(with("</References>", statement + statement)), SignedTrust::rejected);
    EXPECT_EQ(signer().state(replaced(text, "<Info>two</Info>", "<Info>two</Info>" + statement)),
              SignedTrust::rejected);
    EXPECT_EQ(signer().state(replaced(text, "<Info>two", "<Info Id='ovfkit-trust-statement'>two")),
              SignedTrust::rejected);
    EXPECT_EQ(signer().state(replaced(text, "<Info>two", "<Info xml:id='ovfkit-trust-statement'>two")),
              SignedTrust::rejected);
    EXPECT_EQ(signer().state(replaced(text, "</ds:Signature>", "<ds:Object/></ds:Signature>")), SignedTrust::rejected);
    // In another namespace it is no statement at all.
    EXPECT_EQ(signer().state(replaced(text, "urn:ovfkit:trust-statement:1", "urn:ovfkit:trust-statement:2")),
              SignedTrust::absent);
    // A second one that is good does not help one that is not.
    EXPECT_EQ(signer().state(with("</Envelope>", statement + replaced(statement, "\"false\"", "\"true\""))),
              SignedTrust::rejected);
}

TEST_F(SignedTrustTest, OfAnotherDescriptorIsNoProof) {
    const std::string text = signer().sign(two_machines);
    const std::string other = signer().sign(replaced(two_machines, "<TrustedService>true", "<TrustedService>false"));
    const std::string tag = "<ovfkit:TrustStatement";
    const std::string end = "</ovfkit:TrustStatement>";
    const std::string theirs = other.substr(other.find(tag), other.find(end) - other.find(tag));
    const std::string ours = text.substr(text.find(tag), text.find(end) - text.find(tag));
    EXPECT_EQ(signer().state(replaced(text, ours, theirs)), SignedTrust::altered);
}

TEST_F(SignedTrustTest, OfAnUnknownOrExpiredKeyIsRejected) {
    const std::string text = signer().sign(two_machines);
    const std::string unknown = signer().openssl.certificate("unknown", {});
    const auto others = crypto::TrustAnchors().with(unknown).value();
    EXPECT_EQ(verify_trust(parsed(text), others, signer().options).state, SignedTrust::rejected);
    EXPECT_EQ(verify_trust(parsed(text), {}, signer().options).state, SignedTrust::rejected);
    crypto::SignatureOptions later = signer().options;
    later.time += 5000 * OpensslCommand::day;
    const TrustSignature expired = verify_trust(parsed(text), signer().anchors, later);
    EXPECT_EQ(expired.state, SignedTrust::rejected);
    EXPECT_TRUE(expired.signature.has(SignatureState::expired));
}

TEST_F(SignedTrustTest, IsNotMadeWhereItWouldBeAmbiguous) {
    const auto message = [](const std::string& bytes) {
        const auto made = sign_trust(parsed(bytes), signer().key, signer().certificate);
        return made ? std::string() : made.error().message;
    };
    EXPECT_THAT(message(replaced(two_machines, "ovf:id='b'", "ovf:id='a'")), HasSubstr("share the id 'a'"));
    EXPECT_THAT(message(replaced(replaced(two_machines, "ovf:id='b'", ""), "ovf:id='a'", "")), HasSubstr("have no id"));
    EXPECT_THAT(message("<Envelope xmlns='http://schemas.dmtf.org/ovf/envelope/1'><References/></Envelope>"),
                HasSubstr("no entity"));
    EXPECT_THAT(message(replaced(two_machines, "<Info>two", "<Info ID='ovfkit-trust-statement'>two")),
                HasSubstr("has the Id"));
    const std::string text = signer().sign(two_machines);
    EXPECT_EQ(signer().state(replaced(text, "ovf:id='b'", "ovf:id='a'")), SignedTrust::altered);
}

// What is the same to us need not be the same to an engine, which takes "1" or " true " or another namespace for false.
TEST_F(SignedTrustTest, NoticesAFlagThatIsWrittenInAnotherWay) {
    const std::string text = signer().sign(two_machines);
    const std::string flag = "<TrustedService>true</TrustedService>";
    for (const std::string other :
         {"<TrustedService>1</TrustedService>", "<TrustedService> true </TrustedService>",
          "<TrustedService>TRUE</TrustedService>", "<TrustedService xmlns=\"urn:q\">true</TrustedService>",
          "<q:TrustedService xmlns:q=\"urn:q\">true</q:TrustedService>", "<trusted_service>true</trusted_service>",
          "<TrustedService>true<!-- --></TrustedService>", "<TrustedService>t&#114;ue</TrustedService>",
          "<TrustedService xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\">true</TrustedService>"})
        EXPECT_EQ(signer().state(replaced(text, flag, other)), SignedTrust::altered) << other;
}

// Engines look for entities at any depth.
TEST_F(SignedTrustTest, NoticesADecoyWhereverItStands) {
    const std::string text = signer().sign(two_machines);
    const std::string decoy = "<VirtualSystem ovf:id='decoy'><Info>unsigned</Info></VirtualSystem>";
    for (const std::string& more :
         {decoy, "<q:X xmlns:q='urn:q'>" + decoy + "</q:X>", std::string("<q:Content xmlns:q='urn:q'/>"),
          "<q:virtualsystem xmlns:q='urn:q'/>" + std::string(), std::string("<Envelope/>"),
          std::string("<q:X xmlns:q='urn:q'><VirtualSystemCollection/></q:X>"),
          std::string("<q:X xmlns:q='urn:q' TrustedHostFlag='false'/>")}) {
        EXPECT_EQ(signer().state(replaced(text, "<Info>one</Info>", "<Info>one</Info>" + more)), SignedTrust::altered)
            << more;
        EXPECT_EQ(signer().state(replaced(text, "<Info>two</Info>", "<Info>two</Info>" + more)), SignedTrust::altered)
            << more;
    }
    EXPECT_EQ(signer().state(replaced(text, "<Info>two</Info>", "<Info>two</Info><q:X xmlns:q='urn:q'/>")),
              SignedTrust::accepted);
}

TEST_F(SignedTrustTest, IsNotMadeWithAKeyThatNobodyAccepts) {
    const OpensslCommand openssl;
    const std::string weak = openssl.certificate("weak", {.kind = "rsa:1024"});
    const auto key = crypto::SigningKey::read(openssl.get("weak.key")).value();
    const auto made = sign_trust(parsed(two_machines), key, weak);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(made.error().message, HasSubstr("'CN=weak' is weak: RSA 1024"));
}

TEST_F(SignedTrustTest, IsNotMadeBeyondTheLimitsThatReadersHave) {
    Limits limits;
    limits.max_nodes = 40;
    const auto made =
        sign_trust(parsed(two_machines), signer().key, signer().certificate, crypto::DigestAlgorithm::sha256, limits);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::limit_exceeded);
}

TEST_F(SignedTrustTest, IsReportedUnderItsRule) {
    const std::string text = signer().sign(two_machines);
    const auto rules_of = [](const std::string& bytes, const crypto::TrustAnchors& anchors) {
        Diagnostics diagnostics;
        const Descriptor source = parsed(bytes);
        report(verify_trust(source, anchors, signer().options), source, diagnostics);
        std::string all;
        for (const Diagnostic& d : diagnostics) all += std::string(d.rule) + " " + std::string(to_string(d.severity));
        return all;
    };
    EXPECT_EQ(rules_of(text, signer().anchors), "");
    EXPECT_EQ(rules_of(two_machines, signer().anchors), "trust/unsigned warning");
    EXPECT_EQ(rules_of(replaced(text, "Service>true", "Service>false"), signer().anchors),
              "trust/altered-statement error");
    EXPECT_EQ(rules_of(replaced(text, "value=\"true\"", "value=\"false\""), signer().anchors),
              "trust/rejected-signature error");
    EXPECT_EQ(rules_of(text, {}), "trust/rejected-signature warning");
    EXPECT_EQ(rules_of(replaced(text, "<Info>two", "<Info Id='ovfkit-trust-statement'>two"), {}),
              "trust/rejected-signature error");
}

TEST_F(SignedTrustTest, IsNotKeptByAConversionWhichSaysSo) {
    convert::Options options;
    options.target = descriptor::Grammar::ovf_2;
    const auto outputs = convert::convert(parsed(signer().sign(two_machines)), options);
    ASSERT_TRUE(outputs);
    EXPECT_FALSE(has_trust_signature(parsed(outputs->front().bytes)));
    EXPECT_THAT(outputs->front().losses,
                testing::Contains(testing::Field(&convert::Loss::message, HasSubstr("signature"))));
}

TEST_F(SignedTrustTest, IsVerifiedInsideTheDescriptorByTheXmlsecCommand) {
    if (!test::has_program("xmlsec1")) GTEST_SKIP() << "no xmlsec1 command";
    const auto command = [](const std::string& bytes) {
        signer().openssl.put("signed.ovf", bytes);
        return test::run({"xmlsec1", "--verify", "--trusted-pem", "exporter.crt", "--id-attr:Id",
                          "urn:ovfkit:trust-statement:1:TrustStatement", "signed.ovf"},
                         signer().openssl.folder().path())
            .status;
    };
    over_signed(signer(), test::dialect_fixtures(), 30, [&](const std::string&, const std::string& text) {
        const bool mislabelled = text.find("encoding=\"utf-16\"") != std::string::npos;  // xmlsec1 reads no such file
        if (!mislabelled && text.find("UTF-16") == std::string::npos) {
            EXPECT_EQ(command(text), 0);
        }
    });
    EXPECT_NE(command(replaced(signer().sign(two_machines), "identifier=\"a\"", "identifier=\"z\"")), 0);
}

TEST_F(SignedTrustTest, IsAcceptedOnRealDescriptors) {
    const auto paths = test::corpus_descriptors();
    if (paths.empty()) GTEST_SKIP() << "no corpus";
    over_signed(signer(), paths, 1, [](const std::string& bytes, const std::string& text) {
        EXPECT_EQ(signer().state(text), SignedTrust::accepted);
        EXPECT_EQ(remove_trust_signature(parsed(text)).value(), bytes);
    });
}

}  // namespace
}  // namespace ovfkit::trust
