# shellcheck shell=bash disable=SC2154 # what real-host has set
# Can this machine have a real container host, and of which kind?
#
#   folder  a Debian root made by debootstrap, entered in namespaces of its own
#   native  the machine's own podman and CRIU, used as they are
#   none    neither, and `reason` says what is in the way

# Sets `kind` and `reason`. The cheap questions come first: a provisioned root needs no network.
find_kind() {
    kind=none
    if ((EUID != 0)); then
        reason='not root, and neither CRIU nor a private root can be had without'
    elif can_make_namespaces && is_provisioned; then
        kind=folder reason="provisioned in $(root_folder)"
    elif can_make_namespaces && is_debian && can_reach_packages; then
        kind=folder reason="root on Debian, and its packages can be reached: provision makes it in $(root_folder)"
    elif has_working_podman; then
        kind=native reason="this machine's own podman and CRIU work"
    elif ! can_make_namespaces; then
        reason='root may not make mount and process namespaces here, and there is no working podman with CRIU'
    elif ! is_debian; then
        reason='not Debian, and no working podman with CRIU here'
    else
        reason="Debian's packages cannot be reached, and there is no working podman with CRIU"
    fi
}

print_availability() {
    find_kind
    printf '%s: %s\n' "$kind" "$reason"
    [[ $kind != none ]]
}

# Containers often refuse these to their root.
can_make_namespaces() { unshare --mount --pid --net --fork true 2> /dev/null; }

is_debian() { [[ -r /etc/debian_version ]] && command -v apt-get > /dev/null; }

has_working_podman() {
    command -v podman > /dev/null && command -v criu > /dev/null &&
        criu check > /dev/null 2>&1 && podman info > /dev/null 2>&1
}

# Fetching one small package is the only proof: apt-get update succeeds without any network at all.
can_reach_packages() {
    local folder reached=1
    folder=$(mktemp -d)
    download_debootstrap "$folder" || { apt-get update -qq && download_debootstrap "$folder"; } || reached=0
    rm -rf -- "$folder"
    ((reached))
} > /dev/null 2>&1

download_debootstrap() (
    cd -- "$1" && apt-get download -qq -o Acquire::http::Timeout=10 -o Acquire::Retries=0 debootstrap
)
