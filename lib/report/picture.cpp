// SPDX-License-Identifier: Apache-2.0
#include "report/picture.hpp"

#include <algorithm>
#include <vector>

#include <ovfkit/report/inspect.hpp>
#include <ovfkit/text/display_width.hpp>
#include <ovfkit/text/units.hpp>

#include "report/markup.hpp"
#include "report/words.hpp"
#include "text/utf8.hpp"

namespace ovfkit::report {
namespace {

constexpr int picture_width = 380;
constexpr int row_height = 22;
constexpr int lane_step = 13;
constexpr std::size_t most_lanes = 6;
constexpr std::size_t most_entities = 16;
constexpr std::size_t most_devices = 8;  // of a kind and entity
constexpr std::size_t most_frames = 4;   // collections around an entity

/// As much of `text` as fits into `columns`, an ellipsis at its end if that is not all.
std::string fitted(std::string_view text, int columns) {
    const std::string shown = printable(text, 400);
    std::string_view rest = shown;
    std::string out;
    while (!rest.empty()) {
        const std::size_t size = text::character_size(rest.front());
        const int width = text::display_width(text::first_code_point(rest));
        if (width > columns - 1 && rest.size() > size) return out + "\u2026";
        columns -= width;
        out += rest.substr(0, size);
        rest.remove_prefix(size);
    }
    return out;
}

std::string number(int value) { return std::to_string(value); }

std::string text_at(int x, int y, std::string_view classes, const std::string& text) {
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" class=\"" + std::string(classes) + "\">" +
           escaped(text) + "</text>";
}

std::string icon(int x, int y, std::string_view shape, std::string_view classes = "icon") {
    return "<path transform=\"translate(" + number(x) + " " + number(y) + ")\" class=\"" + std::string(classes) +
           "\" d=\"" + std::string(shape) + "\"/>";
}

constexpr std::string_view screen = "M1 2h14v9H1zM6 14h4M8 11v3";
constexpr std::string_view stack = "M4 4V1h11v9h-3M1 4h11v10H1zM4 8h5M4 11h5";
constexpr std::string_view cylinder = "M2 4v8c0 3 12 3 12 0V4M2 4c0 3 12 3 12 0c0-3-12-3-12 0M2 8c0 3 12 3 12 0";
constexpr std::string_view plug = "M3 4h10v6H3zM8 10v4M6 1v3M10 1v3";
constexpr std::string_view shield = "M8 1l6 2v5c0 4-3 6-6 7c-3-1-6-3-6-7V3zM5 8l2 2l4-4";

std::string machine_words(const model::HardwareView& hardware) {
    std::string words;
    const auto say = [&](const std::string& more) { words += (words.empty() ? "" : " \u00b7 ") + more; };
    if (hardware.cpus.value_or(0) != 0) say(counted(*hardware.cpus, "CPU"));
    if (hardware.memory_bytes) say(text::human_bytes(*hardware.memory_bytes));
    if (hardware.firmware) say(*hardware.firmware == "efi" ? "EFI" : "BIOS");
    return words;
}

/// The networks as lines beside the machines, from the adapters down to their names.
class Lanes {
public:
    explicit Lanes(const Inspection& inspection) {
        for (const std::string& name : inspection.networks) add(name);
        for (std::size_t i = 0; i < std::min(inspection.entities.size(), most_entities); ++i)
            for (const model::NicView& nic : inspection.entities[i].hardware.nics)
                if (nic.network) add(*nic.network);
        top_.resize(shown(), 0);
    }
    [[nodiscard]] std::size_t shown() const { return std::min(names_.size(), most_lanes); }
    [[nodiscard]] int left() const { return shown() == 0 ? picture_width : x(0) - 16; }

