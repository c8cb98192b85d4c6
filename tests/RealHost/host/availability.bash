# shellcheck shell=bash
# Can this machine have a real container host, and of which kind?
#
#   folder: a Debian root made by debootstrap, entered in namespaces of its own
#   native: the machine's own podman and CRIU, used as they are

is_debian() { [[ -r /etc/debian_version ]] && command -v apt-get > /dev/null; }

# The two things that containers (and the namespaces around them) refuse even to root.
can_make_namespaces() { unshare --mount --pid --fork --propagation private true 2> /dev/null; }

has_native_podman() {
    command -v podman > /dev/null && command -v criu > /dev/null && criu check > /dev/null 2>&1 &&
        podman info > /dev/null 2>&1
}

# Sets `kind` to folder, native or none, and `reason` to why.
find_kind() {
    kind=none
    if ((EUID != 0)); then
        reason='not root: checkpoint and restore need it'
    elif [[ -e $(root_folder)/.ready ]] && can_make_namespaces; then
        kind=folder reason="provisioned in $(root_folder)"
    elif is_debian && can_make_namespaces &&
        { command -v debootstrap > /dev/null || apt-cache policy debootstrap 2> /dev/null | grep -q 'Candidate: [0-9]' || apt_can_update; }; then
        kind=folder reason='root on Debian with debootstrap to be had: provision makes it'
    elif has_native_podman; then
        kind=native reason="podman and CRIU of this machine work: $(podman --version), criu $(criu --version | sed -n 's/^Version: //p')"
    elif ! is_debian; then
        reason='not Debian, and no podman with a working CRIU here'
    elif ! can_make_namespaces; then
        reason='root here may not make mount namespaces (a container without the privilege?)'
    else
        reason="Debian's packages cannot be reached"
    fi
}

apt_can_update() { apt-get update -qq > /dev/null 2>&1 && apt-cache policy debootstrap | grep -q 'Candidate: [0-9]'; }

available() {
    local kind reason
    find_kind
    printf '%s: %s\n' "$kind" "$reason"
    [[ $kind != none ]]
}
