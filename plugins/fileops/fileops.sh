# Works on files, and only below the allowed folders. A file is reached by going to its folder first and looking where that really is; then
# the programs get ./NAME, so that nobody can put another folder into its path meanwhile.

# allowed FOLDER: whether a folder, without symbolic links in its path, is an allowed one or below one.
allowed() {
  at=0
  while [ "$at" -lt "$folders" ]; do
    eval "folder=\$folder_$at"
    at=$((at + 1))
    [ -n "$folder" ] || continue
    case $1/ in "$folder"/*) return 0 ;; esac
  done
  return 1
}

# keeps PATH: whether an allowed folder is there or below.
keeps() {
  at=0
  while [ "$at" -lt "$folders" ]; do
    eval "folder=\$folder_$at"
    at=$((at + 1))
    case $folder/ in "$1"/*) return 0 ;; esac
  done
  return 1
}

stay() { ! keeps "$1" || fail "$2: an allowed folder is there, or below, and can't be moved, removed or replaced itself"; }

# enter FOLDER NAME: goes to a folder; NAME is for messages.
enter() {
  [ -d "$1" ] || fail "$2: it is not there"
  cd -P -- "$1" || fail "$2: its folder can't be entered"
  allowed "$PWD" || fail "$2: it leads to $PWD, which is in no allowed folder (plugins.fileops.settings.folders)"
}

# find_entry FOLDER NAME: goes to where an entry is; then $entry is its path from there, $real its path without symbolic links on the way,
# and $name its path as it was given. NAME is . for the folder itself.
find_entry() {
  if [ "$2" = . ]; then entry=. name=$1; else entry=./$2 name=$1/$2; fi
  enter "$1" "$name"
  if [ "$2" = . ]; then real=$PWD; else real=$PWD/$2; fi
}

is_there() { [ -e "$entry" ] || [ -L "$entry" ]; }
must_be_there() { is_there || fail "$name: it is not there"; }
no_link() { [ ! -L "$entry" ] || fail "$name: it is a symbolic link: give the path that it leads to"; }

# In each operation, what "look" refuses is refused before anything is done with any of the paths.

look_own() { must_be_there; }
own() { chown -h ${recursive:+-R -P} -- "$first" "$entry"; }

look_permit() { must_be_there; no_link; }
permit() {
  no_link
  if [ -d "$entry" ]; then
    enter "$entry" "$name"
    entry=.
  fi
  chmod ${recursive:+-R} -- "$first" "$entry"
}

look_search() {
  must_be_there
  no_link
  if [ -d "$entry" ]; then
    [ -n "$recursive" ] || fail "$name: it is a folder: set recursive to true"
  else
    [ -f "$entry" ] || fail "$name: it is neither a file nor a folder"
  fi
}
search() {
  no_link
  kind='file'
  if [ -d "$entry" ]; then
    enter "$entry" "$name"
    entry=. kind=folder
  fi
  printf '%s at %s %s\n' "$mark" "$place" "$kind"
  # Lines and all of it are cut to what the daemon can keep; 141 says that grep had more to tell.
  status=$({ { grep -nHIZ -m 201 ${recursive:+-r} ${second:+-i} -E -e "$first" -- "$entry"; echo $? >&4; } | cut -b 1-6000 | head -c 1000000 >&5; } 4>&1 5>&6)
  case $status in 0 | 1 | 141) ;; *) return 1 ;; esac
}

look_remove() {
  is_there || return 0
  stay "$real" "$name"
  [ ! -d "$entry" ] || [ -L "$entry" ] || [ -n "$recursive" ] || fail "$name: it is a folder: set recursive to true"
}
remove() { rm -f ${recursive:+-r} -- "$entry"; }

look_create() { if is_there; then no_link; fi; }
create() {
  if is_there; then touch -h -- "$entry"; else (set -C && true >"$entry"); fi
}

look_move() { must_be_there; stay "$real" "$name"; }
move() {
  to_name=${second:-${entry#./}}
  stay "$to_folder/$to_name" "$first"
  mv -f -T -- "$entry" "$there/$to_name"
}

look_pack() { must_be_there; }
pack() { tar --transform="s,^\\.,$prefix,S" -r -f "$there/$part" -- "$entry"; }

# hold: keeps the folder that the shell is in, whatever becomes of its path: $there leads to it.
hold() {
  to_folder=$PWD
  exec 8<.
  there=/proc/$$/fd/8
  [ -d "$there/." ] || there=$to_folder
}

# begin_move TO FOLDER NAME COUNT: to a folder that is there, else to NAME in FOLDER; NAME is empty where TO must be a folder.
begin_move() {
  if [ -d "$1" ]; then
    enter "$1" "$1"
    second=
  elif [ "$4" -gt 1 ] || [ -z "$3" ]; then
    fail "$1: it is no folder, and only a folder can take more than one path, or a path with / at its end"
  else
    enter "$2" "$1"
    second=$3
  fi
  first=$1
  hold
}

# begin_pack TO FOLDER NAME COMPRESSION
begin_pack() {
  [ -z "$4" ] || command -v "$4" >/dev/null || fail "the program $4 is not here: install it, or choose another compression"
  [ ! -d "$1" ] || fail "$1: it is a folder: give the path of the archive's file"
  enter "$2" "$1"
  hold
  first=$1
  second=$3
  part=.$mark.tar
  (set -C && true >"./$part") || fail "$1: no file can be made in its folder"
}

end_pack() {
  if [ -n "$1" ]; then
    (set -C && "$1" -c <"$there/$part" >"$there/$part.packed") || fail "$first: it could not be compressed"
    mv -f -T -- "$there/$part.packed" "$there/$second" || fail "$first: it could not be put into its place"
  else
    mv -f -T -- "$there/$part" "$there/$second" || fail "$first: it could not be put into its place"
  fi
}

part=
clean() { [ -z "$part" ] || rm -f -- "$there/$part" "$there/$part.packed"; }

# each DO, then for each path FOLDER NAME PREFIX: does something with every path. What fails ends it all; what is done is reported by its place.
each() {
  action=$1
  shift
  place=0
  while [ $# -gt 0 ]; do
    prefix=$3
    if needs_nothing "$1"; then
      name=$1/$2
    else
      find_entry "$1" "$2"
      "$action" || fail "$name: it failed"
    fi
    case $action in look_* | search) ;; *) printf '%s\n' "$place" ;; esac
    place=$((place + 1))
    shift 3
  done
}

# What is in a folder that is not there needs no removal.
needs_nothing() {
  case $action in
    look_remove | remove) [ ! -e "$1" ] && [ ! -L "$1" ] ;;
    *) return 1 ;;
  esac
}

# A regular expression that can't be used is told before any file is opened.
verify_regexp() {
  grep -E -e "$1" </dev/null
  [ $? = 1 ] || fail "regexp: it is no extended regular expression of POSIX"
}

# run OPERATION COUNT FOLDER... FIRST SECOND THIRD FOURTH, then for each path FOLDER NAME PREFIX. The four are, by operation:
#   own    OWNER:GROUP - - RECURSIVE       search REGEXP IGNORE_CASE - RECURSIVE   create - - - -
#   permit MODE - - RECURSIVE              move   TO FOLDER NAME -
#   remove - - - RECURSIVE                 pack   TO FOLDER NAME COMPRESSION
run() {
  operation=$1
  folders=$2
  shift 2
  at=0
  while [ "$at" -lt "$folders" ]; do
    eval "folder_$at="
    if [ -d "$1" ] && cd -P -- "$1"; then eval "folder_$at=\$PWD"; fi
    at=$((at + 1))
    shift
  done
  first=$1
  second=$2
  third=$3
  fourth=$4
  recursive=$4
  shift 4
  exec 6>&1
  [ "$operation" != search ] || verify_regexp "$first"
  each "look_$operation" "$@"
  case $operation in
    move) begin_move "$first" "$second" "$third" $(($# / 3)) ;;
    pack) begin_pack "$first" "$second" "$third" "$fourth" ;;
  esac
  each "$operation" "$@"
  [ "$operation" != pack ] || end_pack "$fourth"
}
