# Ends the process group $1 when the process that holds our standard input is gone.
#
# Our starter keeps a pipe open and says "done" when the command has ended. If the starter dies in
# any way, SIGKILL included, the pipe ends without that word, and nothing else is left to clean up.
# A shell, because it starts in a millisecond and needs no memory to speak of while it waits.
leader=$1
word=
read -r word
[ "$word" = done ] && exit 0

# Members: the group, the session (Linux), and all descendants; the engine gives each of its
# plugins a group of its own, so the group alone is not everything.
table() {
    if [ -r /proc/self/stat ]; then
        for stat in /proc/[0-9]*/stat; do
            read -r line 2>/dev/null <"$stat" || continue
            pid=${line%% *}
            # shellcheck disable=SC2086
            set -- ${line##*) }
            [ "$1" = Z ] || echo "$pid $2 $3 $4"
        done
    else
        ps -A -o pid= -o ppid= -o pgid= -o stat= | while read -r pid parent group state; do
            case $state in Z*) ;; *) echo "$pid $parent $group 0" ;; esac
        done
    fi
}

members=
collect() {
    rows=$(table)
    before=none
    while [ "$before" != "$members" ]; do
        before=$members
        while read -r pid parent group session; do
            case " $members " in *" $pid "*) continue ;; esac
            case " $leader $members " in
                *" $parent "* | *" $group "* | *" $session "*) members="$members $pid" ;;
            esac
        done <<ROWS
$rows
ROWS
    done
}

alive() {
    for pid in $members; do
        kill -0 "$pid" 2>/dev/null && return 0
    done
    return 1
}

collect
kill -s TERM -- "-$leader" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8; do
    alive || break
    sleep 0.1
done
collect
# shellcheck disable=SC2086
[ -n "$members" ] && kill -s KILL $members 2>/dev/null
exit 0
