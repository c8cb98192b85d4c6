#Requires -Version 7.6
# What ./build.sh package makes, installed into a clean folder as a gallery's client does it, and imported from there by name.
BeforeDiscovery {
    $script:packages = 'nupkg', 'tar.gz'
}

BeforeAll {
    $script:root = Split-Path -Path (Split-Path -Path $PSScriptRoot)
    $script:manifest = Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')
    $version = $manifest.ModuleVersion
    $script:powershell = & (Join-Path $root 'tools/Get-PowerShellPath.ps1')
    $script:built = Join-Path $root "output/CheckpointTools/$version"
    $script:made = Join-Path $TestDrive 'packages'
    $null = & (Join-Path $root 'tools/Build/New-Package.ps1') -OutputPath $made

    # A gallery's client unpacks the .nupkg into NAME/VERSION and drops what only NuGet wants.
    $script:modules = @{}
    $modules['nupkg'] = Join-Path $TestDrive 'from nupkg'
    $folder = Join-Path $modules['nupkg'] "CheckpointTools/$version"
    [System.IO.Compression.ZipFile]::ExtractToDirectory((Join-Path $made "CheckpointTools.$version.nupkg"), $folder)
    $script:nuspec = [xml](Get-Content -LiteralPath (Join-Path $folder 'CheckpointTools.nuspec') -Raw)
    '_rels', 'package', '[Content_Types].xml', 'CheckpointTools.nuspec' |
        ForEach-Object { Remove-Item -LiteralPath (Join-Path $folder $_) -Recurse -Force }

    $modules['tar.gz'] = Join-Path $TestDrive 'from tar'
    $null = New-Item -Path $modules['tar.gz'] -ItemType Directory
    & tar -xzf (Join-Path $made "CheckpointTools-$version.tar.gz") -C $modules['tar.gz']

    function Get-File {
        param([string] $Folder)

        @(Get-ChildItem -LiteralPath $Folder -Recurse -File -Force | ForEach-Object { [System.IO.Path]::GetRelativePath($Folder, $_.FullName) } | Sort-Object)
    }

    # In a PowerShell of its own, which has nothing of ours but what is installed.
    function Invoke-Installed {
        param([string] $Modules, [string] $Text)

        $script = Join-Path $TestDrive 'script.ps1'
        Set-Content -LiteralPath $script -Value $Text
        $before = $env:PSModulePath
        $env:PSModulePath = $Modules
        try {
            & $powershell -NoProfile -NonInteractive -File $script 2>&1 | ForEach-Object { "$_" }
        }
        finally {
            $env:PSModulePath = $before
        }
    }
}

Describe 'The <_>' -ForEach $script:packages {
    BeforeAll {
        $script:installed = $modules[$_]
    }

    It 'holds the files that were built and no other' {
        Get-File (Join-Path $installed "CheckpointTools/$($manifest.ModuleVersion)") | Should -Be (Get-File $built)
    }

    It 'is found and imported by name' {
        $lines = Invoke-Installed $installed @'
Import-Module CheckpointTools -ErrorAction Stop
(Get-Module CheckpointTools).ModuleBase
(Get-Command -Module CheckpointTools | ForEach-Object Name) -join ' '
'@
        $lines[0] | Should -Be (Join-Path $installed "CheckpointTools/$($manifest.ModuleVersion)")
        $lines[1] | Should -Be (@($manifest.CmdletsToExport | Sort-Object) -join ' ')
    }

    It 'does its work' {
        $archive = Join-Path $root 'tests/fixtures/plain-zstd.tar'
        Invoke-Installed $installed "Import-Module CheckpointTools; (Test-CheckpointArchive -LiteralPath '$archive').Verification" | Should -Be 'Valid'
    }

    It 'has its help' {
        $lines = Invoke-Installed $installed @'
Import-Module CheckpointTools
(Get-Help Import-ContainerCheckpoint -Full).examples.example.Count -ge 4
(Get-Help about_Container_Restore_Rules | Out-String).Contains('PodRequired')
'@
        $lines | Should -Be 'True', 'True'
    }
}

# tools/Shell has no such client; pwsh brings one.
Describe 'The nupkg in a gallery' -Skip:($Host.Name -eq 'CheckpointTools.Shell') {
    It 'is found and installed by PSResourceGet' {
        # Repositories and modules of the user stay as they are.
        $before = $env:HOME, $env:XDG_DATA_HOME
        $env:HOME = Join-Path $TestDrive 'home'
        $env:XDG_DATA_HOME = (New-Item -Path (Join-Path $env:HOME '.local/share') -ItemType Directory -Force).FullName
        try {
            $lines = & (& (Join-Path $root 'tools/Get-PowerShellPath.ps1')) -NoProfile -NonInteractive -Command @"
`$ErrorActionPreference = 'Stop'
Register-PSResourceRepository -Name Made -Uri '$made' -Trusted
Install-PSResource -Repository Made -Name CheckpointTools -Scope CurrentUser
(Get-PSResource -Name CheckpointTools).InstalledLocation
"@ 2>&1 | ForEach-Object { "$_" }
        }
        finally {
            $env:HOME, $env:XDG_DATA_HOME = $before
        }
        $lines | Should -Be (Join-Path $TestDrive 'home/.local/share/powershell/Modules')
        Get-File (Join-Path $lines "CheckpointTools/$($manifest.ModuleVersion)") | Where-Object { $_ -ne 'PSGetModuleInfo.xml' } | Should -Be (Get-File $built)
    }
}

Describe 'The description for a gallery' {
    It 'says what the manifest says' {
        $metadata = $nuspec.package.metadata
        $metadata.id | Should -Be 'CheckpointTools'
        $metadata.version | Should -Be $manifest.ModuleVersion
        $metadata.authors | Should -Be $manifest.Author
        $metadata.description | Should -Be $manifest.Description
        $metadata.copyright | Should -Be $manifest.Copyright
        $metadata.licenseUrl | Should -Be $manifest.PrivateData.PSData.LicenseUri
        $metadata.projectUrl | Should -Be $manifest.PrivateData.PSData.ProjectUri
    }

    It 'lets a search find the module and each cmdlet' {
        $tags = $nuspec.package.metadata.tags -split ' '
        $tags | Should -Contain 'PSModule'
        $tags | Should -Contain 'PSEdition_Core'
        foreach ($name in $manifest.CmdletsToExport) {
            $tags | Should -Contain "PSCommand_$name"
        }
    }

    It 'brings the licences of what is shipped' {
        $notices = Get-Content -LiteralPath (Join-Path $built 'THIRD-PARTY-NOTICES.txt') -Raw
        foreach ($library in Get-ChildItem -LiteralPath (Join-Path $built 'deps') -Filter '*.dll') {
            if ($library.BaseName -ne 'CheckpointTools.Engine') {
                $notices | Should -Match "(?m)^$([regex]::Escape($library.BaseName))$"
            }
        }
    }
}
