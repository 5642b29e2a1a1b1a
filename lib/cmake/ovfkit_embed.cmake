# ovfkit_embed(<room> <table> <file>...)
#   Makes the files part of the room: a generated source defines `<room>::embedded::<table>()`, which the room declares in
#   a private header `<room>/embedded.hpp` as a list of {name, text}. The names are those of the files without folders, in
#   the given order.

include_guard(GLOBAL)

function(ovfkit_embed room table)
  set(rows "")
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(READ "${file}" text)
    cmake_path(GET file FILENAME name)
    string(FIND "${text}" ")_text_" clash)
    if(NOT clash EQUAL -1)
      message(FATAL_ERROR "ovfkit_embed: ${file} holds the end of a raw string")
    endif()
    string(APPEND rows "        {\"${name}\", R\"_text_(${text})_text_\"},\n")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/embedded_${table}.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "// Generated from files in schemas/.
#include \"${room}/embedded.hpp\"

namespace ovfkit::${room}::embedded {

const std::vector<Text>& ${table}() {
    static const std::vector<Text> all{
${rows}    };
    return all;
}

}  // namespace ovfkit::${room}::embedded
")
  target_sources(ovfkit_${room} PRIVATE "${source}")
  set_source_files_properties("${source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON SKIP_PRECOMPILE_HEADERS ON)
endfunction()
