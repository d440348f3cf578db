# SPDX-License-Identifier: GPL-3.0-or-later
# Programs that are linked often, to be tested, are linked by lld where it is installed: it takes a fraction of the time
# of GNU ld. What is released is linked by the system's own.
option(WATCHBILL_FAST_LINKER "Link with lld if it is there" OFF)
if(WATCHBILL_FAST_LINKER)
    include(CheckLinkerFlag)
    check_linker_flag(CXX -fuse-ld=lld WATCHBILL_HAS_LLD)
    if(WATCHBILL_HAS_LLD)
        add_link_options(-fuse-ld=lld -Wl,--compress-debug-sections=zlib)
    endif()
endif()

# A shared library whose interface stays the same is no reason to link its programs again.
set(CMAKE_LINK_DEPENDS_NO_SHARED ON)
