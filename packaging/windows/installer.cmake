# SPDX-License-Identifier: GPL-3.0-or-later
# An installer by NSIS and an archive with the same files, both with the libraries that the programs need.
# packaging/dev package-windows makes them on Debian; packaging/windows/libraries builds the libraries.
set(drawn ${WATCHBILL_RECORDED_ICONS})
set(generated ${CMAKE_CURRENT_BINARY_DIR}/windows)

set_target_properties(watchbill PROPERTIES WIN32_EXECUTABLE ON)
foreach(program watchbill watchbillctl)
    if(program STREQUAL watchbill)
        set(description "Live monitor for background tasks in PostgreSQL")
    else()
        set(description "Background tasks in PostgreSQL, for scripts")
    endif()
    configure_file(windows/program.rc.in ${generated}/${program}.rc @ONLY)
    configure_file(windows/program.manifest.in ${generated}/${program}.manifest @ONLY)
    target_sources(${program} PRIVATE ${generated}/${program}.rc)
    set_source_files_properties(${generated}/${program}.rc TARGET_DIRECTORY ${program} PROPERTIES
        OBJECT_DEPENDS "${drawn}/watchbill.ico;${generated}/${program}.manifest")
endforeach()

add_executable(save-password windows/savepassword.cpp)
target_link_libraries(save-password PRIVATE watchbill-core watchbill-warnings)

configure_file(windows/libraries.cmake.in ${generated}/libraries.cmake @ONLY)
install(SCRIPT ${generated}/libraries.cmake COMPONENT watchbill)
install(FILES windows/qt.conf DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT watchbill)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION . COMPONENT watchbill)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/sql DESTINATION . COMPONENT watchbill
    FILES_MATCHING PATTERN *.sql PATTERN workload.sql EXCLUDE)

set(CPACK_GENERATOR NSIS ZIP)
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_PACKAGE_NAME Watchbill)
set(CPACK_PACKAGE_VENDOR "The Watchbill developers")
set(CPACK_PACKAGE_INSTALL_DIRECTORY Watchbill)
set(CPACK_PACKAGE_FILE_NAME watchbill-${PROJECT_VERSION}-windows-x86_64)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGE_EXECUTABLES watchbill Watchbill)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/../linux/same-times.cmake ${CMAKE_CURRENT_LIST_DIR}/list-files.cmake)

# CPack's own script for NSIS asks for an administrator; ours stands beside this.
set(CPACK_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})
set(CPACK_NSIS_MUI_ICON ${drawn}/watchbill.ico)
