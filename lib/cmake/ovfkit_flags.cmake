# How everything of this project is compiled.

include_guard(GLOBAL)

option(OVFKIT_WERROR "Treat warnings as errors" OFF)
option(OVFKIT_PCH "Precompile the standard headers, and GoogleTest for the tests" OFF)
option(OVFKIT_UNITY "Compile each room as one translation unit" OFF)
option(OVFKIT_QUICK "Compile everything but the library without optimisation, which is quicker where it is built to be tested" OFF)
option(OVFKIT_CCACHE "Use ccache when it is installed" ON)
option(OVFKIT_FUZZ "Build the libFuzzer targets (clang only)" OFF)
set(OVFKIT_SANITIZE "" CACHE STRING "Sanitizers for everything, as -fsanitize takes them")

if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Build type" FORCE)
  endif()
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(OVFKIT_CCACHE AND PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(OVFKIT_CCACHE_PROGRAM ccache)
  if(OVFKIT_CCACHE_PROGRAM)
    # Without this slack ccache never hits on a unit that uses a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros;${OVFKIT_CCACHE_PROGRAM}")
  endif()
endif()

if(OVFKIT_FUZZ AND NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "OVFKIT_FUZZ needs clang")
endif()
if(OVFKIT_SANITIZE)
  add_compile_options(-fsanitize=${OVFKIT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${OVFKIT_SANITIZE})
endif()
function(ovfkit_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
    $<$<BOOL:${OVFKIT_WERROR}>:-Werror>)
  # GCC 12 reports `"literal" + std::string` as overlapping memory, and moving a string as reading beyond it, as soon as it
  # inlines them (GCC bugs 105651 and 105329).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-array-bounds)
    if(OVFKIT_UNITY)
      # A file of ours is an included file there, and its anonymous namespace looks like one of a header.
      target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
    endif()
  endif()
endfunction()

# For what stands around the library: tests and the surfaces of bindings/.
function(ovfkit_around_target target)
  ovfkit_warnings(${target})
  if(OVFKIT_QUICK)
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()

# For what a fuzzer is to find its way through.
function(ovfkit_fuzzed_target target)
  if(OVFKIT_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

# What is installed does not tell where it was built: __FILE__, of assertions and in macros of OpenSSL, is a name in the
# project.
function(ovfkit_short_names target)
  target_compile_options(${target} PRIVATE "-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=")
endfunction()

# Warnings and precompiled headers for a target of ours. One precompiled header serves all targets of the library; the
# tests have one of their own.
function(ovfkit_own_target target)
  ovfkit_warnings(${target})
  ovfkit_fuzzed_target(${target})
  ovfkit_short_names(${target})
  if(OVFKIT_PCH)
    if(NOT TARGET ovfkit_pch)
      file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/ovfkit_pch.cpp" CONTENT "" @ONLY)
      add_library(ovfkit_pch OBJECT "${PROJECT_BINARY_DIR}/ovfkit_pch.cpp")
      ovfkit_warnings(ovfkit_pch)
      ovfkit_fuzzed_target(ovfkit_pch)
      ovfkit_short_names(ovfkit_pch)
      target_precompile_headers(ovfkit_pch PRIVATE
        <algorithm> <array> <charconv> <cstddef> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string>
        <string_view> <tuple> <unordered_map> <utility> <variant> <vector>)
    endif()
    target_precompile_headers(${target} REUSE_FROM ovfkit_pch)
  endif()
endfunction()
