// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/trust/evidence.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "trust/collected.hpp"

namespace ovfkit::trust {
namespace {

using model::Content;
using model::Envelope;
using model::Extension;
using model::TrustFlags;
using model::TrustSection;
using model::VirtualSystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(EvidenceFindings, LetsTrueWinAndReportsTheDisagreement) {
    TrustFlags flags = service(false);
    flags.TrustedService.set_at({10, 15});
    flags.trusted_service = true;
    flags.trusted_service.set_at({40, 44});
    const Collected got(system_of("a", flags));
    EXPECT_EQ(got.one().trust.trusted_cluster, true);
    ASSERT_THAT(got.rules(), ElementsAre("trust/conflicting-flags"));
    const Diagnostic& finding = got.diagnostics.all()[0];
    EXPECT_EQ(finding.where.span, (Span{10, 15}));
    EXPECT_EQ(finding.related.at(0).where.span, (Span{40, 44}));
    EXPECT_NE(finding.message.find("TrustedService says false"), std::string::npos) << finding.message;
}

TEST(EvidenceFindings, TakesTheTwoFactsForIndependent) {
    TrustFlags flags = service(false);
    flags.TrustedHostFlag = true;
    EXPECT_THAT(Collected(system_of("a", flags)).rules(), IsEmpty());
}

TEST(EvidenceFindings, ReportsADisagreementBetweenPlaces) {
    VirtualSystem system = system_of("a", service(false));
    system.sections.emplace_back(section_of(service(true)));
    const Collected beside(system);
    ASSERT_THAT(beside.rules(), ElementsAre("trust/conflicting-flags"));
    EXPECT_EQ(beside.diagnostics.all()[0].message,
              "TrustedService says false and another TrustedService says true; true wins");

    Envelope envelope;
    envelope.contents = {Content{collection_of({Content{system_of("a", host(false))}}, host(true))}};
    const Collected inherited(envelope);
    EXPECT_EQ(inherited.one().trust.trusted_host, true);
    ASSERT_THAT(inherited.rules(), ElementsAre("trust/conflicting-flags"));
    EXPECT_EQ(inherited.diagnostics.all()[0].message,
              "TrustedHostFlag says false and an inherited TrustedHostFlag says true; true wins");
    envelope.contents = {Content{collection_of({Content{system_of("a", host(true))}}, host(false))}};
    EXPECT_EQ(Collected(envelope).diagnostics.all().at(0).message,
              "an inherited TrustedHostFlag says false and TrustedHostFlag says true; true wins");
}

TEST(EvidenceFindings, ReportsADisagreementOfACollectionOnce) {
    TrustFlags flags = host(true);
    flags.trusted_host_flag = false;
    Envelope envelope;
    envelope.contents = {Content{collection_of({Content{system_of("a")}, Content{system_of("b")}}, flags)}};
    EXPECT_THAT(Collected(envelope).rules(), ElementsAre("trust/conflicting-flags"));
}

TEST(EvidenceFindings, ReportsAMisplacedFlagThatDisagreesAsMisplacedOnly) {
    VirtualSystem system = system_of("a", host(false));
    system.extensions = {wrapped(element_of("TrustedHostFlag", "true"), 1)};
    const Collected got(system);
    EXPECT_EQ(got.one().trust.trusted_host, true) << "it counts all the same";
    EXPECT_EQ(got.one().stated.trusted_host, false);
    EXPECT_THAT(got.rules(), ElementsAre("trust/misplaced-flag"));
}

TEST(EvidenceFindings, ReportsASecondFlagOfOneSpelling) {
    VirtualSystem system = system_of("a", service(true));
    system.extensions = {element_of("TrustedService", "true")};
    const Collected equal(system);
    EXPECT_EQ(equal.one().stated.trusted_cluster, true);
    EXPECT_THAT(equal.rules(), ElementsAre("trust/duplicate-flag"));

    system.trust = service(false);
    const Collected different(system);
    EXPECT_EQ(different.one().stated.trusted_cluster, true) << "whichever stands first";
    EXPECT_THAT(different.rules(), UnorderedElementsAre("trust/duplicate-flag", "trust/conflicting-flags"));
}

TEST(EvidenceFindings, ReportsASecondFlagInATrustSection) {
    TrustSection section = section_of(host(false));
    section.extensions = {element_of("TrustedHostFlag", "true")};
    VirtualSystem system = system_of("a");
    system.sections.emplace_back(section);
    const Collected got(system);
    EXPECT_EQ(got.one().flags.at(1).place, FlagPlace::trust_section);
    EXPECT_THAT(got.rules(), UnorderedElementsAre("trust/duplicate-flag", "trust/conflicting-flags"));
}

TEST(EvidenceFindings, TakesATextThatIsNoBooleanForTrue) {
    TrustFlags tolerated, unreadable;
    tolerated.TrustedService = true;
    tolerated.TrustedService.set_written_as(
        "may\x1b"
        "be");
    unreadable.TrustedService.set_unreadable("maybe");
    for (const auto& flags : {tolerated, unreadable}) {
        const Collected got(system_of("a", flags));
        EXPECT_EQ(got.one().trust.trusted_cluster, true);
        EXPECT_FALSE(got.one().flags.at(0).readable);
        EXPECT_THAT(got.rules(), ElementsAre("trust/unknown-flag-value"));
        EXPECT_EQ(got.diagnostics.all()[0].message.find('\x1b'), std::string::npos);
    }
}

TEST(EvidenceFindings, AcceptsATextThatWasReadByToleranceButIsABoolean) {
    TrustFlags flags = service(true);
    flags.TrustedService.set_written_as("TRUE");
    EXPECT_THAT(Collected(system_of("a", flags)).rules(), IsEmpty());
}

TEST(EvidenceFindings, TakesAnEmptyFlagForTrue) {
    TrustFlags empty = service(true);
    empty.TrustedService.set_at({30, 30});
    TrustFlags nil;
    nil.TrustedService.set_attributes(
        {model::Attribute{"http://www.w3.org/2001/XMLSchema-instance", "xsi", "nil", "true", {}}});
    for (const auto& flags : {empty, nil}) {
        const Collected got(system_of("a", flags));
        EXPECT_EQ(got.one().trust.trusted_cluster, true);
        EXPECT_THAT(got.rules(), ElementsAre("trust/unknown-flag-value"));
    }
}

TEST(EvidenceFindings, IgnoresAFlagThatAnEditRemoved) {
    TrustFlags flags = service(true);
    flags.TrustedService.set_at({30, 34});
    flags.set_trusted_cluster(std::nullopt);
    EXPECT_EQ(Collected(system_of("a", flags)).one().trust, TrustFacts{});
}

TEST(EvidenceFindings, ReadsForeignTextsAsFlagsAreRead) {
    const auto said = [](std::string text) {
        VirtualSystem system = system_of("a");
        system.extensions = {element_of("TrustedService", std::move(text))};
        const Collected got(system);
        return std::pair(got.one().trust.trusted_cluster, got.diagnostics.has("trust/unknown-flag-value"));
    };
    for (const char* text : {"true", "TRUE", "tRuE", "1", "\n\t 1 \r"})
        EXPECT_EQ(said(text), std::pair(std::optional(true), false)) << text;
    for (const char* text : {"false", "FALSE", "False", "0", " 0 "})
        EXPECT_EQ(said(text), std::pair(std::optional(false), false)) << text;
    for (const char* text : {"", " ", "yes", "no", "00", "-1", "truefalse", "f", "false\v",
                             "\xC2\xA0"
                             "false",
                             "@@TRUST@@"})
        EXPECT_EQ(said(text), std::pair(std::optional(true), true)) << text;
}

TEST(EvidenceFindings, DoesNotLetACommentHideAValue) {
    Extension flag = element_of("TrustedService", "");
    Extension part = element_of("", "fal");
    part.kind = Extension::Kind::text;
    flag.children.push_back(part);
    part.kind = Extension::Kind::comment;
    part.text = "true";
    flag.children.push_back(part);
    part.kind = Extension::Kind::text;
    part.text = "se";
    flag.children.push_back(part);
    VirtualSystem system = system_of("a");
    system.extensions = {flag};
    EXPECT_EQ(Collected(system).one().trust.trusted_cluster, false);
}

TEST(EvidenceFindings, TakesATextWithAnElementInItForTrue) {
    for (const char* text : {"", "false", "0"}) {
        Extension flag = element_of("TrustedService", text);
        flag.children.push_back(element_of("b", "false"));
        VirtualSystem system = system_of("a");
        system.extensions = {flag};
        const Collected got(system);
        EXPECT_EQ(got.one().trust.trusted_cluster, true) << text;
        EXPECT_TRUE(got.diagnostics.has("trust/unknown-flag-value")) << text;
    }
}

TEST(EvidenceFindings, MakesAnEntityOfADocumentThatHasNoneAndAsksForTrust) {
    Envelope silent;
    EXPECT_THAT(Collected(silent).evidence.entities, IsEmpty());
    silent.extensions = {element_of("TrustedService", "false")};
    EXPECT_THAT(Collected(silent).evidence.entities, IsEmpty()) << "it does not ask";

    Envelope foreign;
    foreign.extensions = {wrapped(element_of("TrustedService", "true"), 2)};
    ASSERT_EQ(Collected(foreign).evidence.entities.size(), 1U);
    EXPECT_TRUE(Collected(foreign).one().requires_trust());

    Envelope empty_collection;
    empty_collection.contents = {Content{collection_of({}, host(true))}};
    EXPECT_TRUE(Collected(empty_collection).one().requires_trust());
}

TEST(EvidenceFindings, AsksForThePlaceOfEveryFinding) {
    VirtualSystem system = system_of("a");
    Extension flag = element_of("TrustedService", "true");
    flag.at = {7, 20};
    system.extensions = {flag};
    const Collected got(envelope_of(system), "dmtf-1.x", [](Span span) {
        Location location;
        location.source = "here";
        location.line = span.begin;
        return location;
    });
    EXPECT_EQ(got.diagnostics.all().at(0).where.source, "here");
    EXPECT_EQ(got.diagnostics.all().at(0).where.line, 7U);
}

VirtualSystem ovirt_template(TrustFlags flags) {
    VirtualSystem system = system_of("t", std::move(flags));
    system.ovirt = model::OvirtSystem{};
    system.ovirt->template_type = "TEMPLATE";
    return system;
}

TEST(EvidenceFindings, SaysWhenTheOvirtEngineIgnoresAFlag) {
    const std::string_view ignored = "trust/flag-engine-ignores";
    const auto reported = [&](VirtualSystem system, std::string_view dialect) {
        return Collected(std::move(system), dialect).diagnostics.has(ignored);
    };
    EXPECT_TRUE(reported(system_of("a", service(true)), "ovirt-ova")) << "never read from the VM of an OVA";
    EXPECT_FALSE(reported(ovirt_template(service(true)), "ovirt-ova"));
    EXPECT_FALSE(reported(system_of("a", service(true)), "ovirt"));
    EXPECT_TRUE(reported(system_of("a", host(true)), "ovirt")) << "a spelling that it does not know";
    EXPECT_TRUE(reported(ovirt_template(host(true)), "ovirt-ova"));
    EXPECT_FALSE(reported(system_of("a", service(false)), "ovirt-ova")) << "nothing is lost";
    EXPECT_FALSE(reported(system_of("a", host(true)), "vmware")) << "not a file of the engine";
    EXPECT_FALSE(reported(system_of("a", host(true)), "ovirt-like"));
}

TEST(EvidenceFindings, IsTheSameEveryTime) {
    TrustFlags flags = service(false);
    flags.trusted_service = true;
    VirtualSystem system = system_of("a", flags);
    system.extensions = {element_of("TrustedHostFlag", "x"), wrapped(element_of("TrustedService", "0"), 2)};
    const Collected first(system), second(system);
    EXPECT_EQ(first.evidence, second.evidence);
    EXPECT_EQ(first.rules(), second.rules());
}

}  // namespace
}  // namespace ovfkit::trust
