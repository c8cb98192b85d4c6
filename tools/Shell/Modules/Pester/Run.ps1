<#
    Run: what discovery noted down runs, each block and each test in a scope of its own inside that of its parent.
#>

# Says what is to run: a test that the filter wants and nothing skips, and every block around such a test.
function Select-Node {
    param([hashtable] $Node, [hashtable] $Filter)

    if ($Node.Kind -ne 'It') {
        foreach ($child in $Node.Children) {
            Select-Node -Node $child -Filter $Filter
        }
        $Node.ShouldRun = @($Node.Children | Where-Object { $_.ShouldRun }).Count -gt 0
        return
    }

    $path = Get-NodePath $Node
    $isWanted = (-not $Filter.Tag -or @($Filter.Tag | Where-Object { $_ -in $Node.Tags })) -and
        -not @($Filter.ExcludeTag | Where-Object { $_ -in $Node.Tags }) -and
        (-not $Filter.FullName -or @($Filter.FullName | Where-Object { $path -like $_ }))
    $Node.ShouldRun = $isWanted -and -not $Node.Skip
    if ($isWanted -and $Node.Skip) {
        $Node.Result = 'Skipped'
    }
}

function Get-NodePath {
    param([hashtable] $Node)

    $names = for ($at = $Node; $at.Kind -ne 'File'; $at = $at.Parent) { $at.Name }
    $names = @($names)
    [array]::Reverse($names)
    $names -join '.'
}

function Invoke-BlockNode {
    param([hashtable] $Node)

    if (-not $Node.ShouldRun) {
        return
    }
    Invoke-InScope $Node {
        $found = @(Get-ChildItem -LiteralPath $script:testDrive -Recurse -Force | ForEach-Object FullName)
        try {
            $isReady = Invoke-SetUp $Node {
                if ($Node.Kind -eq 'File') {
                    . $script:setVariables @{ TestDrive = $script:testDrive }
                }
                if ($Node.SetUps.ContainsKey('BeforeAll')) {
                    $null = . $Node.SetUps['BeforeAll']
                }
            }
            foreach ($child in $Node.Children) {
                if (-not $isReady) {
                    Add-Failure $child
                }
                elseif ($child.Kind -eq 'It') {
                    Invoke-TestNode $child
                }
                else {
                    Invoke-BlockNode $child
                }
            }
        }
        finally {
            if ($Node.SetUps.ContainsKey('AfterAll')) {
                $null = Invoke-SetUp $Node { $null = . $Node.SetUps['AfterAll'] }
            }

            # What a block put into TestDrive is gone when the block is.
            Get-ChildItem -LiteralPath $script:testDrive -Recurse -Force |
                Where-Object { $_.FullName -notin $found } |
                ForEach-Object { Remove-Item -LiteralPath $_.FullName -Recurse -Force -ErrorAction Ignore }
        }
    }
}

# Runs a block's set-up; an error there is the block's.
function Invoke-SetUp {
    param([hashtable] $Node, [scriptblock] $Action)

    try {
        . $Action
        $true
    }
    catch {
        $Node.Result = 'Failed'
        $Node.ErrorRecord.Add($_)
        $false
    }
}

# No test can run in a block whose BeforeAll failed, so each that was to run has failed too.
function Add-Failure {
    param([hashtable] $Node)

    if ($Node.Kind -eq 'It' -and $Node.ShouldRun) {
        $Node.Result = 'Failed'
    }
    foreach ($child in $Node.Children) {
        Add-Failure $child
    }
}

function Invoke-TestNode {
    param([hashtable] $Node)

    if (-not $Node.ShouldRun) {
        return
    }
    $blocks = @(for ($at = $Node.Parent; $null -ne $at; $at = $at.Parent) { $at })
    $outward = @($blocks | ForEach-Object { $_.SetUps['AfterEach'] } | Where-Object { $_ })
    [array]::Reverse($blocks)
    $inward = @($blocks | ForEach-Object { $_.SetUps['BeforeEach'] } | Where-Object { $_ })
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $Node.Result = 'Passed'
    Invoke-InScope $Node {
        $Node.Name = Expand-Name $Node
        try {
            foreach ($setUp in $inward) {
                $null = . $setUp
            }
            $null = . $Node.ScriptBlock
        }
        catch {
            Add-TestError $Node $_
        }
        foreach ($setUp in $outward) {
            try {
                $null = . $setUp
            }
            catch {
                Add-TestError $Node $_
            }
        }
    }
    $Node.Duration = $watch.Elapsed
}

function Add-TestError {
    param([hashtable] $Node, [System.Management.Automation.ErrorRecord] $ErrorRecord)

    $Node.ErrorRecord.Add($ErrorRecord)
    $result = switch ($ErrorRecord.FullyQualifiedErrorId) {
        'PesterTestSkipped' { 'Skipped' }
        'PesterTestInconclusive' { 'Inconclusive' }
        default { 'Failed' }
    }

    # A clean-up that fails after a skip is still a failure.
    if ($Node.Result -ne 'Failed') {
        $Node.Result = $result
    }
}

function Set-ItResult {
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '',
        Justification = 'The name is that of Pester. It says what came of a test and changes nothing else.')]
    [CmdletBinding(DefaultParameterSetName = 'Skipped')]
    param(
        [Parameter(Mandatory, ParameterSetName = 'Skipped')] [switch] $Skipped,
        [Parameter(Mandatory, ParameterSetName = 'Inconclusive')] [switch] $Inconclusive,
        [string] $Because
    )
    $word = $PSCmdlet.ParameterSetName
    $message = "is $($word.ToLowerInvariant())$(if ($Because) { ", because $Because" })"
    throw (Get-TestError -ErrorId "PesterTest$word" -Message $message)
}
