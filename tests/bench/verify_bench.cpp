// SPDX-License-Identifier: Apache-2.0
// What verifying costs, against `openssl dgst -sha256` of the same bytes in the same run: one disk, and several on all
// cores; and how much memory it takes. Each figure is the best of several runs, taken in turn, of whole processes.

#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/tar.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "support/command.hpp"

namespace {

namespace fs = std::filesystem;
namespace io = ovfkit::io;

constexpr std::size_t mebibyte = 1U << 20U;
constexpr int rounds = 5;

/// Where an archive is written to, through the library's own writer.
class FileOutput : public io::Output {
public:
    explicit FileOutput(const std::string& path) : file_(path, std::ios::binary) {}
    ovfkit::Result<void> write(std::string_view bytes) override {
        file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return {};
    }

private:
    std::ofstream file_;
};

/// Bytes that no page of is like another.
std::string noise(std::size_t size, std::uint64_t seed) {
    std::string bytes(size, '\0');
    for (char& c : bytes) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        c = static_cast<char>(seed >> 56U);
    }
    return bytes;
}

/// An OVA of `count` disks, and each disk as a file of its own.
class Scene {
public:
    Scene(std::size_t count, std::size_t disk_bytes) : bytes_(count * disk_bytes) {
        const std::string piece = noise(mebibyte, count);
        std::string references;
        std::string manifest;
        ovfkit::crypto::Digest digest(ovfkit::crypto::DigestAlgorithm::sha256);
        std::ofstream disk(disk_path(), std::ios::binary);
        for (std::size_t done = 0; done < disk_bytes; done += mebibyte) {
            disk.write(piece.data(), static_cast<std::streamsize>(piece.size()));
            digest.update(piece);
        }
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name = "d" + std::to_string(i);
            references += "<File ovf:id='" + name + "' ovf:href='" + name + "'/>";
            manifest += "SHA256(" + name + ")= " + digest.hex() + "\n";
        }
        const std::string descriptor =
            "<ovf:Envelope xmlns:ovf='http://schemas.dmtf.org/ovf/envelope/1'><ovf:References>" + references +
            "</ovf:References><ovf:VirtualSystem ovf:id='vm'><ovf:Info/></ovf:VirtualSystem></ovf:Envelope>";
        manifest +=
            "SHA256(vm.ovf)= " + ovfkit::crypto::digest_hex(ovfkit::crypto::DigestAlgorithm::sha256, descriptor) + "\n";
        FileOutput out(archive_path());
        io::TarWriter tar(out);
        const auto add = [&](const std::string& name, const std::string& bytes) {
            tar.begin(name, bytes.size()).value();
            tar.write(bytes).value();
        };
        add("vm.ovf", descriptor);
        add("vm.mf", manifest);
        for (std::size_t i = 0; i < count; ++i) {
            tar.begin("d" + std::to_string(i), disk_bytes).value();
            for (std::size_t done = 0; done < disk_bytes; done += mebibyte) tar.write(piece).value();
        }
        tar.finish().value();
    }

    [[nodiscard]] std::string archive_path() const { return folder_ / "x.ova"; }
    [[nodiscard]] std::string disk_path() const { return folder_ / "disk"; }
    [[nodiscard]] double mebibytes() const { return static_cast<double>(bytes_) / mebibyte; }

private:
    ovfkit::test::TemporaryFolder folder_;
    std::size_t bytes_;
};

struct Cost {
    double seconds = 1e9;
    double peak_mebibytes = 0;
};

/// Runs a program and takes the better of its cost and `best`. Answers false when it failed.
bool measure(const std::vector<std::string>& words, Cost& best) {
    std::vector<char*> argv;
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child == 0) {
        const int nowhere = ::open("/dev/null", O_RDWR);
        for (const int stream : {0, 1, 2}) ::dup2(nowhere, stream);
        ::execvp(argv[0], argv.data());
        ::_exit(127);
    }
    int status = 0;
    rusage used{};
    if (::wait4(child, &status, 0, &used) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return false;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    best.seconds = std::min(best.seconds, took.count());
    best.peak_mebibytes = std::max(best.peak_mebibytes, static_cast<double>(used.ru_maxrss) / 1024);
    return true;
}

/// `speed_ratio`: our speed to that of openssl on one core times `cores`.
void compare(benchmark::State& state, std::size_t disks, std::size_t disk_mebibytes, double cores) {
    const Scene scene(disks, disk_mebibytes * mebibyte);
    Cost ours;
    Cost theirs;
    for (auto _ : state) {
        for (int round = 0; round < rounds; ++round) {
            const bool done = measure({OVFKIT_PROGRAM, "verify", "--quiet", scene.archive_path()}, ours) &&
                              measure({"openssl", "dgst", "-sha256", scene.disk_path()}, theirs);
            if (!done) return state.SkipWithError("a program failed");
        }
    }
    const double our_speed = scene.mebibytes() / ours.seconds;
    const double their_speed = static_cast<double>(disk_mebibytes) / theirs.seconds;
    state.counters["speed_ratio"] = our_speed / (their_speed * cores);
    state.counters["MiB_per_s"] = our_speed;
    state.counters["peak_MiB"] = ours.peak_mebibytes;
}

void one_disk(benchmark::State& state) { compare(state, 1, 512, 1); }
void several_disks(benchmark::State& state) { compare(state, 4, 256, 2); }

BENCHMARK(one_disk)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(several_disks)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
