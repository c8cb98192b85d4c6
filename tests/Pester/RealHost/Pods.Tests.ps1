#Requires -Version 7.6
<#
    Containers of pods are restored into other pods, and the kernel is asked which namespaces they are in.
#>
Describe 'Importing a container of a pod' -Tag 'RealPodman' {
    BeforeDiscovery {
        # Every share set that Podman allows and that has a namespace in it.
        $shares = 'net', 'ipc,net', 'ipc,net,uts', 'ipc,net,uts,pid', 'net,uts', 'net,uts,pid', 'uts,pid', 'ipc,uts', 'pid', 'ipc', 'uts'
        $script:set = foreach ($share in $shares) { @{ Share = $share } }

        # Into a pod that lacks one or more of what the container shared: the rule that says so, for each.
        $script:less = @(
            @{ Share = 'net'; Into = 'ipc'; Rules = @('NetNotShared') }
            @{ Share = 'ipc,net'; Into = 'net'; Rules = @('IpcNotShared') }
            @{ Share = 'ipc,net,uts'; Into = 'ipc,net'; Rules = @('UtsNotShared') }
            @{ Share = 'ipc,net,uts,pid'; Into = 'ipc,net,uts'; Rules = @('PidNotShared') }
            @{ Share = 'ipc,net,uts,pid'; Into = 'net'; Rules = @('IpcNotShared', 'PidNotShared', 'UtsNotShared') }
            @{ Share = 'uts,pid'; Into = 'net'; Rules = @('PidNotShared', 'UtsNotShared') }
        )
    }

    BeforeAll {
        . (Join-Path $PSScriptRoot 'RealHost.ps1')
        Clear-Podman
        Initialize-Image
        $archive = @{}
        $count = @{}
        foreach ($share in 'net', 'ipc,net', 'ipc,net,uts', 'ipc,net,uts,pid', 'net,uts', 'net,uts,pid', 'uts,pid', 'ipc,uts', 'pid', 'ipc', 'uts') {
            $archive[$share] = Join-Path "$TestDrive" "$($share -replace ',', '-').tar"
            $null = Invoke-Podman pod create --name old --share $share
            $null = Invoke-Counter -Name member -Option '--pod', 'old'
            $count[$share] = Export-Counter -Name member -Path $archive[$share] -Compress $(if ($share.Length % 2) { 'zstd' } else { 'none' })
            $null = Invoke-Podman pod rm --force --time 0 old
        }
        $podless = Join-Path "$TestDrive" 'podless.tar'
        $null = Save-CounterArchive -Name podless -Path $podless

        function Add-Pod {
            param([string] $Name, [string] $Share = 'ipc,net,uts')

            Invoke-Podman pod create --name $Name --share $Share
        }
    }

    BeforeEach {
        Clear-Podman
    }

    AfterAll {
        Clear-Podman
    }

    It 'joins another pod that shares <Share>' -ForEach $set {
        $pod = Add-Pod -Name web -Share $Share
        $result = Import-ContainerCheckpoint -Path $archive[$Share] -Pod web -Confirm:$false
        Assert-GoesOn -Name member -From $count[$Share]
        $result.Pod | Should -Be 'web'
        $container = Get-Inspection member
        $container.Pod | Should -Be $pod

        $infra = (Invoke-Podman pod inspect web) -join "`n" | ConvertFrom-Json | Select-Object -First 1 | ForEach-Object InfraContainerID
        $own = Get-KernelNamespace $container.State.Pid
        $pods = Get-KernelNamespace (Get-Inspection $infra).State.Pid
        foreach ($name in 'ipc', 'net', 'pid', 'uts') {
            ($own[$name] -eq $pods[$name]) | Should -Be ($name -in ($Share -split ',')) -Because "the pod shares $Share, which says whether $name is the same"
        }
    }

    It 'is told by <Rules> that a pod with <Into> shares less than <Share>' -ForEach $less {
        $null = Add-Pod -Name web -Share $Into
        $before = Get-HostState
        $refused = Invoke-Import @{ Path = $archive[$Share]; Pod = 'web' }
        $refused.ErrorId | Should -Be $Rules[0]
        $plan = Get-ContainerRestorePlan -Path $archive[$Share] -Pod web
        $plan.Ready | Should -BeFalse
        $plan.Checks | Where-Object State -EQ 'Failed' | ForEach-Object Id | Should -Be $Rules
        Assert-HostState -Before $before
    }

    It 'wants a pod' {
        $before = Get-HostState
        (Invoke-Import @{ Path = $archive['net'] }).ErrorId | Should -Be 'PodRequired'
        Assert-HostState -Before $before
    }

    It 'joins no pod where it was in none' {
        $null = Add-Pod -Name web
        $before = Get-HostState
        (Invoke-Import @{ Path = $podless; Pod = 'web' }).ErrorId | Should -Be 'NotAPodContainer'
        Assert-HostState -Before $before
    }

    It 'finds the pod by <_>' -ForEach 'its id', 'the beginning of its id' {
        $id = Add-Pod -Name web
        $named = if ($_ -eq 'its id') { $id } else { $id.Substring(0, 10) }
        $result = Import-ContainerCheckpoint -Path $archive['ipc,net,uts'] -Pod $named -Confirm:$false
        $result.Pod | Should -Be 'web'
        (Get-Inspection member).Pod | Should -Be $id
    }

    It 'ends the pipeline where there is no such pod' {
        $before = Get-HostState
        $refused = Invoke-Import @{ Path = $archive['net'], $archive['ipc,net']; Pod = 'nowhere' }
        $refused.ErrorId | Should -Be 'PodNotFound'
        $refused.Errors | Should -HaveCount 1
        Assert-HostState -Before $before
    }

    It 'refuses a pod without an infra container' {
        $null = Invoke-Podman pod create --name bare --infra=false
        (Invoke-Import @{ Path = $archive['net']; Pod = 'bare' }).ErrorId | Should -Be 'PodHasNoInfraContainer'
    }

    It 'warns that ports have no effect, and restores' {
        $null = Add-Pod -Name web
        $warned = @()
        $result = Import-ContainerCheckpoint -Path $archive['ipc,net,uts'] -Pod web -PublishPort '18080:80' -Confirm:$false -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*PublishPort has no effect*'
        @($result.Ports) | Should -HaveCount 0
        $result.Warnings | Should -Not -BeNullOrEmpty
    }

    It 'joins a pod that did not run, and one that does' {
        $null = Add-Pod -Name web
        $null = Import-ContainerCheckpoint -Path $archive['ipc,net,uts'] -Pod web -Confirm:$false
        $null = Import-ContainerCheckpoint -Path $archive['ipc,net,uts'] -Pod web -Name another -Confirm:$false
        Assert-GoesOn -Name member -From $count['ipc,net,uts']
        Assert-GoesOn -Name another -From $count['ipc,net,uts']
        (Get-KernelNamespace (Get-Inspection member).State.Pid).net | Should -Be (Get-KernelNamespace (Get-Inspection another).State.Pid).net
    }
}
