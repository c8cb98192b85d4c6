# shellcheck shell=bash
# Makes the root: a minimal Debian with podman, CRIU and the runtimes, nothing of it configured for this machine.
# What depends on the machine (its cgroup hierarchies) is set up at each entry, by inside/init.

# libcriu2 (for crun) and catatonit (for the infra container of pods) are needed though only recommended.
readonly root_packages=(
    podman criu libcriu2 crun runc conmon netavark aardvark-dns iptables nftables catatonit uidmap checkpointctl
    busybox-static zstd gzip bzip2 xz-utils procps iproute2 util-linux jq strace ca-certificates
)

provision() {
    local root base kind reason
    root=$(root_folder) base=$(cache_folder)
    [[ -e $root/.ready ]] && { say "$suite is ready in $root"; return; }
    find_kind
    case $kind in
        folder) ;;
        native) say "nothing to provision: $reason"; return ;;
        *) fail "$reason" ;;
    esac

    mkdir -p -- "$base"
    local lock
    exec {lock}> "$base/$suite.lock"
    flock "$lock"
    # Another one may have made it while this one waited.
    if [[ ! -e $root/.ready ]]; then
        # Under the lock nobody else builds, so whatever lies there was left by one that was interrupted.
        rm -rf --one-file-system -- "$base/.building-$suite" "$root"
        build_root "$base/.building-$suite" || { rm -rf --one-file-system -- "$base/.building-$suite"; fail "could not provision $suite"; }
        mv -T -- "$base/.building-$suite" "$root"
    fi
    exec {lock}>&-
    say "$suite is ready in $root"
}

build_root() {
    local target=$1 base_suite=$suite script log include
    log=$target.log
    [[ $suite != experimental ]] || base_suite=sid
    install_debootstrap || return 1
    # A debootstrap older than the suite has no script of that name; all of them are the same one.
    script=/usr/share/debootstrap/scripts/$base_suite
    [[ -e $script ]] || script=/usr/share/debootstrap/scripts/sid
    include=$(IFS=,; printf '%s' "${root_packages[*]}")
    say "making a $suite root with debootstrap (a minute or two)"
    # In a mount namespace of its own: an interrupted debootstrap leaves its mounts, and they must not outlive it.
    if ! unshare --mount --propagation private --pid --fork --kill-child \
        debootstrap --variant=minbase --include="$include" "$base_suite" "$target" '' "$script" > "$log" 2>&1; then
        tail -n 20 "$log" >&2
        return 1
    fi
    if [[ $suite == experimental ]]; then add_experimental "$target" >> "$log" 2>&1 || { tail -n 20 "$log" >&2; return 1; }; fi
    rm -rf -- "$target"/var/cache/apt/archives/*.deb "$target"/var/lib/apt/lists/* "$log"
    (cd "$target" && chroot . dpkg-query -W -f '${Package} ${Version}\n' "${root_packages[@]}") > "$target/.ready"
}

install_debootstrap() {
    command -v debootstrap > /dev/null && return
    say 'installing debootstrap'
    apt-get update -qq > /dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq debootstrap > /dev/null
}
