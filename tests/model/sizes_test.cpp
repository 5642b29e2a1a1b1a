// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/model/view.hpp>

#include <gtest/gtest.h>

namespace ovfkit::model {
namespace {

using Bytes = std::optional<std::uint64_t>;

constexpr std::uint64_t kibi = 1024;
constexpr std::uint64_t mebi = kibi * kibi;
constexpr std::uint64_t gibi = mebi * kibi;

Disk sized_disk(std::string capacity, std::string unit = {}) {
    Disk disk;
    disk.capacity = std::move(capacity);
    if (!unit.empty()) disk.capacity_allocation_units = std::move(unit);
    return disk;
}

Item sized_item(ResourceType type, std::string unit = {}) {
    Item item;
    item.resource_type = type;
    if (!unit.empty()) item.allocation_units = std::move(unit);
    return item;
}

Item memory_of(std::uint64_t quantity, std::string unit = {}) {
    Item item = sized_item(ResourceType::memory, std::move(unit));
    item.virtual_quantity = quantity;
    return item;
}

TEST(CapacityBytes, CountsBytesWithoutAUnit) { EXPECT_EQ(*capacity_bytes(sized_disk("34896609792")), 34896609792U); }

TEST(CapacityBytes, MultipliesByTheUnit) {
    EXPECT_EQ(*capacity_bytes(sized_disk("40", "byte * 2^30")), 40 * gibi);
    EXPECT_EQ(*capacity_bytes(sized_disk(" 16 ", "byte * 2^20")), 16 * mebi);
}

TEST(CapacityBytes, TakesGibibytesOfOvirtOnlyWithoutACapacity) {
    Disk disk;
    disk.ovirt = OvirtDisk{};
    EXPECT_EQ(*capacity_bytes(disk), Bytes());
    disk.ovirt->size = 33;
    EXPECT_EQ(*capacity_bytes(disk), 33 * gibi);
    disk.capacity = "34896609792";
    EXPECT_EQ(*capacity_bytes(disk), 34896609792U);
}

TEST(CapacityBytes, IsUnknownWithoutACapacityOrWithAProperty) {
    EXPECT_EQ(*capacity_bytes(Disk{}), Bytes());
    EXPECT_EQ(*capacity_bytes(sized_disk("")), Bytes());
    EXPECT_EQ(*capacity_bytes(sized_disk("${disk.size}", "byte * 2^30")), Bytes());
}

TEST(CapacityBytes, FailsForATextThatIsNoNumber) {
    for (const char* text : {"1536MB", "-1", "+1", "1.5", "@@SIZE@@", "0x10", "${open"}) {
        const auto bytes = capacity_bytes(sized_disk(text));
        ASSERT_FALSE(bytes) << text;
        EXPECT_EQ(bytes.error().code, ErrorCode::malformed) << text;
    }
}

TEST(CapacityBytes, FailsForAUnitThatCountsNoBytes) {
    EXPECT_EQ(capacity_bytes(sized_disk("1", "hertz * 10^6")).error().code, ErrorCode::malformed);
    EXPECT_EQ(capacity_bytes(sized_disk("1", "Ports")).error().code, ErrorCode::malformed);
}

TEST(CapacityBytes, FailsBeyondWhatAFileCanHave) {
    EXPECT_EQ(*capacity_bytes(sized_disk("9223372036854775807")), 9223372036854775807U);
    for (const auto& disk :
         {sized_disk("9223372036854775808"), sized_disk("99999999999999999999999"),
          sized_disk("8589934592", "byte * 2^30"), sized_disk("18446744073709551615", "byte * 2^30")})
        EXPECT_EQ(capacity_bytes(disk).error().code, ErrorCode::limit_exceeded) << *disk.capacity;
    Disk ovirt;
    ovirt.ovirt = OvirtDisk{};
    ovirt.ovirt->size = 8589934592;
    EXPECT_EQ(capacity_bytes(ovirt).error().code, ErrorCode::limit_exceeded);
}

TEST(CapacityBytes, SaysWhereTheTextStands) {
    Disk disk = sized_disk("many");
    disk.capacity.set_at({10, 14});
    EXPECT_EQ(capacity_bytes(disk).error().where.span, (Span{10, 14}));
}

TEST(MemoryBytes, MultipliesByTheUnit) {
    EXPECT_EQ(*memory_bytes(memory_of(4, "byte * 2^30")), 4 * gibi);
    EXPECT_EQ(*memory_bytes(memory_of(6144, "MegaBytes")), 6144 * mebi);
    EXPECT_EQ(*memory_bytes(memory_of(512, "byte")), 512U) << "a unit that is there is believed";
}

TEST(MemoryBytes, GuessesMebibytesForSmallNumbersWithoutAUnit) {
    EXPECT_EQ(*memory_bytes(memory_of(1048575)), 1048575 * mebi);
    EXPECT_EQ(*memory_bytes(memory_of(1048576)), 1048576U);
}

TEST(MemoryBytes, IsUnknownWithoutAQuantityAndFailsForAnUnreadableOne) {
    EXPECT_EQ(*memory_bytes(sized_item(ResourceType::memory)), Bytes());
    Item template_marker = sized_item(ResourceType::memory);
    template_marker.virtual_quantity.set_unreadable("@@MEMORY@@");
    EXPECT_EQ(memory_bytes(template_marker).error().code, ErrorCode::malformed);
    EXPECT_FALSE(memory_bytes(memory_of(4, "Disk")));
    EXPECT_EQ(memory_bytes(memory_of(~std::uint64_t{0}, "byte * 2^20")).error().code, ErrorCode::limit_exceeded);
    EXPECT_EQ(memory_bytes(memory_of(std::uint64_t{1} << 63U, "byte")).error().code, ErrorCode::limit_exceeded);
    EXPECT_EQ(*memory_bytes(memory_of((std::uint64_t{1} << 63U) - 1, "byte")), (std::uint64_t{1} << 63U) - 1);
}

TEST(ReservationBaseUnits, AreHertzForAProcessor) {
    Item cpu = sized_item(ResourceType::processor, "hertz * 10^6");
    EXPECT_EQ(*reservation_base_units(cpu), Bytes());
    cpu.reservation = 500;
    cpu.limit = 1200;
    EXPECT_EQ(*reservation_base_units(cpu), 500000000U);
    EXPECT_EQ(*limit_base_units(cpu), 1200000000U);
    cpu.allocation_units = "byte * 2^20";
    EXPECT_FALSE(reservation_base_units(cpu));
}

TEST(ReservationBaseUnits, OfMemoryAreCountedLikeItsQuantity) {
    Item memory = memory_of(4096);
    memory.reservation = 2048;
    EXPECT_EQ(*reservation_base_units(memory), 2048 * mebi);
    memory.virtual_quantity = 4096 * mebi;
    EXPECT_EQ(*reservation_base_units(memory), 2048U) << "the quantity shows that bytes are meant";
}

}  // namespace
}  // namespace ovfkit::model
