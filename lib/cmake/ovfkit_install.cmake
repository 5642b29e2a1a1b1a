# What `cmake --install` puts where: included at the end of the project, when all targets are there.
#
# The components are `library` (what a program needs that was linked with the C ABI), `dev`, `python` and `tools`.
# Debian's packages have the same content with the libraries in the folder of the architecture, whatever prefix this
# build is for: the components `deb_library` and `deb_dev`, which are not part of an ordinary installation.

include_guard(GLOBAL)
include(CMakePackageConfigHelpers)

set(packaging "${PROJECT_SOURCE_DIR}/lib/packaging")
set(generated "${PROJECT_BINARY_DIR}/packaging")

# What has to be linked with the static library. A row for each imported target that a room links, so that a new one
# without a row stops the configure run: how a consumer finds it, how pkg-config says it, which package of Debian has it.
# (A `Requires.private` would ask for the libraries behind these as well, whose `-dev` packages Debian does not install.)
set(linked_targets "")
function(ovfkit_linked target find libs package)
  list(APPEND linked_targets ${target})
  set(linked_targets "${linked_targets}" PARENT_SCOPE)
  set(find_${target} "${find}" PARENT_SCOPE)
  set(libs_${target} "${libs}" PARENT_SCOPE)
  set(package_${target} "${package}" PARENT_SCOPE)
