// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <string_view>

#include <ovfkit/engine/resource.hpp>

namespace ovfkit::engine {

/// A VM, template or cluster in REST XML made at random, which knows what it says. The same seed makes the same one.
///
/// Around what is known stands what an engine writes as well and what a person may: actions, links, nested resources
/// with flags of their own, comments, CDATA, instructions, foreign elements, prefixes, indentation or none.
class RandomResource {
public:
    explicit RandomResource(std::uint32_t seed) : random_(seed) {
        line_end_ = one_of({"\n", "\n", "\r\n", ""});
        prefix_ = one_of({"", "", "o:"});
        is_cluster_ = chance(50);
        root();
    }

    [[nodiscard]] const std::string& xml() const { return out_; }
    [[nodiscard]] bool is_cluster() const { return is_cluster_; }
    [[nodiscard]] const VmResource& vm() const { return vm_; }
    [[nodiscard]] const ClusterResource& cluster() const { return cluster_; }

    [[nodiscard]] std::optional<bool> tristate() {
        const std::uint32_t n = below(3);
        return n == 0 ? std::nullopt : std::optional(n == 1);
    }

private:
    [[nodiscard]] std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
    [[nodiscard]] bool chance(std::uint32_t percent) { return below(100) < percent; }
    template <std::size_t N>
    std::string one_of(const char* const (&list)[N]) {
        return list[below(N)];
    }

    void line(int depth, const std::string& xml) {
        out_ += line_end_;
        if (!line_end_.empty()) out_.append(static_cast<std::size_t>(depth) * 2, ' ');
        out_ += xml;
    }
    [[nodiscard]] std::string tagged(const std::string& name, const std::string& inner,
                                     const std::string& attributes = {}) const {
        return "<" + prefix_ + name + attributes + ">" + inner + "</" + prefix_ + name + ">";
    }

    void root() {
        if (chance(50)) out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + line_end_;
        if (chance(20)) out_ += "<!-- saved by hand -->" + line_end_;
        const bool is_template = !is_cluster_ && chance(30);
        const std::string name = is_cluster_ ? "cluster" : is_template ? "template" : "vm";
        vm_.kind = is_template ? model::EntityKind::template_ : model::EntityKind::vm;
        out_ += "<" + prefix_ + name;
        if (!prefix_.empty()) out_ += " xmlns:o=\"urn:example:api\"";
        if (chance(80)) {
            vm_.id = cluster_.id = "id-" + std::to_string(below(1000));
            out_ += " href='/ovirt-engine/api/x'  id=\"" + vm_.id + "\"";
        }
        out_ += ">";
        const std::uint32_t parts = below(8);
        const std::uint32_t facts_at = below(parts + 1);
        for (std::uint32_t i = 0; i <= parts; ++i) {
            if (i == facts_at) facts();
            if (i < parts) noise();
        }
        line(0, "</" + prefix_ + name + ">");
        if (chance(70)) out_ += "\n";
        if (chance(20)) out_ += "<!-- end -->";
    }

    void facts() {
        if (chance(80)) {
            static constexpr struct {
                const char* written;
                const char* meant;
            } names[] = {{"web", "web"},         {"a&amp;b", "a&b"}, {"<![CDATA[<x>]]>", "<x>"},
                         {"w<!-- -->eb", "web"}, {"Größe", "Größe"}, {" two  words ", " two  words "}};
            const auto& name = names[below(static_cast<std::uint32_t>(std::size(names)))];
            vm_.name = cluster_.name = name.meant;
            line(1, tagged("name", name.written));
        }
        if (is_cluster_) {
            cluster_.trusted_cluster_flag = flag("trusted_cluster_flag");
            noise();
            cluster_.trusted_service = flag("trusted_service");
            return;
        }
        if (chance(60)) {
            vm_.cluster_id = "c-" + std::to_string(below(10));
            vm_.cluster_name = one_of({"", "Default", "Trusted"});
            const std::string inner = vm_.cluster_name.empty() ? std::string() : tagged("name", vm_.cluster_name);
            line(1, tagged("cluster", inner + tagged("trusted_service", "true"), " id='" + vm_.cluster_id + "'"));
        }
        vm_.trusted_host_flag = flag("trusted_host_flag");
    }

    std::optional<bool> flag(const std::string& name) {
        const auto value = tristate();
        if (!value) return value;
        const std::string text =
            *value ? one_of({"true", "1", " TRUE ", "tr<!-- x -->ue", "<![CDATA[true]]>", "&#116;rue"})
                   : one_of({"false", "0", "\n False\t", "<?x y?>false", "<![CDATA[fal]]>se"});
        line(1, tagged(name, text, chance(20) ? " note=\"kept\"" : ""));
        return value;
    }

    void noise() {
        switch (below(9)) {
            case 0: line(1, "<!-- trusted_service is decided elsewhere -->"); break;
            case 1: line(1, "<?keep trusted_host_flag?>"); break;
            case 2:
                line(1, "<" + prefix_ + "actions>");
                line(2, "<" + prefix_ + "link href=\"/ovirt-engine/api/x/start\" rel=\"start\"/>");
                line(1, "</" + prefix_ + "actions>");
                break;
            case 3: line(1, tagged("original_template", tagged("trusted_host_flag", "true"), " id=\"t\"")); break;
            case 4: line(1, tagged("description", "<![CDATA[<trusted_service>true</trusted_service>]]>")); break;
            case 5: line(1, "<f:trusted xmlns:f=\"urn:example:foreign\" f:a=\"1\">x</f:trusted>"); break;
            case 6: line(1, "<" + prefix_ + "link rel=\"disks\"  href='/ovirt-engine/api/x/disks' />"); break;
            case 7: line(1, tagged("memory", "1073741824")); break;
            default: line(1, tagged("custom_properties", tagged("property", tagged("name", "n")))); break;
        }
    }

    std::mt19937 random_;
    std::string out_;
    std::string line_end_;
    std::string prefix_;
    bool is_cluster_ = false;
    VmResource vm_;
    ClusterResource cluster_;
};

/// What is printed when a comparison fails.
inline std::string flag_word(std::optional<bool> flag) { return !flag ? "absent" : *flag ? "true" : "false"; }
inline void PrintTo(const VmResource& vm, std::ostream* out) {
    *out << model::to_string(vm.kind) << " '" << vm.id << "' '" << vm.name << "' in '" << vm.cluster_id << "' '"
         << vm.cluster_name << "' " << flag_word(vm.trusted_host_flag);
}
inline void PrintTo(const ClusterResource& cluster, std::ostream* out) {
    *out << "cluster '" << cluster.id << "' '" << cluster.name << "' " << flag_word(cluster.trusted_cluster_flag) << " "
         << flag_word(cluster.trusted_service);
}
inline void PrintTo(const HostResource& host, std::ostream* out) {
    *out << "host '" << host.id << "' '" << host.name << "' '" << host.address << "' in '" << host.cluster_id << "' '"
         << host.status << "'";
}

}  // namespace ovfkit::engine
