# SPDX-License-Identifier: GPL-3.0-or-later
# The menu entry, what software centres show, and the icon.
set(application org.watchbill.watchbill) # AppStream's name for it
set(pictures https://watchbill.invalid/resources/screenshots) # where the screenshots can be seen from everywhere

add_executable(draw-icons documents/icons.cpp)
target_link_libraries(draw-icons PRIVATE Qt6::Svg watchbill-warnings)
add_executable(retell-changelog documents/releasenotes.cpp)
target_link_libraries(retell-changelog PRIVATE Qt6::Core watchbill-warnings)

set(sizes 16 22 24 32 48 64 128 256 512)
set(icon ${PROJECT_SOURCE_DIR}/resources/icons/watchbill.svg)
list(TRANSFORM sizes PREPEND ${documents}/watchbill- OUTPUT_VARIABLE pngs)
list(TRANSFORM pngs APPEND .png)
add_custom_command(OUTPUT ${pngs}
    COMMAND draw-icons ${icon} ${documents}/watchbill ${sizes}
    DEPENDS ${icon} VERBATIM)

configure_file(linux/watchbill.metainfo.xml.in ${documents}/metainfo.xml.in @ONLY)
set(metainfo ${documents}/${application}.metainfo.xml)
set(changelog ${PROJECT_SOURCE_DIR}/CHANGELOG.md)
add_custom_command(OUTPUT ${metainfo}
    COMMAND retell-changelog ${changelog} appstream ${documents}/metainfo.xml.in > ${metainfo}
    DEPENDS retell-changelog ${changelog} ${documents}/metainfo.xml.in VERBATIM)
add_custom_target(desktop ALL DEPENDS ${pngs} ${metainfo})

set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
foreach(size ${sizes})
    install(FILES ${documents}/watchbill-${size}.png DESTINATION ${icons}/${size}x${size}/apps RENAME watchbill.png COMPONENT watchbill)
endforeach()
install(FILES ${icon} DESTINATION ${icons}/scalable/apps COMPONENT watchbill)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/watchbill-symbolic.svg DESTINATION ${icons}/symbolic/apps COMPONENT watchbill)
install(FILES linux/watchbill.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT watchbill)
install(FILES ${metainfo} DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT watchbill)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/sql DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT watchbill
    FILES_MATCHING PATTERN *.sql PATTERN workload.sql EXCLUDE)
