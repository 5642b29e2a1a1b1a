// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ovfkit/io/file.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/model/view.hpp>
#include <ovfkit/task/convert.hpp>
#include <ovfkit/task/edit.hpp>
#include <ovfkit/task/import_evidence.hpp>
#include <ovfkit/task/source.hpp>
#include <ovfkit/task/validate_file.hpp>
#include <ovfkit/task/verify.hpp>
#include <ovfkit/validate/rules.hpp>

#include <algorithm>
#include <fstream>

#include "support/command.hpp"
#include "support/files.hpp"

namespace ovfkit::task {
namespace {

const std::string fixtures = OVFKIT_SOURCE_DIR "/fixtures/";

TEST(ReadSource, TellsADescriptorFromAPackageByItsBytes) {
    const Source folder = read_source(fixtures + "packages/appliance", {});
    ASSERT_TRUE(folder.descriptor);
    ASSERT_TRUE(folder.package);
    EXPECT_EQ(folder.package->form(), package::Form::directory);
    EXPECT_EQ(folder.bytes, folder.descriptor->bytes());
    const Source alone = read_source(fixtures + "packages/appliance/appliance.ovf", {});
    ASSERT_TRUE(alone.descriptor);
    EXPECT_FALSE(alone.package);
    EXPECT_FALSE(alone.error);
}

TEST(ReadSource, SaysWhyThereIsNoDescriptor) {
    const Source absent = read_source(fixtures + "is-not-there.ovf", {});
    ASSERT_TRUE(absent.error);
    EXPECT_EQ(absent.error->code, ErrorCode::not_found);
    EXPECT_TRUE(absent.diagnostics.empty());
    const Source broken = read_source(fixtures + "hostile/doctype.ovf", {});
    ASSERT_TRUE(broken.error);
    EXPECT_TRUE(broken.diagnostics.has(broken.error->rule));
    EXPECT_FALSE(broken.bytes.empty());
    EXPECT_FALSE(broken.descriptor);
}

TEST(ReadSource, AsksTheManifestBesideADescriptorByItself) {
    const test::TemporaryFolder folder;
    const std::string path = folder / "appliance.ovf";
    const std::string bytes = test::contents(fixtures + "packages/appliance/appliance.ovf");
    std::ofstream(path) << bytes;
    EXPECT_FALSE(read_source(path, {}).disowned) << "there is no manifest";
    std::ofstream(folder / "appliance.mf") << test::contents(fixtures + "packages/appliance/appliance.mf");
    const Source same = read_source(path, {});
    EXPECT_FALSE(same.disowned);
    EXPECT_TRUE(same.diagnostics.empty()) << "what else the folder lacks is not asked for";
    std::ofstream(path) << bytes << "\n";
    Source other = read_source(path, {});
    EXPECT_TRUE(other.disowned);
    EXPECT_TRUE(other.diagnostics.has("manifest/digest-mismatch"));
    EXPECT_TRUE(collect_evidence(other, {}).disowned);
    std::ofstream(folder / "appliance.mf") << "nonsense";
    EXPECT_FALSE(read_source(path, {}).disowned) << "it says nothing of the descriptor";
}

TEST(ReadSource, TakesAStreamOfEitherKind) {
    for (const char* name : {"packages/appliance/appliance.ovf", "rules/manifest/crlf/good.ova"}) {
        const auto input = io::open_stream(fixtures + name);
        ASSERT_TRUE(input);
        const Source source = read_source(**input, "the answer", {});
        ASSERT_TRUE(source.descriptor) << name;
        EXPECT_EQ(source.package.has_value(),
                  std::string_view(name).substr(std::string_view(name).size() - 4) == ".ova");
        EXPECT_EQ(source.descriptor->name().substr(0, 10), "the answer");
    }
    const auto nothing = io::stream_bytes("");
    EXPECT_TRUE(read_source(*nothing, "nothing", {}).error);
}

TEST(Baseline, AcceptsWhatItWasMadeOfAndNothingElse) {
    FileCheck check;
    check.profile = validate::Profile::named("dmtf-1.1").value();
    std::vector<report::ValidatedFile> files{validate_file(fixtures + "hostile/doctype.ovf", check).file,
                                             validate_file(fixtures + "packages/appliance/appliance.ovf", check).file};
    Diagnostic made;
    made.rule = "xml/made-up";
    made.message = "twice";
    files[1].findings = {made, made};
    validate::Baseline baseline = validate::Baseline::parse(baseline_of(files), "baseline").value();
    files[1].findings.push_back(made);
    leave_out_accepted(baseline, files);
    EXPECT_EQ(files[1].findings.size(), 1U);
    EXPECT_EQ(files[1].suppressed, 2U);
}

TEST(ReadSource, KeepsToTheLimits) {
    Limits limits;
    limits.max_bytes = 100;
    const Source source = read_source(fixtures + "packages/appliance/appliance.ovf", limits);
    ASSERT_TRUE(source.error);
    EXPECT_EQ(source.error->code, ErrorCode::limit_exceeded);
}

TEST(Edited, ChangesNothingWithoutEdits) {
    const Source source = read_source(fixtures + "packages/appliance", {});
    const auto edited = task::edited({}, *source.descriptor);
    ASSERT_TRUE(edited);
    EXPECT_EQ(edited->bytes, source.bytes);
    EXPECT_TRUE(edited->remarks.empty());
    EXPECT_FALSE(edited->lost_trust_signature);
}

TEST(Edited, IsReadAsWhatWasAskedFor) {
    const Source source = read_source(fixtures + "packages/appliance", {});
    Edits edits;
    edits.cpus = 4;
    edits.memory_bytes = std::uint64_t{1} << 30U;
    edits.trusted_host.emplace(std::nullopt);
    const auto edited = task::edited(edits, *source.descriptor);
    ASSERT_TRUE(edited);
    Diagnostics ignored;
    const auto again = descriptor::Descriptor::parse(edited->bytes, ignored);
    ASSERT_TRUE(again);
    const auto systems = model::virtual_systems(again->envelope());
    const auto hardware = model::hardware(again->envelope(), *systems.at(0));
    EXPECT_EQ(hardware.cpus, 4U);
    EXPECT_EQ(hardware.memory_bytes, std::uint64_t{1} << 30U);
    EXPECT_EQ(edited->bytes.find("TrustedHostFlag"), std::string::npos);
}

TEST(Edited, RefusesAnEntityThatIsNotThere) {
    const Source source = read_source(fixtures + "packages/appliance", {});
    Edits edits;
    edits.entity = "nobody";
    edits.name = "x";
    const auto edited = task::edited(edits, *source.descriptor);
    ASSERT_FALSE(edited);
    EXPECT_EQ(edited.error().code, ErrorCode::invalid_argument);
}

TEST(VerifyPath, SaysTheSameOfAPackageThatIsOpen) {
    Diagnostics by_path;
    Diagnostics by_handle;
    const auto one = verify_path(fixtures + "packages/appliance", {}, by_path);
    ASSERT_TRUE(one);
    const auto other = verify_package(one->package, {}, by_handle);
    ASSERT_TRUE(other);
    EXPECT_EQ(one->verification.states, other->verification.states);
    EXPECT_EQ(by_path.size(), by_handle.size());
    EXPECT_EQ(one->trust.state, trust::SignedTrust::absent);
}

TEST(ValidateFile, MakesAFindingOfWhatCannotBeRead) {
    const CheckedFile checked = validate_file(fixtures + "is-not-there.ovf", {});
    EXPECT_FALSE(checked.file.readable);
    ASSERT_EQ(checked.file.findings.size(), 1U);
    EXPECT_EQ(checked.file.findings[0].severity, Severity::error);
    EXPECT_FALSE(checked.verification);
}

TEST(ValidateInput, FindsWhatIsFoundAtAPath) {
    FileCheck check;
    check.descriptor_only = true;
    const std::string path = fixtures + "dialects/ovirt/vm-4.5.ovf";
    const auto input = io::open_stream(path);
    ASSERT_TRUE(input);
    const CheckedFile by_input = validate_input(**input, path, check);
    const CheckedFile by_path = validate_file(path, check);
    EXPECT_TRUE(by_input.file.readable);
    EXPECT_EQ(by_input.file.name, path);
    ASSERT_EQ(by_input.file.findings.size(), by_path.file.findings.size());
    for (std::size_t i = 0; i < by_path.file.findings.size(); ++i)
        EXPECT_EQ(by_input.file.findings[i].rule, by_path.file.findings[i].rule);
}

TEST(ValidateFile, LeavesAFileUnvalidatedWhenProgressSaysStop) {
    FileCheck check;
    check.progress = [](const Progress&) { return false; };
    const CheckedFile stopped = validate_file(fixtures + "packages/appliance", check);
    EXPECT_FALSE(stopped.verification);
    ASSERT_FALSE(stopped.file.findings.empty());
    EXPECT_TRUE(std::any_of(stopped.file.findings.begin(), stopped.file.findings.end(),
                            [](const Diagnostic& one) { return one.rule == validate::rule::unreadable.slug; }));
}

TEST(VerifyInput, SaysTheSameAsOfAPath) {
    const std::string path = fixtures + "rules/manifest/crlf/good.ova";
    Diagnostics by_input;
    Diagnostics by_path;
    const auto input = io::open_stream(path);
    ASSERT_TRUE(input);
    const auto one = verify_input(**input, path, {}, by_input);
    const auto other = verify_path(path, {}, by_path);
    ASSERT_TRUE(one);
    ASSERT_TRUE(other);
    EXPECT_EQ(one->verification.states, other->verification.states);
    EXPECT_EQ(one->trust.state, trust::SignedTrust::absent);
}

TEST(ConversionOf, NamesWhoseEachLossIs) {
    const Source source = read_source(fixtures + "dialects/dmtf-1.1/collection.ovf", {});
    ASSERT_TRUE(source.descriptor);
    convert::Options options;
    options.target = descriptor::Grammar::ovirt;
    const auto outputs = convert::convert(*source.descriptor, options);
    ASSERT_TRUE(outputs);
    ASSERT_GT(outputs->size(), 1U);
    const auto told = conversion_of("dmtf-1.x", "ovirt", *outputs, {"one.ovf"});
    ASSERT_EQ(told.files.size(), outputs->size());
    EXPECT_EQ(told.files[0].path, "one.ovf");
    EXPECT_EQ(told.files[1].path, "-");
    for (const report::EntityLoss& loss : told.losses) EXPECT_FALSE(loss.entity.empty());
}

}  // namespace
}  // namespace ovfkit::task
