#Requires -Version 7.6
<#
.SYNOPSIS
    Puts a podman on PATH that answers as an empty host of Podman 5.4.2 would, or as one with three pods, and "restores" by saying so.
.DESCRIPTION
    For what can be told without a container: prompts, streams, errors, completion. It proves no restore; RealHost/ does that.
    Every call is a line of the file that the result names. Files in the result's Folder change what it does:
    pods.json and connections.json are what it lists, hold keeps it from answering, and broken makes all it does fail.
#>

function Install-FakePodman {
    param([string] $Folder, [string] $Root, [switch] $WithPods)

    $null = New-Item -Path $Folder -ItemType Directory -Force
    $programs = @{
        criu = 'echo "Version: 4.1.1"'
        runc = "[ `"`$2`" = --help ] || { echo 'flag needs an argument: -lsm-mount-context' >&2; exit 1; }"
        crun = 'exit 1'
        podman = @'
facts=FACTS; here=HERE
echo "$*" >> "$here/calls"
while [ -e "$here/hold" ]; do sleep 0.05; done
[ ! -e "$here/broken" ] || { echo 'Error: broken' >&2; exit 125; }
case $1 in --connection | --url) shift 2 ;; esac
case $* in
    'pod inspect '*) cat "$here/pod-inspect.json" ;;
    'info --format json') sed "s|/usr/bin/runc|$here/runc|" "$facts/info.json" ;;
    '--runtime crun info --format json') sed "s|/usr/bin/runc|$here/crun|; s|\"name\": \"runc\"|\"name\": \"crun\"|" "$facts/info.json" ;;
    '--runtime '*' info --format json') sed "s|/usr/bin/runc|$here/runc|" "$facts/info.json" ;;
    'ps --all --external --format json' | 'ps --all --external --no-trunc --format json' | 'volume ls --format json') echo '[]' ;;
    'images --all --format json') echo '[{"Id":"e3de93d5c5713bba78ad52ae41e31ceeb1aa3069d33e6d04b0864f19056e8ff4","Names":["localhost/bb:latest"]}]' ;;
    'pod ps --format json') cat "$here/pods.json" 2>/dev/null || echo '[]' ;;
    'system connection list --format json') cat "$here/connections.json" 2>/dev/null || echo '[]' ;;
    'network ls --format json') echo '[{"name":"podman"}]' ;;
    'network inspect podman') echo '[{"name":"podman","driver":"bridge","subnets":[{"subnet":"10.88.0.0/16","gateway":"10.88.0.1"}]}]' ;;
    'container restore '*)
        # The archive is the last argument; its own description says which container it is.
        for archive; do :; done
        tar -xOf "$archive" config.dump > "$here/config"
        id=$(sed -n 's/^  "id": "\([0-9a-f]*\)",$/\1/p' "$here/config")
        sed -n 's/^  "name": "\(.*\)",$/\1/p' "$here/config" > "$here/name-$id"
        echo "{\"podman_restore_duration\":1,\"container_statistics\":[{\"Id\":\"$id\",\"criu_statistics\":{\"restore_time\":1}}]}" ;;
    'container inspect '*)
        echo "[{\"Id\":\"$3\",\"Name\":\"$(cat "$here/name-$3" 2> /dev/null)\",\"ImageName\":\"localhost/bb:latest\",\"State\":{\"Status\":\"running\",\"Running\":true,\"Restored\":true,\"Pid\":1}}]" ;;
    *) echo "Error: unrecognized command podman $*" >&2; exit 125 ;;
esac
'@.Replace('FACTS', (Join-Path $Root 'tests/fixtures/host/5.4.2')).Replace('HERE', $Folder)
    }
    foreach ($program in $programs.GetEnumerator()) {
        $path = Join-Path $Folder $program.Key
        Set-Content -LiteralPath $path -Value "#!/bin/sh`n$($program.Value)"
        [System.IO.File]::SetUnixFileMode($path, 'UserRead, UserWrite, UserExecute')
    }
    if ($WithPods) {
        [System.IO.File]::Copy((Join-Path $Root 'tests/fixtures/host/5.4.2/pod-ps.json'), (Join-Path $Folder 'pods.json'))
        [System.IO.File]::Copy((Join-Path $Root 'tests/fixtures/host/5.4.2/pod-inspect.json'), (Join-Path $Folder 'pod-inspect.json'))
    }
    $before = $env:PATH
    $env:PATH = "${Folder}:$before"
    [pscustomobject]@{ Folder = $Folder; Calls = Join-Path $Folder 'calls'; PathBefore = $before }
}

# What it was asked since the last time.
function Get-FakePodmanCall {
    param($Fake)

    if (Test-Path -LiteralPath $Fake.Calls) {
        Get-Content -LiteralPath $Fake.Calls
        Remove-Item -LiteralPath $Fake.Calls
    }
}
