# Debian packages from the build as it is: lib/packaging/make_packages BUILD OUTPUT.
#
#   libovfkit-c0    the C ABI                          (component deb_library)
#   libovfkit-dev   headers, static C++ library, ...   (component deb_dev)
#   python3-ovfkit  the Python package                 (component python)
#   ovfkit          the command                        (component tools)
#
# What Debian wants of files beyond what was installed is done by lib/packaging/finish.cmake.

include_guard(GLOBAL)

# A shared libovfkit changes with every version, and would need a package and a name of its own.
find_program(OVFKIT_DPKG_ARCHITECTURE dpkg-architecture)
mark_as_advanced(OVFKIT_DPKG_ARCHITECTURE)
if(NOT ovfkit_type STREQUAL "STATIC_LIBRARY" OR NOT OVFKIT_DPKG_ARCHITECTURE
   OR NOT TARGET ovfkit_c OR NOT TARGET ovfkit_cli OR NOT TARGET ovfkit_python)
  return()
endif()
execute_process(COMMAND "${OVFKIT_DPKG_ARCHITECTURE}" -qDEB_HOST_MULTIARCH
  OUTPUT_VARIABLE multiarch OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
ovfkit_install_libraries("lib/${multiarch}" deb_library deb_dev EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_VENDOR "The ovfkit developers")
set(CPACK_PACKAGE_CONTACT "The ovfkit developers <ovfkit@example.org>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL deb_library deb_dev python tools)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS OFF)  # finish.cmake does; CPack's own way adds scripts that call ldconfig
set(CPACK_PRE_BUILD_SCRIPTS "${packaging}/finish.cmake")

# What finish.cmake has to know.
set(CPACK_OVFKIT_PACKAGING "${packaging}")
set(CPACK_OVFKIT_SOURCE "${PROJECT_SOURCE_DIR}")
set(CPACK_OVFKIT_PYTHON "${interpreter}")

# The first line of a description is what lists show.
function(ovfkit_describe component package section title text)
  set(CPACK_DEBIAN_${component}_PACKAGE_NAME ${package} PARENT_SCOPE)
  set(CPACK_DEBIAN_${component}_PACKAGE_SECTION ${section} PARENT_SCOPE)
  set(CPACK_DEBIAN_${component}_DESCRIPTION "OVF and OVA virtual machine packages - ${title}
ovfkit reads, verifies, edits, builds and converts OVF descriptors and OVA
packages of virtual machines from every producer, carries the trust flags of
a VM or template through all of it, and decides what happens when one is
imported into a cluster.

${text}" PARENT_SCOPE)
endfunction()

ovfkit_describe(DEB_LIBRARY libovfkit-c0 libs "C library" "This package has the shared library with the C ABI.")
ovfkit_describe(DEB_DEV libovfkit-dev libdevel "development files"
"This package has the headers of the C ABI and of the C++ library, the static
C++ library, and the files for CMake and pkg-config. The recommended packages
are what has to be linked with the C++ library; the C ABI needs none of them.")
ovfkit_describe(PYTHON python3-ovfkit python "Python 3 package" "This package has the Python package.")
ovfkit_describe(TOOLS ovfkit utils "command line"
"This package has the command, the schemas of what it writes, and policies to
begin with.")

set(CPACK_DEBIAN_DEB_DEV_PACKAGE_DEPENDS "libovfkit-c0 (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
list(SORT OVFKIT_DEV_PACKAGES)
list(JOIN OVFKIT_DEV_PACKAGES ", " recommended)
set(CPACK_DEBIAN_DEB_DEV_PACKAGE_RECOMMENDS "${recommended}, pkg-config")

include(CPack)
