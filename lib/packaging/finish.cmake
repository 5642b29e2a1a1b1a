# Run by CPack between installing the components and packing them: finish.py makes the staged files what Debian's policy
# asks for, and the files for dpkg; what the programs link becomes Depends.
cmake_policy(VERSION 3.25)

set(version "${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}")
unset(CPACK_PACKAGE_DESCRIPTION_SUMMARY)  # CPack would put it before each description
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${component} upper)
  set(stage "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}")
  set(control "${CPACK_TEMPORARY_INSTALL_DIRECTORY}-control/${component}")
  execute_process(
    COMMAND "${CPACK_OVFKIT_PYTHON}" -B "${CPACK_OVFKIT_PACKAGING}/finish.py" --source "${CPACK_OVFKIT_SOURCE}"
      --package "${CPACK_DEBIAN_${upper}_PACKAGE_NAME}" --version "${version}" --stage "${stage}" --control "${control}"
    OUTPUT_VARIABLE depends OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  if(depends)
    if(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS)
      string(APPEND CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS ", ")
    endif()
    string(APPEND CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "${depends}")
  endif()
  file(GLOB CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA "${control}/*")
endforeach()
