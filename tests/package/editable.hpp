// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/io/tar.hpp>
#include <ovfkit/package/edit.hpp>
#include <ovfkit/package/verify.hpp>

#include "support/command.hpp"
#include "support/files.hpp"

namespace ovfkit::package {

/// The names of a package's members, in their order.
using Layout = std::vector<std::string>;

inline constexpr std::size_t disk_bytes = 5'000;

/// A descriptor of two disks, with so many more bytes.
inline std::string descriptor_text(const std::string& name, std::size_t more = 0) {
    const std::string size = std::to_string(disk_bytes);
    return "<?xml version=\"1.0\"?>\n<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" "
           "xmlns:ovf=\"http://schemas.dmtf.org/ovf/envelope/1\">\n"
           "<References><File ovf:id=\"a\" ovf:href=\"a.img\" ovf:size=\"" +
           size + "\"/><File ovf:id=\"b\" ovf:href=\"b.img\" ovf:size=\"" + size +
           "\"/></References>\n<VirtualSystem ovf:id=\"vm\"><Info>a machine</Info><Name>" + name +
           "</Name></VirtualSystem>\n</Envelope>\n<!--" + std::string(more, 'x') + "-->\n";
}

inline std::string digest_line(const std::string& name, const std::string& bytes, const std::string& word = "SHA256") {
    return word + "(" + name + ")= " + crypto::digest_hex(*crypto::digest_algorithm(word), bytes) + "\n";
}

/// The files of a package in a folder, and archives that other programs make of them.
class Editable {
public:
    Editable() {
        put("vm.ovf", descriptor_text("old"));
        put("a.img", std::string(disk_bytes, 'a'));
        put("b.img", std::string(disk_bytes, 'b'));
        put_manifest();
        put("vm.cert", "SHA256(vm.mf)= 00\nnot a certificate\n");
    }

    void put(const std::string& name, const std::string& bytes) { files_[name] = bytes; }
    void put_manifest() {
        put("vm.mf", digest_line("vm.ovf", files_["vm.ovf"]) + digest_line("a.img", files_["a.img"]) +
                         digest_line("b.img", files_["b.img"]));
    }
    [[nodiscard]] const std::map<std::string, std::string>& files() const { return files_; }
    [[nodiscard]] std::string operator/(const std::string& name) const { return folder_ / name; }

    /// `vm.ova` with those members, made by Python's tarfile in its format `USTAR`, `GNU` or `PAX`.
    std::string archive(const std::vector<std::string>& members, const std::string& format = "USTAR") const {
        const test::TemporaryFolder sources;
        std::vector<std::string> arguments{folder_ / "vm.ova", format, sources.path()};
        for (const std::string& name : members) {
            sources.put(name, files_.at(name));
            arguments.push_back(name);
        }
        const auto made = test::run_python(
            "import sys, tarfile, os\n"
            "path, kind, folder, *names = sys.argv[1:]\n"
            "with tarfile.open(path, 'w', format=getattr(tarfile, kind + '_FORMAT')) as archive:\n"
            "    for name in names:\n"
            "        member = archive.gettarinfo(os.path.join(folder, name), name)\n"
            "        member.mtime, member.uname, member.gname = 1234567890, 'maker', 'makers'\n"
            "        if kind == 'PAX': member.pax_headers = {'comment': 'of ' + name}\n"
            "        with open(os.path.join(folder, name), 'rb') as data: archive.addfile(member, data)\n",
            arguments);
        EXPECT_EQ(made.status, 0) << made.errors;
        return folder_ / "vm.ova";
    }

    /// The files themselves; gives the folder that they are in.
    std::string folder(const std::vector<std::string>& members) const {
        for (const std::string& name : members) folder_.put(name, files_.at(name));
        return folder_.path();
    }

    [[nodiscard]] std::set<std::string> names() const {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            names.insert(entry.path().filename());
        return names;
    }

private:
    test::TemporaryFolder folder_;
    std::map<std::string, std::string> files_;
};

/// What GNU tar takes out of an archive.
inline std::map<std::string, std::string> extracted(const std::string& archive) {
    const test::TemporaryFolder folder;
    const auto done = test::run({"tar", "-xf", archive, "-C", folder.path()});
    EXPECT_EQ(done.status, 0) << done.errors;
    EXPECT_EQ(done.errors, "");
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        files[entry.path().filename()] = test::contents(entry.path());
    return files;
}

/// The names in an archive, in order, as GNU tar lists them.
inline std::vector<std::string> listed(const std::string& archive) {
    const auto done = test::run({"tar", "-tf", archive});
    EXPECT_EQ(done.status, 0) << done.errors;
    std::vector<std::string> names;
    std::size_t at = 0;
    for (std::size_t end = 0; (end = done.output.find('\n', at)) != std::string::npos; at = end + 1)
        names.push_back(done.output.substr(at, end - at));
    return names;
}

/// All bytes of each member in an archive, its headers included.
inline std::map<std::string, std::string> raw_members(const std::string& archive) {
    const std::string bytes = test::contents(archive);
    const auto input = io::stream_bytes(bytes);
    Diagnostics ignored;
    io::TarReader reader(*input, archive, ignored, bytes.size());
    std::map<std::string, std::string> raw;
    while (const auto member = reader.next().value()) {
        const std::uint64_t end = member->data_at + (member->size + 511) / 512 * 512;
        raw[member->name] = bytes.substr(member->header_at, end - member->header_at);
    }
    return raw;
}

inline Verification verified(const std::string& path, const VerifyOptions& options = {}) {
    Diagnostics ignored;
    const auto package = Package::open(path, ignored);
    EXPECT_TRUE(package) << package.error().message;
    return verify(*package, options, ignored).value();
}

inline Result<Editor> open_editor(const std::string& path, const std::string& output = {}) {
    Diagnostics ignored;
    EditorOptions options;
    options.output = output;
    return Editor::open(path, ignored, options);
}

inline Result<EditReport> set_descriptor(const std::string& path, const std::string& bytes,
                                         const DescriptorChange& change = {}, const std::string& output = {}) {
    auto editor = open_editor(path, output);
    if (!editor) return editor.error();
    return editor->set_descriptor(bytes, change);
}

}  // namespace ovfkit::package