    /// The line from an adapter; nothing for a network that has no lane.
    std::string join(int from, int y, const std::string& name) {
        const auto found = std::find(names_.begin(), names_.end(), name);
        const auto lane = static_cast<std::size_t>(found - names_.begin());
        if (lane >= shown()) return {};
        if (top_[lane] == 0) top_[lane] = y;
        return "<path class=\"" + color(lane) + "\" d=\"M" + number(from) + " " + number(y) + "H" + number(x(lane)) +
               "\"/><circle class=\"" + color(lane) + " dot\" cx=\"" + number(x(lane)) + "\" cy=\"" + number(y) +
               "\" r=\"4\"/>";
    }
    /// The names, below everything else, and the lines to them.
    std::string written(int& y) const {
        std::string out;
        for (std::size_t lane = 0; lane < shown(); ++lane) {
            const int middle = y + 13;
            const std::string name = fitted(names_[lane], 38);
            const int width = 26 + 7 * std::max(4, columns(name));
            if (top_[lane] != 0)
                out += "<path class=\"" + color(lane) + "\" d=\"M" + number(x(lane)) + " " + number(top_[lane]) + "V" +
                       number(middle - 6) + "q0 6 -6 6H" + number(1 + width) + "\"/>";
            out += "<g><title>network " + escaped(names_[lane], 400) + "</title><rect class=\"" + color(lane) +
                   " pill\" x=\"1\" y=\"" + number(y + 2) + "\" width=\"" + number(width) +
                   "\" height=\"22\" rx=\"11\"/>" + text_at(13, y + 17, "s", name) + "</g>";
            y += 28;
        }
        if (names_.size() > shown()) {
            out += text_at(4, y + 14, "s m", "and " + counted(names_.size() - shown(), "more network"));
            y += 24;
        }
        return out;
    }

private:
    static std::string color(std::size_t lane) { return "lane l" + std::to_string(lane); }
    static int columns(std::string_view text) {
        int sum = 0;
        for (; !text.empty(); text.remove_prefix(text::character_size(text.front())))
            sum += text::display_width(text::first_code_point(text));
        return sum;
    }
    [[nodiscard]] int x(std::size_t lane) const {
        return picture_width - 8 - lane_step * static_cast<int>(shown() - 1 - lane);
    }
    void add(const std::string& name) {
        if (names_.size() < 100 && std::find(names_.begin(), names_.end(), name) == names_.end())
            names_.push_back(name);
    }

    std::vector<std::string> names_;
    std::vector<int> top_;  // where the first adapter is
};

/// Draws from the top down.
class Drawing {
public:
    explicit Drawing(const Inspection& inspection) : lanes_(inspection) {}

    /// Closes the frames that are not around the next entity and opens those that are new.
    void enter(const std::vector<const model::VirtualSystemCollection*>& around) {
        std::size_t same = 0;
        while (same < frames_.size() && same < around.size() && frames_[same].collection == around[same]) ++same;
        while (frames_.size() > same) leave();
        for (; same < std::min(around.size(), most_frames); ++same) open(*around[same]);
    }

    void entity(const InspectedEntity& entity) {
        const int left = indent() + 1;
        const int right = lanes_.left() - indent();
        const int top = y_;
        std::string inside = head(entity, left, right);
        for (std::size_t i = 0; i < entity.hardware.disks.size(); ++i)
            if (!inside_limit(i, entity.hardware.disks.size(), "disk", left, inside))
                break;
            else
                inside += disk(entity.hardware.disks[i], left, right);
        for (std::size_t i = 0; i < entity.hardware.nics.size(); ++i)
            if (!inside_limit(i, entity.hardware.nics.size(), "network adapter", left, inside))
                break;
            else
                inside += nic(entity.hardware.nics[i], left, right);
        y_ += 8;
        out_ += box("box", left, top, right, y_) + inside;
        y_ += 12;
    }

    std::string finish(std::size_t entities_left_out) {
        while (!frames_.empty()) leave();
        if (entities_left_out != 0) {
            out_ += text_at(4, y_ + 12, "s m", "and " + counted(entities_left_out, "more machine"));
            y_ += 26;
        }
        return out_ + lanes_.written(y_);
    }
    [[nodiscard]] int height() const { return y_ + 2; }

private:
    struct Frame {
        const model::VirtualSystemCollection* collection = nullptr;
        int top = 0;
    };

    [[nodiscard]] int indent() const { return 9 * static_cast<int>(frames_.size()); }

    static std::string box(std::string_view classes, int left, int top, int right, int bottom) {
        return "<rect class=\"" + std::string(classes) + "\" x=\"" + number(left) + "\" y=\"" + number(top) +
               "\" width=\"" + number(right - left) + "\" height=\"" + number(bottom - top) + "\" rx=\"8\"/>";
    }

    void open(const model::VirtualSystemCollection& collection) {
        const std::string id = collection.id.optional().value_or("");
        frames_.push_back({&collection, y_});
        out_ += text_at(indent() + 4, y_ + 17, "s m", "collection " + fitted(id, 28));
        y_ += 28;
    }
    void leave() {
        const Frame frame = frames_.back();
        frames_.pop_back();
        out_ += box("frame", indent() + 1, frame.top, lanes_.left() - indent(), y_);
        y_ += 12;
    }

