// SPDX-License-Identifier: Apache-2.0
#include "io/undo_record.hpp"

#include <zlib.h>

namespace ovfkit::io {
namespace {

constexpr std::string_view undo_prefix = ".ovfkit-undo-";
constexpr std::string_view undo_magic = "ovfkit undo 1\n\n\n";
constexpr std::size_t undo_number_bytes = 8;

void put_number(std::string& bytes, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xFFU);
}

std::uint64_t checksum_of(std::string_view bytes) {
    return ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
}

/// Takes one part after the other off the front; after the first that is not there, all are empty.
class UndoReader {
public:
    explicit UndoReader(std::string_view bytes) : rest_(bytes) {}

    std::string_view bytes(std::uint64_t size) {
        if (size > rest_.size()) return good_ = false, std::string_view();
        const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(size));
        rest_.remove_prefix(taken.size());
        return taken;
    }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (const char c : bytes(undo_number_bytes)) value = (value << 8U) | static_cast<unsigned char>(c);
        return value;
    }
    std::string text() { return std::string(bytes(number())); }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool at_end() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

std::string undo_name(std::string_view name) { return std::string(undo_prefix) + std::string(name); }

std::string write_undo_record(const UndoRecord& record) {
    std::string bytes(undo_magic);
    for (const std::uint64_t number :
         {record.file_number, record.old_size, record.new_size, std::uint64_t{record.patches.size()}})
        put_number(bytes, number);
    for (const Patch& patch : record.patches) {
        put_number(bytes, patch.offset);
        for (const std::string* side : {&patch.before, &patch.after}) {
            put_number(bytes, side->size());
            bytes += *side;
        }
    }
    put_number(bytes, checksum_of(bytes));
    return bytes;
}

std::optional<UndoRecord> read_undo_record(std::string_view bytes) {
    if (bytes.size() < undo_magic.size() + undo_number_bytes) return std::nullopt;
    const std::string_view summed = bytes.substr(0, bytes.size() - undo_number_bytes);
    if (UndoReader(bytes.substr(summed.size())).number() != checksum_of(summed)) return std::nullopt;
    UndoReader reader(summed);
    if (reader.bytes(undo_magic.size()) != undo_magic) return std::nullopt;
    UndoRecord record;
    record.file_number = reader.number();
    record.old_size = reader.number();
    record.new_size = reader.number();
    const std::uint64_t count = reader.number();
    for (std::uint64_t i = 0; i < count && reader.good(); ++i) {
        Patch patch;
        patch.offset = reader.number();
        patch.before = reader.text();
        patch.after = reader.text();
        record.patches.push_back(std::move(patch));
    }
    if (!reader.at_end()) return std::nullopt;
    return record;
}

bool is_between(const Patch& patch, std::string_view now) {
    for (std::size_t i = 0; i < now.size(); ++i) {
        const bool was_there = i < patch.before.size();
        if (was_there ? now[i] == patch.before[i] : now[i] == '\0') continue;
        if (i >= patch.after.size() || now[i] != patch.after[i]) return false;
    }
    return true;
}

}  // namespace ovfkit::io
