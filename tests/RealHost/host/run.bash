# shellcheck shell=bash disable=SC2154 # what real-host has set
# Runs a command inside. The root itself is never written: each run gets an overlay over it and a container storage
# of its own, and both are thrown away at its end. So runs see neither each other nor what came before.
#
# The run's processes are in a process namespace, its mounts in a mount namespace, its cgroups below one cgroup. The first
# two end with its first process, however that ends; the third is removed here, by the next run at the latest.

run_command() {
    local state='' binds=() status=0
    while (($# > 0)); do
        case $1 in
            --suite) choose_suite "${2:?--suite needs a name}" ;;
            --state) state=${2:?--state needs a folder} ;;
            --bind) binds+=("rw:${2:?--bind needs a path}") ;;
            --ro-bind) binds+=("ro:${2:?--ro-bind needs a path}") ;;
            --) shift && break ;;
            -*) fail "unknown option: $1" ;;
            *) break ;;
        esac
        shift 2
    done
    (($# > 0)) || fail 'run needs a command'

    is_provisioned || provision
    if [[ ${kind:-folder} == native ]]; then
        CHECKPOINTTOOLS_REAL_HOST=native PATH=$here/inside:$PATH exec "$@"
    fi

    local run containers
    make_run_folder
    containers=$run/containers
    [[ -z $state ]] || lock_state
    supervise "$@" || status=$?
    discard "$run"
    exit "$status"
}

# Sets `run`. Descriptor 9 is the run's lock. Its processes inherit it, so it is free exactly when all of them are gone.
make_run_folder() {
    local runs
    runs=$(cache_folder)/runs
    mkdir -p -- "$runs"
    # Between making a folder and locking it, another's sweep would take it for an abandoned one.
    exec 7> "$runs/.lock"
    flock 7
    sweep "$runs"
    run=$(mktemp -d -- "$runs/XXXXXXXX")
    exec 9> "$run/lock"
    flock 9
    exec 7>&-
    mkdir -- "$run/upper" "$run/work" "$run/containers" "$run/root"
    "$here/host/list-cgroups" > "$run/foreign-cgroups"
}

# Podman's storage takes one host at a time. Descriptor 8 is the lock.
lock_state() {
    mkdir -p -- "$state/containers"
    state=$(cd -- "$state" && pwd)
    exec 8> "$state/.lock"
    flock -n 8 || { discard "$run" && fail "another run uses $state"; }
    containers=$state/containers
}

# Starts the run and waits for it. Ctrl+C reaches the command from the terminal, TERM and HUP are passed on; when this
# process is killed outright, each process of the chain below has asked the kernel to be killed with its parent.
supervise() {
    local entered
    # Bash gives background jobs an ignored SIGINT and no stdin, neither of which is wanted here.
    exec 6<&0
    REAL_HOST_BINDS=$(printf '%s\n' "${binds[@]+"${binds[@]}"}") \
        env --default-signal=INT,QUIT setpriv --pdeathsig KILL \
        unshare --mount --pid --net --ipc --uts --fork --kill-child=KILL \
        "$here/host/enter" "$repository" "$run" "$(root_folder)" "$containers" "$@" <&6 6<&- &
    entered=$!
    exec 6<&-
    trap ':' INT QUIT
    # shellcheck disable=SC2064 # this run's process
    trap "terminate $entered" TERM HUP
    # wait also returns when a signal was trapped, with the run still going.
    while kill -0 "$entered"; do wait "$entered" || true; done 2> /dev/null
    trap - INT QUIT TERM HUP
    wait "$entered"
}

# unshare lets TERM pass it by; its child is the run's first process.
terminate() {
    local children=
    read -r children < "/proc/$1/task/$1/children" || true
    # shellcheck disable=SC2086 # a list of process ids
    kill -TERM ${children:-$1} 2> /dev/null || true
}

discard() {
    unshare --mount "$here/host/remove-cgroups" "real-host-${1##*/}" "$1/foreign-cgroups" ||
        say "could not remove the cgroups of ${1##*/}"
    rm -rf --one-file-system -- "$1"
}

# Discards the runs that were killed together with the process that would have discarded them.
sweep() {
    local run
    for run in "$1"/*/; do
        run=${run%/}
        [[ -d $run ]] || continue
        if [[ -e $run/lock ]]; then
            exec 9< "$run/lock"
            flock -n 9 || continue
        fi
        discard "$run"
    done
    exec 9>&-
}