    std::string head(const InspectedEntity& entity, int left, int right) {
        const bool is_vm = entity.kind == model::EntityKind::vm;
        const std::string name = entity.name.empty() ? entity.id : entity.name;
        const int columns = (right - left - 100) / 7;
        std::string out = icon(left + 12, y_ + 10, is_vm ? screen : stack, "icon strong");
        out += "<g><title>" + escaped(name, 400) + "</title>" +
               text_at(left + 36, y_ + 23, "b", name.empty() ? "without a name" : fitted(name, columns)) + "</g>";
        out += text_at(right - 12, y_ + 23, "s m e", is_vm ? "VM" : "template");
        y_ += 34;
        const auto line = [&](const std::string& words) {
            if (words.empty()) return;
            out += text_at(left + 36, y_ + 10, "s m", fitted(words, (right - left - 48) / 6));
            y_ += 18;
        };
        line(entity.os_description);
        line(machine_words(entity.hardware));
        if (entity.requires_trust) {
            out += icon(left + 12, y_ + 1, shield, "icon trust") +
                   text_at(left + 36, y_ + 14, "s trust", "requires a trusted cluster");
            y_ += row_height;
        }
        if (entity.trust_misplaced) {
            out += icon(left + 12, y_ + 1, shield, "icon doubt") +
                   text_at(left + 36, y_ + 14, "s doubt", "trust flags in odd places");
            y_ += row_height;
        }
        return out;
    }

    bool inside_limit(std::size_t index, std::size_t count, std::string_view what, int left, std::string& inside) {
        if (index < most_devices) return true;
        inside += text_at(left + 36, y_ + 14, "s m", "and " + counted(count - index, "more " + std::string(what)));
        y_ += row_height;
        return false;
    }

    std::string device(std::string_view shape, const std::string& tip, const std::string& name, int left,
                       int name_columns) {
        return "<g><title>" + escaped(tip, 600) + "</title>" + icon(left + 12, y_ + 2, shape) +
               text_at(left + 36, y_ + 14, "s", fitted(name, name_columns)) + "</g>";
    }
    std::string disk(const model::DiskView& disk, int left, int right) {
        const std::string name = disk.id.empty() ? "disk" : disk.id;
        std::string out = device(cylinder, disk.file ? name + ", file " + *disk.file : name + ", no file", name, left,
                                 (right - left - 120) / 7);
        out += text_at(right - 12, y_ + 14, "s m e",
                       disk.capacity_bytes ? text::human_bytes(*disk.capacity_bytes) : "size not said");
        y_ += row_height;
        return out;
    }
    std::string nic(const model::NicView& nic, int left, int right) {
        const std::string name = nic.name.value_or("network adapter");
        std::string out = device(plug, nic.network ? name + ", on network " + *nic.network : name + ", on no network",
                                 name, left, (right - left - 48) / 7);
        if (nic.network) out += lanes_.join(right, y_ + 10, *nic.network);
        y_ += row_height;
        return out;
    }

    Lanes lanes_;
    std::vector<Frame> frames_;
    std::string out_;
    int y_ = 2;
};

std::string spoken(const InspectedEntity& entity) {
    const std::string words = machine_words(entity.hardware);
    std::string out = entity.kind == model::EntityKind::vm ? "VM " : "Template ";
    out += ovfkit::quoted(entity.name, 100) + (words.empty() ? "" : ": " + words) + ", " +
           counted(entity.hardware.disks.size(), "disk") + ", " +
           counted(entity.hardware.nics.size(), "network adapter");
    if (entity.requires_trust) out += ", requires a trusted cluster";
    return out + ". ";
}

}  // namespace

std::string picture_of(const descriptor::Descriptor& source, const std::string& id) {
    Diagnostics said_already;
    const Inspection inspection = inspect(source, said_already);
    if (inspection.entities.empty()) return {};
    const auto systems = model::virtual_systems(source.envelope());
    const std::size_t count = std::min(inspection.entities.size(), most_entities);
    Drawing drawing(inspection);
    std::string words;
    for (std::size_t i = 0; i < count; ++i) {
        drawing.enter(model::collections_around(source.envelope(), *systems[i]));
        drawing.entity(inspection.entities[i]);
        words += spoken(inspection.entities[i]);
    }
    const std::string body = drawing.finish(inspection.entities.size() - count);
    const std::string box = number(picture_width) + " " + number(drawing.height());
    return "<svg class=\"picture\" role=\"img\" viewBox=\"0 0 " + box + "\" width=\"" + number(picture_width) +
           "\" height=\"" + number(drawing.height()) + "\"" + attribute("aria-labelledby", id + "-t " + id + "-d") +
           "><title" + attribute("id", id + "-t") + ">What is in it</title><desc" + attribute("id", id + "-d") + ">" +
           escaped(words) + "</desc>" + body + "</svg>";
}

}  // namespace ovfkit::report
