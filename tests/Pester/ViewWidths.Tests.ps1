#Requires -Version 7.6
# Every table on a terminal as narrow and as wide as they come: all columns are there, in their order, and no line is too long.
BeforeDiscovery {
    $script:tables = @(
        @{ Name = 'manifests'; Columns = 'Name', 'Verification', 'Risk', 'Checkpointed', 'Size', 'Pod', 'Image'; Get = { $manifests } }
        @{ Name = 'findings'; Columns = 'Severity', 'Risk', 'Id', 'Message'; Get = { $manifests.Findings } }
        @{ Name = 'members'; Columns = 'Mode', 'Type', 'Size', 'Modified', 'Name'; Get = { $manifests[0].Members } }
        @{ Name = 'ports'; Columns = 'HostPort', 'ContainerPort', 'Range', 'Protocol', 'HostIp'; Get = { $manifests.Ports } }
        @{ Name = 'volumes'; Columns = 'Name', 'Destination', 'Size', 'ReadOnly', 'Options'; Get = { $manifests.Volumes } }
        @{ Name = 'addresses'; Columns = 'Network', 'Interface', 'Address', 'Gateway', 'MacAddress'; Get = { $manifests.Addresses } }
        @{ Name = 'statistics'; Columns = 'Freezing', 'Frozen', 'MemoryDump', 'MemoryWrite', 'PagesScanned', 'PagesWritten'; Get = { $manifests.Statistics } }
        @{ Name = 'processes'; Columns = 'Pid', 'State', 'User', 'Threads', 'Memory', 'Mapped', 'Files', 'Name'; Get = { $manifests.Processes } }
        @{ Name = 'processes as a tree'; Columns = 'Pid', 'State', 'User', 'Threads', 'Memory', 'Mapped', 'Files', 'Name'; Get = { Get-CheckpointProcess -LiteralPath (Join-Path $fixtures 'multi.tar.zst') -Tree } }
        @{ Name = 'plans'; Columns = 'Name', 'Ready', 'Pod', 'Changes', 'Failed'; Get = { $plans } }
        @{ Name = 'checks'; Columns = 'Check', 'State', 'Message'; Get = { $plans.Checks } }
        @{ Name = 'changes'; Columns = 'Field', 'From', 'To'; Get = { $plans.Changes } }
        @{ Name = 'restored containers'; Columns = 'Name', 'Id', 'Pod', 'State', 'Changed', 'Time', 'Image'; Get = { Get-Typed -Type RestoredContainer -Item ($plans | Select-Object -Property *, @{ n = 'State'; e = { 'running' } }, @{ n = 'Changed'; e = { $true } }, @{ n = 'Duration'; e = { [timespan]'0:0:7' } }) } }
        @{ Name = 'hosts'; Columns = 'Name', 'Connection', 'Podman', 'CRIU', 'Runtime', 'Root', 'Pods', 'Containers', 'Free'; Get = { Get-Typed -Type ContainerHost -Item $containerHost } }
        @{ Name = 'runtimes of a host'; Columns = 'Name', 'Version', 'CanCheckpoint', 'CanRestoreIntoPod', 'Path'; Get = { Get-Typed -Type HostRuntime -Item $containerHost.Runtimes } }
        @{ Name = 'pods of a host'; Columns = 'Name', 'State', 'SharedNamespaces', 'Infra', 'Id'; Get = { Get-Typed -Type HostPod -Item $containerHost.Pods } }
        @{ Name = 'containers of a host'; Columns = 'Name', 'State', 'Pod', 'Ports', 'Id'; Get = { Get-Typed -Type HostContainer -Item $containerHost.Containers } }
        @{ Name = 'images of a host'; Columns = 'Id', 'Names'; Get = { Get-Typed -Type HostImage -Item $containerHost.Images } }
        @{ Name = 'networks of a host'; Columns = 'Name', 'Subnets', 'AddressesInUse'; Get = { Get-Typed -Type HostNetwork -Item $containerHost.Networks } }
    )
}

BeforeAll {
    $root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    & (Join-Path $root 'tools/Import-BuiltModule.ps1')
    . (Join-Path $PSScriptRoot 'Support/Shown.ps1')
    $fixtures = Join-Path $root 'tests/fixtures'
    $script:manifests = Test-CheckpointArchive -Path (Join-Path $fixtures '*.tar*')
    $script:containerHost = Get-Content -LiteralPath (Join-Path $fixtures 'host.json') -Raw | ConvertFrom-Json
    # Views are chosen by the name of a type.
    function Get-Typed {
        param([string] $Type, [object[]] $Item)

        foreach ($one in $Item) {
            $copy = $one | Select-Object -Property *
            $copy.PSObject.TypeNames.Insert(0, "CheckpointTools.$Type")
            $copy
        }
    }

    $script:plans = Get-ContainerRestorePlan -Path (Join-Path $fixtures '*.tar*') -Pod web -ContainerHost $containerHost
}

Describe 'On <_> columns' -ForEach 80, 200 {
    BeforeAll {
        $script:width = $_
    }

    It 'the table of <Name> has all its columns' -ForEach $script:tables {
        $items = @(& $Get)
        $items | Should -Not -BeNullOrEmpty
        $lines = $items | Get-Shown -Width $width
        @($lines | Where-Object Length -GT $width) | Should -BeNullOrEmpty
        # Behind a line for the group where there are groups.
        $header = @($lines | Where-Object { $_ -match "^ *$($Columns[0])\b" })[0]
        ($header -split ' +' | Where-Object { $_ }) | Should -Be $Columns
    }
}
