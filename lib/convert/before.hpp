// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "convert/carry.hpp"
#include "convert/job.hpp"

namespace ovfkit::convert {

/// Remembers a model before it is translated, so that afterwards each element can be given a record of what changed on
/// it.
///
/// Puts a tag on every element that has such a record; elements without a tag were made by the translation.
class Before {
public:
    explicit Before(model::Envelope& envelope);

    /// Takes the tags off and writes the records; `form` is that of the model before, and `salt` that of the GUIDs that
    /// were made, if any were.
    void record(model::Envelope& envelope, descriptor::Grammar form, const std::string& salt);
    /// Only takes the tags off.
    static void forget(model::Envelope& envelope);

private:
    template <class T>
    void tag(T& element, std::map<std::string, T>& kept);
    template <class T>
    void compare(T& element, const std::map<std::string, T>& kept, const Table& table);
    void compare_sections(std::vector<model::Section>& sections);
    void compare_hardware(model::VirtualHardwareSection& hardware);

    std::size_t next_ = 0;
    bool had_references_ = false;
    std::map<std::string, model::File> files_;
    std::map<std::string, model::Disk> disks_;
    std::map<std::string, model::Network> networks_;
    std::map<std::string, model::Item> items_;
    std::map<std::string, model::System> hardware_systems_;
    std::map<std::string, model::Section> sections_;
    std::vector<model::VirtualSystem> systems_;  ///< without their sections
    model::Envelope envelope_;                   ///< its own values only
};

}  // namespace ovfkit::convert
