# SPDX-License-Identifier: GPL-3.0-or-later
# Lists for NSIS.template.in what is to be installed and what the uninstaller takes away, in an order that does not depend on
# the disk.
if(NOT CPACK_GENERATOR STREQUAL NSIS)
    return()
endif()

file(GLOB_RECURSE files RELATIVE ${CPACK_TEMPORARY_INSTALL_DIRECTORY} ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*)
list(SORT files)
set(install "")
set(remove "")
set(folders)
set(last none)
foreach(file IN LISTS files)
    cmake_path(GET file PARENT_PATH folder)
    string(REPLACE / \\ native "${folder}")
    string(REPLACE / \\ backward "${file}")
    if(NOT folder STREQUAL last)
        string(APPEND install "  SetOutPath \"$INSTDIR\\${native}\"\n")
        set(last "${folder}")
    endif()
    string(APPEND install "  File \"${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${file}\"\n")
    string(APPEND remove "  Delete \"$INSTDIR\\${backward}\"\n")
    while(NOT folder STREQUAL "")
        list(APPEND folders "${folder}")
        cmake_path(GET folder PARENT_PATH folder)
    endwhile()
endforeach()

# The inner ones first. A folder in which a person has put something of their own stays.
list(REMOVE_DUPLICATES folders)
list(SORT folders ORDER DESCENDING)
foreach(folder IN LISTS folders)
    string(REPLACE / \\ native "${folder}")
    string(APPEND remove "  RMDir \"$INSTDIR\\${native}\"\n")
endforeach()

file(WRITE ${CPACK_TOPLEVEL_DIRECTORY}/files.nsh
    "!macro InstallFiles\n${install}!macroend\n\n!macro RemoveFiles\n${remove}!macroend\n")
