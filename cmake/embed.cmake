# Turns a text file into C, so that the page carries its own style and script:
#
#     cmake -DINPUT=html.css -DNAME=wm_html_css -DOUTPUT=html_css.c -P embed.cmake
#
# The bytes, how many there are, and their SHA-256 in base64 as a content security
# policy names it. INCLUDE is the header that declares them, the page's unless given.
file(READ ${INPUT} hex HEX)
if(hex MATCHES "^(..)*[89a-f].")
  string(REGEX REPLACE "^((..)*)([89a-f].).*" "\\1" before "${hex}")
  string(LENGTH "${before}" offset)
  math(EXPR offset "${offset} / 2")
  message(FATAL_ERROR "${INPUT}: byte ${offset} is not ASCII")
endif()
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "((0x..,){16})" "\\1\n    " bytes "${bytes}")

# Three hexadecimal digits are twelve bits are two digits of base64; of 64 digits one is
# left over, which makes the 43rd.
set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
file(SHA256 ${INPUT} digest)
set(hash "")
foreach(i RANGE 0 60 3)
  string(SUBSTRING ${digest} ${i} 3 three)
  math(EXPR high "0x${three} >> 6")
  math(EXPR low "0x${three} & 63")
  string(SUBSTRING ${alphabet} ${high} 1 first)
  string(SUBSTRING ${alphabet} ${low} 1 second)
  string(APPEND hash ${first}${second})
endforeach()
string(SUBSTRING ${digest} 63 1 last)
math(EXPR last "0x${last} << 2")
string(SUBSTRING ${alphabet} ${last} 1 last)

if(NOT INCLUDE)
  set(INCLUDE publish/html_internal.h)
endif()
get_filename_component(file ${INPUT} NAME)
file(WRITE ${OUTPUT} "/* Made from ${file}. */
#include \"${INCLUDE}\"

const char ${NAME}[] = {
    ${bytes}
};
const size_t ${NAME}_bytes = sizeof ${NAME};
const char ${NAME}_sha256[] = \"${hash}${last}=\";
")
