# SPDX-License-Identifier: GPL-3.0-or-later
# CPack's archive has the files in the order in which the file system lists them, which nobody can repeat.
if(NOT CPACK_GENERATOR STREQUAL TGZ)
    return()
endif()
cmake_path(GET CPACK_TEMPORARY_DIRECTORY PARENT_PATH folder)
cmake_path(GET CPACK_TEMPORARY_DIRECTORY FILENAME name)
execute_process(
    COMMAND tar --create --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --directory=${folder} ${name}
    COMMAND gzip --best --no-name
    OUTPUT_FILE ${CPACK_PACKAGE_FILES}
    COMMAND_ERROR_IS_FATAL ANY)
