// SPDX-License-Identifier: Apache-2.0
// What validating costs: reading, the schema and all rules, against libxml2 that parses the same bytes and validates
// them with the same schema and does nothing else. Both take turns file by file, so that whatever else the machine does
// meets both.

#include <ovfkit/validate/validate.hpp>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

namespace {

namespace fs = std::filesystem;
using ovfkit::Diagnostics;
using ovfkit::descriptor::Descriptor;
using ovfkit::descriptor::Grammar;

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeValidator {
    void operator()(xmlSchemaValidCtxt* context) const { xmlSchemaFreeValidCtxt(context); }
};

xmlSchemaPtr load(const char* name) {
    const std::string path = std::string(OVFKIT_SOURCE_DIR "/schemas/xsd/") + name;
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path.c_str());
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    if (schema == nullptr) std::abort();
    return schema;
}

xmlSchemaPtr schema_for(Grammar grammar) {
    static xmlSchemaPtr ovf_1 = load("envelope-1.xsd");
    static xmlSchemaPtr ovf_2 = load("envelope-2.xsd");
    return grammar == Grammar::ovf_2 ? ovf_2 : ovf_1;
}

struct File {
    std::string bytes;
    xmlSchemaPtr schema = nullptr;
};

bool bare(const File& file) {
    constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    const std::unique_ptr<xmlDoc, FreeDocument> document(
        xmlReadMemory(file.bytes.data(), static_cast<int>(file.bytes.size()), "descriptor", nullptr, options));
    if (!document) return false;
    const std::unique_ptr<xmlSchemaValidCtxt, FreeValidator> validator(xmlSchemaNewValidCtxt(file.schema));
    xmlSchemaSetValidStructuredErrors(
        validator.get(), [](void*, xmlErrorPtr) {}, nullptr);
    benchmark::DoNotOptimize(xmlSchemaValidateDoc(validator.get(), document.get()));
    return true;
}

const ovfkit::validate::Options& options() {
    static const ovfkit::validate::Options interop{ovfkit::validate::Profile::named("interop").value()};
    return interop;
}

bool ours(const std::string& bytes) {
    Diagnostics found;
    const auto descriptor = Descriptor::parse(bytes, found);
    if (!descriptor) return false;
    ovfkit::validate::check(*descriptor, options(), found);
    benchmark::DoNotOptimize(ovfkit::validate::judged(found, options().profile));
    return true;
}

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

fs::path corpus_folder() {
    // Before any thread is there.
    const char* named = std::getenv("OVFKIT_CORPUS");  // NOLINT(concurrency-mt-unsafe)
    const fs::path folder = named != nullptr ? named : OVFKIT_SOURCE_DIR "/../shared/corpus";
    return fs::exists(folder) ? folder : OVFKIT_SOURCE_DIR "/fixtures/dialects";
}

/// The descriptors in the standard's own form that both can read.
const std::vector<File>& corpus() {
    static const std::vector<File> files = [] {
        std::vector<File> all;
        for (const auto& entry : fs::recursive_directory_iterator(corpus_folder())) {
            if (!entry.is_regular_file() || entry.path().extension() != ".ovf") continue;
            File file{contents(entry.path()), nullptr};
            Diagnostics ignored;
            const auto descriptor = Descriptor::parse(file.bytes, ignored);
            if (!descriptor) continue;
            const Grammar grammar = descriptor->dialect().grammar;
            if (grammar != Grammar::ovf_1 && grammar != Grammar::ovf_2) continue;
            file.schema = schema_for(grammar);
            if (bare(file)) all.push_back(std::move(file));
        }
        return all;
    }();
    return files;
}

template <class Work>
double seconds(Work work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void validate_corpus(benchmark::State& state) {
    const auto& files = corpus();
    double all_rules = 0;
    double schema_only = 0;
    for (auto _ : state) {
        double spent = 0;
        for (const File& file : files) {
            schema_only += seconds([&] { bare(file); });
            spent += seconds([&] { ours(file.bytes); });
        }
        all_rules += spent;
        state.SetIterationTime(spent);
    }
    state.counters["time_ratio"] = all_rules / schema_only;
    state.SetLabel(std::to_string(files.size()) + " files");
}
BENCHMARK(validate_corpus)->UseManualTime()->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();

/// A descriptor of that many machines, each with a disk and a network.
std::string large(std::size_t machines) {
    std::string files;
    std::string disks;
    std::string systems;
    for (std::size_t i = 0; i < machines; ++i) {
        const std::string n = std::to_string(i);
        files += "<File ovf:id=\"f" + n + "\" ovf:href=\"d" + n + ".vmdk\"/>\n";
        disks += "<Disk ovf:diskId=\"d" + n + "\" ovf:fileRef=\"f" + n +
                 "\" ovf:capacity=\"8\" "
                 "ovf:capacityAllocationUnits=\"byte * 2^30\" "
                 "ovf:format=\"http://www.vmware.com/specifications/vmdk.html#sparse\"/>\n";
        systems += "<VirtualSystem ovf:id=\"vm" + n +
                   "\"><Info>Machine</Info><VirtualHardwareSection><Info>Hardware</Info>"
                   "<Item><rasd:ElementName>cpu</rasd:ElementName><rasd:InstanceID>1</"
                   "rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType>"
                   "<rasd:VirtualQuantity>2</rasd:VirtualQuantity></Item>"
                   "<Item><rasd:ElementName>ide</rasd:ElementName><rasd:InstanceID>2</"
                   "rasd:InstanceID><rasd:ResourceType>5</rasd:ResourceType></Item>"
                   "<Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:ElementName>disk</"
                   "rasd:ElementName><rasd:HostResource>ovf:/disk/d" +
                   n +
                   "</rasd:HostResource><rasd:InstanceID>3</rasd:InstanceID><rasd:Parent>2</"
                   "rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>"
                   "</VirtualHardwareSection></VirtualSystem>\n";
    }
    return "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
           "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\" "
           "xmlns:rasd=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"
           "CIM_ResourceAllocationSettingData\">\n<References>\n" +
           files + "</References>\n<DiskSection><Info>Disks</Info>\n" + disks +
           "</DiskSection>\n"
           "<VirtualSystemCollection ovf:id=\"all\"><Info>All</Info>\n" +
           systems + "</VirtualSystemCollection>\n</Envelope>\n";
}

// Time for a byte at 1, 2 and 4 MB: where it is the same, time is linear.
void validate_large(benchmark::State& state) {
    const std::string bytes = large(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) ours(bytes);
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * static_cast<std::int64_t>(bytes.size())));
    state.SetLabel(std::to_string(bytes.size()) + " bytes");
}
BENCHMARK(validate_large)->Arg(1000)->Arg(2000)->Arg(4000)->Unit(benchmark::kMillisecond);

// Ten thousand small descriptors, over all cores.
void validate_many(benchmark::State& state) {
    constexpr std::size_t count = 10'000;
    const std::string bytes = contents(OVFKIT_SOURCE_DIR "/fixtures/packages/appliance/appliance.ovf");
    for (auto _ : state) {
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            while (next++ < count) ours(bytes);
        };
        const double spent = seconds([&] {
            std::vector<std::thread> others;
            for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i) others.emplace_back(work);
            work();
            for (std::thread& other : others) other.join();
        });
        state.SetIterationTime(spent);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(count));
    state.SetLabel(std::to_string(bytes.size()) + " bytes each");
}
BENCHMARK(validate_many)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
