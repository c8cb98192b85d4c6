#Requires -Version 7.6
<#
.SYNOPSIS
    Restores checkpoints on one container host, and says in one line of JSON what became of each archive.
.DESCRIPTION
    Part of the Ansible role container_checkpoint_import, and usable without it. An archive that is restored already
    stays as it is. With -WhatIf, which Ansible's check mode gives, nothing is changed: each archive is verified and
    planned instead.
.EXAMPLE
    pwsh -NoProfile -File Import-HostCheckpoint.ps1 -Request '{"module":"CheckpointTools","archives":[{"path":"/srv/checkpoints/*.tar*"}]}'
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # JSON with the module to import and the archives: a list of objects, each with a path (wildcards allowed) and the
    # options of Import-ContainerCheckpoint, whose names may be written with underscores.
    [Parameter(Mandatory)]
    [string] $Request
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'

# One row of the report; every row has all the columns.
function Get-Row {
    param([string] $Archive, [string] $Outcome, [object] $Subject, [hashtable] $Detail = @{})

    $row = [ordered]@{
        archive = $Archive; outcome = $Outcome; changed = $Outcome -in 'restored', 'would_restore'
        name = ''; id = ''; pod = ''; image = ''; state = ''
        error_ids = @(); message = ''; recommended_action = ''; warnings = @(); changes = @(); seconds = $null
    }
    foreach ($name in 'Name', 'Id', 'Pod', 'Image', 'State') {
        if ($Subject -and $Subject.PSObject.Properties[$name]) {
            $row[$name.ToLowerInvariant()] = [string]$Subject.$name
        }
    }
    if ($Subject -and $Subject.PSObject.Properties['Changes']) {
        $row.changes = @($Subject.Changes | ForEach-Object { "$($_.Field): '$($_.From)' to '$($_.To)'" })
    }
    foreach ($name in $Detail.Keys) {
        $row[$name] = $Detail[$name]
    }
    [pscustomobject]$row
}

function Get-FailedRow {
    param([string] $Archive, [System.Management.Automation.ErrorRecord] $Failure)

    # A refused plan has an error id for the first rule that failed, and all of them in its checks.
    $checks = $Failure.Exception.PSObject.Properties['Checks']
    Get-Row -Archive $Archive -Outcome 'failed' -Detail @{
        error_ids = @(if ($checks) { $checks.Value | ForEach-Object { $_.Id } } else { ($Failure.FullyQualifiedErrorId -split ',')[0] })
        message = $Failure.Exception.Message
        recommended_action = if ($Failure.ErrorDetails) { [string]$Failure.ErrorDetails.RecommendedAction } else { '' }
    }
}

# What an import would do, by the rules of the import and in their order: the plan first, then the archive to its end.
function Get-PlannedRow {
    param([string] $Archive, [hashtable] $Option)

    $plan = Get-ContainerRestorePlan -LiteralPath $Archive @Option
    $failed = @($plan.Checks | Where-Object { $_.State -eq 'Failed' })
    if ($failed) {
        return Get-Row -Archive $Archive -Outcome 'failed' -Subject $plan -Detail @{
            error_ids = @($failed.Id)
            message = $failed.Message -join ' '
            recommended_action = @($failed.RecommendedAction | Where-Object { $_ } | Select-Object -Unique) -join ' '
        }
    }
    if ($plan.Skips) {
        return Get-Row -Archive $Archive -Outcome 'unchanged' -Subject $plan
    }
    $manifest = Test-CheckpointArchive -LiteralPath $Archive
    if ($manifest.Verification -ne 'Valid') {
        return Get-Row -Archive $Archive -Outcome 'failed' -Subject $plan -Detail @{
            error_ids = @('ArchiveInvalid')
            message = @($manifest.Findings | Where-Object { $_.Severity -eq 'Error' } | ForEach-Object { $_.Message }) -join ' '
            recommended_action = 'Test-CheckpointArchive shows all that is wrong with it.'
        }
    }
    Get-Row -Archive $Archive -Outcome 'would_restore' -Subject $plan -Detail @{
        warnings = @($plan.Checks | Where-Object { $_.State -eq 'Warning' } | ForEach-Object { $_.Message })
    }
}

function Get-RestoredRow {
    param([string] $Archive, [hashtable] $Option)

    $container = Import-ContainerCheckpoint -LiteralPath $Archive @Option -Confirm:$false
    Get-Row -Archive $Archive -Outcome ($container.Changed ? 'restored' : 'unchanged') -Subject $container -Detail @{
        warnings = @($container.Warnings)
        seconds = [Math]::Round($container.Duration.TotalSeconds, 2)
    }
}

# win_powershell has standard output and error in pipes that every process inherits, and waits until all have closed them.
# The conmon of a restored container is one of those processes: the task would go on for as long as the container runs.
if (Get-Variable -Name Ansible -ErrorAction Ignore) {
    $native = Add-Type -PassThru -Namespace ContainerCheckpointImport -Name NativeMethods -MemberDefinition @'
        public const int SetDescriptorFlags = 2;
        public const int CloseOnExec = 1;
        [DllImport("libc")]
        public static extern int fcntl(int descriptor, int command, int argument);
'@
    foreach ($descriptor in [System.IO.Directory]::GetFileSystemEntries('/proc/self/fd') | ForEach-Object { [int](Split-Path -Path $_ -Leaf) }) {
        if ($descriptor -gt 2) {
            $null = $native::fcntl($descriptor, $native::SetDescriptorFlags, $native::CloseOnExec)
        }
    }
}

# ForEach-Object with the name of a member would do nothing here under -WhatIf: it might change something, for all that it knows.
$answer = [ordered]@{ changed = $false; check_mode = [bool]$WhatIfPreference; host = $null; error = ''; archives = @() }
try {
    $asked = $Request | ConvertFrom-Json -AsHashtable
    Import-Module -Name $asked.module
    $found = Get-ContainerHost
    $answer.host = [ordered]@{
        name = $found.Name; architecture = $found.Architecture; kernel = $found.Kernel; podman_version = $found.PodmanVersion
        criu_version = $found.CriuVersion; runtime = $found.Runtime; cgroup_version = $found.CgroupVersion; free_space = $found.FreeSpace
    }
    $answer.archives = @(
        foreach ($one in $asked.archives) {
            $option = @{ SkipExisting = $true }
            foreach ($name in $one.Keys | Where-Object { $_ -ne 'path' }) {
                $option[$name.Replace('_', '')] = $one[$name]
            }
            try {
                $files = @(Get-ChildItem -Path $one.path -File | ForEach-Object { $_.FullName })
            }
            catch {
                Get-FailedRow -Archive $one.path -Failure $_
                continue
            }
            foreach ($file in $files) {
                try {
                    if ($PSCmdlet.ShouldProcess($file, 'Import-ContainerCheckpoint')) {
                        Get-RestoredRow -Archive $file -Option $option
                    }
                    else {
                        Get-PlannedRow -Archive $file -Option $option
                    }
                }
                catch {
                    Get-FailedRow -Archive $file -Failure $_
                }
            }
        }
    )
    $answer.changed = @($answer.archives | Where-Object { $_.changed }).Count -gt 0
}
catch {
    $answer.error = "$(($_.FullyQualifiedErrorId -split ',')[0]): $($_.Exception.Message)"
}

# The role takes the last line that begins like this one; what -WhatIf says stands before it.
ConvertTo-Json -InputObject $answer -Depth 5 -Compress
