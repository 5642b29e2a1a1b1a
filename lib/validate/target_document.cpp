// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_set>

#include "base/ascii.hpp"
#include "validate/target_passes.hpp"
#include "validate/target_rules.hpp"
#include "validate/written.hpp"

// The form of the document, its files and its disks.

namespace ovfkit::validate {
namespace {

using descriptor::Grammar;

// Whether Proxmox reads the unit: a byte and one power.
bool is_proxmox_unit(std::string_view unit) {
    std::string dense;
    for (const char c : unit)
        if (blanks.find(c) == std::string_view::npos) dense += c;
    constexpr std::string_view byte = "byte*";
    const std::size_t power = dense.find('^');
    if (dense.compare(0, byte.size(), byte) != 0 || power == std::string::npos) return false;
    const auto digits = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return digits(std::string_view(dense).substr(byte.size(), power - byte.size())) &&
           digits(std::string_view(dense).substr(power + 1));
}

void check_target_file(const model::File& file, Findings& findings) {
    if (file.chunk_size.has_value() && *file.chunk_size > 0)
        findings.report(rule::target_chunked_file,
                        "the file is cut into chunks of " + std::to_string(*file.chunk_size) + " bytes",
                        file.chunk_size.at());
    if (file.compression && !file.compression->empty() && !same_word(*file.compression, "identity")) {
        const std::string message = "the file is compressed by " + quoted(*file.compression, 80);
        findings.report(rule::target_compressed_file, message, file.compression.at());
        if (!same_word(*file.compression, "gzip"))
            findings.report(rule::target_compression, message, file.compression.at());
    }
    if (!file.href || file.href->find("://") != std::string::npos) return;
    const auto odd = [](char c) {
        const char low = lower(c);
        return !((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9')) &&
               std::string_view("._-+=").find(c) == std::string_view::npos;
    };
    if (std::any_of(file.href->begin(), file.href->end(), odd))
        findings.report(rule::target_proxmox_file_name,
                        "the name " + quoted(*file.href, 80) + " has other characters than letters, digits and ._-+=",
                        file.href.at());
}

void check_target_format(const model::Disk& disk, Findings& findings) {
    if (!disk.format) return;
    const std::string format = lowered(*disk.format);
    if (format.find("qcow") != std::string::npos)
        findings.report(rule::target_qcow2_disk, "the format is " + quoted(*disk.format, 120), disk.format.at());
    else if (format.find("vhd") != std::string::npos || format == "vdi")
        findings.report(rule::target_vhd_disk, "the format is " + quoted(*disk.format, 120), disk.format.at());
}

void check_target_capacity(const model::Disk& disk, Findings& findings) {
    if (!disk.capacity || disk.capacity->empty() || disk.capacity->find_first_not_of("0123456789") != std::string::npos)
        return;
    if (!is_written(disk.capacity_allocation_units))
        findings.report(rule::target_proxmox_capacity_unit, "the capacity is in bytes, and no unit says so",
                        disk.capacity.at());
    else if (!is_proxmox_unit(Subject::text_of(disk.capacity_allocation_units)))
        findings.report(rule::target_proxmox_capacity_unit,
                        "the unit is " + quoted(Subject::text_of(disk.capacity_allocation_units), 80),
                        disk.capacity_allocation_units.at());
}

std::string target_uuid(std::string_view uuid) {
    const std::size_t begin = std::min(uuid.find_first_not_of("{ "), uuid.size());
    const std::size_t end = uuid.find_last_not_of("} ");
    return end == std::string_view::npos || end < begin ? std::string() : lowered(uuid.substr(begin, end - begin + 1));
}

const xml::Attribute* target_attribute(const xml::Tree& tree, const xml::Node& node, std::string_view name) {
    for (const xml::Attribute* a = tree.attributes_begin(node); a != tree.attributes_end(node); ++a)
        if (a->prefix_size == 0 && a->name == name) return a;
    return nullptr;
}

std::unordered_set<std::string> media_of_disks(const xml::Tree& tree) {
    std::unordered_set<std::string> found;
    for (const xml::Node& node : tree.nodes()) {
        if (node.kind != xml::Node::Kind::element || node.name != "Disk") continue;
        for (const xml::Attribute* a = tree.attributes_begin(node); a != tree.attributes_end(node); ++a)
            if (a->name == "uuid" && tree.namespace_uri(a->ns) == descriptor::uri::virtualbox)
                found.insert(target_uuid(a->value));
    }
    return found;
}

}  // namespace

void check_target_form(const Subject& subject, Findings& findings) {
    const xml::Node& root = subject.tree.root();
    const std::string_view uri = subject.tree.namespace_uri(root.ns);
    const std::string named = "the namespace of the envelope is " + quoted(uri, 120);
    switch (subject.grammar) {
        case Grammar::ovf_2: findings.report(rule::target_ovf_2, named, root); break;
        case Grammar::draft_0_9: findings.report(rule::target_draft, named, root); break;
        case Grammar::ovirt:
            findings.report(rule::target_ovirt_form, "this is a configuration of the engine", root);
            break;
        case Grammar::ovirt_ova:
            findings.report(rule::target_ovirt_form, "this is the descriptor of an OVA of the engine", root);
            break;
        case Grammar::ovf_1: break;
    }
    if (uri != descriptor::uri::ovf_1) findings.report(rule::target_v2v_namespace, named, root);
}

void check_target_files(const Subject& subject, Findings& findings) {
    if (!subject.envelope.references) return;
    for (const model::File& file : subject.envelope.references->files) check_target_file(file, findings);
}

void check_target_disks(const Subject& subject, Findings& findings) {
    for (const auto* section : Subject::all<model::DiskSection>(subject.envelope.sections))
        for (const model::Disk& disk : section->disks) {
            check_target_format(disk, findings);
            check_target_capacity(disk, findings);
            if (!is_written(disk.file_ref) && !is_written(disk.parent_ref))
                findings.report(rule::target_empty_disk,
                                "the disk " + quoted(Subject::text_of(disk.disk_id), 80) + " has no file", disk.at);
        }
}

void check_target_systems(const Subject& subject, Findings& findings) {
    const Scope* first = nullptr;
    const Scope* second = nullptr;
    std::size_t count = 0;
    bool in_collection = false;
    for (const Scope& scope : subject.scopes) {
        if (scope.system == nullptr) continue;
        ++count;
        if (!subject.scopes[scope.parent].is_envelope() && !in_collection) {
            in_collection = true;
            findings.report(rule::target_collection, "this virtual machine stands in a collection", scope.at());
        }
        if (first == nullptr)
            first = &scope;
        else if (second == nullptr)
            second = &scope;
    }
    if (second == nullptr) return;
    findings.report(rule::target_several_systems,
                    "this is the second of " + std::to_string(count) + " virtual machines", second->at(),
                    {{first->at(), "the first one"}});
}

void check_target_machine(const Subject& subject, Findings& findings) {
    const xml::Tree& tree = subject.tree;
    const auto& declarations = tree.declarations();
    const auto is_own = [](const xml::Declaration& one) { return one.uri == descriptor::uri::virtualbox; };
    if (std::none_of(declarations.begin(), declarations.end(), is_own)) return;
    const auto media = media_of_disks(tree);
    if (media.empty()) return;
    for (const xml::Node& node : tree.nodes()) {
        if (node.kind != xml::Node::Kind::element || node.name != "Image") continue;
        const xml::Node& device = tree.parent(node);
        if (device.kind != xml::Node::Kind::element || device.name != "AttachedDevice") continue;
        const xml::Attribute* type = target_attribute(tree, device, "type");
        const xml::Attribute* uuid = target_attribute(tree, node, "uuid");
        if (type == nullptr || type->value != "HardDisk" || uuid == nullptr) continue;
        if (media.count(target_uuid(uuid->value)) == 0)
            findings.report(rule::target_machine_medium,
                            "no Disk has the vbox:uuid " + quoted(target_uuid(uuid->value), 80), *uuid);
    }
}

}  // namespace ovfkit::validate
