#Requires -Version 7.6
<#
.SYNOPSIS
    Makes the module's package for a gallery (.nupkg), and a .tar.gz to unpack into a folder of PSModulePath.
.DESCRIPTION
    The .nupkg is laid out as Publish-PSResource does it, and packed by the NuGet client of the .NET SDK: nothing but the
    SDK is needed. Everything that describes it comes from CheckpointTools.psd1.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # Where to put both; output/ without it.
    [string] $OutputPath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$root = Split-Path (Split-Path $PSScriptRoot)
$manifest = Import-PowerShellDataFile -LiteralPath (Join-Path $root 'CheckpointTools.psd1')
$version = $manifest.ModuleVersion
$module = Join-Path $root "output/CheckpointTools/$version"
if (-not $OutputPath) {
    $OutputPath = Join-Path $root 'output'
}
if (-not $PSCmdlet.ShouldProcess($OutputPath, "Pack CheckpointTools $version")) {
    return
}
$null = New-Item -Path $OutputPath -ItemType Directory -Force

# The nuspec that a gallery reads. The tags tell its search what is inside, command by command.
function Get-NuspecText {
    $data = $manifest.PrivateData.PSData
    $commands = @($manifest.CmdletsToExport)
    $tags = @($data.Tags) + 'PSModule', 'PSIncludes_Cmdlet' + @($commands | ForEach-Object { "PSCmdlet_$_" }) + @($commands | ForEach-Object { "PSCommand_$_" })
    $metadata = [ordered]@{
        id = 'CheckpointTools'
        version = $version
        authors = $manifest.Author
        owners = $manifest.CompanyName
        requireLicenseAcceptance = 'false'
        licenseUrl = $data.LicenseUri
        projectUrl = $data.ProjectUri
        description = $manifest.Description
        releaseNotes = $data.ReleaseNotes
        copyright = $manifest.Copyright
        tags = $tags -join ' '
    }
    '<?xml version="1.0" encoding="utf-8"?>'
    '<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">'
    '  <metadata>'
    $metadata.GetEnumerator() | ForEach-Object { "    <$($_.Key)>$([System.Security.SecurityElement]::Escape($_.Value))</$($_.Key)>" }
    '  </metadata>'
    '  <files>'
    '    <file src="**" target="" />'
    '  </files>'
    '</package>'
}

$work = Join-Path $root 'output/package'
if (Test-Path -LiteralPath $work) {
    Remove-Item -LiteralPath $work -Recurse -Force
}
$null = New-Item -Path $work -ItemType Directory
$nuspec = Join-Path $work 'CheckpointTools.nuspec'
Set-Content -LiteralPath $nuspec -Value (Get-NuspecText)

# NU5100 wants dlls below lib/, and NU5125 no licenseUrl: a gallery of PowerShell modules wants both as they are.
$arguments = @(
    'pack', (Join-Path $root 'src/CheckpointTools/CheckpointTools.csproj'), '--no-build', '--configuration', 'Release', '--verbosity', 'quiet'
    "-property:NuspecFile=$nuspec", "-property:NuspecBasePath=$module", '-property:NoWarn=NU5100%3BNU5125%3BNU5110%3BNU5111', '--output', $OutputPath
)
$log = & dotnet @arguments 2>&1
if ($LASTEXITCODE -ne 0) {
    $log | ForEach-Object { [Console]::Error.WriteLine("$_") }
    throw 'The package cannot be made.'
}

# Made entry by entry, so that it has no owner, no time and no order but the same ones wherever it is made.
$tar = Join-Path $OutputPath "CheckpointTools-$version.tar.gz"
$file = [System.IO.File]::Create($tar)
$gzip = [System.IO.Compression.GZipStream]::new($file, [System.IO.Compression.CompressionLevel]::Optimal)
$writer = [System.Formats.Tar.TarWriter]::new($gzip, [System.Formats.Tar.TarEntryFormat]::Pax, $false)
try {
    $names = [System.IO.Directory]::GetFiles($module, '*', 'AllDirectories') | ForEach-Object { [System.IO.Path]::GetRelativePath($module, $_) }
    [string[]] $sorted = @($names)
    [array]::Sort($sorted, [System.StringComparer]::Ordinal)
    foreach ($name in $sorted) {
        $entry = [System.Formats.Tar.PaxTarEntry]::new([System.Formats.Tar.TarEntryType]::RegularFile, "CheckpointTools/$version/$name")
        $entry.Mode = [System.IO.UnixFileMode]'UserRead, UserWrite, GroupRead, OtherRead'
        $entry.ModificationTime = [DateTimeOffset]::UnixEpoch
        $content = [System.IO.File]::OpenRead((Join-Path $module $name))
        try {
            $entry.DataStream = $content
            $writer.WriteEntry($entry)
        }
        finally {
            $content.Dispose()
        }
    }
}
finally {
    $writer.Dispose()
    $gzip.Dispose()
    $file.Dispose()
}
Join-Path $OutputPath "CheckpointTools.$version.nupkg"
$tar
