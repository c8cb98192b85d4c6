#!/usr/bin/env bash
# Runs build.ps1 with the PowerShell that this machine has, or with tools/Shell where it has none.
#
#   ./build.sh                     builds the module into output/CheckpointTools/<version>
#   ./build.sh test [-Filter X]    builds and runs every test that this machine can run
#   ./build.sh bench [-Row 6,7]    measures it side by side with podman, checkpointctl, zstd and gzip, in a real host
#   ./build.sh demo                builds, imports, and runs the main job on the archives in tests/fixtures
#   ./build.sh shell [command...]  opens, or runs a command in, a PowerShell with the module imported
#   ./build.sh TASK [-Switch...]   any other task of build.ps1
#
# CHECKPOINTTOOLS_POWERSHELL=/path/to/pwsh chooses the PowerShell; CHECKPOINTTOOLS_POWERSHELL=tools/Shell chooses ours.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1
export POWERSHELL_UPDATECHECK=Off

# dotnet and NuGet want a home folder that can be written to; services and containers often have none.
if [[ -z ${HOME:-} || ! -w ${HOME:-} ]]; then
    export HOME=$root/output/home
    mkdir -p "$HOME"
    # What takes long to make should outlive this checkout.
    if [[ -z ${XDG_CACHE_HOME:-} && -w /var/cache ]]; then
        export CHECKPOINTTOOLS_CACHE=${CHECKPOINTTOOLS_CACHE:-/var/cache/checkpointtools}
    fi
fi
export DOTNET_CLI_HOME=${DOTNET_CLI_HOME:-$HOME}

say() { printf '%s\n' "$*" >&2; }

require_dotnet() {
    command -v dotnet > /dev/null || { say 'build.sh: the .NET SDK 10 is needed (dotnet is not on PATH).'; exit 1; }

    # The program that starts tools/Shell looks for the runtime here when it is in no standard place.
    if [[ -z ${DOTNET_ROOT:-} ]]; then
        DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
        export DOTNET_ROOT
    fi
}

# Whether a program is a PowerShell that can load the module.
is_recent() {
    [[ -x $1 ]] && "$1" -NoProfile -NonInteractive -Command 'exit [int]($PSVersionTable.PSVersion -lt [version]"7.6")' > /dev/null 2>&1
}

own_shell() {
    local project=$root/tools/Shell output=$root/tools/Shell/bin/Release/net10.0 log stale
    stale=$(find "$project" "$root/Directory.Build.props" "$root/Directory.Packages.props" -type f \
        -not -path "$project/bin/*" -not -path "$project/obj/*" -newer "$output/.built" -print -quit 2> /dev/null || echo none)
    if [[ -n $stale ]]; then
        log=$(mktemp)
        if ! dotnet build "$project" -c Release -v quiet -m:2 > "$log" 2>&1; then
            cat "$log" >&2
            rm -f "$log"
            say 'build.sh: tools/Shell does not build.'
            return 1
        fi
        rm -f "$log"
        touch "$output/.built"
    fi
    find "$output" -maxdepth 2 -name CheckpointTools.Shell -type f
}

find_powershell() {
    local candidate
    case ${CHECKPOINTTOOLS_POWERSHELL:-} in
        '') ;;
        tools/Shell) own_shell; return ;;
        *) printf '%s\n' "$CHECKPOINTTOOLS_POWERSHELL"; return ;;
    esac

    # The second is where `dotnet tool install --global PowerShell` puts it, which is not always on PATH.
    for candidate in "$(command -v pwsh || true)" "$HOME/.dotnet/tools/pwsh"; do
        if is_recent "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    own_shell
}

require_dotnet
powershell=$(find_powershell)
task=${1:-build}
shift || true

if [[ $task == shell ]]; then
    "$powershell" -NoProfile -NonInteractive -File "$root/build.ps1" -Task Build -Quiet
    if (($#)); then
        exec "$powershell" -NoProfile -Command ". '$root/tools/Import-BuiltModule.ps1'; $*"
    fi
    exec "$powershell" -NoProfile -NoExit -Command ". '$root/tools/Import-BuiltModule.ps1' -Greet"
fi

exec "$powershell" -NoProfile -NonInteractive -File "$root/build.ps1" -Task "$task" "$@"
