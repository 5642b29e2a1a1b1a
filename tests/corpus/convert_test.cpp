// SPDX-License-Identifier: Apache-2.0
// Conversion of descriptors that real products wrote into every dialect.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>

#include <ovfkit/convert/convert.hpp>
#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/trust/evidence.hpp>

#include "support/files.hpp"

namespace ovfkit::convert {
namespace {

using descriptor::Descriptor;
using descriptor::Grammar;

std::vector<trust::EntityEvidence> entities_of(const Descriptor& d) {
    Diagnostics diagnostics;
    return trust::collect(d.envelope(), d.dialect().name, diagnostics).entities;
}

/// The sizes of a machine's disks, in any order.
std::vector<std::optional<std::uint64_t>> sizes_of(const model::HardwareView& view) {
    std::vector<std::optional<std::uint64_t>> sizes;
    for (const model::DiskView& disk : view.disks) sizes.push_back(disk.capacity_bytes);
    std::sort(sizes.begin(), sizes.end());
    return sizes;
}

bool tells_of(const Output& output, std::initializer_list<const char*> words) {
    for (const Loss& loss : output.losses)
        for (const char* word : words)
            if (loss.message.find(word) != std::string::npos) return true;
    return false;
}

struct Count {
    std::size_t documents = 0;
    std::size_t outputs = 0;
    std::size_t losses = 0;
    std::size_t left_out = 0;
};

void check_hardware(const model::HardwareView& before, const model::HardwareView& after, const Output& output) {
    if (before.cpus != after.cpus) {
        EXPECT_TRUE(tells_of(output, {"configurations"}))
            << before.cpus.value_or(0) << " became " << after.cpus.value_or(0);
    }
    if (before.memory_bytes != after.memory_bytes) {
        EXPECT_TRUE(tells_of(output, {"configurations", "MiB"}))
            << before.memory_bytes.value_or(0) << " became " << after.memory_bytes.value_or(0);
    }
    // oVirt configurations list each volume that another builds on; a standard document has them as one disk.
    const bool volumes = std::any_of(after.disks.begin(), after.disks.end(), [](const model::DiskView& d) {
        return d.disk != nullptr && d.disk->parent_ref && !d.disk->parent_ref->empty();
    });
    if (sizes_of(before) != sizes_of(after) && !volumes) {
        EXPECT_TRUE(tells_of(output, {"LUN", "volume", "size by property", "drive names no disk", "configurations"}))
            << sizes_of(before).size() << " disks became " << sizes_of(after).size();
    }
}

void check(const Descriptor& source, Grammar target, Count& count) {
    Options options;
    options.target = target;
    const auto outputs = convert(source, options);
    const auto systems = model::virtual_systems(source.envelope());
    if (systems.empty()) {
        ASSERT_FALSE(outputs);
        EXPECT_EQ(outputs.error().code, ErrorCode::unsupported);
        return;
    }
    ASSERT_TRUE(outputs) << outputs.error().message;
    ++count.documents;
    const auto before = entities_of(source);
    const auto views = model::hardware(source.envelope());
    std::size_t entity = 0;
    for (const Output& output : *outputs) {
        ++count.outputs;
        count.losses += output.losses.size();
        Diagnostics diagnostics;
        auto back = Descriptor::parse(output.bytes, diagnostics);
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(back->dialect().grammar, target);
        EXPECT_TRUE(back->envelope() == output.envelope);
        EXPECT_TRUE(descriptor::inexpressible(output.envelope, target).empty());
        const auto after = entities_of(*back);
        const auto hardware = model::hardware(back->envelope());
        for (std::size_t i = 0; i < after.size(); ++i, ++entity) {
            ASSERT_LT(entity, before.size());
            EXPECT_EQ(after[i].trust, before[entity].trust);
            EXPECT_EQ(after[i].kind, before[entity].kind);
            // The view of a document with one machine lists disks that no Item names; that of several does not.
            if (systems.size() == 1 || outputs->size() == 1) check_hardware(views[entity], hardware[i], output);
        }
        for (const Loss& loss : output.losses)
            if (loss.message.find("is left out") != std::string::npos) {
                ++count.left_out;
                if (count.left_out < 20) std::cout << "left out: " << loss.path << ": " << loss.message << "\n";
            }
    }
    EXPECT_EQ(entity, systems.size());
}

TEST(CorpusConversion, EveryDescriptorBecomesEveryDialect) {
    const auto paths = test::corpus_descriptors();
    if (paths.empty()) GTEST_SKIP() << "no corpus";
    std::map<Grammar, Count> counts;
    for (const std::string& path : paths) {
        Diagnostics diagnostics;
        const auto source = Descriptor::parse(test::contents(path), diagnostics);
        if (!source) continue;
        for (const Grammar target : {Grammar::ovf_1, Grammar::ovf_2, Grammar::ovirt, Grammar::ovirt_ova}) {
            SCOPED_TRACE(path + " to grammar " + std::to_string(static_cast<int>(target)));
            check(*source, target, counts[target]);
        }
    }
    for (const auto& [target, count] : counts)
        std::cout << "corpus: to grammar " << static_cast<int>(target) << ": " << count.documents << " documents, "
                  << count.outputs << " outputs, " << count.losses << " losses, " << count.left_out
                  << " of them found by no step\n";
    EXPECT_GT(counts[Grammar::ovirt].documents, 0U);
}

}  // namespace
}  // namespace ovfkit::convert
