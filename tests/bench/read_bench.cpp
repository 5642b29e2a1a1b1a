// SPDX-License-Identifier: Apache-2.0
// What reading costs: every descriptor of the corpus into the model, against libxml2's DOM of the same bytes.

#include <ovfkit/descriptor/descriptor.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <malloc.h>

// ---- what is allocated
// ------------------------------------------------------------------------------------------------

namespace {

std::size_t live = 0;
std::size_t peak = 0;

void* counted(void* block) {
    if (block != nullptr) live += malloc_usable_size(block);
    peak = std::max(peak, live);
    return block;
}

void uncount(void* block) {
    if (block != nullptr) live -= malloc_usable_size(block);
}

// Not inlined, so that the compiler does not take operator new and free() for a mismatch.
[[gnu::noinline]] void* counted_malloc(std::size_t size) { return counted(std::malloc(size)); }

[[gnu::noinline]] void counted_free(void* block) {
    uncount(block);
    std::free(block);
}

void* counted_realloc(void* block, std::size_t size) {
    uncount(block);
    return counted(std::realloc(block, size));
}

char* counted_strdup(const char* text) {
    const std::size_t size = std::char_traits<char>::length(text) + 1;
    auto* copy = static_cast<char*>(counted_malloc(size));
    if (copy != nullptr) std::copy_n(text, size, copy);
    return copy;
}

}  // namespace

void* operator new(std::size_t size) {
    if (void* block = counted_malloc(size == 0 ? 1 : size)) return block;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void* block) noexcept { counted_free(block); }
void operator delete[](void* block) noexcept { counted_free(block); }
void operator delete(void* block, std::size_t) noexcept { counted_free(block); }
void operator delete[](void* block, std::size_t) noexcept { counted_free(block); }

// ---- what is read
// -----------------------------------------------------------------------------------------------------

namespace {

using ovfkit::descriptor::Descriptor;

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

Document read_dom(const std::string& bytes) {
    constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    return Document(xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), "descriptor", nullptr, options));
}

ovfkit::Result<Descriptor> read_model(const std::string& bytes) {
    ovfkit::Diagnostics diagnostics;
    return Descriptor::parse(bytes, diagnostics);
}

std::filesystem::path corpus_folder() {
    // Before any thread is there.
    const char* named = std::getenv("OVFKIT_CORPUS");  // NOLINT(concurrency-mt-unsafe)
    const std::filesystem::path folder = named != nullptr ? named : OVFKIT_SOURCE_DIR "/../shared/corpus";
    return std::filesystem::exists(folder) ? folder : OVFKIT_SOURCE_DIR "/fixtures/dialects";
}

struct Corpus {
    std::vector<std::string> files;
    std::size_t bytes = 0;
    std::size_t left_out = 0;  // what either of the two cannot read
};

const Corpus& corpus() {
    static const Corpus loaded = [] {
        xmlMemSetup(counted_free, counted_malloc, counted_realloc, counted_strdup);
        xmlInitParser();
        Corpus c;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus_folder())) {
            if (!entry.is_regular_file() || entry.path().extension() != ".ovf") continue;
            std::ifstream file(entry.path(), std::ios::binary);
            std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
            if (!read_model(bytes) || !read_dom(bytes)) {
                ++c.left_out;
                continue;
            }
            c.bytes += bytes.size();
            c.files.push_back(std::move(bytes));
        }
        return c;
    }();
    return loaded;
}

template <class Read>
double seconds(const std::string& bytes, Read read) {
    const auto start = std::chrono::steady_clock::now();
    {
        auto result = read(bytes);
        benchmark::DoNotOptimize(result);
    }  // freeing counts, too
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Both readers file by file in turn, so that whatever else the machine does meets both.
void read_corpus(benchmark::State& state) {
    const Corpus& c = corpus();
    double model = 0;
    double dom = 0;
    for (auto _ : state) {
        double spent = 0;
        for (const std::string& bytes : c.files) {
            dom += seconds(bytes, read_dom);
            spent += seconds(bytes, read_model);
        }
        model += spent;
        state.SetIterationTime(spent);
    }
    const auto iterations = static_cast<double>(state.iterations());
    state.counters["model_ms"] = model / iterations * 1e3;
    state.counters["dom_ms"] = dom / iterations * 1e3;
    state.counters["time_ratio"] = model / dom;
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * static_cast<std::int64_t>(c.bytes)));
    state.SetLabel(std::to_string(c.files.size()) + " files, " + std::to_string(c.bytes) + " bytes, " +
                   std::to_string(c.left_out) + " left out");
}
BENCHMARK(read_corpus)->UseManualTime()->Unit(benchmark::kMillisecond)->Repetitions(5)->ReportAggregatesOnly();

struct Memory {
    std::size_t held = 0;  // sum over the files of what is allocated when the file was read
    std::size_t most = 0;  // sum over the files of the most that was allocated at once
    double worst = 0;      // of one file: the most in terms of its size
};

template <class Read>
Memory measure(const Corpus& c, Read read) {
    Memory m;
    for (const std::string& bytes : c.files) {
        const std::size_t before = peak = live;
        const auto result = read(bytes);
        m.held += live - before;
        m.most += peak - before;
        m.worst = std::max(m.worst, static_cast<double>(peak - before) / static_cast<double>(bytes.size()));
        benchmark::DoNotOptimize(result);
    }
    return m;
}

void memory_of_corpus(benchmark::State& state) {
    const Corpus& c = corpus();
    Memory model;
    Memory dom;
    for (auto _ : state) {
        model = measure(c, read_model);
        dom = measure(c, read_dom);
    }
    const auto in_files = [&](std::size_t bytes) { return static_cast<double>(bytes) / static_cast<double>(c.bytes); };
    state.counters["model_held"] = in_files(model.held);
    state.counters["model_peak"] = in_files(model.most);
    state.counters["model_worst"] = model.worst;
    state.counters["dom_held"] = in_files(dom.held);
    state.counters["dom_peak"] = in_files(dom.most);
    state.counters["dom_worst"] = dom.worst;
    state.SetLabel("times the size of the files");
}
BENCHMARK(memory_of_corpus)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
