@{
    RootModule           = 'CheckpointTools.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b1d5a7f0-6c1e-4f0a-9a57-3f2f7d1f6c52'
    Author               = 'CheckpointTools contributors'
    CompanyName          = 'CheckpointTools'
    Copyright            = '(c) CheckpointTools contributors. Licensed under Apache-2.0.'
    Description          = 'Reads, verifies, explains, plans and restores the checkpoint archives of Podman containers.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = 'Core'
    CmdletsToExport      = @(
        'Get-CheckpointManifest'
        'Get-CheckpointProcess'
        'Get-ContainerHost'
        'Get-ContainerRestorePlan'
        'Import-ContainerCheckpoint'
        'Test-CheckpointArchive'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    TypesToProcess       = @('CheckpointTools.types.ps1xml')
    FormatsToProcess     = @(
        'CheckpointTools.format.ps1xml'
        'CheckpointTools.Content.format.ps1xml'
        'CheckpointTools.Process.format.ps1xml'
        'CheckpointTools.Host.format.ps1xml'
        'CheckpointTools.Restore.format.ps1xml'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('PSEdition_Core', 'Linux', 'Podman', 'CRIU', 'checkpoint', 'restore', 'container', 'migration')
            LicenseUri   = 'https://github.com/CheckpointTools/CheckpointTools/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/CheckpointTools/CheckpointTools'
            ReleaseNotes = 'https://github.com/CheckpointTools/CheckpointTools/blob/main/CHANGELOG.md'
        }
    }
}