endfunction()
ovfkit_linked(PkgConfig::XMLSEC "find_dependency(PkgConfig)
if(NOT TARGET PkgConfig::XMLSEC)
  pkg_check_modules(XMLSEC QUIET IMPORTED_TARGET xmlsec1-openssl)
endif()
if(NOT TARGET PkgConfig::XMLSEC)
  set(ovfkit_FOUND FALSE)
  set(ovfkit_NOT_FOUND_MESSAGE \"pkg-config knows no xmlsec1-openssl\")
  return()
endif()" "-lxmlsec1-openssl -lxmlsec1" libxmlsec1-dev)
ovfkit_linked(LibXml2::LibXml2 "find_dependency(LibXml2)" "-lxml2" libxml2-dev)
ovfkit_linked(ICU::uc "find_dependency(ICU COMPONENTS uc)" "-licuuc" libicu-dev)
ovfkit_linked(ZLIB::ZLIB "find_dependency(ZLIB)" "-lz" zlib1g-dev)
ovfkit_linked(Threads::Threads "find_dependency(Threads)" "-pthread" "")
ovfkit_linked(Boost::filesystem "find_dependency(Boost COMPONENTS filesystem)" "-lboost_filesystem" libboost-filesystem-dev)
ovfkit_linked(OpenSSL::Crypto "find_dependency(OpenSSL COMPONENTS Crypto)" "-lcrypto" libssl-dev)
ovfkit_linked(CURL::libcurl "find_dependency(CURL)" "-lcurl" libcurl4-openssl-dev)
ovfkit_linked(SOCI::core "find_dependency(SOCI)" "-lsoci_core" libsoci-dev)
ovfkit_linked(SOCI::sqlite3 "" "-lsoci_sqlite3" "")
ovfkit_linked(SOCI::postgresql "" "-lsoci_postgresql" "")
ovfkit_linked(SQLite::SQLite3 "find_dependency(SQLite3)" "-lsqlite3" libsqlite3-dev)
ovfkit_linked(PostgreSQL::PostgreSQL "find_dependency(PostgreSQL)" "-lpq" libpq-dev)
ovfkit_linked(tomlplusplus::tomlplusplus "find_dependency(tomlplusplus)" "-ltomlplusplus" libtomlplusplus-dev)

get_target_property(ovfkit_type ovfkit TYPE)
set(OVFKIT_DEPENDENCIES "")
set(OVFKIT_PRIVATE_LIBS "")
set(OVFKIT_DEV_PACKAGES "")
if(ovfkit_type STREQUAL "STATIC_LIBRARY")
  get_target_property(linked ovfkit LINK_LIBRARIES)
  foreach(target IN LISTS linked)
    if(NOT target IN_LIST linked_targets)
      message(FATAL_ERROR "ovfkit_install: a room links ${target}; say here what that means to a consumer")
    endif()
  endforeach()
  foreach(target IN LISTS linked_targets)
    if(target IN_LIST linked)
      string(APPEND OVFKIT_DEPENDENCIES "${find_${target}}\n")
      string(APPEND OVFKIT_PRIVATE_LIBS " ${libs_${target}}")
      if(package_${target})
        list(APPEND OVFKIT_DEV_PACKAGES ${package_${target}})
      endif()
    endif()
  endforeach()
endif()

# Where a shared libovfkit is found from what lies in `folder` of the prefix, so that the prefix can be anywhere.
function(ovfkit_find_shared target folder libdir)
  if(NOT ovfkit_type STREQUAL "STATIC_LIBRARY" AND NOT IS_ABSOLUTE "${folder}" AND NOT IS_ABSOLUTE "${libdir}")
    file(RELATIVE_PATH way "/${folder}" "/${libdir}")
    string(REGEX REPLACE "/$" "" way "$ORIGIN/${way}")
    set_target_properties(${target} PROPERTIES INSTALL_RPATH "${way}")
  endif()
endfunction()

# What depends on the folder of the libraries: ovfkit_install_libraries(<libdir> <library component> <dev component>
# [EXCLUDE_FROM_ALL]).
function(ovfkit_install_libraries libdir library dev)
  set(folder "${generated}/${library}")
  set(config "${libdir}/cmake/ovfkit")

  # Two sets, because whoever asks for the C ABI alone has to load nothing of the other.
  install(TARGETS ovfkit EXPORT ${dev}-cxx
    ARCHIVE DESTINATION "${libdir}" COMPONENT ${dev} ${ARGN}
    LIBRARY DESTINATION "${libdir}" COMPONENT ${library} NAMELINK_COMPONENT ${dev} ${ARGN}
    INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  install(EXPORT ${dev}-cxx FILE ovfkit-cxx-targets.cmake NAMESPACE ovfkit:: DESTINATION "${config}" COMPONENT ${dev} ${ARGN})
  if(TARGET ovfkit_c)
    install(TARGETS ovfkit_c EXPORT ${dev}-c
      LIBRARY DESTINATION "${libdir}" COMPONENT ${library} NAMELINK_COMPONENT ${dev} ${ARGN}
      INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
    install(EXPORT ${dev}-c FILE ovfkit-c-targets.cmake NAMESPACE ovfkit:: DESTINATION "${config}" COMPONENT ${dev} ${ARGN})
  endif()
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/ovfkit" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT ${dev} ${ARGN}
    FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")

  configure_package_config_file("${packaging}/ovfkit-config.cmake.in" "${folder}/ovfkit-config.cmake"
    INSTALL_DESTINATION "${config}" NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
  # Before 1.0 a new second number may change anything.
  write_basic_package_version_file("${folder}/ovfkit-config-version.cmake" COMPATIBILITY SameMinorVersion)
  configure_file("${packaging}/ovfkit-cxx-dependencies.cmake.in" "${folder}/ovfkit-cxx-dependencies.cmake" @ONLY)
  install(FILES "${folder}/ovfkit-config.cmake" "${folder}/ovfkit-config-version.cmake"
      "${folder}/ovfkit-cxx-dependencies.cmake"
    DESTINATION "${config}" COMPONENT ${dev} ${ARGN})
  if(OVFKIT_DEPENDENCIES MATCHES "SOCI")
    install(FILES "${PROJECT_SOURCE_DIR}/lib/cmake/FindSOCI.cmake" DESTINATION "${config}" COMPONENT ${dev} ${ARGN})
  endif()

  # Relative to the file itself where that is possible.
  if(IS_ABSOLUTE "${libdir}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
    set(OVFKIT_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
  else()
    file(RELATIVE_PATH up "/${libdir}/pkgconfig" "/")
    string(REGEX REPLACE "/$" "" up "${up}")
    set(OVFKIT_PC_PREFIX "\${pcfiledir}/${up}")
  endif()
  cmake_path(ABSOLUTE_PATH libdir BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE OVFKIT_PC_LIBDIR)
  set(include "${CMAKE_INSTALL_INCLUDEDIR}")
  cmake_path(ABSOLUTE_PATH include BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE OVFKIT_PC_INCLUDEDIR)
  foreach(name ovfkit ovfkit-c)
    if(name STREQUAL "ovfkit" OR TARGET ovfkit_c)
      configure_file("${packaging}/${name}.pc.in" "${folder}/${name}.pc" @ONLY)
      install(FILES "${folder}/${name}.pc" DESTINATION "${libdir}/pkgconfig" COMPONENT ${dev} ${ARGN})
    endif()
  endforeach()
endfunction()

if(TARGET ovfkit_c)
  set_target_properties(ovfkit_c PROPERTIES EXPORT_NAME c)
  ovfkit_find_shared(ovfkit_c "${CMAKE_INSTALL_LIBDIR}" "${CMAKE_INSTALL_LIBDIR}")
endif()
ovfkit_install_libraries("${CMAKE_INSTALL_LIBDIR}" library dev)

# The command and what belongs to it. Its manual and the completions of shells are installed where they are made.
if(TARGET ovfkit_cli)
  ovfkit_find_shared(ovfkit_cli "${CMAKE_INSTALL_BINDIR}" "${CMAKE_INSTALL_LIBDIR}")
  install(TARGETS ovfkit_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tools)
endif()
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT tools)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/schemas" DESTINATION "${CMAKE_INSTALL_DATADIR}/ovfkit" COMPONENT tools
  FILES_MATCHING PATTERN "*.json" PATTERN "*.xsd" PATTERN "*.profile" PATTERN "*.toml" PATTERN "README.md")

# The Python package: files, where the build has links.
if(TARGET ovfkit_python)
  set(OVFKIT_PYTHON_DIR "" CACHE STRING
    "Where the Python package goes, under the prefix; empty: where the interpreter of the build looks in a prefix like that")
  set(python_dir "${OVFKIT_PYTHON_DIR}")
  set(python_local_dir "${OVFKIT_PYTHON_DIR}")
  if(NOT python_dir)
    get_directory_property(interpreter DIRECTORY "${PROJECT_SOURCE_DIR}/bindings/python" DEFINITION Python3_EXECUTABLE)
    # Debian's looks into two folders: below /usr into one for all versions, below /usr/local into one for its own.
    execute_process(
      COMMAND "${interpreter}" -c "import sys, sysconfig
if 'deb_system' in sysconfig.get_scheme_names():
    print('lib/python3/dist-packages;lib/python%d.%d/dist-packages' % sys.version_info[:2])
else:
    folder = sysconfig.get_path('platlib', vars={'base': '', 'platbase': ''}).strip('/')
    print(folder + ';' + folder)"
      OUTPUT_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    list(GET answer 0 python_dir)
    list(GET answer 1 python_local_dir)
  endif()
  ovfkit_find_shared(ovfkit_python "${python_dir}/ovfkit" "${CMAKE_INSTALL_LIBDIR}")
  # Only the installation knows its prefix.
  install(CODE "set(ovfkit_python_dir \"${python_dir}\")
if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr/local\")
  set(ovfkit_python_dir \"${python_local_dir}\")
endif()" COMPONENT python)
  set(python_dir "\${ovfkit_python_dir}")
  install(TARGETS ovfkit_python LIBRARY DESTINATION "${python_dir}/ovfkit" COMPONENT python)
  file(GLOB python_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/bindings/python/ovfkit/*.py"
    "${PROJECT_SOURCE_DIR}/bindings/python/ovfkit/*.pyi" "${PROJECT_SOURCE_DIR}/bindings/python/ovfkit/py.typed")
  install(FILES ${python_files} DESTINATION "${python_dir}/ovfkit" COMPONENT python)
  # What Python calls metadata is said in pyproject.toml, which pip reads as well.
  foreach(fact description requires-python)
    file(STRINGS "${PROJECT_SOURCE_DIR}/bindings/python/pyproject.toml" line REGEX "^${fact} = \".*\"")
    string(REGEX REPLACE "^[^\"]*\"(.*)\".*" "\\1" pyproject_${fact} "${line}")
  endforeach()
  configure_file("${packaging}/METADATA.in" "${generated}/METADATA" @ONLY)
  install(FILES "${generated}/METADATA" DESTINATION "${python_dir}/ovfkit-${PROJECT_VERSION}.dist-info" COMPONENT python)
  install(FILES "${PROJECT_SOURCE_DIR}/bindings/python/examples/migrate.py"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/ovfkit/examples" COMPONENT python)
endif()

include(ovfkit_packages)
