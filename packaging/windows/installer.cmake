# SPDX-License-Identifier: GPL-3.0-or-later
# NOT RUN YET: this recipe was written where there is no Windows to try it on.
# An installer by NSIS. In a prompt of Visual Studio 2022, with Qt, QtKeychain, PostgreSQL, tl-expected and NSIS at hand:
#   cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF -DCMAKE_PREFIX_PATH=C:/Qt/6.8.0/msvc2022_64
#   cmake --build build && cpack --config build/CPackConfig.cmake
set_target_properties(watchbill PROPERTIES WIN32_EXECUTABLE ON)

# windeployqt brings Qt and its plugins; libpq and what it needs come from PostgreSQL's own folder.
qt_generate_deploy_app_script(TARGET watchbill FILENAME_VARIABLE deploy)
install(SCRIPT ${deploy} COMPONENT watchbill)
install(IMPORTED_RUNTIME_ARTIFACTS qt6keychain RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT watchbill)
install(DIRECTORY ${PostgreSQL_LIBRARY_DIRS}/../bin/ DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT watchbill FILES_MATCHING
    PATTERN libpq.dll PATTERN libssl*.dll PATTERN libcrypto*.dll PATTERN libintl*.dll PATTERN libiconv*.dll
    PATTERN libwinpthread*.dll PATTERN zlib*.dll)

set(CPACK_GENERATOR NSIS)
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_PACKAGE_NAME Watchbill)
set(CPACK_PACKAGE_VENDOR "The Watchbill developers")
set(CPACK_PACKAGE_INSTALL_DIRECTORY Watchbill)
set(CPACK_PACKAGE_EXECUTABLES watchbill Watchbill)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
set(CPACK_NSIS_MODIFY_PATH ON) # for watchbillctl
