# shellcheck shell=bash disable=SC2154 # what real-host has set
# Removes a provisioned root, or everything that was ever kept.

destroy() {
    local base
    base=$(cache_folder)
    [[ -d $base ]] || return 0
    case ${1:-} in --suite) choose_suite "${2:?--suite needs a name}" ;; esac

    mkdir -p -- "$base/runs"
    exec 7> "$base/runs/.lock"
    flock 7
    sweep "$base/runs"
    # What is left now is going on, on the root that is to be removed.
    [[ -z $(find "$base/runs" -mindepth 1 -maxdepth 1 -type d) ]] || fail 'a run is still going on'

    if [[ ${1:-} == --all ]]; then
        rm -rf --one-file-system -- "$base"
    else
        rm -rf --one-file-system -- "$base/$suite"-v* "$base/.building-$suite" "$base/.building-$suite.log" "$base/$suite.lock"
    fi
}
