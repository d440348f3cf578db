# SPDX-License-Identifier: GPL-3.0-or-later
# Read by CPack before it makes each kind of package.
if(CPACK_GENERATOR STREQUAL DEB)
    set(CPACK_COMPONENTS_ALL watchbill watchbill-debian watchbillctl watchbillctl-debian)
    set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
    set(CPACK_PACKAGE_DESCRIPTION_SUMMARY) # would come before that of each package
elseif(CPACK_GENERATOR STREQUAL RPM)
    set(CPACK_COMPONENTS_ALL watchbill watchbill-rpm watchbillctl watchbillctl-rpm)
    set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
else()
    list(GET CPACK_INSTALL_CMAKE_PROJECTS 0 build)
    set(CPACK_INSTALL_CMAKE_PROJECTS)
    foreach(component watchbill watchbillctl portable) # the last one looks at what the others installed
        list(APPEND CPACK_INSTALL_CMAKE_PROJECTS ${build} watchbill ${component} /)
    endforeach()
    set(CPACK_PACKAGING_INSTALL_PREFIX /)
    string(TOLOWER ${CPACK_SYSTEM_NAME} system)
    set(CPACK_PACKAGE_FILE_NAME watchbill-${CPACK_PACKAGE_VERSION}-${system}-${CPACK_ARCHITECTURE})
endif()
