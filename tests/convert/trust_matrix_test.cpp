// SPDX-License-Identifier: Apache-2.0
#include "convert/converted.hpp"

namespace ovfkit::convert {
namespace {

using trust::TrustFacts;

constexpr std::optional<bool> values[] = {std::nullopt, false, true};

std::string said(std::optional<bool> value) { return value ? (*value ? "true" : "false") : "absent"; }

/// Takes every flag out of a document.
void clear(model::VirtualSystem& system) {
    system.trust = {};
    if (auto* section = model::find<model::TrustSection>(system.sections)) section->flags = {};
}

/// States the facts as the dialect of the source does: flags of the engine's name and the documented ones as children
/// of oVirt's entities, a section of ours elsewhere.
void state(model::VirtualSystem& system, const TrustFacts& facts, bool ovirt) {
    clear(system);
    model::TrustFlags flags;
    if (facts.trusted_host) flags.TrustedHostFlag = *facts.trusted_host;
    if (ovirt) {
        if (facts.trusted_cluster) flags.TrustedService = *facts.trusted_cluster;
        system.trust = flags;
        return;
    }
    if (facts.trusted_cluster) flags.trusted_cluster_flag = *facts.trusted_cluster;
    auto* section = model::find<model::TrustSection>(system.sections);
    if (section == nullptr && !flags.any()) return;
    if (section == nullptr)
        section = &std::get<model::TrustSection>(system.sections.emplace_back(model::TrustSection{}));
    section->flags = flags;
    if (section->info.absent()) section->info = model::Msg("Trust");
    section->required = false;
}

class TrustMatrix : public testing::TestWithParam<const char*> {
protected:
    Descriptor with(const TrustFacts& facts) const {
        const Descriptor source = read_dialect(GetParam());
        const Grammar grammar = source.dialect().grammar;
        model::Envelope changed = source.envelope();
        for (model::VirtualSystem* system : model::virtual_systems(changed))
            state(*system, facts, grammar == Grammar::ovirt || grammar == Grammar::ovirt_ova);
        auto bytes = descriptor::rewrite(source, changed);
        EXPECT_TRUE(bytes) << (bytes ? "" : bytes.error().message);
        return parsed(std::move(bytes).value());
    }

