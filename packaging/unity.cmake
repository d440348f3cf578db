# SPDX-License-Identifier: GPL-3.0-or-later
option(WATCHBILL_UNITY "Compile the files of each folder as one" OFF)

# watchbill_unity(TARGET)
# Lets the files of a folder be compiled as one with WATCHBILL_UNITY: what they include, and make of the same templates, is
# compiled once. It halves the time of every build but that after a change in one file, which takes as long as its folder.
# A name that a file keeps to itself must be no other file's of its folder; only Texts may be, as CMake defines that word as
# another for each. Without WATCHBILL_UNITY each file is seen to compile by itself, and to include what it uses.
function(watchbill_unity target)
    set_target_properties(${target} PROPERTIES
        UNITY_BUILD ${WATCHBILL_UNITY} UNITY_BUILD_MODE GROUP UNITY_BUILD_UNIQUE_ID Texts)
    get_target_property(files ${target} SOURCES)
    list(FILTER files INCLUDE REGEX "\\.cpp$")
    foreach(file IN LISTS files)
        cmake_path(GET file PARENT_PATH folder)
        cmake_path(GET folder FILENAME folder)
        set_source_files_properties(${file} PROPERTIES UNITY_GROUP "${folder}")
    endforeach()
endfunction()
