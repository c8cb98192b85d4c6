# shellcheck shell=bash
# Runs a command in the root. The root itself is never written: every run gets an overlay over it and a container
# storage of its own, both thrown away afterwards, so runs neither see each other nor what came before.

run_inside() {
    local state= binds=()
    while (($# > 0)); do
        case $1 in
            --suite) choose_suite "${2:?--suite needs a name}"; shift 2 ;;
            --state) state=${2:?--state needs a folder}; shift 2 ;;
            --bind) binds+=("rw:${2:?--bind needs a path}"); shift 2 ;;
            --ro-bind) binds+=("ro:${2:?--ro-bind needs a path}"); shift 2 ;;
            --) shift; break ;;
            -*) fail "unknown option: $1" ;;
            *) break ;;
        esac
    done
    (($# > 0)) || fail 'run needs a command'

    local kind reason
    find_kind
    case $kind in
        folder) [[ -e $(root_folder)/.ready ]] || { quiet=; provision; } ;;
        native) CHECKPOINTTOOLS_REAL_HOST=native PATH=$here/inside:$PATH exec "$@" ;;
        *) fail "$reason" ;;
    esac

    local runs run
    runs=$(cache_folder)/runs
    mkdir -p -- "$runs"
    sweep "$runs"
    run=$(mktemp -d -- "$runs/XXXXXXXX")
    mkdir -- "$run/upper" "$run/work" "$run/containers" "$run/root"
    # Held by the processes of the run, and so free again when the last of them is gone, however it went.
    local lock
    exec {lock}> "$run/lock"
    flock "$lock"
    if [[ -n $state ]]; then
        mkdir -p -- "$state"
        state=$(cd -- "$state" && pwd)
        local state_lock
        exec {state_lock}> "$state/.lock"
        flock -n "$state_lock" || { discard "$run"; fail "$state is in use by another run"; }
        mkdir -p -- "$state/containers"
    fi

    local status=0
    supervise "$run" "$(root_folder)" "${state:-$run}/containers" "$@" || status=$?
    discard "$run"
    exit "$status"
}

# Waits for the run with signals in mind: Ctrl+C reaches the command from the terminal by itself, TERM and HUP are passed
# on, and if this process is killed outright the run dies with it (--pdeathsig, then --kill-child, then the pid namespace).
supervise() {
    local run=$1 root=$2 containers=$3 entered status=0
    shift 3
    exec {outside_stdin}<&0
    # A background job of a script would have SIGINT ignored and stdin from /dev/null; both are undone here.
    REAL_HOST_BINDS=$(printf '%s\n' ${binds[@]+"${binds[@]}"}) \
        env --default-signal=INT,QUIT setpriv --pdeathsig KILL \
        unshare --mount --pid --net --ipc --uts --fork --kill-child=KILL --propagation private \
        "$here/host/enter" "$repository" "$run" "$root" "$containers" "$@" <&"$outside_stdin" {outside_stdin}<&- &
    entered=$!
    trap ':' INT QUIT
    trap 'pass_on TERM "$entered"' TERM HUP
    while :; do
        status=0
        wait "$entered" || status=$?
        # wait also returns for a trapped signal, and then the child still runs.
        kill -0 "$entered" 2> /dev/null || break
    done
    trap - INT QUIT TERM HUP
    return "$status"
}

# The child of unshare is the init of the run; unshare itself lets TERM pass by.
pass_on() {
    local children=
    read -r children < "/proc/$2/task/$2/children" 2> /dev/null || true
    # shellcheck disable=SC2086 # a list of process ids
    kill -s "$1" ${children:-"$2"} 2> /dev/null || true
}

# Removes what a run used. Its processes are gone, and with them its mounts; its cgroup is in a hierarchy that may not be
# mounted here, hence the namespace.
discard() {
    local run=$1
    unshare --mount --propagation private "$here/host/remove-cgroup" "real-host-${run##*/}" || true
    rm -rf --one-file-system -- "$run"
}

# Runs that were killed together with the process that should have cleaned up after them.
sweep() {
    local run free
    for run in "$1"/*/; do
        [[ -e $run/lock ]] || continue
        exec {free}< "$run/lock"
        if flock -n "$free"; then discard "${run%/}"; fi
        exec {free}<&-
    done
}

destroy() {
    local all=
    while (($# > 0)); do
        case $1 in
            --suite) choose_suite "${2:?--suite needs a name}"; shift 2 ;;
            --all) all=1; shift ;;
            *) fail "unknown option: $1" ;;
        esac
    done
    local base root
    base=$(cache_folder)
    [[ -d $base ]] || return 0
    [[ ! -d $base/runs ]] || sweep "$base/runs"
    for root in "$base"/${all:+*}${all:-"$suite"}-v*; do :; done
    if [[ -n $all ]]; then
        rm -rf --one-file-system -- "$base"
    else
        rm -rf --one-file-system -- "$base/$suite"-v* "$base/.building-$suite"* "$base/$suite.lock"
    fi
}
