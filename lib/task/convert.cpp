// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/convert.hpp>

#include <cstddef>
#include <utility>

#include <ovfkit/model/view.hpp>

namespace ovfkit::task {

report::Conversion conversion_of(const std::string& from, const std::string& to,
                                 const std::vector<convert::Output>& outputs, const std::vector<std::string>& paths) {
    report::Conversion conversion;
    conversion.from = from;
    conversion.to = to;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        report::WrittenFile file{i < paths.size() ? paths[i] : "-", {}};
        for (const model::VirtualSystem* system : model::virtual_systems(outputs[i].envelope))
            file.entities.push_back(model::entity_id(*system));
        const std::string owner = file.entities.size() == 1 ? file.entities.front() : std::string();
        for (const convert::Loss& loss : outputs[i].losses) conversion.losses.push_back({owner, loss});
        conversion.files.push_back(std::move(file));
    }
    return conversion;
}

}  // namespace ovfkit::task
