#Requires -Version 7.6
<#
    Podman as the tests call it.
#>

# Runs podman, and gives its lines; its failure is the test's.
function Invoke-Podman {
    $said = & podman @args 2>&1
    if ($LASTEXITCODE -ne 0) {
        throw "podman $args ended with exit code ${LASTEXITCODE}: $said"
    }
    $said | ForEach-Object { "$_" }
}

# Takes away every container, pod and volume. Images stay.
function Clear-Podman {
    $null = & podman rm --all --force --time 0 2>&1
    $null = & podman pod rm --all --force --time 0 2>&1
    $null = & podman volume rm --all --force 2>&1
}
