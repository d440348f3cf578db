# SPDX-License-Identifier: GPL-3.0-or-later
# moc reads all headers that a file includes, Qt's too, which takes a hundred times as long as the file itself: in all a seventh
# of a development build. It needs them for the conditions of the preprocessor alone; so a file that has none is read by itself.
if(NOT CMAKE_HOST_UNIX)
    return()
endif()

get_target_property(moc Qt6::moc LOCATION)
file(CONFIGURE OUTPUT moc @ONLY CONTENT [=[#!/bin/sh
for file; do :; done # the last argument
if ! grep --quiet '^[[:blank:]]*#[[:blank:]]*if' -- "$file"; then
    count=$#
    while [ "$count" -gt 0 ]; do
        argument=$1
        shift
        count=$((count - 1))
        case $argument in
        -I*) ;;
        *) set -- "$@" "$argument" ;;
        esac
    done
fi
exec "@moc@" "$@"
]=])
file(CHMOD ${CMAKE_BINARY_DIR}/moc
    PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# For all targets, once they are there.
function(watchbill_take_moc folder)
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    if(targets)
        set_target_properties(${targets} PROPERTIES AUTOMOC_EXECUTABLE ${CMAKE_BINARY_DIR}/moc)
    endif()
    get_property(below DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(one IN LISTS below)
        watchbill_take_moc(${one})
    endforeach()
endfunction()
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR} CALL watchbill_take_moc ${CMAKE_SOURCE_DIR})
