# shellcheck shell=bash disable=SC2154 # what real-host has set
# Makes the root: a minimal Debian with podman, CRIU and the OCI runtimes. Nothing in it is fitted to this machine's
# kernel; that happens at each entry, in inside/init, because the cache may outlive the machine's configuration.

# libcriu2 (crun's way to CRIU) and catatonit (the process of a pod's infra container) are needed, yet only recommended.
readonly root_packages=(
    podman criu libcriu2 crun runc conmon netavark aardvark-dns iptables nftables catatonit uidmap checkpointctl
    busybox-static zstd gzip bzip2 xz-utils procps iproute2 util-linux jq strace ca-certificates
)

# What debootstrap cannot install, because it knows nothing of alternatives and of packages that others provide.
readonly apt_packages=(ansible-core)

# What experimental has newer than sid, and what podman there needs newer.
readonly experimental_packages=(podman netavark aardvark-dns)

provision() {
    local base root building
    if is_provisioned; then
        say "$suite is ready in $(root_folder)"
        return
    fi
    find_kind
    case $kind in
        native)
            say "nothing to provision: $reason"
            return
            ;;
        none) fail "$reason" ;;
    esac

    base=$(cache_folder) root=$(root_folder)
    building=$base/.building-$suite
    mkdir -p -- "$base"
    exec 7> "$base/$suite.lock"
    flock 7
    # Another provisioning may have made it while this one waited.
    if ! is_provisioned; then
        # Nobody else builds while the lock is held: what lies here was left by one that was interrupted.
        rm -rf --one-file-system -- "$building" "$root"
        build_root "$building" || fail "could not make the $suite root; the log is $building.log"
        # Only a whole root ever has this name.
        mv -T -- "$building" "$root"
        rm -f -- "$building.log"
    fi
    exec 7>&-
    say "$suite is ready in $root"
}

build_root() {
    local target=$1 base_suite=$suite script include
    # experimental holds only what differs from sid.
    [[ $suite != experimental ]] || base_suite=sid
    install_debootstrap || return
    # A debootstrap older than the suite has no script of its name, and all the recent ones are the same script.
    script=/usr/share/debootstrap/scripts/$base_suite
    [[ -e $script ]] || script=/usr/share/debootstrap/scripts/sid
    include=$(IFS=, && printf '%s' "${root_packages[*]}")

    say "making the $suite root with debootstrap; this takes a minute or two"
    build_step "$target.log" debootstrap --variant=minbase --include="$include" \
        "$base_suite" "$target" "${CHECKPOINTTOOLS_DEBIAN_MIRROR:-}" "$script" || return
    install_with_apt "$target" "$base_suite" "${apt_packages[@]}" || return
    if [[ $suite == experimental ]]; then
        # The mirror that debootstrap used, whichever it was.
        sed 's/ sid / experimental /' "$target/etc/apt/sources.list" > "$target/etc/apt/sources.list.d/experimental.list"
        install_with_apt "$target" experimental "${experimental_packages[@]}" || return
    fi
    rm -rf -- "$target"/var/cache/apt/archives/*.deb "$target"/var/lib/apt/lists/*
    # shellcheck disable=SC2016 # dpkg's own variables
    chroot "$target" dpkg-query --show --showformat '${Package} ${Version}\n' "${root_packages[@]}" "${apt_packages[@]}" > "$target/.ready"
}

# usage: install_with_apt ROOT SUITE PACKAGE...
install_with_apt() {
    local target=$1
    shift
    # shellcheck disable=SC2016 # expanded in there
    build_step "$target.log" chroot "$target" sh -c '
        suite=$1 && shift &&
        mount -t proc proc /proc &&
        # experimental is published rarely, and its release file may be past its date.
        apt-get -q -o Acquire::Check-Valid-Until=false update &&
        DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends -t "$suite" install "$@"
    ' sh "$@"
}

install_debootstrap() {
    command -v debootstrap > /dev/null && return
    say 'installing debootstrap'
    { apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq debootstrap debian-archive-keyring; } > /dev/null
}

# Runs one step of the building in namespaces of its own: a step that is interrupted takes its processes and mounts along.
build_step() {
    local log=$1 builder
    shift
    setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child=KILL "$@" >> "$log" 2>&1 < /dev/null &
    builder=$!
    # shellcheck disable=SC2064 # this step's process
    trap "kill -KILL $builder 2> /dev/null; say interrupted; exit 130" INT TERM HUP
    if wait "$builder"; then
        trap - INT TERM HUP
    else
        trap - INT TERM HUP
        tail -n 15 -- "$log" >&2
        return 1
    fi
}
