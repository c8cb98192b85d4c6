<#
    The entry: finds the test files, discovers, runs, prints, and gives the result that Pester gives.
#>

# Reads the part of Pester's configuration that this stand-in knows; anything else is an error.
function Get-Setting {
    param([System.Collections.IDictionary] $Configuration)

    $settings = @{ Path = @('.'); PassThru = $false; Throw = $false; Tag = @(); ExcludeTag = @(); FullName = @(); Verbosity = 'Normal' }
    $known = @{ Run = 'Path', 'PassThru', 'Throw'; Filter = 'Tag', 'ExcludeTag', 'FullName'; Output = , 'Verbosity' }
    foreach ($section in $Configuration.Keys) {
        foreach ($name in $Configuration[$section].Keys) {
            if (-not $known.ContainsKey($section) -or $name -notin $known[$section]) {
                throw [System.NotSupportedException]::new("This stand-in for Pester does not know the setting $section.$name.")
            }
            $settings[$name] = $Configuration[$section][$name]
        }
    }
    $settings
}

function Get-TestFile {
    param([string[]] $Path)

    foreach ($item in Get-Item -Path $Path -ErrorAction Stop) {
        if ($item.PSIsContainer) {
            Get-ChildItem -LiteralPath $item.FullName -Recurse -File -Filter '*.Tests.ps1' | Sort-Object FullName | ForEach-Object FullName
        }
        else {
            $item.FullName
        }
    }
}

function Invoke-TestFile {
    param([string] $File, [hashtable] $Filter)

    $root = Get-NewNode -Kind 'File' -Name $File
    $script:block = $root
    $script:phase = 'Discovery'
    $script:testDrive = Join-Path ([System.IO.Path]::GetTempPath()) "pester_$([guid]::NewGuid().ToString('N'))"
    $null = New-Item -Path $script:testDrive -ItemType Directory
    $null = New-PSDrive -Name TestDrive -PSProvider FileSystem -Root $script:testDrive -Scope Global
    try {
        $null = & $script:runFile $File
        $script:phase = 'Run'
        Select-Node -Node $root -Filter $Filter
        Invoke-BlockNode $root
    }
    catch {
        # Only what stands outside the tests can get here. Nothing of such a file can be relied on.
        $root.Result = 'Failed'
        $root.ErrorRecord.Add($_)
        $root.Children.Clear()
    }
    finally {
        $script:phase = 'None'
        $script:block = $null
        Remove-PSDrive -Name TestDrive -Force -ErrorAction Ignore
        Remove-Item -LiteralPath $script:testDrive -Recurse -Force -ErrorAction Ignore
    }
    $root
}

# All nodes of one kind below a node.
function Get-Descendant {
    param([hashtable] $Node, [bool] $IsTest)

    foreach ($child in $Node.Children) {
        if (($child.Kind -eq 'It') -eq $IsTest) {
            $child
        }
        Get-Descendant -Node $child -IsTest $IsTest
    }
}

# What the result shows of a node, under the names that Pester uses.
function Get-NodeResult {
    param([hashtable] $Node)

    [pscustomobject]@{
        Name = $Node.Name
        ExpandedName = $Node.Name
        ExpandedPath = Get-NodePath $Node
        Result = $Node.Result
        Tag = $Node.Tags
        ErrorRecord = $Node.ErrorRecord
        Duration = $Node.Duration
        ScriptBlock = $Node.ScriptBlock
    }
}

function Invoke-Pester {
    [CmdletBinding()]
    param([System.Collections.IDictionary] $Configuration = @{})

    $settings = Get-Setting $Configuration
    Initialize-TestScope $PSCmdlet.SessionState
    $files = @(Get-TestFile $settings.Path | ForEach-Object { Invoke-TestFile -File $_ -Filter $settings })

    $tests = @($files | ForEach-Object { Get-Descendant -Node $_ -IsTest $true } | ForEach-Object { Get-NodeResult $_ })
    # An error in a set-up of the whole file, too, is one of a block.
    $failedBlocks = @(
        $files | Where-Object { $_.Children.Count -gt 0 -and $_.ErrorRecord } | ForEach-Object { Get-NodeResult $_ }
        $files | ForEach-Object { Get-Descendant -Node $_ -IsTest $false } | Where-Object { $_.ErrorRecord } | ForEach-Object { Get-NodeResult $_ }
    )
    $failedContainers = @($files | Where-Object { $_.Children.Count -eq 0 -and $_.ErrorRecord } |
            ForEach-Object { [pscustomobject]@{ Item = $_.Name; Result = $_.Result; ErrorRecord = $_.ErrorRecord } })
    $counts = @{ Passed = 0; Failed = 0; Skipped = 0; Inconclusive = 0; NotRun = 0 }
    foreach ($test in $tests) {
        $counts[$test.Result]++
    }
    $hasFailed = $counts.Failed -or $failedBlocks -or $failedContainers -or $tests.Count -eq 0

    if ($settings.Verbosity -ne 'None') {
        foreach ($failed in @($tests | Where-Object Result -EQ 'Failed') + $failedBlocks) {
            Write-Host "[-] $($failed.ExpandedPath): $($failed.ErrorRecord.Exception.Message)"
        }
        foreach ($failed in $failedContainers) {
            Write-Host "[-] $($failed.Item): $($failed.ErrorRecord.Exception.Message)"
        }
        Write-Host "Tests Passed: $($counts.Passed), Failed: $($counts.Failed), Skipped: $($counts.Skipped), Inconclusive: $($counts.Inconclusive), NotRun: $($counts.NotRun)"
    }
    if ($settings.PassThru) {
        [pscustomobject]@{
            Result = if ($hasFailed) { 'Failed' } else { 'Passed' }
            TotalCount = $tests.Count
            PassedCount = $counts.Passed
            FailedCount = $counts.Failed
            SkippedCount = $counts.Skipped
            InconclusiveCount = $counts.Inconclusive
            NotRunCount = $counts.NotRun
            FailedBlocksCount = $failedBlocks.Count
            FailedContainersCount = $failedContainers.Count
            Tests = $tests
            FailedBlocks = $failedBlocks
            FailedContainers = $failedContainers
        }
    }
    if ($settings.Throw -and $hasFailed) {
        throw [System.InvalidOperationException]::new('Pester run failed.')
    }
}
