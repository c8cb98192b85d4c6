#Requires -Version 7.6
# What a script can tell of a refused import by its error alone.
BeforeAll {
    $script:root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    & (Join-Path $root 'tools/Import-BuiltModule.ps1')
    . (Join-Path $PSScriptRoot 'Support/FakePodman.ps1')
    $script:fake = Install-FakePodman -Folder (Join-Path "$TestDrive" 'bin') -Root $root -WithPods
}

AfterAll {
    $env:PATH = $fake.PathBefore
}

Describe 'The error of a refused import' {
    It 'has an id, a category, its archive and advice: <Id>' -ForEach @(
        @{ Id = 'InvalidName'; Category = 'InvalidArgument'; Archive = 'plain-zstd.tar'; Option = @{ Name = 'no name!' } }
        @{ Id = 'OptionConflict'; Category = 'InvalidArgument'; Archive = 'plain-zstd.tar'; Option = @{ Name = 'other'; TcpEstablished = $true } }
        @{ Id = 'InvalidPort'; Category = 'InvalidArgument'; Archive = 'plain-zstd.tar'; Option = @{ PublishPort = 'x' } }
        @{ Id = 'PortConflict'; Category = 'InvalidArgument'; Archive = 'plain-zstd.tar'; Option = @{ PublishPort = '8080:80', '8080:81' } }
        @{ Id = 'NotAPodContainer'; Category = 'InvalidOperation'; Archive = 'plain-zstd.tar'; Option = @{ Pod = 'web' } }
        @{ Id = 'PodRequired'; Category = 'InvalidOperation'; Archive = 'pod-pdef.tar.zst'; Option = @{} }
        @{ Id = 'IpcNotShared'; Category = 'InvalidOperation'; Archive = 'pod-pdef.tar.zst'; Option = @{ Pod = 'no-cgroup' } }
        @{ Id = 'PodHasNoInfraContainer'; Category = 'InvalidOperation'; Archive = 'pod-pdef.tar.zst'; Option = @{ Pod = 'no-infra' } }
        @{ Id = 'PodNotFound'; Category = 'ObjectNotFound'; Archive = 'pod-pdef.tar.zst'; Option = @{ Pod = 'nosuch' } }
    ) {
        $path = Join-Path $root "tests/fixtures/$Archive"
        try {
            Import-ContainerCheckpoint -LiteralPath $path @Option -ErrorAction Stop
            $failure = $null
        }
        catch {
            $failure = $_
        }
        $failure.FullyQualifiedErrorId | Should -Be "$Id,CheckpointTools.Commands.ImportContainerCheckpointCommand"
        "$($failure.CategoryInfo.Category)" | Should -Be $Category
        $failure.TargetObject | Should -Be $path
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
