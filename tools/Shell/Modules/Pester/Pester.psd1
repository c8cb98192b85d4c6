@{
    RootModule           = 'Pester.psm1'
    # Below every real Pester, so that the real one wins wherever it is.
    ModuleVersion        = '0.1.0'
    GUID                 = '0f8b1d0e-4a53-4c1c-8f0b-5f2f0f5b2a77'
    Author               = 'CheckpointTools contributors'
    Description          = 'A small stand-in for Pester 5, for machines without it.'
    CompatiblePSEditions = 'Core'
    PowerShellVersion    = '7.6'
    FunctionsToExport    = @(
        'AfterAll'
        'AfterEach'
        'BeforeAll'
        'BeforeDiscovery'
        'BeforeEach'
        'Context'
        'Describe'
        'Invoke-Pester'
        'It'
        'Set-ItResult'
        'Should'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
