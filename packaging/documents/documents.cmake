# SPDX-License-Identifier: GPL-3.0-or-later
# Manual pages and completions, made from the tables that --help is made from.
set(documents ${CMAKE_CURRENT_BINARY_DIR}/documents)
file(MAKE_DIRECTORY ${documents})

add_library(documents STATIC
    documents/completion.cpp
    documents/manualpage.cpp
    documents/program.cpp
)
target_compile_definitions(documents PRIVATE WATCHBILL_VERSION="${PROJECT_VERSION}")
target_link_libraries(documents PUBLIC Qt6::Core PRIVATE watchbill-warnings)

add_executable(describe-watchbill documents/watchbill.cpp documents/querysection.cpp ${PROJECT_SOURCE_DIR}/app/gui/commandline.cpp)
target_link_libraries(describe-watchbill PRIVATE documents watchbill-ui watchbill-warnings)
add_executable(describe-watchbillctl documents/watchbillctl.cpp documents/querysection.cpp)
target_link_libraries(describe-watchbillctl PRIVATE documents watchbill-cli watchbill-warnings)

foreach(program watchbill watchbillctl)
    set(describe $<TARGET_FILE:describe-${program}>)
    add_custom_command(OUTPUT ${documents}/${program}.1.gz ${documents}/${program} ${documents}/_${program} ${documents}/${program}.fish
        COMMAND ${describe} man > ${documents}/${program}.1
        COMMAND gzip --best --no-name --force ${documents}/${program}.1
        COMMAND ${describe} bash > ${documents}/${program}
        COMMAND ${describe} zsh > ${documents}/_${program}
        COMMAND ${describe} fish > ${documents}/${program}.fish
        DEPENDS describe-${program}
        VERBATIM)
    add_custom_target(${program}-documents ALL
        DEPENDS ${documents}/${program}.1.gz ${documents}/${program} ${documents}/_${program} ${documents}/${program}.fish)

    install(FILES ${documents}/${program}.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT ${program})
    install(FILES ${documents}/${program} DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT ${program})
    install(FILES ${documents}/${program}.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT ${program})
endforeach()
