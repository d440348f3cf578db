# SPDX-License-Identifier: GPL-3.0-or-later
# NOT RUN YET: this recipe was written where there is no macOS to try it on. The bundle is not signed.
# A disk image with Watchbill.app. With Xcode's tools, Qt, QtKeychain, libpq, tl-expected and ninja at hand, as from Homebrew:
#   cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF -DCMAKE_PREFIX_PATH="$(brew --prefix qt);$(brew --prefix libpq)"
#   cmake --build build && cpack --config build/CPackConfig.cmake
set_target_properties(watchbill PROPERTIES
    MACOSX_BUNDLE ON
    MACOSX_BUNDLE_BUNDLE_NAME Watchbill
    MACOSX_BUNDLE_GUI_IDENTIFIER org.watchbill.watchbill
    MACOSX_BUNDLE_BUNDLE_VERSION ${PROJECT_VERSION}
    MACOSX_BUNDLE_SHORT_VERSION_STRING ${PROJECT_VERSION})

# macdeployqt brings Qt, its plugins, QtKeychain, and the libpq that they are linked with.
qt_generate_deploy_app_script(TARGET watchbill FILENAME_VARIABLE deploy)
install(SCRIPT ${deploy} COMPONENT watchbill)

set(CPACK_GENERATOR DragNDrop)
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_PACKAGE_NAME Watchbill)
set(CPACK_PACKAGE_VENDOR "The Watchbill developers")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
