# SPDX-License-Identifier: GPL-3.0-or-later
# A .deb and an .rpm of each program, and an archive with both that carries its libraries.
# packages-project.cmake says what differs between the three.
set(maintainer "The Watchbill developers <developers@watchbill.invalid>") # nobody reads mail for it yet

# What only a .deb or only an .rpm has.
foreach(program watchbill watchbillctl)
    set(debian ${CMAKE_CURRENT_BINARY_DIR}/debian/${program})
    file(MAKE_DIRECTORY ${debian})
    add_custom_command(OUTPUT ${debian}/changelog.Debian.gz
        COMMAND retell-changelog ${changelog} debian ${program} ${maintainer} > ${debian}/changelog.Debian
        COMMAND gzip --best --no-name --force ${debian}/changelog.Debian
        DEPENDS retell-changelog ${changelog} VERBATIM)
    add_custom_target(${program}-debian ALL DEPENDS ${debian}/changelog.Debian.gz)
    install(FILES linux/copyright ${debian}/changelog.Debian.gz
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${program} COMPONENT ${program}-debian EXCLUDE_FROM_ALL)
    install(FILES linux/lintian-overrides/${program}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides COMPONENT ${program}-debian EXCLUDE_FROM_ALL)
    install(FILES ${documents}/_${program}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT ${program}-debian EXCLUDE_FROM_ALL)
    install(FILES ${documents}/_${program}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT ${program}-rpm)
    install(FILES ${PROJECT_SOURCE_DIR}/LICENSE
        DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/${program} COMPONENT ${program}-rpm)
endforeach()

# What only the archive has: the libraries and plugins, found when it is made.
set(plugins ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_PLUGINS})
find_library(secret_library libsecret-1.so.0)
if(NOT secret_library)
    set(secret_library) # the archive goes without
endif()
configure_file(linux/portable.cmake.in portable.cmake @ONLY)
install(FILES ${documents}/_watchbill ${documents}/_watchbillctl
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT portable EXCLUDE_FROM_ALL)
install(SCRIPT ${CMAKE_CURRENT_BINARY_DIR}/portable.cmake COMPONENT portable EXCLUDE_FROM_ALL)
install(FILES linux/qt.conf DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT portable EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION . COMPONENT portable EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB RPM TGZ)
set(CPACK_PACKAGE_VENDOR "The Watchbill developers")
set(CPACK_PACKAGE_CONTACT ${maintainer})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/packages-project.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/same-times.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/sorted-archive.cmake)
set(CPACK_ARCHITECTURE ${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_VERBATIM_VARIABLES ON)

set(window "Live monitor for background tasks in PostgreSQL")
set(window_long "Watchbill lists, filters and deletes the tasks that a table in PostgreSQL
holds, and shows their status live. Nothing is installed in the application
that owns the tasks: a connection is enough.")
set(scripts "Background tasks in PostgreSQL, for scripts")
set(scripts_long "Creates, prints, counts, updates and deletes the tasks that a table in
PostgreSQL holds, as JSON, CSV or a table. It needs no display.")

# Debian: shlibdeps finds the libraries; nothing shows the plugins that Qt loads, nor that QtKeychain loads libsecret.
# (Without it, passwords are asked for in each run; a keyring is recommended by QtKeychain itself.)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_WATCHBILL_PACKAGE_NAME watchbill)
set(CPACK_DEBIAN_WATCHBILL_PACKAGE_SECTION database)
set(CPACK_DEBIAN_WATCHBILL_DESCRIPTION "${window}\n${window_long}")
set(CPACK_DEBIAN_WATCHBILL_PACKAGE_DEPENDS
    "libqt6sql6-sqlite, qt6-qpa-plugins, libqt6svg6 (<< 6.6) | qt6-svg-plugins") # from Debian 13 on, the plugins are apart
set(CPACK_DEBIAN_WATCHBILL_PACKAGE_RECOMMENDS "libsecret-1-0, qt6-wayland")
set(CPACK_DEBIAN_WATCHBILL_PACKAGE_SUGGESTS "postgresql, watchbillctl") # the demo starts a server of its own
set(CPACK_DEBIAN_WATCHBILLCTL_PACKAGE_NAME watchbillctl)
set(CPACK_DEBIAN_WATCHBILLCTL_PACKAGE_SECTION database)
set(CPACK_DEBIAN_WATCHBILLCTL_DESCRIPTION "${scripts}\n${scripts_long}")
set(CPACK_DEBIAN_WATCHBILLCTL_PACKAGE_DEPENDS libqt6sql6-sqlite)
set(CPACK_DEBIAN_WATCHBILLCTL_PACKAGE_RECOMMENDS libsecret-1-0)
set(CPACK_DEBIAN_WATCHBILLCTL_PACKAGE_SUGGESTS watchbill)

# RPM: as Fedora or openSUSE call the plugins.
set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE GPL-3.0-or-later)
set(CPACK_RPM_PACKAGE_RELOCATABLE OFF)
set(CPACK_RPM_PACKAGE_GROUP Applications/Databases)
set(CPACK_RPM_WATCHBILL_PACKAGE_NAME watchbill)
set(CPACK_RPM_WATCHBILL_PACKAGE_SUMMARY ${window})
set(CPACK_RPM_WATCHBILL_PACKAGE_DESCRIPTION ${window_long})
set(CPACK_RPM_WATCHBILL_PACKAGE_REQUIRES
    "(qt6-qtsvg or libQt6Svg6), (qt6-qtbase or qt6-sql-sqlite)")
set(CPACK_RPM_WATCHBILLCTL_PACKAGE_NAME watchbillctl)
set(CPACK_RPM_WATCHBILLCTL_PACKAGE_SUMMARY ${scripts})
set(CPACK_RPM_WATCHBILLCTL_PACKAGE_DESCRIPTION ${scripts_long})
set(CPACK_RPM_WATCHBILLCTL_PACKAGE_REQUIRES
    "(qt6-qtbase or qt6-sql-sqlite)")
foreach(program WATCHBILL WATCHBILLCTL)
    set(CPACK_RPM_${program}_PACKAGE_SUGGESTS "libsecret-1.so.0()(64bit)")
endforeach()
set(CPACK_RPM_SPEC_MORE_DEFINE "%define _buildhost localhost
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _build_id_links none")
set(shared /usr/share)
foreach(folder applications metainfo man man/man1 bash-completion bash-completion/completions zsh zsh/site-functions
        fish fish/vendor_completions.d icons icons/hicolor icons/hicolor/scalable icons/hicolor/scalable/apps
        icons/hicolor/symbolic icons/hicolor/symbolic/apps doc licenses)
    list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION ${shared}/${folder})
endforeach()
foreach(size ${sizes})
    list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
        ${shared}/icons/hicolor/${size}x${size} ${shared}/icons/hicolor/${size}x${size}/apps)
endforeach()

include(CPack)
foreach(program watchbill watchbillctl)
    cpack_add_component_group(${program})
    cpack_add_component(${program} GROUP ${program})
    cpack_add_component(${program}-debian GROUP ${program})
    cpack_add_component(${program}-rpm GROUP ${program})
endforeach()