    static void check(const Descriptor& source, const Options& options, const TrustFacts& facts) {
        const auto kind = model::entity_kind(only_system(source.envelope()));
        for (const Output& output : outputs_of(source, options)) {
            const Descriptor back = parsed(output.bytes);
            for (const auto& entity : evidence_of(back).entities) {
                EXPECT_EQ(entity.trust, facts) << output.bytes;
                EXPECT_EQ(entity.stated, facts) << "a flag stands where no product looks";
                EXPECT_EQ(entity.kind, options.as.value_or(kind));
            }
            EXPECT_EQ(output.kind, options.as.value_or(kind));
        }
    }
};

TEST_P(TrustMatrix, FactsSurviveEveryTargetAndKind) {
    for (const auto host : values)
        for (const auto cluster : values) {
            const TrustFacts facts{host, cluster};
            const Descriptor source = with(facts);
            ASSERT_EQ(evidence_of(source).entities.front().trust, facts);
            for (const Grammar target : all_targets)
                for (const EntityKind as : {EntityKind::vm, EntityKind::template_}) {
                    SCOPED_TRACE(target_word(target) + " as " + std::string(model::to_string(as)) + ", host " +
                                 said(host) + ", cluster " + said(cluster));
                    Options options = to(target);
                    options.as = as;
                    check(source, options, facts);
                }
        }
}

TEST_P(TrustMatrix, FactsSurviveWithoutAChangeOfKindAndWithEitherSetOfNames) {
    for (const auto host : values)
        for (const auto cluster : values) {
            const TrustFacts facts{host, cluster};
            const Descriptor source = with(facts);
            for (const Grammar target : all_targets)
                for (const TrustNames names :
                     {TrustNames::engine_and_documented, TrustNames::engine_only, TrustNames::documented_only}) {
                    SCOPED_TRACE(target_word(target) + ", host " + said(host) + ", cluster " + said(cluster));
                    Options options = to(target);
                    options.trust_names = names;
                    check(source, options, facts);
                }
        }
}

std::string name_of(const testing::TestParamInfo<const char*>& info) {
    std::string name = info.param;
    for (char& c : name)
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) c = '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Sources, TrustMatrix,
                         testing::Values("vmware-0.9/vm.ovf", "vmware-0.9/template.ovf", "dmtf-1.0/vm.ovf",
                                         "dmtf-1.0/template.ovf", "dmtf-1.1/vm.ovf", "dmtf-1.1/template.ovf",
                                         "dmtf-2.x/vm.ovf", "dmtf-2.x/template.ovf", "vmware/vm.ovf",
                                         "vmware/template.ovf", "virtualbox/vm-1.0.ovf", "virtualbox/template-2.0.ovf",
                                         "xen/vm.ovf", "xen/template.ovf", "ovirt/vm-4.5.ovf", "ovirt/template-4.5.ovf",
                                         "ovirt/vm-4.1.ovf", "ovirt/template-3.3.ovf", "ovirt-ova/vm-4.5.ovf",
                                         "ovirt-ova/template-4.5.ovf", "dmtf-1.1/collection.ovf"),
                         name_of);

model::TrustFlags flags_in(const Output& output) { return only_system(output.envelope).trust; }

TEST(TrustFlags, StandInOVirtUnderTheNamesThatAreAskedFor) {
    const Descriptor source = read_dialect("dmtf-1.1/vm.ovf");  // true, true
    Options options = to(Grammar::ovirt);
    model::TrustFlags flags = flags_in(output_of(source, options));
    EXPECT_EQ(flags.TrustedService.optional(), true);
    EXPECT_EQ(flags.trusted_cluster_flag.optional(), true);
    EXPECT_EQ(flags.TrustedHostFlag.optional(), true);
    options.trust_names = TrustNames::engine_only;
    flags = flags_in(output_of(source, options));
    EXPECT_EQ(flags.TrustedService.optional(), true);
    EXPECT_FALSE(flags.trusted_cluster_flag);
    EXPECT_EQ(flags.TrustedHostFlag.optional(), true);
    options.trust_names = TrustNames::documented_only;
    flags = flags_in(output_of(source, options));
    EXPECT_FALSE(flags.TrustedService);
    EXPECT_EQ(flags.trusted_cluster_flag.optional(), true);
}

TEST(TrustFlags, StandInASectionOfAStandardDialect) {
    const Output output = output_of(read_dialect("ovirt/vm-trust-names.ovf"), Grammar::ovf_1);
    const auto* section = model::find<model::TrustSection>(only_system(output.envelope).sections);
    ASSERT_NE(section, nullptr);
    EXPECT_EQ(section->required.optional(), false);
    EXPECT_EQ(section->info->text, "Trusted compute pool requirements of this virtual machine");
    EXPECT_TRUE(section->kind.absent());
    EXPECT_FALSE(only_system(output.envelope).trust.any());
}

TEST(TrustFlags, AreToBeUnderstoodWhenThatIsAskedFor) {
    Options options = to(Grammar::ovf_2);
    options.require_trust_understood = true;
    const Output output = output_of(read_dialect("ovirt/template-4.5.ovf"), options);
    const auto* section = model::find<model::TrustSection>(only_system(output.envelope).sections);
    ASSERT_NE(section, nullptr);
    EXPECT_EQ(section->required.optional(), true);
    EXPECT_EQ(section->kind.optional(), "template");
    EXPECT_NE(output.bytes.find("<trust:TrustSection ovf:required=\"true\">"), std::string::npos);
}

TEST(TrustFlags, CannotBeMadeToBeUnderstoodInOVirt) {
    Options options = to(Grammar::ovirt);
    options.require_trust_understood = true;
    const auto tells_so = [&](const char* name) {
        return tells(output_of(read_dialect(name), options), LossKind::weakened, "no way to say that trust must");
    };
    EXPECT_TRUE(tells_so("vmware/vm.ovf"));
    EXPECT_TRUE(tells_so("ovirt-ova/vm-4.5.ovf"));
    EXPECT_FALSE(tells_so("ovirt/vm-trust-none.ovf")) << "nothing is there to be understood";
}

TEST(TrustFlags, OfACollectionReachEveryMachineInIt) {
    Descriptor source = read_dialect("dmtf-1.1/collection.ovf");
    model::Envelope envelope = source.envelope();
    envelope.contents.front().collection()->trust.TrustedService = true;
    source = written(envelope, Grammar::ovf_1);
    const auto outputs = outputs_of(source, to(Grammar::ovirt));
    EXPECT_GT(outputs.size(), 1U);
    for (const Output& output : outputs) EXPECT_EQ(flags_in(output).TrustedService.optional(), true);
    const Descriptor whole = parsed(output_of(source, Grammar::ovf_2).bytes);
    for (const auto& entity : evidence_of(whole).entities) EXPECT_EQ(entity.trust.trusted_cluster, true);
}

TEST(TrustFlags, OfAnyOddFormCountAsTheyDidBefore) {
    for (const std::string& path : test::files_below(test::fixture("trust"), {".ovf"}))
        for (const Grammar target : all_targets) {
            SCOPED_TRACE(path + " to " + target_word(target));
            const Descriptor source = parsed(test::contents(path));
            const auto before = evidence_of(source).entities;
            const auto outputs = outputs_of(source, to(target));
            std::size_t i = 0;
            for (const Output& output : outputs)
                for (const auto& entity : evidence_of(parsed(output.bytes)).entities) {
                    EXPECT_EQ(entity.trust, before.at(i).trust);
                    EXPECT_EQ(entity.kind, before.at(i++).kind);
                }
            EXPECT_EQ(i, before.size());
        }
}

}  // namespace
}  // namespace ovfkit::convert
