// SPDX-License-Identifier: Apache-2.0
// Laws over generated models: what one row writes, the same row reads and edits.
#include <gtest/gtest.h>

#include <ovfkit/descriptor/write.hpp>

#include "descriptor/parsed.hpp"
#include "descriptor/state.hpp"
#include "support/files.hpp"
#include "support/generate.hpp"

namespace ovfkit::descriptor {
namespace {

struct Case {
    Grammar grammar;
    model::EntityKind kind;
    const char* name;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class Law : public testing::TestWithParam<Case> {
protected:
    static constexpr std::uint32_t rounds = 400;
};

TEST_P(Law, ReadOfWriteIsEqual) {
    for (std::uint32_t seed = 0; seed < rounds; ++seed) {
        const model::Envelope made = test::Generator(seed).envelope(GetParam().grammar, GetParam().kind);
        const auto bytes = write(made, GetParam().grammar);
        ASSERT_TRUE(bytes) << bytes.error().message;
        const Descriptor again = parsed(*bytes);
        ASSERT_EQ(again.dialect().grammar, GetParam().grammar) << "seed " << seed << "\n" << *bytes;
        ASSERT_TRUE(again.envelope() == completed(made, GetParam().grammar)) << "seed " << seed << "\n" << *bytes;
    }
}

TEST_P(Law, GeneratedModelsHaveAPlaceForEverything) {
    for (std::uint32_t seed = 0; seed < rounds; ++seed) {
        const model::Envelope made = test::Generator(seed).envelope(GetParam().grammar, GetParam().kind);
        const auto left_out = inexpressible(made, GetParam().grammar);
        ASSERT_TRUE(left_out.empty()) << "seed " << seed << ": " << left_out.front().path;
    }
}

TEST_P(Law, CompletingTwiceChangesNothingMore) {
    for (std::uint32_t seed = 0; seed < rounds; ++seed) {
        const model::Envelope made = test::Generator(seed).envelope(GetParam().grammar, GetParam().kind);
        const model::Envelope once = completed(made, GetParam().grammar);
        ASSERT_TRUE(completed(once, GetParam().grammar) == once) << "seed " << seed;
    }
}

TEST_P(Law, WriteOfReadOfWriteIsIdentical) {
    for (std::uint32_t seed = 0; seed < rounds; ++seed) {
        const auto bytes =
            write(test::Generator(seed).envelope(GetParam().grammar, GetParam().kind), GetParam().grammar);
        ASSERT_TRUE(bytes);
        const auto again = write(parsed(*bytes).envelope(), GetParam().grammar);
        ASSERT_TRUE(again);
        ASSERT_EQ(*again, *bytes) << "seed " << seed;
    }
}

TEST_P(Law, AnUntouchedModelGivesBackTheBytes) {
    for (std::uint32_t seed = 0; seed < rounds; ++seed) {
        const auto bytes =
            write(test::Generator(seed).envelope(GetParam().grammar, GetParam().kind), GetParam().grammar);
        ASSERT_TRUE(bytes);
        const Descriptor read = parsed(*bytes);
        const auto again = rewrite(read, read.envelope());
        ASSERT_TRUE(again) << again.error().message;
        ASSERT_EQ(*again, *bytes) << "seed " << seed;
    }
}

// The rewriter reads its own result and refuses what does not say what was asked; so success is the law.
TEST_P(Law, AnyEditCanBeSplicedIn) {
    std::uint32_t edits = 0;
    for (std::uint32_t seed = 0; seed < rounds; ++seed) {
        test::Generator generator(seed);
        const auto bytes = write(generator.envelope(GetParam().grammar, GetParam().kind), GetParam().grammar);
        ASSERT_TRUE(bytes);
        const Descriptor read = parsed(*bytes);
        const auto systems = model::virtual_systems(read.envelope());
        const Targets targets =
            systems.empty() ? targets_of(GetParam().grammar) : targets_of(GetParam().grammar, *systems.front());
        model::Envelope changed = read.envelope();
        std::string what;
        for (int i = 0; i < 3; ++i)
            what += generator.mutate(envelope_shape(GetParam().grammar), &changed, targets) + "; ";
        const auto after = model::virtual_systems(changed);
        if (!after.empty() && model::entity_kind(*after.front()) != model::entity_kind(*systems.front())) continue;
        const auto edited = rewrite(read, changed);
        ASSERT_TRUE(edited) << "seed " << seed << ": " << what << edited.error().message << "\n" << *bytes;
        if (!(changed == read.envelope())) ++edits;
    }
    EXPECT_GT(edits, rounds / 3);
}

TEST_P(Law, EverySpanLiesInItsSource) {
    for (std::uint32_t seed = 0; seed < rounds / 3; ++seed) {
        const auto bytes =
            write(test::Generator(seed).envelope(GetParam().grammar, GetParam().kind), GetParam().grammar);
        ASSERT_TRUE(bytes);
        const Descriptor read = parsed(*bytes);
        for (const model::VirtualSystem* system : model::virtual_systems(read.envelope())) {
            ASSERT_LE(system->at.end, bytes->size());
            ASSERT_EQ((*bytes)[system->at.begin], '<');
            ASSERT_EQ((*bytes)[system->at.end - 1], '>');
            if (system->name.has_value()) {
                ASSERT_TRUE(system->at.contains(system->name.at()));
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Grammars, Law,
                         testing::Values(Case{Grammar::draft_0_9, model::EntityKind::vm, "Draft"},
                                         Case{Grammar::ovf_1, model::EntityKind::vm, "Ovf1"},
                                         Case{Grammar::ovf_2, model::EntityKind::vm, "Ovf2"},
                                         Case{Grammar::ovirt, model::EntityKind::vm, "OvirtVm"},
                                         Case{Grammar::ovirt, model::EntityKind::template_, "OvirtTemplate"},
                                         Case{Grammar::ovirt_ova, model::EntityKind::vm, "OvirtOvaVm"},
                                         Case{Grammar::ovirt_ova, model::EntityKind::template_, "OvirtOvaTemplate"}),
                         [](const auto& p) { return p.param.name; });

}  // namespace
}  // namespace ovfkit::descriptor
